/**
 * The queue in one statement: the page, and what its counts are made of. A page costs its own length a state,
 * however long the queue: each state is read in order through an index of its own, and the ends are merged.
 */
import type { QueueQuery as Filters } from '@countersign/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Group, Move } from './queue-count.ts'

export type QueueQuery = Filters & { search?: string }
export type Sort = Filters['sort']
/** Where a page ended: the order it was in, and the row it ended on. */
export type Cursor = { sort: Sort; at: string; rank: number; id: string }
export type Viewer = { clinicId: string; providerId: string | null; now: Date }
/** A moment of the database: everything seen under it, in one life of the server that gave it. */
export type Seen = { start: string; snapshot: string }
/** The same, with the database's clock in seconds. */
export type Taken = Seen & { at: string }

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
export type Answer = Taken & {
  /** Null when nothing has changed since the moment that was asked about. */
  result: {
    states: string[]
    page: QueueRow[]
    /** How many match, where only looking can tell: a free text. */
    found: number | null
    /** What moved since the tally that was named; null when it cannot be gone on from. */
    moves: Move[] | null
  } | null
}

const pending = sql`c.status in ('submitted', 'claimed') and not c.awaiting_payment`
const rank = sql`(case c.priority when 'urgent' then 0 when 'high' then 1 else 2 end)`
const ranks = { urgent: 0, high: 1, normal: 2 } as const
/** Lines of `queue_changes` are kept for a day; who has not looked for half of one looks anew. */
const KEPT = sql`interval '12 hours'`

type Order = {
  by: RawBuilder<unknown>
  keys: RawBuilder<unknown>
  after: (cursor: Cursor) => RawBuilder<unknown>
}
/** Each order, ended by the id so that no two rows are equal, and the rows that come after one of them. */
const orders: Record<Sort, Order> = {
  deadline: {
    by: sql`due_at, id`,
    keys: sql`c.due_at, c.id`,
    after: ({ at, id }) => sql`(c.due_at, c.id) > (${at}::timestamptz, ${id}::uuid)`,
  },
  priority: {
    by: sql`rank, due_at, id`,
    keys: sql`${rank}, c.due_at, c.id`,
    after: (cursor) =>
      sql`(${rank}, c.due_at, c.id) > (${cursor.rank}::int, ${cursor.at}::timestamptz, ${cursor.id}::uuid)`,
  },
  waiting: {
    by: sql`submitted_at, id`,
    keys: sql`c.submitted_at, c.id`,
    after: ({ at, id }) => sql`(c.submitted_at, c.id) > (${at}::timestamptz, ${id}::uuid)`,
  },
  newest: {
    by: sql`submitted_at desc, id desc`,
    keys: sql`c.submitted_at desc, c.id desc`,
    after: ({ at, id }) => sql`(c.submitted_at, c.id) < (${at}::timestamptz, ${id}::uuid)`,
  },
}

/** @param unchangedSince answers nothing but that nothing changed, when it is so. @param talliedAt the moment that `moves` go on from. */
export function queueQuery(
  viewer: Viewer,
  query: QueueQuery,
  cursor: Cursor | null,
  unchangedSince: Seen | null,
  talliedAt: Taken,
): RawBuilder<Answer> {
  const order = orders[query.sort]
  const { clinicId } = viewer
  return sql`
    with recursive
    ${statesCte(viewer)},
    ${query.search ? sql`matched as materialized (${matched(viewer, query)}),` : sql``}
    candidates as (${candidates(viewer, query, cursor)}),
    page as (
      select c.id, c.version, c.status, c.category, c.visit_kind, c.priority, ${rank} as rank, c.ready_to_approve, c.submitted_at, c.due_at,
        c.answered_at is not null as answered, c.preferred_provider_id, c.card, c.patient_id, c.patient_state as state,
        c.claimed_by, c.claimed_at, c.lease_expires_at, p.mrn, p.given_name, p.family_name, p.birth_date, p.sex,
        v.given_name as claimant_given, v.family_name as claimant_family, v.credential as claimant_credential
      from (select id from candidates order by ${order.by} limit ${query.limit + 1}) k
      join consultations c on c.clinic_id = ${clinicId} and c.id = k.id
      join patients p on p.clinic_id = ${clinicId} and p.id = c.patient_id
      left join providers v on v.clinic_id = ${clinicId} and v.id = c.claimed_by
    )
    select ${seen()}, case when ${unchangedSince ? stillAt(clinicId, unchangedSince) : sql`false`} then null else json_build_object(
      'states', (select coalesce(json_agg(state), '[]') from states),
      'page', (select coalesce(json_agg(row_to_json(page) order by ${order.by}), '[]') from page),
      'found', ${query.search ? sql`(select count(*)::int from matched)` : sql`null::int`},
      'moves', ${moves(clinicId, talliedAt)}
    ) end as result`
}

