/**
 * Approve and sign: one transaction that fans out to decision, order, prescription, invoice, jobs, event and
 * audit. Nothing leaves the building before the undo window has passed.
 */
import type { Product } from '@countersign/clinical'
import type { ApproveConsultation, Decided } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { keepWrongCode } from '../controlled-signing/index.ts'
import type { Provider } from '../identity/index.ts'
import { type LaterStep, processApprovedOrder } from '../orders/index.ts'
import { lockPatient } from '../patients/index.ts'
import { validateTreatment } from '../recommendations/index.ts'
import { askSigner } from './ask-signer.ts'
import { proposedOption, readyToApprove } from './card.ts'
import { must, requireLicence } from './claim-consultation.ts'
import { approve, type Consultation } from './consultation.ts'
import { type Diagnosis, diagnosisOf } from './diagnosis.ts'
import { passGate } from './gate.ts'
import { type AskSigner, formularyDrug, judgePrescription, onlyInTheVisit } from './judge-prescription.ts'
import {
  insertDecision,
  loadSafetyAnswers,
  loadSettings,
  lockConsultation,
  saveConsultation,
} from './queries.ts'
import { signControlled } from './sign-controlled.ts'
import { stepsAfter } from './titration-steps.ts'
import { signNote } from './write-note.ts'

export async function approveConsultation(
  deps: Deps,
  actor: Provider,
  id: string,
  input: ApproveConsultation,
  once: Once,
): Promise<Decided> {
  try {
    return await deps.db.writeOnce(actor.clinicId, once, (tx) =>
      approveWithin(tx, deps.clock.now(), actor, id, input, deps),
    )
  } catch (error) {
    if (error instanceof Problem && error.problem === 'signing-code-wrong')
      await keepWrongCode(deps, actor, id)
    throw error
  }
}

/**
 * The same inside a transaction of another command, which has its own answer to a repeated request.
 * @param deps without them nothing controlled is signed
 */
export async function approveWithin(
  tx: Tx,
  now: Date,
  actor: Provider,
  id: string,
  input: ApproveConsultation,
  deps: Pick<Deps, 'signingCodes'> | null = null,
): Promise<Decided> {
  const consultation = await lockConsultation(tx, actor.clinicId, id)
  requireVersion(consultation, input.version)
  await requireLicence(tx, actor, consultation, now)
  const signer = deps ? { signer: askSigner(tx, actor, consultation.patientState, now) } : {}
  const checked = await checkTreatment(tx, consultation, input, now, signer)
  const authority =
    checked.schedule === null
      ? null
      : await signControlled(tx, deps, actor, input.controlled, {
          state: consultation.patientState,
          schedule: checked.schedule,
          now,
        })

  const { undoSeconds } = await loadSettings(tx, actor.clinicId)
  const decisionId = newId()
  const effectiveAt = new Date(now.getTime() + undoSeconds * 1000)
  const step = must(approve(consultation, { providerId: actor.providerId, decisionId, now, effectiveAt }))
  await insertDecision(tx, {
    clinicId: actor.clinicId,
    id: decisionId,
    consultationId: id,
    providerId: actor.providerId,
    status: 'approved',
    notes: input.notes,
    treatment: input.treatment,
    overrides: checked.overrides,
    assessmentId: checked.assessmentId,
    at: now,
    effectiveAt,
  })
  const version = await saveConsultation(tx, step.consultation, step.event, now)
  const { prescriptionId } = await processApprovedOrder(tx, {
    actor,
    consultationId: id,
    decisionId,
    treatment: input.treatment,
    product: checked.product,
    diagnosisCode: checked.diagnosis.code,
    secondaryDiagnosisCode: checked.diagnosis.secondary,
    pharmacyId: input.pharmacyId,
    laterSteps: checked.laterSteps,
    authority,
    effectiveAt,
    now,
  })
  await signNote(tx, actor, { consultationId: id, decisionId, body: input.notes, now })
  await enqueue(
    tx,
    'settle-decision',
    { clinicId: actor.clinicId, consultationId: id, decisionId },
    { runAt: effectiveAt },
  )
  await recordAudit(tx, actor, {
    action: 'consultation.approved',
    subjectType: 'consultation',
    subjectId: id,
    patientId: consultation.patientId,
    details: {
      decisionId,
      prescriptionId,
      assessmentId: checked.assessmentId,
      overridden: checked.overrides.map((o) => o.rule),
      ...(input.fromCard && { fromCard: true }),
    },
    at: now,
  })
  return {
    consultationId: id,
    decisionId,
    status: 'approved',
    version,
    effectiveAt: effectiveAt.toISOString(),
  }
}

export function requireVersion(consultation: Consultation, seen: number): void {
  if (consultation.version !== seen)
    throw new Problem('stale-version', { currentVersion: consultation.version })
}

/** @throws consultation-not-approvable with every reason at once, validation-failed for a product nobody makes. */
export async function checkTreatment(
  tx: Tx,
  consultation: Consultation,
  input: Pick<ApproveConsultation, 'treatment' | 'overrides' | 'titration' | 'fromCard' | 'controlled'>,
  now: Date,
  { signer = onlyInTheVisit }: { signer?: AskSigner } = {},
): Promise<{
  assessmentId: string
  overrides: Extract<ReturnType<typeof passGate>, { ok: true }>['overrides']
  product: Product
  diagnosis: Diagnosis
  laterSteps: LaterStep[]
  schedule: string | null
}> {
  const { sig, ...proposal } = input.treatment
  const drugId = formularyDrug(proposal.drugId)
  // Another case of the same patient is decided after this one, and sees what it prescribed.
  await lockPatient(tx, consultation.clinicId, consultation.patientId)
  const { safetyAnswers } = await loadSafetyAnswers(tx, consultation.clinicId, consultation.id)
  const subject = { ...consultation, consultationId: consultation.id, safetyAnswers, now }
  const judged = await validateTreatment(tx, subject, { ...proposal, drugId })
  const { product, plan, misfits, schedule } = await judgePrescription(judged, proposal, sig, signer)
  if (product === null) {
    const pointer = '/treatment/productRxcui'
    throw new Problem('validation-failed', { errors: [{ pointer, message: misfits.join(' ') }] })
  }
  // That the patient was seen live is said with the signature, which is asked for when nothing else is in its way.
  const gate = passGate(judged.assessment, judged.case, input.overrides, schedule !== null)
  if (schedule !== null && input.titration)
    misfits.push('Each step of a controlled substance is signed by itself: leave the later steps out.')
  const unread =
    input.fromCard === true &&
    !(readyToApprove(judged.case) && proposedOption(judged.case)?.drugId === drugId)
  if (!gate.ok || misfits.length > 0 || unread) {
    const reasons = [
      ...(gate.ok ? [] : gate.reasons),
      ...misfits.map((text) => ({ text })),
      ...(unread
        ? [{ text: 'The case is not green, or another treatment is proposed now: open it to decide.' }]
        : []),
    ]
    throw new Problem('consultation-not-approvable', { reasons })
  }
  const { patient } = judged.input
  const diagnosis = diagnosisOf(
    consultation.category,
    patient.conditions,
    judged.case.scores.bmi ?? null,
    now,
  )
  const laterSteps = input.titration ? stepsAfter(input.treatment, plan) : []
  return {
    assessmentId: judged.assessmentId,
    overrides: gate.overrides,
    product,
    diagnosis,
    laterSteps,
    schedule,
  }
}
