/** Answers that tell a story: whose it is, and when it was. */

import { describe, expect, it } from 'vitest'
import { assessed, type BaseName, type Change } from '../testing/people.ts'

const rulesOf = (base: BaseName, change: Change, drug: string): readonly string[] =>
  assessed(base, change)
    .options.find((option) => option.drugId === drug)
    ?.findings.map((finding) => finding.rule) ?? []

describe('answers about relatives and the past', () => {
  it('a relative with epilepsy is no seizure of the patient', () => {
    const family = { answers: { seizureHistory: 'my sister has epilepsy, I do not' } }
    const own = { answers: { seizureHistory: 'epilepsy since childhood' } }
    expect(rulesOf('weightMan', family, 'naltrexone_bupropion')).not.toContain('CON-02')
    expect(rulesOf('weightMan', own, 'naltrexone_bupropion')).toContain('CON-02')
  })
  it('an opioid or MAOI stopped long ago is outside its window', () => {
    const past = { answers: { opioidUse: 'oxycodone two years ago after surgery, none now' } }
    const recent = { answers: { opioidUse: 'oxycodone, stopped 5 days ago' } }
    expect(rulesOf('weightMan', past, 'naltrexone_bupropion')).not.toContain('CON-04')
    expect(rulesOf('weightMan', recent, 'naltrexone_bupropion')).toContain('CON-04')
    const old = { answers: { maoiLast14Days: 'Nardil, stopped 2 years ago' } }
    const late = { answers: { maoiLast14Days: 'Nardil, stopped 2 weeks ago' } }
    expect(rulesOf('weightMan', old, 'phentermine')).not.toContain('PHE-03')
    expect(rulesOf('weightMan', late, 'phentermine')).toContain('PHE-03')
  })
  it('what follows "not sure" is read', () => {
    const codes = (symptomsNow: string) =>
      assessed('ed', { answers: { symptomsNow } }).redFlags.map(({ code }) => code)
    expect(codes('not sure, chest pain since this morning')).toContain('G-04')
    expect(codes('not sure')).toEqual([])
    const mother = { answers: { familyHistoryText: 'not sure, my mother had medullary thyroid cancer' } }
    expect(rulesOf('weightMan', mother, 'tirzepatide')).toContain('INC-01')
  })
  it('"I am not sure" is no denial, and stairs climbed "with difficulty" are no good answer', () => {
    const missing = (answers: Change['answers']) => assessed('ed', { answers }).missing
    expect(missing({ nitrateUse: 'I am not sure' })).toContain('nitrateUse')
    expect(missing({ climbsTwoFlightsWithoutSymptoms: 'with difficulty' })).toContain('exerciseTolerance')
  })
  it('one dated event does not date another', () => {
    const told = (recentCardiacEvent: string) => assessed('ed', { answers: { recentCardiacEvent } }).missing
    expect(told('heart attack 2 years ago')).not.toContain('recentCardiacEvent')
    expect(told('heart attack 2 years ago. A stent as well.')).toContain('recentCardiacEvent')
  })
  it('a very long text is read to its end', () => {
    const notes = `${'lorem ipsum dolor sit amet '.repeat(4000)}. I have chest pain right now.`
    const codes = assessed('ed', { answers: { notes } }).redFlags.map((flag) => flag.code)
    expect(codes).toContain('G-04')
  })
})
