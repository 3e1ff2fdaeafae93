/** All SQL of the module. */
import type { CaseAssessment, CaseInput, Proposal, ProposalAssessment } from '@countersign/clinical'
import { subDays } from 'date-fns/subDays'
import { type Db, json, type Tx } from '../../platform/db/database.ts'
import type { EarlierPrescription } from './case-input.ts'

export async function insertRecommendation(
  tx: Tx,
  row: {
    clinicId: string
    id: string
    consultationId: string
    assessment: CaseAssessment
    confidence: number | null
    reasoning: string
    engineVersion: string
    ruleVersions: Record<string, number>
    input: CaseInput
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('treatment_recommendations')
    .values({
      clinic_id: row.clinicId,
      id: row.id,
      consultation_id: row.consultationId,
      recommended_treatment: json(row.assessment),
      confidence_score: row.confidence,
      reasoning: row.reasoning,
      engine_version: row.engineVersion,
      rule_versions: json(row.ruleVersions),
      input_snapshot: json(row.input),
      assessed_at: row.at,
    })
    .execute()
}

export async function insertAssessment(
  tx: Tx,
  row: {
    clinicId: string
    id: string
    consultationId: string
    proposal: Proposal
    result: ProposalAssessment
    engineVersion: string
    input: CaseInput
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('safety_assessments')
    .values({
      clinic_id: row.clinicId,
      id: row.id,
      consultation_id: row.consultationId,
      proposal: json(row.proposal),
      result: json(row.result),
      engine_version: row.engineVersion,
      input_snapshot: json(row.input),
      assessed_at: row.at,
    })
    .execute()
}

/** What we prescribed this patient in other visits and may still be taken. */
export async function listEarlierPrescriptions(
  db: Db,
  clinicId: string,
  patientId: string,
  exceptConsultationId: string,
  now: Date,
): Promise<EarlierPrescription[]> {
  const rows = await db
    .selectFrom('prescriptions as p')
    .innerJoin('orders as o', (join) =>
      join.onRef('o.clinic_id', '=', 'p.clinic_id').onRef('o.id', '=', 'p.order_id'),
    )
    .select(['p.drug_id', 'p.drug_description', 'p.days_supply', 'p.status_at'])
    .where('p.clinic_id', '=', clinicId)
    .where('p.patient_id', '=', patientId)
    .where('o.consultation_id', '!=', exceptConsultationId)
    .where('p.status', 'not in', ['draft', 'rejected', 'rerouted', 'cancelled', 'expired'])
    .where('p.signed_at', '>', subDays(now, 180))
    .execute()
  return rows.map((row) => ({
    drug: row.drug_id,
    drugDescription: row.drug_description,
    daysSupply: row.days_supply,
    at: row.status_at,
  }))
}
