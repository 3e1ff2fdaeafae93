import { describe, expect, it } from 'vitest'
import { saysNone, withoutNone } from './patient.ts'

describe('a list that says there is none', () => {
  it.each([
    'none',
    'None.',
    ' NO ',
    'nothing',
    'n/a',
    'N/A',
    'NKDA',
    'no known drug allergies',
    'No medications',
    'I don’t take any medicines',
    'I take nothing',
  ])('%s', (text) => expect(saysNone(text)).toBe(true))
  it.each([
    'Nonoxynol',
    'no idea',
    'not sure',
    'unknown',
    'norvasc',
    'none except aspirin',
    'No-Doz',
    'nothing but insulin',
    '',
  ])('but not %s', (text) => expect(saysNone(text)).toBe(false))

  const said = (facts: object) =>
    withoutNone({
      clinicId: 'c',
      patientId: 'p',
      source: 'answer',
      sourceId: null,
      at: new Date(0),
      reviewedLists: [],
      ...facts,
    })
  it('was gone through and is empty', () => {
    expect(said({ medications: [{ text: 'None' }], allergies: [{ substance: 'nkda' }] })).toMatchObject({
      medications: [],
      allergies: [],
      reviewedLists: ['medications', 'allergies'],
    })
  })
  it('beside an entry is a word too many', () => {
    expect(said({ medications: [{ text: 'none' }, { text: 'aspirin' }] })).toMatchObject({
      medications: [{ text: 'aspirin' }],
      reviewedLists: [],
    })
  })
  it('closes no list of conditions, which is asked for in several places', () => {
    expect(said({ conditions: [{ text: 'none' }] })).toMatchObject({ conditions: [], reviewedLists: [] })
  })
  it('and an empty list says nothing of itself', () => {
    expect(said({ medications: [] }).reviewedLists).toEqual([])
  })
})
