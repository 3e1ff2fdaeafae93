/** Ready-made words put into a note: what the case says in place of the names in braces, and `;` with a shortcut. Pure. */
import type { ConsultationSummary, NoteTemplate } from '@countersign/contract'
import { sexLetters } from '../../ui/format.ts'
import { clearText, counsellingText, findingsText, noteTemplate, planText, quickTexts } from './note-words.ts'
import { doseWords, drugName, proposedOption } from './summary-words.ts'

/** What may stand in braces, and what it is replaced by. */
export const fieldNames = {
  findings: 'Age, sex, readings and positive answers',
  clear: 'What was asked and answered with no',
  plan: 'What is started, how much and for how long',
  counselling: 'What to tell and watch',
  name: 'The patient’s first name',
  age: 'Age in years',
  sex: 'F or M',
  drug: 'The proposed drug',
  dose: 'Its dose',
} as const
type Field = keyof typeof fieldNames

/** The words with every known field filled in. A field the case says nothing about is left out; others stay as typed. */
export function expand(body: string, summary: ConsultationSummary): string {
  const option = proposedOption(summary.assessment)
  const values: Record<Field, () => string> = {
    findings: () => findingsText(summary),
    clear: () => clearText(summary),
    plan: () => (option?.plan ? planText(drugName(option), option.plan) : ''),
    counselling: () => counsellingText(summary),
    name: () => summary.patient.name.split(' ')[0] ?? '',
    age: () => String(summary.patient.age),
    sex: () => sexLetters[summary.patient.sex],
    drug: () => (option ? drugName(option) : ''),
    dose: () => (option?.plan ? doseWords(option.plan.doseMg) : ''),
  }
  return body
    .replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? values[name as Field]() : whole,
    )
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ +([.,;])/g, '$1')
    .trim()
}

export type ReadyText = {
  id: string
  label: string
  shortcut: string | null
  text: string
  from: 'case' | NoteTemplate['owner']
}

const slug = (label: string) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 20)

const fits = (template: NoteTemplate, summary: ConsultationSummary) =>
  template.category === null || template.category === summary.consultation.category

/** What `;` offers in this case: one's own first, then the clinic's, then what the case itself says. */
export function quickTextsFor(summary: ConsultationSummary, kept: readonly NoteTemplate[]): ReadyText[] {
  const own = kept
    .filter((one) => one.kind === 'quick_text' && fits(one, summary))
    .sort((a, b) => Number(b.owner === 'mine') - Number(a.owner === 'mine'))
    .map((one) => ({
      id: one.id,
      label: one.name,
      shortcut: one.shortcut,
      text: expand(one.body, summary),
      from: one.owner,
    }))
  const said = quickTexts(summary).map((one) => ({
    id: slug(one.label),
    label: one.label,
    shortcut: slug(one.label),
    text: one.text,
    from: 'case' as const,
  }))
  return [...own, ...said].filter((one) => one.text !== '')
}

/** The whole notes one may start from: the standing one, then one's own and the clinic's. */
export function templatesFor(summary: ConsultationSummary, kept: readonly NoteTemplate[]): ReadyText[] {
  const own = kept
    .filter((one) => one.kind === 'template' && fits(one, summary))
    .map((one) => ({
      id: one.id,
      label: one.name,
      shortcut: null,
      text: expand(one.body, summary),
      from: one.owner,
    }))
  const standing = {
    id: 'standing',
    label: 'From the case',
    shortcut: null,
    text: noteTemplate(summary),
    from: 'case' as const,
  }
  return [standing, ...own].filter((one) => one.text !== '')
}

/** The shortcut being typed before the caret, from its semicolon on; null when none is. */
export function shortcutAt(body: string, caret: number): { from: number; typed: string } | null {
  // A semicolon at a word's start asks for quick text; inside a sentence it is a semicolon.
  const found = /(?:^|\s);([a-z0-9-]*)$/i.exec(body.slice(0, caret))
  if (!found) return null
  const typed = found[1] ?? ''
  return { from: caret - typed.length - 1, typed: typed.toLowerCase() }
}

/** Those that begin so, the exact shortcut first. */
export function matching(texts: readonly ReadyText[], typed: string): ReadyText[] {
  if (typed === '') return [...texts]
  return texts
    .filter((one) => one.shortcut?.startsWith(typed) || slug(one.label).startsWith(typed))
    .sort((a, b) => Number(b.shortcut === typed) - Number(a.shortcut === typed))
}
