/** What changed in a case between the moment it was read and now. Pure. */
import type { ConsultationSummary } from '@countersign/contract'
import { moment } from '../../ui/format.ts'
import { reading } from './readings.ts'

export type CaseChange = { what: string; before: string | null; now: string | null }

/** Every clinical difference, in the order a provider reads. Notes, holds and messages are not among them. */
export function changesBetween(before: ConsultationSummary, now: ConsultationSummary): CaseChange[] {
  const latest = (summary: ConsultationSummary) =>
    new Map(
      summary.facts.observations.map((observation) => {
        const last = observation.points.at(-1)
        return [observation.label, last ? reading(last.value, last.value2, observation.unit) : null]
      }),
    )
  return [
    ...differing(latest(before), latest(now)),
    ...differing(
      new Map(before.answers.map((one) => [one.question, one.answer])),
      new Map(now.answers.map((one) => [one.question, one.answer])),
    ),
    ...addedOrGone(
      'Medication',
      before.facts.medications.map(textOfMedication),
      now.facts.medications.map(textOfMedication),
    ),
    ...addedOrGone(
      'Condition',
      before.facts.conditions.map((one) => one.text),
      now.facts.conditions.map((one) => one.text),
    ),
    ...addedOrGone(
      'Allergy',
      before.facts.allergies.map((one) => one.substance),
      now.facts.allergies.map((one) => one.substance),
    ),
    ...addedOrGone(
      'Red flag',
      before.assessment.redFlags.map((one) => one.text),
      now.assessment.redFlags.map((one) => one.text),
    ),
    ...addedOrGone(
      'Finding',
      before.assessment.findings.map((one) => one.text),
      now.assessment.findings.map((one) => one.text),
    ),
  ]
}

/**
 * What is said over the changes. The proposal is kept from when the rules last ranked the options: only a newer one has
 * seen what changed. The prescription on the form is checked against today's chart in either case.
 */
export function changeWords(
  before: Pick<ConsultationSummary, 'recommendationId'>,
  now: Pick<ConsultationSummary, 'recommendationId' | 'assessedAt'>,
  clock = new Date(),
): { when: string; text: string } {
  const at = moment(now.assessedAt, clock)
  return before.recommendationId === now.recommendationId
    ? {
        when: '',
        text: `The proposal is still of ${at}; the prescription on the form is checked against the chart of now.`,
      }
    : { when: ` at ${at}`, text: 'The rules ran again.' }
}

const textOfMedication = (one: { text: string; dose: string | null }) =>
  one.dose ? `${one.text} ${one.dose}` : one.text

function differing(before: Map<string, string | null>, now: Map<string, string | null>): CaseChange[] {
  const changes: CaseChange[] = []
  for (const [what, value] of now) {
    const old = before.get(what) ?? null
    if (old !== value) changes.push({ what, before: old, now: value })
  }
  for (const [what, value] of before) if (!now.has(what)) changes.push({ what, before: value, now: null })
  return changes
}

function addedOrGone(what: string, before: string[], now: string[]): CaseChange[] {
  return [
    ...now.filter((text) => !before.includes(text)).map((text) => ({ what, before: null, now: text })),
    ...before.filter((text) => !now.includes(text)).map((text) => ({ what, before: text, now: null })),
  ]
}
