/**
 * Approve and sign: one transaction that fans out to decision, order, prescription, invoice, jobs, event and
 * audit. Nothing leaves the building before the undo window has passed.
 */
import { formulary, type Product, planFor } from '@countersign/clinical'
import type { ApproveConsultation, Decided } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Provider } from '../identity/index.ts'
import { processApprovedOrder } from '../orders/index.ts'
import { lockPatient } from '../patients/index.ts'
import { validateTreatment } from '../recommendations/index.ts'
import { must, requireLicence } from './claim-consultation.ts'
import { approve, type Consultation } from './consultation.ts'
import { passGate } from './gate.ts'
import { misfitsOf } from './prescription-fits.ts'
import {
  insertDecision,
  loadSafetyAnswers,
  loadSettings,
  lockConsultation,
  saveConsultation,
} from './queries.ts'
import { signNote } from './write-note.ts'

export const approveConsultation = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: ApproveConsultation,
  once: Once,
): Promise<Decided> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const consultation = await lockConsultation(tx, actor.clinicId, id)
    requireVersion(consultation, input.version)
    await requireLicence(tx, actor, consultation, now)
    const product = productFor(input.treatment)
    const checked = await checkTreatment(tx, consultation, input, product, now)

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
      product,
      diagnosisCode: diagnosisCodes[consultation.category],
      pharmacyId: input.pharmacyId,
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
  })

/** ICD-10-CM sent with the prescription. E66.9 obesity, N52.9 male erectile dysfunction, L64.9 androgenic alopecia. */
const diagnosisCodes = { weight: 'E66.9', ed: 'N52.9', hair: 'L64.9' } as const

export function requireVersion(consultation: Consultation, seen: number): void {
  if (consultation.version !== seen)
    throw new Problem('stale-version', { currentVersion: consultation.version })
}

/** @throws consultation-not-approvable with every reason at once. */
async function checkTreatment(
  tx: Tx,
  consultation: Consultation,
  input: ApproveConsultation,
  product: Product,
  now: Date,
) {
  // Another case of the same patient is decided after this one, and sees what it prescribed.
  await lockPatient(tx, consultation.clinicId, consultation.patientId)
  const { safetyAnswers } = await loadSafetyAnswers(tx, consultation.clinicId, consultation.id)
  const subject = { ...consultation, consultationId: consultation.id, safetyAnswers, now }
  const drugId = formularyDrug(input.treatment.drugId)
  const checked = await validateTreatment(tx, subject, { ...input.treatment, drugId })
  const { assessmentId, assessment, case: whole } = checked
  const { doseMg, frequency } = input.treatment
  const plan = planFor(checked.input, drugId, doseMg, { now: now.toISOString() }, frequency)
  const gate = passGate(assessment, whole, input.overrides)
  const misfits = misfitsOf(input.treatment, product, plan)
  if (!gate.ok || misfits.length > 0) {
    const reasons = [...(gate.ok ? [] : gate.reasons), ...misfits]
    throw new Problem('consultation-not-approvable', { reasons })
  }
  return { assessmentId, overrides: gate.overrides }
}

/** @throws validation-failed when the formulary has no such product in that strength. */
export function productFor(treatment: ApproveConsultation['treatment']): Product {
  const products = formulary.productsFor(formularyDrug(treatment.drugId))
  const product = products.find((p) =>
    treatment.productRxcui === null ? p.doseMg === treatment.doseMg : p.rxcui === treatment.productRxcui,
  )
  if (!product) {
    throw new Problem('validation-failed', {
      errors: [
        { pointer: '/treatment/productRxcui', message: 'The formulary has no such product of this drug.' },
      ],
    })
  }
  if (product.deaSchedule !== null) {
    throw new Problem('consultation-not-approvable', {
      reasons: [
        {
          text: 'A controlled substance: electronic prescribing of controlled substances (EPCS) is not certified here.',
        },
      ],
    })
  }
  return product
}

/** @throws validation-failed for a drug the formulary does not know. */
export function formularyDrug(drugId: string) {
  const drug = formulary.drugs.find((known) => known.id === drugId)
  if (!drug) {
    throw new Problem('validation-failed', {
      errors: [{ pointer: '/treatment/drugId', message: 'Not in the formulary.' }],
    })
  }
  return drug.id
}
