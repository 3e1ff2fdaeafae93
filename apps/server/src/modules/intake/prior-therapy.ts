/** What a patient has tried before, from its group of questions. Pure. */
import { extensionText } from '@countersign/contract/questionnaire'
import type { SafetyAnswers } from '../recommendations/index.ts'
import { type Asked, chosen } from './asked-questions.ts'
import type { TherapyPart } from './fact-keys.ts'

type Therapies = NonNullable<SafetyAnswers['priorTherapy']>

/** A medicine as the chart takes it. */
export type StatedMedication = {
  text: string
  dose: string | null
  /** YYYY-MM-DD */
  lastFilledOn: string | null
  daysSupply: number | null
}

const drugsOf = (asked: Asked | undefined): string[] =>
  asked ? chosen(asked.item, asked.answer).flatMap((option) => extensionText(option, 'drug') ?? []) : []

/**
 * `priorTherapy` is null when the patient does not know or was not asked, and empty when there was none. How it
 * went is told of one drug only: the one used now, or last.
 */
export function readTherapies(asked: readonly Asked[]): {
  priorTherapy: Therapies | null
  medication: StatedMedication | null
} {
  const part = (name: TherapyPart) => asked.find(({ item }) => extensionText(item, 'therapy') === name)
  const numberOf = (name: TherapyPart) => {
    const answer = part(name)?.answer
    return answer?.kind === 'number' ? answer.value : null
  }
  const ever = part('ever')
  const current = part('current')
  const [now] = drugsOf(current)
  if (ever?.answer?.kind !== 'choice' && now === undefined) return { priorTherapy: null, medication: null }

  const notNow = current?.answer?.kind === 'choice' && now === undefined
  const [last] = now === undefined ? drugsOf(part('last')) : [now]
  const drugs = [...new Set([...drugsOf(ever), ...(now ? [now] : []), ...(last ? [last] : [])])]
  const told = last ?? (drugs.length === 1 ? drugs[0] : undefined)
  const tolerability = part('tolerability')?.answer
  const result = part('result')
  const [outcome] = result ? chosen(result.item, result.answer) : []
  const doseMg = numberOf('dose')
  const priorTherapy = drugs.map((drug) => ({
    drug,
    current: drug === now ? true : notNow || now !== undefined ? false : null,
    ...(drug === now && { doseMg, weeksAtDose: numberOf('weeks') }),
    ...(drug === told && {
      result: outcome ? (extensionText(outcome, 'value') ?? outcome.valueCoding.display) : null,
      tolerability: tolerability?.kind === 'text' ? tolerability.value : null,
      attempts: numberOf('attempts'),
    }),
  }))
  const filled = part('filled-on')?.answer
  const medication =
    now !== undefined && filled?.kind === 'date'
      ? {
          text: now,
          dose: doseMg === null ? null : `${doseMg} mg`,
          lastFilledOn: filled.value,
          daysSupply: numberOf('days-supply'),
        }
      : null
  return { priorTherapy, medication }
}
