import { describe, expect, it, test } from 'vitest'
import {
  type CheckInDraft,
  type CheckInStep,
  emptyCheckIn,
  NONE,
  readCheckIn,
  readStep,
  stepsOf,
  UNSURE,
} from './check-in-draft.ts'

const read = (step: CheckInStep, draft: Partial<CheckInDraft>, units: 'us' | 'metric' = 'us') =>
  readStep(step, { ...emptyCheckIn, ...draft }, units)
const all = {
  warningSigns: ['fainting'],
  asksWeight: true,
  asksBloodPressure: true,
  asksMissedDoses: true,
  asksPregnancy: true,
}

describe('a check-in', () => {
  it('asks only what matters for the medicine and the person', () => {
    expect(stepsOf(all)).toHaveLength(10)
    expect(
      stepsOf({
        ...all,
        asksWeight: false,
        asksBloodPressure: false,
        asksMissedDoses: false,
        asksPregnancy: false,
      }),
    ).toEqual(['warningSigns', 'sideEffects', 'newMedications', 'newConditions', 'newAllergies'])
  })

  test.each(stepsOf(all))('%s: nothing said is no answer, and not knowing is unknown', (step) => {
    expect(read(step, {}).ok).toBe(false)
    const unsure = read(step, { choice: UNSURE })
    expect(unsure.ok && Object.values(unsure.answers).every((value) => value === null)).toBe(true)
  })

  test.each<[CheckInStep, Partial<CheckInDraft>, object]>([
    ['warningSigns', { choice: NONE }, { warningSigns: [] }],
    ['warningSigns', { several: ['fainting'] }, { warningSigns: ['fainting'] }],
    ['sideEffects', { choice: NONE }, { sideEffects: [] }],
    [
      'sideEffects',
      { choice: 'mild', text: 'nausea' },
      { sideEffects: [{ text: 'nausea', severity: 'mild' }] },
    ],
    ['weight', { text: '220.5' }, { weightKg: 100.02 }],
    ['bloodPressure', { top: '122', bottom: '78' }, { systolic: 122, diastolic: 78 }],
    ['missedDoses', { text: '0' }, { missedDoses: 0 }],
    ['newMedications', { choice: 'no' }, { newMedications: [] }],
    ['newMedications', { choice: 'yes', text: 'lithium\nzinc' }, { newMedications: ['lithium', 'zinc'] }],
    ['pregnant', { choice: 'no' }, { pregnant: false }],
    ['breastfeeding', { choice: 'yes' }, { breastfeeding: true }],
  ])('%s %j', (step, draft, answers) => expect(read(step, draft)).toEqual({ ok: true, answers }))

  test.each<[CheckInStep, Partial<CheckInDraft>]>([
    ['sideEffects', { choice: 'mild' }],
    ['weight', { text: '12' }],
    ['bloodPressure', { top: '78', bottom: '122' }],
    ['missedDoses', { text: '1.5' }],
    ['newAllergies', { choice: 'yes', text: ' ' }],
  ])('%s %j says nothing yet', (step, draft) => expect(read(step, draft).ok).toBe(false))

  it('weight in kilograms is taken as it is', () => {
    expect(read('weight', { text: '100' }, 'metric')).toEqual({ ok: true, answers: { weightKg: 100 } })
  })

  it('names the first screen that is open', () => {
    expect(
      readCheckIn(['warningSigns', 'pregnant'], { warningSigns: { ...emptyCheckIn, choice: NONE } }, 'us'),
    ).toEqual({ ok: false, at: 1 })
  })
})
