/** A check-in while it is being answered: its questions, one a screen, and the answers they make. Pure. */
import type { CheckInAnswers, CheckInQuestions, SideEffect } from '@countersign/contract'
import { kgFromLb, numberFrom, type UnitSystem } from '../intake/units.ts'

export type CheckInStep =
  | 'warningSigns'
  | 'sideEffects'
  | 'weight'
  | 'bloodPressure'
  | 'missedDoses'
  | 'newMedications'
  | 'newConditions'
  | 'newAllergies'
  | 'pregnant'
  | 'breastfeeding'

export type CheckInDraft = {
  /** One of the choices of the screen; `unsure` is an answer of its own. */
  choice: string | null
  several: readonly string[]
  text: string
  top: string
  bottom: string
}
export const emptyCheckIn: CheckInDraft = { choice: null, several: [], text: '', top: '', bottom: '' }
export type CheckInDrafts = Partial<Record<CheckInStep, CheckInDraft>>

export const UNSURE = 'unsure'
export const NONE = 'none'

export function stepsOf(ask: CheckInQuestions): CheckInStep[] {
  return [
    'warningSigns',
    'sideEffects',
    ...(ask.asksWeight ? (['weight'] as const) : []),
    ...(ask.asksBloodPressure ? (['bloodPressure'] as const) : []),
    ...(ask.asksMissedDoses ? (['missedDoses'] as const) : []),
    'newMedications',
    'newConditions',
    'newAllergies',
    ...(ask.asksPregnancy ? (['pregnant', 'breastfeeding'] as const) : []),
  ]
}

type Read = { ok: true; answers: Partial<CheckInAnswers> } | { ok: false; words: string }
const refuse = (words: string): Read => ({ ok: false, words })
const take = (answers: Partial<CheckInAnswers>): Read => ({ ok: true, answers })
const lines = (text: string, most: number) =>
  text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line.length >= 2)
    .slice(0, most)

/** What one screen says, or why it says nothing yet. "I don't know" stays unknown: it is never taken for no. */
export function readStep(step: CheckInStep, draft: CheckInDraft, units: UnitSystem): Read {
  const { choice } = draft
  switch (step) {
    case 'warningSigns':
      if (draft.several.length > 0) return take({ warningSigns: [...draft.several] })
      if (choice === NONE) return take({ warningSigns: [] })
      return choice === UNSURE
        ? take({ warningSigns: null })
        : refuse('Choose what fits, or “None of these”.')
    case 'sideEffects':
      return readSideEffects(draft)
    case 'weight':
      return readWeight(draft, units)
    case 'bloodPressure':
      return readPressure(draft)
    case 'missedDoses': {
      if (choice === UNSURE) return take({ missedDoses: null })
      const missed = numberFrom(draft.text)
      if (missed === null || !Number.isInteger(missed) || missed < 0 || missed > 90)
        return refuse('Enter a number from 0 to 90.')
      return take({ missedDoses: missed })
    }
    case 'newMedications':
    case 'newConditions':
    case 'newAllergies':
      if (choice === UNSURE) return take({ [step]: null })
      if (choice === 'no') return take({ [step]: [] })
      if (choice !== 'yes') return refuse('Please choose one.')
      return lines(draft.text, 12).length === 0
        ? refuse('Write what it is, one on each line.')
        : lines(draft.text, 12).some((line) => line.length > 120)
          ? refuse('Write each in a few words.')
          : take({ [step]: lines(draft.text, 12) })
    case 'pregnant':
    case 'breastfeeding':
      if (choice === null) return refuse('Please choose one.')
      return take({ [step]: choice === UNSURE ? null : choice === 'yes' })
  }
}

const severities = ['mild', 'moderate', 'severe'] as const

function readSideEffects({ choice, text }: CheckInDraft): Read {
  if (choice === NONE) return take({ sideEffects: [] })
  if (choice === UNSURE) return take({ sideEffects: null })
  const severity = severities.find((one) => one === choice)
  if (severity === undefined) return refuse('Please choose one.')
  const effects: SideEffect[] = lines(text, 12).map((line) => ({ text: line.slice(0, 200), severity }))
  return effects.length === 0 ? refuse('Write what you noticed.') : take({ sideEffects: effects })
}

function readWeight({ choice, text }: CheckInDraft, units: UnitSystem): Read {
  if (choice === UNSURE) return take({ weightKg: null })
  const value = numberFrom(text)
  if (value === null) return refuse('Enter your weight as a number.')
  const weightKg = units === 'us' ? kgFromLb(value) : value
  if (weightKg < 25 || weightKg > 400) return refuse('Please check the number: it does not look right.')
  return take({ weightKg })
}

function readPressure({ choice, top, bottom }: CheckInDraft): Read {
  if (choice === UNSURE) return take({ systolic: null, diastolic: null })
  const whole = (value: string) => (/^\d{2,3}$/.test(value.trim()) ? Number(value.trim()) : null)
  const [systolic, diastolic] = [whole(top), whole(bottom)]
  if (systolic === null || diastolic === null) return refuse('Enter both numbers, like 120 over 80.')
  if (systolic < 50 || systolic > 280 || diastolic < 20 || diastolic > 180 || systolic <= diastolic)
    return refuse('Please check both numbers: they do not look right.')
  return take({ systolic, diastolic })
}

/** All screens together; the first that says nothing yet, when there is one. */
export function readCheckIn(
  steps: readonly CheckInStep[],
  drafts: CheckInDrafts,
  units: UnitSystem,
): { ok: true; answers: Partial<CheckInAnswers> } | { ok: false; at: number } {
  const answers: Partial<CheckInAnswers> = {}
  for (const [at, step] of steps.entries()) {
    const read = readStep(step, drafts[step] ?? emptyCheckIn, units)
    if (!read.ok) return { ok: false, at }
    Object.assign(answers, read.answers)
  }
  return { ok: true, answers }
}
