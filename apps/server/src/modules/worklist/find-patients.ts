/** Patients by the first letters of their names or record number, with their latest visits. Looked up, on record. */
import type { FoundPatients } from '@countersign/contract'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import type { Deps } from '../../deps.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { patientQuery } from './patient-query.ts'

/** A provider finds those of the states they are licensed in; other staff the clinic's. */
export async function findPatients(deps: Deps, actor: Actor, search: string): Promise<FoundPatients> {
  const now = deps.clock.now()
  const rows = await deps.db.write(actor.clinicId, async (tx) => {
    await recordAudit(tx, actor, {
      action: 'patient.search',
      subjectType: 'clinic',
      subjectId: actor.clinicId,
      at: now,
    })
    return (await patientQuery(actor, search, now).execute(tx)).rows
  })
  return {
    items: rows.map((row) => ({
      id: row.id,
      mrn: row.mrn,
      name: `${row.given_name} ${row.family_name}`,
      age: differenceInYears(now, parseISO(row.birth_date)),
      sex: row.sex,
      state: row.state,
      visits: row.visits.map(({ submitted_at, ...visit }) => ({
        ...visit,
        submittedAt: new Date(submitted_at).toISOString(),
      })),
    })),
  }
}
