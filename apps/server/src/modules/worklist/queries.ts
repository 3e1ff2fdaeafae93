/** The queue in one statement: the page, how many the filters match, and the counts beside each filter. */
import type { QueueQuery as Filters, WaitingBand } from '@countersign/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/database.ts'

type QueueQuery = Filters & { search?: string }
/** Where a page ended: the order it was in, and the row it ended on. */
export type Cursor = { sort: Sort; at: string; rank: number; id: string }
export type Sort = Filters['sort']
export type QueueRow = {
  id: string
  version: number
  status: string
  category: 'weight' | 'ed' | 'hair'
  visit_kind: 'first' | 'follow_up' | 'refill'
  priority: 'urgent' | 'high' | 'normal'
  ready_to_approve: boolean
  submitted_at: string
  due_at: string
  rank: number
  answered: boolean
  preferred_provider_id: string | null
  card: unknown
  patient_id: string
  mrn: string
  given_name: string
  family_name: string
  birth_date: string
  sex: 'female' | 'male'
  state: string
  claimed_by: string | null
  claimed_at: string | null
  lease_expires_at: string | null
  claimant_given: string | null
  claimant_family: string | null
  claimant_credential: string | null
}
export type QueueResult = {
  page: QueueRow[]
  total: number
  counts: {
    all: number
    mine: number
    answered: number
    ready: number
    overdue: number
    category: Record<string, number> | null
    priority: Record<string, number> | null
    state: { state: string; count: number }[] | null
    waiting: Record<string, number> | null
  }
}

type Viewer = { clinicId: string; providerId: string | null; now: Date }

/** Pending here means: in the queue or held by somebody, its card settled, in a state the viewer is licensed for. */
export async function loadQueue(
  db: Database,
  viewer: Viewer,
  query: QueueQuery,
  cursor: Cursor | null,
): Promise<QueueResult> {
  const rows = await db.readOneSql<{ result: QueueResult }>(
    viewer.clinicId,
    queueQuery(viewer, query, cursor),
  )
  return rows[0]?.result as QueueResult
}

function queueQuery(
  viewer: Viewer,
  query: QueueQuery,
  cursor: Cursor | null,
): RawBuilder<{ result: QueueResult }> {
  const { clinicId, providerId, now } = viewer
  const order = orders[query.sort]
  const after = cursor ? sql`and ${order.after(cursor)}` : sql``
  return sql`
    with pending as (
      select c.id, c.clinic_id, c.version, c.status, c.category, c.visit_kind, c.priority, case c.priority when 'urgent' then 0 when 'high' then 1 else 2 end as rank, c.ready_to_approve, c.submitted_at, c.due_at,
        c.answered_at is not null as answered, c.preferred_provider_id, c.card, c.patient_id, c.patient_state as state,
        c.claimed_by, c.claimed_at, c.lease_expires_at,
        case when c.submitted_at <= ${now}::timestamptz - interval '4 hours' then 'over_4h'
             when c.submitted_at <= ${now}::timestamptz - interval '2 hours' then '2_to_4h'
             when c.submitted_at <= ${now}::timestamptz - interval '1 hour' then '1_to_2h'
             else 'under_1h' end as waiting
      from consultations c
      where c.clinic_id = ${clinicId} and c.status in ('submitted', 'claimed') and not c.awaiting_payment
        and (${providerId}::uuid is null or c.patient_state in (
          select l.state from provider_licences l where l.clinic_id = ${clinicId} and l.provider_id = ${providerId}
            and l.status = 'active' and l.expires_on >= ${now}::date))
    ),
    matching as (
      select q.*, p.mrn, p.given_name, p.family_name, p.birth_date, p.sex
      from pending q join patients p on p.clinic_id = q.clinic_id and p.id = q.patient_id
      where ${filters(query, providerId)}
    ),
    page as (
      select m.*, v.given_name as claimant_given, v.family_name as claimant_family, v.credential as claimant_credential
      from (select * from matching where true ${after} order by ${order.by} limit ${query.limit + 1}) m
      left join providers v on v.clinic_id = m.clinic_id and v.id = m.claimed_by
    )
    select jsonb_build_object(
      'page', coalesce((select jsonb_agg(to_jsonb(page) order by ${order.by}) from page), '[]'),
      'total', (select count(*) from matching),
      'counts', (select jsonb_build_object(
        'all', count(*),
        'mine', count(*) filter (where claimed_by = ${providerId} or preferred_provider_id = ${providerId}),
        'answered', count(*) filter (where answered),
        'ready', count(*) filter (where ready_to_approve),
        'overdue', count(*) filter (where due_at < ${now}),
        'category', (select jsonb_object_agg(category, n) from (select category, count(*) n from pending group by 1) g),
        'priority', (select jsonb_object_agg(priority, n) from (select priority, count(*) n from pending group by 1) g),
        'state', (select jsonb_agg(jsonb_build_object('state', state, 'count', n) order by n desc, state) from (select state, count(*) n from pending group by 1) g),
        'waiting', (select jsonb_object_agg(waiting, n) from (select waiting, count(*) n from pending group by 1) g)
      ) from pending)
    ) as result`
}

