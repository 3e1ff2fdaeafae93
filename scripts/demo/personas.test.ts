/** Everybody's sheet answers every question their questionnaire puts to them, and each answer fits. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, inputOf, missingRequired, type Questionnaire } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../package-binary.ts'
import { answerFrom, nextQuestion } from './answers.ts'
import { crowdPersona } from './crowd.ts'
import { emailOf, type Persona } from './personas.ts'
import { thirtyStories } from './stories.ts'
import { firstPatients } from './waiting-room.ts'

const folder = join(ROOT, 'apps', 'server', 'src', 'modules', 'intake', 'questionnaires')
/** The newest version of each category's questionnaire. */
const newest = (category: string): Questionnaire => {
  const file = readdirSync(folder)
    .filter((name) => name.startsWith(`${category}-`) && name.endsWith('.json'))
    .toSorted()
    .at(-1)
  return JSON.parse(readFileSync(join(folder, file ?? ''), 'utf8')) as Questionnaire
}

const fill = (persona: Persona): Record<string, Answer> => {
  const questionnaire = newest(persona.category)
  const answers: Record<string, Answer> = {}
  for (;;) {
    const item = nextQuestion(questionnaire, answers)
    if (!item) break
    const photo: Answer = { kind: 'attachments', documentIds: ['a'] }
    answers[item.linkId] =
      inputOf(item) === 'photo' ? photo : (answerFrom(persona.sheet, item) ?? { kind: 'unknown' })
  }
  expect(missingRequired(questionnaire, answers)).toEqual([])
  return answers
}

const groups = {
  'the thirty stories': thirtyStories(() => {}).map(({ persona }) => persona),
  'the first patients': firstPatients,
  'the load run': Array.from({ length: 70 }, (_, index) => crowdPersona(index)),
}

describe.each(Object.entries(groups))('%s', (_, people) => {
  it('answer every question that is put to them', () => {
    for (const persona of people) expect(Object.keys(fill(persona)).length).toBeGreaterThan(20)
  })

  it('have an address of their own each', () => {
    expect(new Set(people.map(emailOf)).size).toBe(people.length)
  })
})

describe('the thirty stories', () => {
  it('are thirty, twelve of them green', () => {
    const stories = thirtyStories(() => {})
    expect(stories).toHaveLength(30)
    expect(stories.filter(({ title }) => title === 'green')).toHaveLength(12)
  })
})
