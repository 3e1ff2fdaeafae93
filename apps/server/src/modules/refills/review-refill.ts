/** A refill as it stands now: what would be signed, what changed since the last approval, and what stops it. */
import { formulary } from '@countersign/clinical'
import type { Delta, RefillReview, Signal, SignedTreatment } from '@countersign/contract'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import type { Db } from '../../platform/db/database.ts'
import { type CaseJudgement, judgeCase } from '../consultations/index.ts'
import { loadPatientFacts } from '../patients/index.ts'
import { deltasOf, reasonsOf, signalOf } from './delta.ts'
import type { DeltaInput } from './delta-input.ts'
import type { Previous, Refill } from './queries.ts'
import { rhythmOf } from './refill.ts'

export type ReviewedRefill = {
  proposal: SignedTreatment
  deltas: Delta[]
  signal: Signal
  why: string[]
  judgement: CaseJudgement
  blocking: RefillReview['blocking']
  overridable: RefillReview['overridable']
}

/** The same again. */
export function proposalOf(previous: Previous): SignedTreatment {
  const drug = formulary.drugs.find(({ id }) => id === previous.drugId)
  return {
    drug: drug?.plainName ?? previous.drugDescription,
    drugId: previous.drugId,
    productRxcui: previous.rxcui,
    doseMg: previous.doseMg,
    frequency: previous.frequency,
    quantity: previous.quantity,
    daysSupply: previous.daysSupply,
    refills: previous.refills,
    sig: previous.sig,
  }
}

export async function reviewOf(
  db: Db,
  refill: Refill,
  previous: Previous,
  now: Date,
): Promise<ReviewedRefill> {
  const { clinicId, id, patientId } = refill
  const proposal = proposalOf(previous)
  const [facts, judgement] = await Promise.all([
    loadPatientFacts(db, clinicId, patientId),
    judgeCase(db, { clinicId, consultationId: id, now }, proposal),
  ])
  const { judged, gate, misfits } = judgement
  // What only needs a reason is shown as such; whatever else the gate names stops it.
  const overridable = judged.assessment.findings
    .filter(({ severity, overridable: may }) => may && severity === 'major')
    .map(({ rule, text }) => ({ rule, text }))
  const rules = new Set(overridable.map(({ rule }) => rule))
  const blocking = [
    ...(gate.ok ? [] : gate.reasons)
      .filter(({ rule }) => rule === undefined || !rules.has(rule))
      .map(({ rule, text }) => ({ rule: rule ?? null, text })),
    ...misfits.map((text) => ({ rule: null, text })),
  ]
  const deltas = deltasOf({
    now,
    category: previous.category,
    sex: facts.sex,
    age: differenceInYears(now, parseISO(facts.birthDate)),
    drug: {
      name: proposal.drug,
      rhythm: rhythmOf(previous.frequency),
      daysSupply: previous.daysSupply,
    },
    approvedAt: previous.approvedAt,
    lastVisitAt: previous.lastVisitAt,
    facts,
    answers: refill.answers,
    before: previous.answers,
    engine: judged.case,
    findings: judged.assessment.findings,
    knownRules: previous.knownRules,
    blocking: blocking.map(({ text }) => text),
    request: differences(refill, previous, judgement),
  } satisfies DeltaInput)
  return {
    proposal,
    deltas,
    signal: signalOf(deltas),
    why: reasonsOf(deltas),
    judgement,
    blocking,
    overridable,
  }
}

/** Where it is not simply the same again, in words. */
function differences(refill: Refill, previous: Previous, { judged }: CaseJudgement): string[] {
  const { requested: asked } = refill
  const own = judged.case.options.find(({ drugId }) => drugId === previous.drugId)?.plan
  return [
    ...(previous.newerWrittenOn === null
      ? []
      : [`A newer prescription of this medicine was written ${previous.newerWrittenOn}.`]),
    ...(['rejected', 'cancelled', 'rerouted', 'cancel_requested', 'cancel_denied'].includes(previous.status)
      ? [`The prescription asked about is ${previous.status.replace('_', ' ')}.`]
      : []),
    ...(previous.inSeries ? ['A later step of its titration is signed already.'] : []),
    ...(own && own.doseMg > previous.doseMg ? [`A step up to ${own.doseMg} mg may be due.`] : []),
    ...(own && own.doseMg < previous.doseMg ? [`The schedule may have to go back to ${own.doseMg} mg.`] : []),
    ...(asked?.refills !== null && asked?.refills !== undefined && asked.refills !== previous.refills
      ? [`The pharmacy asks for ${asked.refills} refills; ${previous.refills} were written.`]
      : []),
    ...(asked?.quantity !== null && asked?.quantity !== undefined && asked.quantity !== previous.quantity
      ? [`The pharmacy asks for a quantity of ${asked.quantity}; ${previous.quantity} was written.`]
      : []),
    ...(asked?.rxcui !== null && asked?.rxcui !== undefined && asked.rxcui !== previous.rxcui
      ? [`The pharmacy asks for ${asked.description}.`]
      : []),
  ]
}
