/** A pharmacy's RxRenewalRequest opens a refill, once; the patient is asked how the treatment goes. */
import type { Tx } from '../../platform/db/database.ts'
import { system } from '../identity/index.ts'
import { notifyPatient } from '../notifications/index.ts'
import { isControlled, type RenewalQuestion } from '../prescriptions/index.ts'
import { openRefill } from './open-refill.ts'
import { findRefill, loadPrevious } from './queries.ts'

/** @returns null when taken, else why not, in words for the pharmacy. */
export async function hearRenewal(tx: Tx, question: RenewalQuestion): Promise<string | null> {
  const { rx, messageId, asked, lastFilledOn, now } = question
  const { clinicId } = rx
  const previous = await loadPrevious(tx, clinicId, rx.id)
  if (!previous) return 'No prescription of ours is known by these numbers'
  if (isControlled(previous.deaSchedule)) return 'Controlled substances are not renewed electronically here'
  const actor = system(clinicId, 'pharmacy-renewal')
  const { id } = await openRefill(tx, {
    actor,
    previous,
    source: 'pharmacy',
    question: { messageId, asked: { ...asked, lastFilledOn } },
    now,
  })
  await askPatient(tx, clinicId, id, now)
  return null
}

/** Unless they have told us already. */
export async function askPatient(tx: Tx, clinicId: string, id: string, now: Date): Promise<void> {
  const refill = await findRefill(tx, clinicId, id)
  if (!refill || refill.answers !== null) return
  const { patientId } = refill
  await notifyPatient(tx, {
    clinicId,
    patientId,
    template: 'question_waiting',
    subjectId: id,
    dedupeKey: 'check-in',
    now,
  })
}
