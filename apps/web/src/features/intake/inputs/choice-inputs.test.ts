import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toggled } from './choice-inputs.tsx'

const exclusive = new Set(['none', 'unsure'])

describe('choosing several', () => {
  it('adds, removes, and lets "none" stand alone', () => {
    expect(toggled(['a'], 'b', exclusive)).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a', exclusive)).toEqual(['b'])
    expect(toggled(['a', 'b'], 'none', exclusive)).toEqual(['none'])
    expect(toggled(['none'], 'a', exclusive)).toEqual(['a'])
    expect(toggled(['none'], 'none', exclusive)).toEqual([])
  })
  it('never mixes an exclusive choice with another', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'none', 'unsure')), (presses) => {
        const chosen = presses.reduce<string[]>((codes, code) => toggled(codes, code, exclusive), [])
        expect(chosen.some((code) => exclusive.has(code)) && chosen.length > 1).toBe(false)
      }),
    )
  })
})
