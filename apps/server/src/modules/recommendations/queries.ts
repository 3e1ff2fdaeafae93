/** All SQL of the module. */
import type { CaseAssessment, CaseInput, Proposal, ProposalAssessment } from '@countersign/clinical'
import { subDays } from 'date-fns/subDays'
import { type RawBuilder, sql } from 'kysely'
import { type Db, json, type Tx } from '../../platform/db/database.ts'
import type { JsonValue } from '../../platform/db/schema.generated.ts'
import type { EarlierPrescription } from './case-input.ts'

/** Kept letter for letter: a replay reads the answers in the order in which they were read first. */
const plainJson = (value: unknown): RawBuilder<JsonValue> => sql`${JSON.stringify(value)}::json`

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
    ruleVersions: Readonly<Record<string, number>>
    protocolVersion: number | null
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
      input_snapshot: plainJson(row.input),
      protocol_version: row.protocolVersion,
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
    protocolVersion: number | null
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
      protocol_version: row.protocolVersion,
      assessed_at: row.at,
    })
    .execute()
}

export type StoredRecommendation = {
  consultationId: string
  patientId: string
  patientState: string
  assessment: CaseAssessment
  input: CaseInput
  ruleVersions: Record<string, number>
  protocolVersion: number | null
  assessedAt: Date
}

export async function loadRecommendation(
  db: Db,
  clinicId: string,
  id: string,
): Promise<StoredRecommendation | null> {
  const row = await db
    .selectFrom('treatment_recommendations as t')
    .innerJoin('consultations as c', (join) =>
      join.onRef('c.clinic_id', '=', 't.clinic_id').onRef('c.id', '=', 't.consultation_id'),
    )
    .select([
      't.consultation_id as consultationId',
      'c.patient_id as patientId',
      'c.patient_state as patientState',
      't.recommended_treatment as assessment',
      't.input_snapshot as input',
      't.rule_versions as ruleVersions',
      't.protocol_version as protocolVersion',
      't.assessed_at as assessedAt',
    ])
    .where('t.clinic_id', '=', clinicId)
    .where('t.id', '=', id)
    .executeTakeFirst()
  return row ? (row as unknown as StoredRecommendation) : null
}

/** What we prescribed this patient in other visits and may still be taken. */
export async function listEarlierPrescriptions(
  db: Db,
  clinicId: string,
  patientId: string,
  exceptConsultationId: string | null,
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
    .$if(exceptConsultationId !== null, (query) =>
      query.where('o.consultation_id', '!=', exceptConsultationId),
    )
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

/** The newest runs of the clinic, by the time in their ids; nothing of them but what the engine reads. */
export async function listSnapshots(
  db: Db,
  clinicId: string,
  most: number,
): Promise<{ input: CaseInput; assessedAt: Date }[]> {
  const rows = await db
    .selectFrom('treatment_recommendations')
    .select(['input_snapshot as input', 'assessed_at as assessedAt'])
    .where('clinic_id', '=', clinicId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows as unknown as { input: CaseInput; assessedAt: Date }[]
}
