import { describe, expect, it } from 'vitest'
import { dana } from '../../testing/dana.ts'
import { changesBetween, changeWords } from './case-changes.ts'

const later = new Date(2026, 2, 17, 15, 0)
const at = (hour: number) => new Date(2026, 2, 17, hour, 5).toISOString()

describe('what is said over a case that changed', () => {
  it('names the time of the rules only when they ran again', () =>
    expect(
      changeWords({ recommendationId: 'a' }, { recommendationId: 'b', assessedAt: at(14) }, later),
    ).toEqual({ when: ' at 2:05 pm', text: 'The rules ran again.' }))

  it('says that the proposal is of before when only the facts are new', () => {
    const { when, text } = changeWords(
      { recommendationId: 'a' },
      { recommendationId: 'a', assessedAt: at(9) },
      later,
    )
    expect(when).toBe('')
    expect(text).toMatch(/^The proposal is still of 9:05 am/)
    expect(text).not.toMatch(/rules ran/)
  })

  it('a fact that came is a change, a newer note is none', () => {
    expect(changesBetween(dana, { ...dana, note: { ...dana.note, body: 'x' } })).toEqual([])
    const facts = {
      ...dana.facts,
      allergies: [
        ...dana.facts.allergies,
        { id: 'n', substance: 'Latex', reaction: null, source: 'lab' as const, recordedAt: at(14) },
      ],
    }
    expect(changesBetween(dana, { ...dana, facts })).toEqual([
      { what: 'Allergy', before: null, now: 'Latex' },
    ])
  })
})
