/** Titrations and check-ins in the words of the screen. Pure. */
import type { CheckInAnswers, StepStatus, TitrationView } from '@countersign/contract'
import type { Tone } from '../../ui/chips.tsx'
import { count } from '../../ui/format.ts'
import { lbFromKg } from '../intake/units.ts'

export const stepNames: Record<StepStatus, string> = {
  planned: 'Planned',
  check_in: 'Patient asked',
  review: 'Provider to look',
  ready: 'Leaves on its day',
  released: 'Sent',
  cancelled: 'Not sent',
}
export const stepTones: Record<StepStatus, Tone> = {
  planned: 'line',
  check_in: 'neutral',
  review: 'ask',
  ready: 'accent',
  released: 'done',
  cancelled: 'neutral',
}
export const seriesNames: Record<TitrationView['status'], string> = {
  active: 'Under way',
  stopped: 'Stopped',
  completed: 'Complete',
}

type Step = TitrationView['steps'][number]

/** The step that waits for a provider, else the next that has not left, else the last. */
export function stepAtHand(steps: readonly Step[]): Step | undefined {
  return (
    steps.find(({ status }) => status === 'review') ??
    steps.find(({ status }) => status === 'check_in' || status === 'ready' || status === 'planned') ??
    steps.at(-1)
  )
}

/** What a patient said, line by line. What was not said is "not said", never "no". */
export function checkInLines(answers: CheckInAnswers): { label: string; text: string; known: boolean }[] {
  const line = (label: string, text: string | null) => ({
    label,
    text: text ?? 'not said',
    known: text !== null,
  })
  /** Not everybody is asked this, and not every old check-in has it. */
  const asked = (label: string, said: unknown) =>
    typeof said === 'boolean' ? [line(label, said ? 'yes' : 'no')] : []
  const listed = (items: readonly string[] | null) =>
    items === null ? null : items.length === 0 ? 'none' : items.join(', ')
  const { weightKg, systolic, diastolic, missedDoses, pregnant, breastfeeding } = answers
  return [
    line('Warning signs', listed(answers.warningSigns)),
    line(
      'Side effects',
      listed(answers.sideEffects?.map(({ text, severity }) => `${text} (${severity})`) ?? null),
    ),
    line('Weight', weightKg === null ? null : `${lbFromKg(weightKg).toFixed(1)} lb`),
    line('Blood pressure', systolic === null || diastolic === null ? null : `${systolic}/${diastolic}`),
    line('Doses missed', missedDoses === null ? null : String(missedDoses)),
    line('New medicines', listed(answers.newMedications)),
    line('New conditions', listed(answers.newConditions)),
    line('New allergies', listed(answers.newAllergies)),
    ...asked('Pregnant', pregnant),
    ...asked('Breastfeeding', breastfeeding),
    ...(answers.comment === '' ? [] : [line('In their words', `“${answers.comment}”`)]),
  ]
}

/** "3 of 5 steps sent". */
export function progressWords(steps: readonly Step[]): string {
  const sent = steps.filter(({ status }) => status === 'released').length
  return `${sent} of ${count(steps.length, 'step')} sent`
}