export type ShiftRow = {
  done_today: number
  average_active_seconds: number | null
  target: number | null
  states: string[]
  moves: Move[] | null
}

/** The provider's figures since midnight in the clinic's time zone, and what the queue's counts are made of. */
export function shiftQuery(viewer: Viewer, talliedAt: Taken): RawBuilder<ShiftRow & Taken> {
  const { clinicId, providerId, now } = viewer
  return sql`
    with recursive
    ${statesCte(viewer)},
    mine as (
      select distinct a.consultation_id from consultation_approvals a
      where a.clinic_id = ${clinicId} and a.provider_id = ${providerId} and a.status <> 'undone'
        and a.approved_at >= (select date_trunc('day', ${now}::timestamptz at time zone k.time_zone) at time zone k.time_zone
          from clinics k where k.id = ${clinicId})
        and not exists (select 1 from consultation_approvals u where u.clinic_id = a.clinic_id and u.undoes_id = a.id)
    )
    select ${seen()},
      (select count(*)::int from mine) as done_today,
      (select round(avg(nullif(c.active_seconds, 0)))::int from consultations c join mine m on m.consultation_id = c.id where c.clinic_id = ${clinicId}) as average_active_seconds,
      (select (settings ->> 'targetReviewSeconds')::int from clinics where id = ${clinicId}) as target,
      (select coalesce(jsonb_agg(state), '[]') from states) as states,
      ${moves(clinicId, talliedAt)} as moves`
}

/** Where everything pending of a clinic stands, as `app.queue_place` says it, times in microseconds since 1970. */
export const tallyQuery = (clinicId: string): RawBuilder<Taken & { groups: Group[] }> => sql`
  select ${seen()}, (
    select coalesce(json_agg(json_build_array(g.patient_state, g.category, g.priority, g.ready_to_approve, g.answered, g.claimed_by, g.preferred_provider_id,
      g.submitted, g.due)), '[]')
    from (
      select c.patient_state, c.category, c.priority, c.ready_to_approve, c.answered_at is not null as answered, c.claimed_by, c.preferred_provider_id,
        array_agg((extract(epoch from c.submitted_at) * 1000000)::bigint) as submitted, array_agg((extract(epoch from c.due_at) * 1000000)::bigint) as due
      from consultations c where c.clinic_id = ${clinicId} and ${pending} group by 1, 2, 3, 4, 5, 6, 7
    ) g) as groups`

const seen = () =>
  sql`extract(epoch from pg_postmaster_start_time())::text as start, pg_current_snapshot()::text as snapshot, extract(epoch from clock_timestamp())::text as at`

/** No transaction that the earlier snapshot did not see has changed what a queue of this clinic shows. */
const stillAt = (clinicId: string, { start, snapshot }: Seen) => sql`(
  extract(epoch from pg_postmaster_start_time())::text = ${start} and not exists (${unseen(clinicId, snapshot, sql`1`)}))`

const unseen = (clinicId: string, snapshot: string, columns: RawBuilder<unknown>) => sql`
  select ${columns} from queue_changes q
  where q.clinic_id = ${clinicId} and q.xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
    and not pg_visible_in_snapshot(q.xid, ${snapshot}::pg_snapshot)`

const moves = (clinicId: string, { start, snapshot, at }: Taken) => sql`(
  case when to_timestamp(${at}::float8) > clock_timestamp() - ${KEPT} and extract(epoch from pg_postmaster_start_time())::text = ${start} then (
    select coalesce(json_agg(m), '[]') from (
      ${unseen(clinicId, snapshot, sql`q.was, q.became`)} and (q.was is not null or q.became is not null)) m) end)`

/**
 * Where the viewer may look: a provider's active licences; without a provider every state that has anything
 * waiting, found by skipping through the index from one to the next.
 */
function statesCte({ clinicId, providerId, now }: Viewer): RawBuilder<unknown> {
  if (providerId !== null) {
    return sql`states as materialized (
      select l.state from provider_licences l where l.clinic_id = ${clinicId} and l.provider_id = ${providerId}
        and l.status = 'active' and l.expires_on >= ${now}::date)`
  }
  return sql`skip as (
      select min(c.patient_state) as state from consultations c where c.clinic_id = ${clinicId} and ${pending}
      union all
      select (select min(c.patient_state) from consultations c where c.clinic_id = ${clinicId} and ${pending} and c.patient_state > skip.state)
      from skip where skip.state is not null
    ),
    states as materialized (select state from skip where state is not null)`
}

