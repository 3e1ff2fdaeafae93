import { expect, test } from 'vitest'
import { readConditions } from './conditions.ts'

const labelOf = (text: string, monthsAgo?: number, code?: string) =>
  readConditions([{ text, monthsAgo, code }], 2026.89, 'record').present[0]?.label

test.each([
  ['chest pain right now', 'chest pain right now'],
  ['heart attack yesterday', 'heart attack yesterday'],
  ['stroke last week', 'stroke last week'],
  ['stroke 3 weeks ago', 'stroke 3 weeks ago'],
])('%s says when by itself', (text, label) => expect(labelOf(text)).toBe(label))

test.each([
  [0, 'less than a month ago'],
  [0.9, 'less than a month ago'],
  [1, '1 month ago'],
  [4, '4 months ago'],
])('a date given as %s months is said as %s', (monthsAgo, words) =>
  expect(labelOf('heart attack', monthsAgo)).toBe(`heart attack, ${words}`),
)

test('"now" says nothing of an event of months ago', () =>
  expect(labelOf('stroke, now on aspirin', 3)).toBe('stroke, 3 months ago'))

test('an acute code without a date is of the last weeks', () =>
  expect(labelOf('', undefined, 'I21.9')).toBe('I21.9, less than a month ago'))
