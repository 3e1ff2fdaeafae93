/**
 * Opens the visit of a refill: whoever asked, one open visit a patient and drug. A second asker joins it: the
 * pharmacy's question is answered by the same decision, the patient's words become its check-in.
 */
import type { CheckInAnswers, RefillSource } from '@countersign/contract'
import { differenceInWeeks } from 'date-fns/differenceInWeeks'
import type { Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { newId } from '../../platform/ids.ts'
import { learnWithin, openConsultation } from '../consultations/index.ts'
import { type Actor, loadClinic } from '../identity/index.ts'
import { draftInvoice } from '../invoices/index.ts'
import { attachQuestion, draftOrder } from '../orders/index.ts'
import { loadPatientFacts, lockPatient, recordFacts } from '../patients/index.ts'
import { carriedAnswers, factsOf } from './check-in.ts'
import {
  type Asked,
  findOpenRefill,
  findRefill,
  insertRefill,
  loadPrevious,
  type Previous,
  type Refill,
  saveRefill,
} from './queries.ts'
import { reviewOf } from './review-refill.ts'

export type OpenRefill = {
  actor: Actor
  previous: Previous
  source: RefillSource
  question?: { messageId: string; asked: Asked } | null
  answers?: CheckInAnswers | null
  now: Date
}

/** @returns the refill's id, and whether a card must be authorised first. */
export async function openRefill(tx: Tx, open: OpenRefill): Promise<{ id: string; amountDue: boolean }> {
  const { actor, previous } = open
  const { clinicId } = actor
  const { patientId, drugId } = previous
  await lockPatient(tx, clinicId, patientId)
  const earlier = await findOpenRefill(tx, { clinicId, patientId, drugId })
  if (earlier && (await joins(tx, earlier, open))) return { id: earlier.id, amountDue: false }
  return openNew(tx, open)
}

/** False when the open visit cannot take this one in: another pharmacy's question is being answered by it. */
async function joins(tx: Tx, earlier: Refill, open: OpenRefill): Promise<boolean> {
  const { clinicId, id } = earlier
  const { question = null, answers = null, previous } = open
  if (question !== null) {
    if (earlier.prescriptionId !== previous.prescriptionId) return false
    const { messageId } = question
    const { prescriptionId } = previous
    if (
      !(await attachQuestion(tx, { clinicId, consultationId: id, question: { messageId, prescriptionId } }))
    )
      return false
    await saveRefill(tx, earlier, { messageId, requested: question.asked })
  }
  if (answers !== null) await learn(tx, { ...open, answers }, earlier)
  else await refresh(tx, clinicId, id, open.now)
  return true
}

async function openNew(tx: Tx, open: OpenRefill): Promise<{ id: string; amountDue: boolean }> {
  const { actor, previous, source, question = null, answers = null, now } = open
  const { clinicId } = actor
  const { patientId, category } = previous
  const id = newId()
  const [clinic, facts] = await Promise.all([
    loadClinic(tx, clinicId),
    loadPatientFacts(tx, clinicId, patientId),
  ])
  // A pharmacy's question is nobody's purchase: the patient has agreed to no price.
  const priceCents = source === 'pharmacy' ? 0 : (clinic.offer.categories[category]?.refillPriceCents ?? 0)
  const amountDue = priceCents > 0
  if (answers !== null)
    await recordFacts(tx, {
      clinicId,
      patientId,
      source: 'answer',
      sourceId: id,
      at: now,
      ...factsOf(answers, now),
      reviewedLists: [],
    })
  await openConsultation(tx, {
    actor,
    consultationId: id,
    clinicId,
    patientId,
    patientState: facts.address.state,
    intakeId: null,
    category,
    visitKind: 'refill',
    reason: `Refill: ${previous.drugDescription}`,
    safetyAnswers: carriedAnswers(previous.safetyAnswers, onTreatment(previous, now), answers),
    answers: [],
    photoCount: 0,
    amountDue,
    submittedAt: now,
  })
  const { orderId } = await draftOrder(tx, {
    clinicId,
    consultationId: id,
    patientId,
    pharmacyId: previous.pharmacyId,
    question:
      question === null ? null : { messageId: question.messageId, prescriptionId: previous.prescriptionId },
    createdAt: now,
  })
  const lines = amountDue ? [{ description: 'Refill', amountCents: priceCents }] : []
  await draftInvoice(tx, { clinicId, orderId, consultationId: id, patientId, lines, createdAt: now })
  await insertRefill(tx, {
    clinicId,
    id,
    patientId,
    prescriptionId: previous.prescriptionId,
    source,
    messageId: question?.messageId ?? null,
    requested: question?.asked ?? null,
    answers,
    signal: 'amber',
    why: [],
    requestedAt: now,
  })
  await refresh(tx, clinicId, id, now)
  return { id, amountDue }
}

export const onTreatment = ({ drugId, doseMg, doseSince }: Previous, now: Date) => ({
  drugId,
  doseMg,
  weeksAtDose: Math.max(differenceInWeeks(now, doseSince), 0),
})

/** The patient's check-in for a refill that is open: facts, a new run of the engine, a new signal. */
export async function learn(
  tx: Tx,
  open: { actor: Actor; previous: Previous; answers: CheckInAnswers; now: Date },
  refill: Refill,
): Promise<void> {
  const { answers, previous, now } = open
  const { clinicId, id, patientId } = refill
  await recordFacts(tx, {
    clinicId,
    patientId,
    source: 'answer',
    sourceId: id,
    at: now,
    ...factsOf(answers, now),
    reviewedLists: [],
  })
  await learnWithin(tx, { clinicId, consultationId: id, now }, (before) =>
    carriedAnswers(before, onTreatment(previous, now), answers),
  )
  await saveRefill(tx, refill, { answers, answeredAt: now })
  await refresh(tx, clinicId, id, now)
}

/** Judges an open refill again and writes what came of it. */
export async function refresh(tx: Tx, clinicId: string, id: string, now: Date): Promise<void> {
  const refill = await findRefill(tx, clinicId, id)
  const previous = refill && (await loadPrevious(tx, clinicId, refill.prescriptionId))
  if (!refill || !previous) throw new Error('a refill has no prescription to go on with')
  const { signal, why } = await reviewOf(tx, refill, previous, now)
  await saveRefill(tx, refill, { signal, why })
  await recordEvent(tx, {
    clinicId,
    type: 'refill.changed',
    subjectId: id,
    patientId: null,
    body: { signal },
    at: now,
  })
}
