/** All SQL of the module. */
import type { Role } from '@countersign/contract'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/database.ts'

export type Membership = {
  clinicId: string
  role: Role
  staffMemberId: string | null
  providerId: string | null
  patientId: string | null
}

/** Asked before a clinic is known, so through a function that answers for one user only. */
export async function loadMembership(
  db: Database,
  userId: string,
  clinicSlug: string | null,
): Promise<Membership | null> {
  const { rows } = await db.global((global) =>
    sql<Membership>`
      select clinic_id as "clinicId", role, staff_member_id as "staffMemberId", provider_id as "providerId", patient_id as "patientId"
      from app.memberships_of(${userId})
      order by clinic_slug = ${clinicSlug ?? ''} desc, role = 'patient', clinic_slug
      limit 1`.execute(global),
  )
  return rows[0] ?? null
}

/** Whether the clinic lets staff work only with an authenticator set up. On unless the clinic turned it off. */
export async function secondFactorDemanded(db: Database, clinicId: string): Promise<boolean> {
  const rows = await db.read(clinicId, (read) =>
    sql<{ optional: boolean }>`
      select settings ->> 'staffSecondFactor' = 'optional' as optional from clinics where id = ${clinicId}`.execute(
      read,
    ),
  )
  return rows.rows[0]?.optional !== true
}
