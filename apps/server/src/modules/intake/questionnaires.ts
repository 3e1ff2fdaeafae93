/** The questionnaires: every version ever asked is kept, since an intake stays with the version it began with. */
import { readdirSync, readFileSync } from 'node:fs'
import { Category, type Questionnaire, type QuestionnaireItem } from '@countersign/contract'

/** The version a new intake is asked. */
const current: Record<Category, string> = { weight: '2026-11', ed: '2026-11', hair: '2026-11' }

const folder = new URL('./questionnaires/', import.meta.url)
const byName = new Map<string, Questionnaire>(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [
      name.replace(/\.json$/, ''),
      JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Questionnaire,
    ]),
)

export const currentVersion = (category: Category): string => current[category]

/** @throws when the version was never published: an intake cannot name one. */
export function questionnaireOf(category: Category, version: string): Questionnaire {
  const found = byName.get(`${category}-${version}`)
  if (!found) throw new Error(`there is no questionnaire ${category} ${version}`)
  return found
}

/** Every published questionnaire with its category. */
export const publishedQuestionnaires = (): { category: Category; questionnaire: Questionnaire }[] =>
  [...byName].map(([name, questionnaire]) => ({
    category: Category.parse(name.slice(0, name.indexOf('-'))),
    questionnaire,
  }))

/** Every item below the root, groups included, in order. */
export const allItems = (items: readonly QuestionnaireItem[]): QuestionnaireItem[] =>
  items.flatMap((item) => [item, ...allItems(item.item ?? [])])

/** The question of that linkId; null for groups, displays and unknown ids. */
export function questionOf(questionnaire: Questionnaire, linkId: string): QuestionnaireItem | null {
  const item = allItems(questionnaire.item).find((each) => each.linkId === linkId)
  return item && item.type !== 'group' && item.type !== 'display' ? item : null
}
