/** Patients by the beginnings of names and record numbers, with their latest visits. */
import type { FoundPatients } from '@countersign/contract'
import { type RawBuilder, sql } from 'kysely'
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

export function patientQuery(actor: Actor, search: string, now: Date): RawBuilder<Row> {
  // Every word begins a name or is the beginning of the record number, in any order; the longest tells most.
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 4)
    .sort((a, b) => b.length - a.length)
    .map((word) => `% ${word.replace(/[\\%_]/g, '\\$&')}%`)
  const states =
    actor.role === 'provider'
      ? sql`array(select l.state from provider_licences l where l.clinic_id = ${actor.clinicId} and l.provider_id = ${actor.providerId}
          and l.status = 'active' and l.expires_on >= ${now}::date)`
      : sql`null`
  return sql<Row>`
    select p.id, p.mrn, p.given_name, p.family_name, p.birth_date::text, p.sex, p.state,
      coalesce((select jsonb_agg(v) from (
        select c.id, c.category, c.status, c.submitted_at from consultations c
        where c.clinic_id = p.clinic_id and c.patient_id = p.id order by c.submitted_at desc limit 5) v), '[]') as visits
    from app.find_patients(${words}::text[], ${states}::text[], 8) f(id) join patients p on p.clinic_id = ${actor.clinicId} and p.id = f.id
    order by lower(p.family_name), lower(p.given_name), p.id`
}
