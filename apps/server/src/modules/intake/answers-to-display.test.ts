import type { Answer } from '@countersign/contract'
import { visibleQuestions } from '@countersign/contract/questionnaire'
import { describe, expect, it } from 'vitest'
import { fillIn } from '../../testing/intake-answers.ts'
import { answersToDisplay } from './answers-to-display.ts'
import { currentVersion, questionnaireOf } from './questionnaires.ts'

const weight = questionnaireOf('weight', currentVersion('weight'))
const choice = (...codes: string[]): Answer => ({ kind: 'choice', codes })
const rowsOf = (given: Record<string, Answer> = {}) => answersToDisplay(weight, fillIn(weight, given))
const row = (linkId: string, answer: Answer) =>
  rowsOf({ [linkId]: answer }).find((each) => each.linkId === linkId)

describe('what a clinician reads', () => {
  it('has one line for each question that was put, in order, with its section', () => {
    const answers = fillIn(weight)
    const rows = answersToDisplay(weight, answers)
    expect(rows.map((each) => each.linkId)).toEqual(
      visibleQuestions(weight, answers).map((item) => item.linkId),
    )
    for (const each of rows) expect(each.section).not.toBe('')
  })

  it.each<[string, Answer, string, string]>([
    ['seizure', { kind: 'boolean', value: true }, 'Yes', 'positive'],
    ['seizure', { kind: 'boolean', value: false }, 'No', 'normal'],
    ['seizure', { kind: 'unknown' }, 'Does not know', 'unknown'],
    [
      'digestion',
      choice('gallstones', 'reflux'),
      'Gallstones or gallbladder attacks; Severe reflux',
      'positive',
    ],
    ['digestion', choice('none'), 'None of these', 'normal'],
    ['phq-9', choice('several-days'), 'Several days', 'positive'],
    ['phq-1', choice('several-days'), 'Several days', 'normal'],
    ['height', { kind: 'height', cm: 177.8 }, '5 ft 10 in (178 cm)', 'normal'],
    ['height', { kind: 'height', cm: 182.6 }, '6 ft 0 in (183 cm)', 'normal'],
    ['weight', { kind: 'weight', kg: 99.8 }, '220 lb (99.8 kg)', 'normal'],
    ['heart-rate', { kind: 'number', value: 72 }, '72 beats per minute', 'normal'],
    ['heart-rate', { kind: 'number', value: 101 }, '101 beats per minute', 'positive'],
    ['heart-rate', { kind: 'number', value: 100 }, '100 beats per minute', 'normal'],
    ['heart-rate', { kind: 'number', value: 49 }, '49 beats per minute', 'positive'],
    ['birth-date', { kind: 'date', value: '1980-02-03' }, '1980-02-03', 'normal'],
    ['medications', { kind: 'medications', none: true, items: [] }, 'None', 'normal'],
    [
      'medications',
      { kind: 'medications', none: false, items: [{ name: 'Lisinopril', dose: '10 mg' }, { name: 'Zinc' }] },
      'Lisinopril (10 mg); Zinc',
      'positive',
    ],
    [
      'allergies',
      { kind: 'allergies', none: false, items: [{ substance: 'Penicillin', reaction: 'rash' }] },
      'Penicillin (rash)',
      'positive',
    ],
    ['conditions', { kind: 'conditions', none: false, items: [{ text: 'Asthma' }] }, 'Asthma', 'positive'],
    [
      'consent-privacy',
      { kind: 'consent', accepted: true, documentVersion: 'privacy-2026-11' },
      'Agreed to privacy-2026-11',
      'normal',
    ],
  ])('%s %j is "%s", %s', (linkId, answer, words, state) => {
    expect(row(linkId, answer)).toMatchObject({ answer: words, state })
  })

  it.each([
    [139, 89, 'normal'],
    [140, 80, 'positive'],
    [120, 90, 'positive'],
    [90, 50, 'normal'],
    [89, 60, 'positive'],
    [95, 49, 'positive'],
  ])('a blood pressure of %d/%d is %s', (systolic, diastolic, state) => {
    expect(row('blood-pressure', { kind: 'blood-pressure', systolic, diastolic })).toMatchObject({
      answer: `${systolic}/${diastolic} mmHg`,
      state,
    })
  })

  it('shows a question without an answer as that', () => {
    const answers = fillIn(weight, { 'has-labs': { kind: 'boolean', value: true } })
    const egfr = answersToDisplay(weight, answers).find((each) => each.linkId === 'egfr')
    expect(egfr).toMatchObject({ answer: 'Not answered', state: 'unanswered' })
  })

  it('has no line for a question that was not put, whatever was answered to it before', () => {
    const rows = rowsOf({ pregnant: { kind: 'boolean', value: true } })
    expect(rows.map((each) => each.linkId)).not.toContain('pregnant')
  })

  it('says when a reading was taken', () => {
    const reading = {
      kind: 'blood-pressure',
      systolic: 120,
      diastolic: 80,
      measuredOn: '2026-10-01',
    } as const
    expect(row('blood-pressure', reading)?.answer).toBe('120/80 mmHg, taken 2026-10-01')
  })
})
