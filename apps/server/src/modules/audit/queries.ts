/** All SQL of the module's reading side. */
import type { Database } from '../../platform/db/database.ts'

export type AuditRow = {
  id: string
  at: Date
  actor_id: string | null
  actor_name: string | null
  actor_role: string
  action: string
  subject_type: string
  subject_id: string | null
  mrn: string | null
}

/** Newest first. */
export async function listAuditRows(
  db: Database,
  clinicId: string,
  page: { patientId: string | null; before: { at: string; id: string } | null; limit: number },
): Promise<AuditRow[]> {
  return db.read(clinicId, (read) => {
    let query = read
      .selectFrom('audit_entries as a')
      .leftJoin('patients as p', (join) =>
        join.onRef('p.clinic_id', '=', 'a.clinic_id').onRef('p.id', '=', 'a.patient_id'),
      )
      .leftJoin('auth.user as u', 'u.id', 'a.actor_id')
      .select([
        'a.id',
        'a.at',
        'a.actor_id',
        'u.name as actor_name',
        'a.actor_role',
        'a.action',
        'a.subject_type',
        'a.subject_id',
        'p.mrn',
      ])
      .where('a.clinic_id', '=', clinicId)
      .orderBy('a.at', 'desc')
      .orderBy('a.id', 'desc')
      .limit(page.limit)
    if (page.patientId) query = query.where('a.patient_id', '=', page.patientId)
    const { before } = page
    if (before) {
      query = query.where((eb) =>
        eb(eb.refTuple('a.at', 'a.id'), '<', eb.tuple(new Date(before.at), before.id)),
      )
    }
    return query.execute()
  })
}
