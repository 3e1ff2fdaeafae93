import { describe, expect, test } from 'vitest'
import { prepareFacts } from '../../facts/prepare.ts'
import { NO, YES } from '../../logic/tri.ts'
import { assessed, person, severityOf, today } from '../../testing/people.ts'
import { ruleRows } from '../../testing/rows.ts'
import { rules } from './index.ts'

describe('every rule fires on its trigger and not on the near miss', () => {
  test.each(
    ruleRows.map(
      (row) => [`${row[0]} ${row[2] ?? 'case'} ${row[3]} ${JSON.stringify(row[4])}`, row] as const,
    ),
  )('%s', (_name, [rule, base, drug, severity, fires, near]) => {
    expect(severityOf(assessed(base, fires), rule, drug)).toBe(severity)
    if (near !== null) expect(severityOf(assessed(base, near), rule, drug)).not.toBe(severity)
  })
})

test('no rule is without a case', () => {
  const covered = new Set(ruleRows.map((row) => row[0]))
  expect(rules.map((rule) => rule.id).filter((id) => !covered.has(id))).toEqual([])
})

test('rule ids are unique', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length)
})

test('a predicate none of whose keys is present is never yes, and never unknown where it promises no', () => {
  const wrong = new Set<string>()
  for (const [, base, , , fires, near] of ruleRows)
    for (const change of near === null ? [fires] : [fires, near]) {
      const facts = prepareFacts(person(base, change), today, {})
      const present = new Set(facts.present)
      for (const rule of rules)
        for (const item of rule.cases) {
          const answer = item.when.test(facts)
          if (answer !== NO && item.when.keys?.every((key) => !present.has(key)) === true)
            wrong.add(`${rule.id}: ${item.when.says}`)
          if (answer === YES && item.when.yesKeys?.every((key) => !present.has(key)) === true)
            wrong.add(`${rule.id} (yes): ${item.when.says}`)
        }
    }
  expect([...wrong]).toEqual([])
}, 120_000)
