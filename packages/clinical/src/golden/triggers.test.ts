import { describe, expect, test } from 'vitest'
import { effectOf, readEntry, spokenFor, triggerRows } from './triggers.ts'

describe('every fact a rule names makes it speak for its drugs and for no other', () => {
  for (const row of triggerRows())
    test(`${row.rule} ${row.severity} ${row.drugs.join(' ')}`, () => {
      const wanted = row.drugs.length === 0 ? 'case' : row.drugs.join(' ')
      for (const entry of row.each) {
        const { facts, near } = readEntry(entry)
        expect(`${entry}: ${spokenFor(row, facts)}`).toBe(`${entry}: ${wanted}`)
        expect([entry, effectOf(row, facts)]).toEqual([entry, row.with ?? {}])
        for (const less of near)
          expect(`${entry} near ${less}: ${spokenFor(row, less)}`).not.toBe(
            `${entry} near ${less}: ${wanted}`,
          )
      }
    })
})
