/** Where staff find an order: its lane, why it is there, and what of it waits for a signature. SQL to be joined to orders o. */
import type { OrderLane, OrderReview, TroubleKind } from '@countersign/contract'
import { type RawBuilder, sql } from 'kysely'
import { OVERDUE_MS, STALLED_MS } from '../prescriptions/index.ts'

/** The order's own prescription that needs somebody most, else its newest that is no step to come, as x. */
export const worstPrescription = (now: Date): RawBuilder<unknown> => sql`
  left join lateral (select w.* from (
    select p.id, p.status, p.status_at, p.drug_description, p.pharmacy_id, p.reject_code, p.reject_text, p.dea_schedule,
      case
        when o.status in ('cancelled', 'denied') then null
        when p.status = 'rejected' and p.reject_code = 'not_filled' then 'not_filled'
        when p.status = 'rejected' then 'rejected'
        when p.status = 'transmission_unknown' then 'unknown'
        when p.status = 'cancel_denied' then 'cancel_denied'
        when p.status = 'sent' and p.status_at < ${new Date(now.getTime() - STALLED_MS)} then 'stalled'
        when p.status = 'verified' and p.status_at < ${new Date(now.getTime() - OVERDUE_MS)} then 'overdue'
      end as kind
    from prescriptions p
    where p.clinic_id = o.clinic_id and p.order_id = o.id and p.status <> 'draft'
  ) w order by w.kind is null, w.id desc limit 1) x on true`

/** What of the order waits longest for a provider's signature, as v. */
export const waitingReview = sql`
  left join lateral (select w.* from (
    select 'change_request' as kind, q.id as subject_id, q.received_at as since, q.code as detail
      from change_requests q
      where q.clinic_id = o.clinic_id and q.order_id = o.id and q.status = 'open'
    union all
    select 'titration_step', t.id, coalesce(s.answered_at, s.asked_at, s.starts_on::timestamptz), s.step::text
      from titration_series t
      join titration_steps s on s.clinic_id = t.clinic_id and s.series_id = t.id and s.status = 'review'
      where t.clinic_id = o.clinic_id and t.order_id = o.id and t.status = 'active'
    union all
    select 'renewal', r.id, r.requested_at, r.source
      from prescriptions p
      join refill_requests r on r.clinic_id = p.clinic_id and r.prescription_id = p.id
      join consultations n on n.clinic_id = r.clinic_id and n.id = r.consultation_id
      where p.clinic_id = o.clinic_id and p.order_id = o.id and not n.awaiting_payment
        and n.status in ('submitted', 'claimed', 'info_requested', 'escalated')
  ) w order by w.since limit 1) v on true`

/** Why the order stands in the trouble lane, if it does. Needs x, and the invoice as i. */
export const troubleKind = sql<TroubleKind | null>`case
  when o.status = 'cancelled' then case when i.status = 'paid' and i.amount_cents > 0 then 'refund_due' end
  when o.status = 'on_hold' and o.hold_reason = 'safety' then null
  when x.kind is not null then x.kind
  when o.status = 'on_hold' and o.hold_reason = 'pharmacy' and o.held_by is null then 'pharmacy_hold'
  when o.status = 'on_hold' then null
  when i.status = 'payment_failed' then 'payment_failed' end`

/** Every order is in exactly one. Needs x, i and v. */
export const lane = sql<OrderLane>`case
  when ${troubleKind} is not null then 'trouble'
  when o.status = 'on_hold' then 'on_hold'
  when v.kind is not null then 'needs_review'
  when o.status in ('filled', 'shipped', 'completed', 'cancelled', 'denied') then 'done'
  else 'sent' end`

/**
 * The ids of every order that may stand in another lane than `done`, found by what makes it so: most orders of a clinic
 * are done, and none of them is looked at for this.
 */
export const perhapsOpen = (clinicId: string): RawBuilder<unknown> => sql`
  select id from orders
    where clinic_id = ${clinicId} and status in ('approved', 'on_hold', 'sent', 'partially_filled')
  union
  select order_id from prescriptions
    where clinic_id = ${clinicId} and status in ('rejected', 'transmission_unknown', 'cancel_denied')
  union
  select order_id from prescriptions
    where clinic_id = ${clinicId} and status in ('sent', 'verified')
  union
  select order_id from invoices where clinic_id = ${clinicId} and status = 'payment_failed'
  union
  select i.order_id from orders c join invoices i on i.clinic_id = c.clinic_id and i.order_id = c.id and i.status = 'paid'
    where c.clinic_id = ${clinicId} and c.status = 'cancelled'
  union
  select order_id from change_requests where clinic_id = ${clinicId} and status = 'open'
  union
  select t.order_id from titration_steps s
    join titration_series t on t.clinic_id = s.clinic_id and t.id = s.series_id and t.status = 'active'
    where s.clinic_id = ${clinicId} and s.status = 'review'
  union
  select p.order_id from consultations n
    join refill_requests r on r.clinic_id = n.clinic_id and r.consultation_id = n.id
    join prescriptions p on p.clinic_id = r.clinic_id and p.id = r.prescription_id
    where n.clinic_id = ${clinicId} and n.status in ('submitted', 'claimed', 'info_requested', 'escalated')`

/** Since when it stands as it does. Needs x and v. */
export const standsSince = sql<Date>`case
  when ${troubleKind} in ('pharmacy_hold', 'payment_failed') then coalesce(o.held_at, x.status_at, o.approved_at)
  when ${troubleKind} = 'refund_due' then coalesce(o.closed_at, o.approved_at)
  when ${troubleKind} is not null then coalesce(x.status_at, o.approved_at)
  when o.status = 'on_hold' then coalesce(o.held_at, o.approved_at)
  when v.kind is not null then v.since
  else coalesce(x.status_at, o.closed_at, o.approved_at) end`

export type ReviewRow = {
  reviewKind: OrderReview['kind'] | null
  reviewSubject: string | null
  reviewSince: Date | null
  reviewDetail: string | null
}
export const reviewColumns = sql`v.kind as "reviewKind", v.subject_id as "reviewSubject", v.since as "reviewSince", v.detail as "reviewDetail"`

const asked: Record<string, string> = {
  D: 'Pharmacist asks about safety',
  G: 'Generic asked',
  OS: 'Out of stock, change asked',
  P: 'Prior authorization asked',
  S: 'Clearer prescription asked',
  T: 'Substitution asked',
  U: 'Authority to confirm',
}
const renewals: Record<string, string> = {
  pharmacy: 'Renewal, pharmacy asks',
  patient: 'Renewal, patient asks',
  schedule: 'Renewal, supply runs out',
}

export function reviewOf(row: ReviewRow): OrderReview | null {
  const { reviewKind: kind, reviewSubject: subjectId, reviewSince: since, reviewDetail } = row
  if (kind === null || subjectId === null || since === null) return null
  const detail = reviewDetail ?? ''
  const text =
    kind === 'change_request'
      ? (asked[detail] ?? 'Change asked')
      : kind === 'renewal'
        ? (renewals[detail] ?? 'Renewal asked')
        : `Step ${detail} to review`
  return { kind, subjectId, text, since: since.toISOString() }
}
