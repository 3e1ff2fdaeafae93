/**
 * Submission: one transaction that turns an intake into a patient, facts, a consultation, a draft order and a
 * draft invoice, or does nothing at all. The card page is asked for after it: what is sent is sent, whether or
 * not the card processor can be reached.
 */
import type { SubmitIntake, SubmittedIntake } from '@countersign/contract'
import { missingRequired } from '@countersign/contract/questionnaire'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { openConsultation } from '../consultations/index.ts'
import { attachDocumentsToConsultation } from '../documents/index.ts'
import { type Actor, loadClinic, type Offer, type SignedIn } from '../identity/index.ts'
import { draftInvoice, openCheckout } from '../invoices/index.ts'
import { notifyPatient } from '../notifications/index.ts'
import { draftOrder } from '../orders/index.ts'
import { createOrMatchPatient, recordFacts } from '../patients/index.ts'
import { requirePharmacyFor } from '../pharmacies/index.ts'
import { answersToDisplay } from './answers-to-display.ts'
import { answersToFacts } from './answers-to-facts.ts'
import { stoppingEmergency } from './emergencies.ts'
import { checkPerson } from './intake.ts'
import { type IntakeKey, type IntakeRow, lockIntake, saveIntake, wasTreatedBefore } from './queries.ts'
import { questionnaireOf } from './questionnaires.ts'
import { requireOpen } from './save-answer.ts'

export type Submission = {
  key: IntakeKey
  person: SignedIn
  input: SubmitIntake
  once: Once
  requestId: string
  ip: string | null
}
type Submitted = { consultationId: string; submittedAt: string }

/**
 * @throws not-found, intake-submitted, emergency-stop, intake-incomplete, validation-failed, pharmacy-unknown.
 * Nothing is written then.
 */
export async function submitIntake(deps: Deps, submission: Submission): Promise<SubmittedIntake> {
  const { key, once } = submission
  const send = (tx: Tx) => submit(tx, deps, submission, deps.clock.now())
  const submitted = await deps.db.writeOnce(key.clinicId, once, send, 'prepared')
  return { ...submitted, checkoutUrl: await cardPage(deps, key.clinicId, submitted.consultationId) }
}

async function submit(tx: Tx, deps: Deps, submission: Submission, now: Date): Promise<Submitted> {
  const { key, input, person: account } = submission
  const { clinicId } = key
  const [intake, clinic] = await Promise.all([lockIntake(tx, key), loadClinic(tx, clinicId)])
  requireOpen(intake)
  const offer = clinic.offer.categories[intake.category]
  if (!offer) throw new Problem('not-found')
  const questionnaire = questionnaireOf(intake.category, intake.questionnaireVersion)
  requireSendable(intake)
  requirePerson(intake, input, clinic.offer.statesServed, now)
  await requirePharmacyFor(tx, input.pharmacyId, input.person.address.state)

  const facts = answersToFacts(questionnaire, intake.answers, now)
  const { patientId } = await createOrMatchPatient(tx, {
    clinicId,
    userId: account.userId,
    person: input.person,
    email: account.email,
    now,
  })
  const actor = patientActor(submission, patientId)
  await recordFacts(tx, {
    clinicId,
    patientId,
    source: 'intake',
    sourceId: intake.id,
    at: now,
    conditions: facts.conditions,
    medications: facts.medications,
    allergies: facts.allergies,
    observations: facts.observations,
    reviewedLists: facts.reviewedLists,
  })
  const treatedBefore = await wasTreatedBefore(tx, clinicId, patientId, intake.category)
  const { consultationId } = await openConsultation(tx, {
    actor,
    clinicId,
    patientId,
    patientState: input.person.address.state,
    intakeId: intake.id,
    category: intake.category,
    visitKind: treatedBefore ? 'follow_up' : 'first',
    reason: facts.reason,
    safetyAnswers: facts.safetyAnswers,
    answers: answersToDisplay(questionnaire, intake.answers),
    photoCount: facts.documentIds.length,
    submittedAt: now,
    amountDue: true,
  })
  await openAccount(tx, { clinicId, consultationId, patientId, pharmacyId: input.pharmacyId, offer, now })
  await Promise.all([
    attachDocumentsToConsultation(tx, { clinicId, intakeId: intake.id, patientId, consultationId }),
    saveIntake(tx, intake, { status: 'submitted', userId: account.userId, patientId, at: now }),
    recordAudit(tx, actor, {
      action: 'intake.submitted',
      subjectType: 'intake',
      subjectId: intake.id,
      patientId,
      details: { consultationId },
      at: now,
    }),
    notifyPatient(tx, {
      clinicId,
      patientId,
      template: 'consultation_received',
      subjectId: consultationId,
      dedupeKey: intake.id,
      now,
    }),
  ])
  deps.log.info({ clinicId, consultationId }, 'intake submitted')
  return { consultationId, submittedAt: now.toISOString() }
}

/** @throws emergency-stop, intake-incomplete */
function requireSendable(intake: IntakeRow): void {
  const questionnaire = questionnaireOf(intake.category, intake.questionnaireVersion)
  const emergency = stoppingEmergency(questionnaire, intake.answers)
  if (emergency) throw new Problem('emergency-stop', { detail: emergency.text })
  const missing = missingRequired(questionnaire, intake.answers)
  if (missing.length > 0) {
    const errors = missing.map(({ linkId, text }) => ({ pointer: `/answers/${linkId}`, message: text }))
    throw new Problem('intake-incomplete', { errors })
  }
}

/** @throws validation-failed */
function requirePerson(
  intake: IntakeRow,
  input: SubmitIntake,
  statesServed: readonly string[],
  now: Date,
): void {
  const birthDate = intake.answers['birth-date']
  const sex = intake.answers.sex
  const asked = {
    birthDate: birthDate?.kind === 'date' ? birthDate.value : null,
    sex: sex?.kind === 'choice' ? (sex.codes[0] ?? null) : null,
  }
  const errors = checkPerson(input.person, asked, statesServed, now.toISOString().slice(0, 10))
  if (errors.length > 0) throw new Problem('validation-failed', { errors })
}

const patientActor = (
  { key, person, requestId, ip }: Submission,
  patientId: string,
): Actor & { patientId: string } => ({
  userId: person.userId,
  name: person.name,
  clinicId: key.clinicId,
  role: 'patient',
  staffMemberId: null,
  providerId: null,
  patientId,
  requestId,
  ip,
})

async function openAccount(
  tx: Tx,
  account: {
    clinicId: string
    consultationId: string
    patientId: string
    pharmacyId: string
    offer: Offer
    now: Date
  },
): Promise<void> {
  const { clinicId, consultationId, patientId, pharmacyId, offer, now: createdAt } = account
  const { orderId } = await draftOrder(tx, { clinicId, consultationId, patientId, pharmacyId, createdAt })
  const lines = [{ description: `${offer.title} visit`, amountCents: offer.priceCents }]
  await draftInvoice(tx, { clinicId, orderId, consultationId, patientId, lines, createdAt })
}

/** Null when the card page cannot be had now: the portal offers it again. */
async function cardPage(deps: Deps, clinicId: string, consultationId: string): Promise<string | null> {
  const returnUrl = `${deps.config.PUBLIC_URL}/card/return?consultation=${consultationId}`
  try {
    const { url } = await openCheckout(deps, { clinicId, consultationId, returnUrl, cancelUrl: returnUrl })
    return url
  } catch (error) {
    if (!(error instanceof Problem)) deps.log.error({ err: error }, 'the card page could not be opened')
    return null
  }
}
