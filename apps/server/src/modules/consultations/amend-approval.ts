/**
 * Another prescription in the place of one that was approved: through the same gate, on today's facts, as a decision of
 * its own that names the one it amends. The visit's state stays as it is.
 */
import type { Product } from '@countersign/clinical'
import type { ApproveConsultation, Override, SignedTreatment } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Provider } from '../identity/index.ts'
import { checkTreatment } from './approve-consultation.ts'
import { requireLicence } from './claim-consultation.ts'
import { insertDecision, loadConsultation } from './queries.ts'

export type Amended = {
  decisionId: string
  product: Product
  diagnosisCode: string
  secondaryDiagnosisCode: string | null
}

/** @throws no-licence, transition-not-allowed, consultation-not-approvable, validation-failed. */
export async function amendWithin(
  tx: Tx,
  now: Date,
  actor: Provider,
  consultationId: string,
  input: { treatment: SignedTreatment; overrides: readonly Override[]; notes: string },
): Promise<Amended> {
  const consultation = await loadConsultation(tx, actor.clinicId, consultationId)
  await requireLicence(tx, actor, consultation, now)
  const { decisionId: amendsId } = consultation
  if (amendsId === null || (consultation.status !== 'approved' && consultation.status !== 'completed'))
    throw new Problem('transition-not-allowed', { detail: 'This visit has no approval to amend.' })
  const { treatment, notes } = input
  const judged: Pick<ApproveConsultation, 'treatment' | 'overrides'> = {
    treatment,
    overrides: [...input.overrides],
  }
  const checked = await checkTreatment(tx, consultation, judged, now)
  const decisionId = newId()
  await insertDecision(tx, {
    clinicId: actor.clinicId,
    id: decisionId,
    consultationId,
    providerId: actor.providerId,
    status: 'approved',
    notes: notes || null,
    treatment,
    overrides: checked.overrides,
    assessmentId: checked.assessmentId,
    amendsId,
    at: now,
    effectiveAt: now,
  })
  await recordAudit(tx, actor, {
    action: 'consultation.amended',
    subjectType: 'consultation',
    subjectId: consultationId,
    patientId: consultation.patientId,
    details: { decisionId, amends: amendsId, assessmentId: checked.assessmentId },
    at: now,
  })
  const { code: diagnosisCode, secondary: secondaryDiagnosisCode } = checked.diagnosis
  return { decisionId, product: checked.product, diagnosisCode, secondaryDiagnosisCode }
}