const columns = sql`c.id, c.due_at, c.submitted_at, ${rank} as rank`

/** Ids with what they are ordered by: at least those of the page, and where it is bounded, all that match. */
function candidates(viewer: Viewer, query: QueueQuery, cursor: Cursor | null): RawBuilder<unknown> {
  const { clinicId, providerId } = viewer
  const order = orders[query.sort]
  const after = cursor ? sql`and ${order.after(cursor)}` : sql``
  const fits = sql`c.clinic_id = ${clinicId} and ${pending} ${filters(query, viewer)}`
  const visible = sql`c.patient_state in (select state from states)`
  if (query.search) return sql`select ${columns} from matched c where true ${after}`
  // Few at any time: looked up and sorted.
  if (query.view === 'mine') {
    return sql`
      select ${columns} from consultations c where c.status = 'claimed' and c.claimed_by = ${providerId} and ${fits} and ${visible} ${after}
      union
      select ${columns} from consultations c where c.preferred_provider_id = ${providerId} and ${fits} and ${visible} ${after}`
  }
  if (query.view === 'answered') {
    return sql`select ${columns} from consultations c where c.answered_at is not null and ${fits} and ${visible} ${after}`
  }
  const limit = query.limit + 1
  const byRank = query.priority?.length && (query.sort === 'deadline' || query.sort === 'priority')
  if (byRank) {
    const wanted = query.priority?.map((priority) => ranks[priority]) ?? []
    return sql`select k.* from states s cross join unnest(${wanted}::int[]) r (rank) cross join lateral (
      select ${columns} from consultations c where c.patient_state = s.state and ${rank} = r.rank and ${fits} ${after}
      order by c.due_at, c.id limit ${limit}) k`
  }
  // A band of time is narrow and in another order than the deadline: read whole, except the one that is most of a long queue.
  if (query.waiting?.length && !query.waiting.includes('over_4h')) {
    return sql`select k.* from states s cross join lateral (
      select ${columns} from consultations c
      where c.patient_state = s.state and c.submitted_at > ${viewer.now}::timestamptz - interval '4 hours' and ${fits} ${after} offset 0) k`
  }
  return sql`select k.* from states s cross join lateral (
    select ${columns} from consultations c where c.patient_state = s.state and ${fits} ${after}
    order by ${order.keys} limit ${limit}) k`
}

/** Everything a free text finds, before any page of it. */
const matched = (viewer: Viewer, query: QueueQuery) => sql`
  select c.id, c.due_at, c.submitted_at, c.priority
  from app.find_pending(${patterns(query.search ?? '')}::text[]) w(id) join consultations c on c.clinic_id = ${viewer.clinicId} and c.id = w.id
  where ${pending} and c.patient_state in (select state from states) ${filters(query, viewer)}
    ${query.view === 'mine' ? sql`and (c.claimed_by = ${viewer.providerId} or c.preferred_provider_id = ${viewer.providerId})` : sql``}
    ${query.view === 'answered' ? sql`and c.answered_at is not null` : sql``}`

function filters(query: QueueQuery, { now }: Viewer): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql``]
  if (query.view === 'ready') parts.push(sql`c.ready_to_approve`)
  if (query.category?.length) parts.push(sql`c.category = any(${query.category}::text[])`)
  if (query.priority?.length) parts.push(sql`c.priority = any(${query.priority}::text[])`)
  if (query.state?.length) parts.push(sql`c.patient_state = any(${query.state}::text[])`)
  if (query.waiting?.length) {
    const since = (hours: number) => sql`${now}::timestamptz - make_interval(hours => ${hours}::int)`
    const bands = {
      over_4h: sql`c.submitted_at <= ${since(4)}`,
      '2_to_4h': sql`(c.submitted_at > ${since(4)} and c.submitted_at <= ${since(2)})`,
      '1_to_2h': sql`(c.submitted_at > ${since(2)} and c.submitted_at <= ${since(1)})`,
      under_1h: sql`c.submitted_at > ${since(1)}`,
    }
    parts.push(
      sql`(${sql.join(
        query.waiting.map((band) => bands[band]),
        sql` or `,
      )})`,
    )
  }
  return sql.join(parts, sql` and `)
}

/**
 * LIKE patterns of the words, the longest first: it tells most. A word of one or two letters begins a name or a
 * number; a longer one may stand anywhere in it.
 */
export function patterns(search: string): string[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
  return words.map((word) => `%${word.length < 3 ? ' ' : ''}${word.replace(/[\\%_]/g, '\\$&')}%`)
}
