/** A prescription judged for a case as the gate would judge it now, with all that the judgement rests on. */
import type { PrescriptionPlan, Product } from '@countersign/clinical'
import type { Override, SignedTreatment } from '@countersign/contract'
import type { Db } from '../../platform/db/database.ts'
import { type JudgedTreatment, judgeTreatment, type SafetyAnswers } from '../recommendations/index.ts'
import type { Consultation } from './consultation.ts'
import { type GateResult, passGate } from './gate.ts'
import { formularyDrug, judgePrescription, onlyInTheVisit } from './judge-prescription.ts'
import { loadConsultation, loadSafetyAnswers } from './queries.ts'

export type CaseJudgement = {
  consultation: Consultation
  judged: JudgedTreatment
  product: Product | null
  plan: PrescriptionPlan | null
  misfits: string[]
  gate: GateResult
}

/**
 * @param how other answers than the visit's own, and whether what this visit prescribed before counts as taken.
 * @throws not-found, validation-failed for a drug the formulary does not know.
 */
export async function judgeCase(
  db: Db,
  of: { clinicId: string; consultationId: string; now: Date },
  treatment: SignedTreatment,
  overrides: readonly Override[] = [],
  how: { safetyAnswers?: SafetyAnswers; withOwn?: boolean } = {},
): Promise<CaseJudgement> {
  const { clinicId, consultationId, now } = of
  const { sig, ...proposal } = treatment
  const drugId = formularyDrug(proposal.drugId)
  const [consultation, stored] = await Promise.all([
    loadConsultation(db, clinicId, consultationId),
    loadSafetyAnswers(db, clinicId, consultationId),
  ])
  const judged = await judgeTreatment(
    db,
    {
      ...consultation,
      consultationId,
      safetyAnswers: how.safetyAnswers ?? stored.safetyAnswers,
      withOwn: how.withOwn ?? false,
      now,
    },
    { ...proposal, drugId },
  )
  const { product, plan, misfits } = await judgePrescription(judged, proposal, sig, onlyInTheVisit)
  return {
    consultation,
    judged,
    product,
    plan,
    misfits,
    gate: passGate(judged.assessment, judged.case, overrides),
  }
}
