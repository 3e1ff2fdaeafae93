/** Patients by the first letters of their names or record number, with their latest visits. Looked up, on record. */
import type { FoundPatients } from '@countersign/contract'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import { type RawBuilder, sql } from 'kysely'
import type { Deps } from '../../deps.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'

type Row = {
  id: string
  mrn: string
  given_name: string
  family_name: string
  birth_date: string
  sex: 'female' | 'male'
  state: string
  visits: {
    id: string
    category: FoundPatients['items'][number]['visits'][number]['category']
    status: FoundPatients['items'][number]['visits'][number]['status']
    submitted_at: string
  }[]
}

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

function patientQuery(actor: Actor, search: string, now: Date): RawBuilder<Row> {
  // Every word begins a name or is the beginning of the record number, in any order.
  const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 4)
  const matches = words.map((word) => {
    const like = `${word.replace(/[\\%_]/g, '\\$&')}%`
    return sql`(lower(p.family_name) like ${like} or lower(p.given_name) like ${like} or lower(p.mrn) like ${like})`
  })
  return sql<Row>`
    select p.id, p.mrn, p.given_name, p.family_name, p.birth_date::text, p.sex, p.state,
      coalesce((select jsonb_agg(v) from (
        select c.id, c.category, c.status, c.submitted_at from consultations c
        where c.clinic_id = p.clinic_id and c.patient_id = p.id order by c.submitted_at desc limit 5) v), '[]') as visits
    from patients p
    where p.clinic_id = ${actor.clinicId} and ${sql.join(matches, sql` and `)}
      and (${actor.role !== 'provider'} or p.state in (
        select l.state from provider_licences l where l.clinic_id = ${actor.clinicId} and l.provider_id = ${actor.providerId}
          and l.status = 'active' and l.expires_on >= ${now}::date))
    order by lower(p.family_name), lower(p.given_name), p.id
    limit 8`
}
