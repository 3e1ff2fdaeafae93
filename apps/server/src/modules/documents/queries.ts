/** All SQL of the module. */
import type { Db, Tx } from '../../platform/db/database.ts'

export type DocumentRow = {
  clinicId: string
  id: string
  patientId: string | null
  intakeId: string | null
  consultationId: string | null
  kind: string
  title: string
  contentType: string
  byteSize: number
  sha256: string
  storageKey: string
}

export async function insertDocument(tx: Tx, row: DocumentRow, at: Date): Promise<void> {
  await tx
    .insertInto('documents')
    .values({
      clinic_id: row.clinicId,
      id: row.id,
      patient_id: row.patientId,
      intake_id: row.intakeId,
      consultation_id: row.consultationId,
      kind: row.kind,
      title: row.title,
      content_type: row.contentType,
      byte_size: row.byteSize,
      sha256: row.sha256,
      storage_key: row.storageKey,
      created_at: at,
    })
    .execute()
}

export async function loadDocument(db: Db, clinicId: string, id: string): Promise<DocumentRow | null> {
  const row = await db
    .selectFrom('documents')
    .select([
      'clinic_id as clinicId',
      'id',
      'patient_id as patientId',
      'intake_id as intakeId',
      'consultation_id as consultationId',
      'kind',
      'title',
      'content_type as contentType',
      'byte_size as byteSize',
      'sha256',
      'storage_key as storageKey',
    ])
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function countIntakeDocuments(db: Db, clinicId: string, intakeId: string): Promise<number> {
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('intake_id', '=', intakeId)
    .limit(100)
    .execute()
  return rows.length
}

/** At submission the intake's files become the patient's and the case's. */
export async function attachDocumentsToConsultation(
  tx: Tx,
  to: { clinicId: string; intakeId: string; patientId: string; consultationId: string },
): Promise<void> {
  await tx
    .updateTable('documents')
    .set({ patient_id: to.patientId, consultation_id: to.consultationId })
    .where('clinic_id', '=', to.clinicId)
    .where('intake_id', '=', to.intakeId)
    .execute()
}

/** Whether this provider may see the patient's state. */
export async function patientStateIsLicensed(
  db: Db,
  clinicId: string,
  patientId: string,
  providerId: string,
  today: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('patients as p')
    .innerJoin('provider_licences as l', (join) =>
      join.onRef('l.clinic_id', '=', 'p.clinic_id').onRef('l.state', '=', 'p.state'),
    )
    .select('p.id')
    .where('p.clinic_id', '=', clinicId)
    .where('p.id', '=', patientId)
    .where('l.provider_id', '=', providerId)
    .where('l.status', '=', 'active')
    .where('l.expires_on', '>=', today)
    .executeTakeFirst()
  return row !== undefined
}