/** Each order, ended by the id so that no two rows are equal, and the rows that come after one of them. */
const orders: Record<Sort, { by: RawBuilder<unknown>; after: (cursor: Cursor) => RawBuilder<unknown> }> = {
  deadline: {
    by: sql`due_at, id`,
    after: ({ at, id }) => sql`(due_at, id) > (${at}::timestamptz, ${id}::uuid)`,
  },
  priority: {
    by: sql`rank, due_at, id`,
    after: ({ rank, at, id }) => sql`(rank, due_at, id) > (${rank}::int, ${at}::timestamptz, ${id}::uuid)`,
  },
  waiting: {
    by: sql`submitted_at, id`,
    after: ({ at, id }) => sql`(submitted_at, id) > (${at}::timestamptz, ${id}::uuid)`,
  },
  newest: {
    by: sql`submitted_at desc, id desc`,
    after: ({ at, id }) => sql`(submitted_at, id) < (${at}::timestamptz, ${id}::uuid)`,
  },
}

function filters(query: QueueQuery, providerId: string | null): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`]
  if (query.view === 'mine')
    parts.push(sql`(q.claimed_by = ${providerId} or q.preferred_provider_id = ${providerId})`)
  if (query.view === 'answered') parts.push(sql`q.answered`)
  if (query.view === 'ready') parts.push(sql`q.ready_to_approve`)
  if (query.category?.length) parts.push(sql`q.category = any(${query.category}::text[])`)
  if (query.priority?.length) parts.push(sql`q.priority = any(${query.priority}::text[])`)
  if (query.state?.length) parts.push(sql`q.state = any(${query.state}::text[])`)
  if (query.waiting?.length)
    parts.push(sql`q.waiting = any(${query.waiting satisfies WaitingBand[]}::text[])`)
  for (const word of (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(lower(p.given_name || ' ' || p.family_name) like ${like} or lower(p.mrn) like ${like}
      or lower(q.card -> 'proposal' ->> 'label') like ${like})`)
  }
  return sql.join(parts, sql` and `)
}

export type ShiftRow = {
  done_today: number
  average_active_seconds: number | null
  waiting: number
  overdue: number
  target: number | null
}

/** The provider's figures since midnight in the clinic's time zone. */
export async function loadShift(db: Database, viewer: Viewer): Promise<ShiftRow> {
  const { clinicId, providerId, now } = viewer
  const rows = await db.readOneSql<ShiftRow>(
    clinicId,
    sql`
    with mine as (
      select distinct a.consultation_id from consultation_approvals a join clinics k on k.id = a.clinic_id
      where a.clinic_id = ${clinicId} and a.provider_id = ${providerId} and a.status <> 'undone'
        and a.approved_at >= date_trunc('day', ${now}::timestamptz at time zone k.time_zone) at time zone k.time_zone
        and not exists (select 1 from consultation_approvals u where u.clinic_id = a.clinic_id and u.undoes_id = a.id)
    ),
    pending as (
      select due_at from consultations c
      where c.clinic_id = ${clinicId} and c.status in ('submitted', 'claimed') and not c.awaiting_payment
        and (${providerId}::uuid is null or c.patient_state in (select l.state from provider_licences l
          where l.clinic_id = ${clinicId} and l.provider_id = ${providerId} and l.status = 'active' and l.expires_on >= ${now}::date))
    )
    select (select count(*)::int from mine) as done_today,
      (select round(avg(nullif(c.active_seconds, 0)))::int from consultations c join mine m on m.consultation_id = c.id where c.clinic_id = ${clinicId}) as average_active_seconds,
      (select count(*)::int from pending) as waiting,
      (select count(*)::int from pending where due_at < ${now}) as overdue,
      (select (settings ->> 'targetReviewSeconds')::int from clinics where id = ${clinicId}) as target`,
  )
  return rows[0] as ShiftRow
}
