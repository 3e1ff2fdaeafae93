/**
 * Which case a provider gets next, locked for this transaction. The first few that are waiting are read in order
 * through the index of each state, and the first of them that nobody holds is taken: a queue's length costs nothing.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

export type Taker = {
  clinicId: string
  providerId: string
  /** Null for any. */
  categories: readonly string[] | null
  now: Date
  /** A case that was answered waits so long for the provider who asked. */
  preferredProviderMinutes: number
}

/** More than can be in the hands of others at one moment; when all of them are, the whole queue is looked through. */
const FIRST = 64

/** Answered cases of the provider's own questions first, then by deadline. Null when nothing may be taken. */
export async function lockNextCase(tx: Tx, taker: Taker): Promise<string | null> {
  for (const most of [FIRST, null]) {
    const { rows } = await nextCase(taker, most).execute(tx)
    if (rows[0]) return rows[0].id
  }
  return null
}

export function nextCase(taker: Taker, most: number | null): RawBuilder<{ id: string }> {
  const { clinicId, providerId, categories, now } = taker
  const free = sql`c.clinic_id = ${clinicId} and c.status in ('submitted', 'claimed') and not c.awaiting_payment
    and (c.status = 'submitted' or c.lease_expires_at <= ${now})
    ${categories === null ? sql`` : sql`and c.category = any(${[...categories]}::text[])`}
    and (c.preferred_provider_id is null or c.preferred_provider_id = ${providerId}
      or c.answered_at < ${now}::timestamptz - make_interval(mins => ${taker.preferredProviderMinutes}::int))`
  return sql`
    with states as materialized (
      select l.state from provider_licences l
      where l.clinic_id = ${clinicId} and l.provider_id = ${providerId} and l.status = 'active' and l.expires_on >= ${now}::date
    ),
    own as materialized (
      select c.id from consultations c
      where ${free} and c.preferred_provider_id = ${providerId} and c.answered_at is not null and c.patient_state in (select state from states)
      order by c.due_at, c.id limit ${most}
    ),
    first as materialized (
      select k.id from states s cross join lateral (
        select c.id, c.due_at from consultations c where ${free} and c.patient_state = s.state order by c.due_at, c.id limit ${most}) k
      order by k.due_at, k.id limit ${most}
    )
    select c.id
    from (select id, 0 as rank from own union all select id, 1 from first) k join consultations c on c.clinic_id = ${clinicId} and c.id = k.id
    where ${free}
    order by k.rank, c.due_at, c.id
    limit 1
    for update of c skip locked`
}
