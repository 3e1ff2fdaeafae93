import { expect, test } from 'vitest'
import type { ConditionFact, Facts } from '../facts/facts.ts'
import { ask, given } from '../testing/ask.ts'
import { activeSuicidality, suicidalPlan } from './suicidality.ts'

const concept = 'suicidality-active'
const said = (part: Partial<ConditionFact>, text?: string): Facts => {
  const facts = given('ed', [`concept ${concept}`])
  const [fact] = facts.conditions as [ConditionFact]
  const changed = { ...fact, ...part, match: { ...fact.match, ...(text === undefined ? {} : { text }) } }
  return { ...facts, conditions: [changed], byConcept: new Map([[concept, [changed]]]) as Facts['byConcept'] }
}
const none = given('ed')

test('active suicidality is recorded without a date or in the last month', () => {
  const at = (monthsAgo: number | null) => said({ monthsAgo })
  expect([null, 0, 0.5, 1, 6].map((months) => ask(activeSuicidality, at(months)))).toEqual([
    'yes',
    'yes',
    'yes',
    'no',
    'no',
  ])
  expect(ask(activeSuicidality, none)).toBe('no')
  expect(activeSuicidality.names(at(null))).toEqual(['suicidality-active'])
  expect(activeSuicidality.names(at(6))).toEqual([])
})
test.each([
  ['has a plan', 'yes'],
  ['intends to overdose', 'yes'],
  ['going to kill herself', 'yes'],
  ['going to hurt myself', 'yes'],
  ['going to end it', 'yes'],
  ['wants to die', 'yes'],
  ['wanting to die', 'yes'],
  ['kill myself', 'yes'],
  ['end my life', 'yes'],
  ['means to do it', 'yes'],
  ['attempted today', 'yes'],
  ['attempting now', 'yes'],
  ['suicidal thoughts', 'no'],
])('%s: a plan or intent, %s', (text, answer) => {
  expect(ask(suicidalPlan, said({}, text))).toBe(answer)
  expect(ask(suicidalPlan, said({ monthsAgo: 9 }, text))).toBe('no')
})
test('a plan names what was said', () => {
  expect(suicidalPlan.names(said({}, 'has a plan'))).toEqual(['suicidality-active'])
  expect(suicidalPlan.names(said({ monthsAgo: 9 }))).toEqual([])
})
