/** What happened to an order, oldest first: decisions, messages both ways, money, mail, changes of state. */
import type { OrderDetail } from '@countersign/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import {
  auditWords,
  decisionWords,
  messageWords,
  notificationWords,
  remarkWords,
  type TimelineEntry,
} from './timeline-words.ts'

export async function selectTimeline(
  db: Db,
  clinicId: string,
  order: { id: string; consultationId: string; patientId: string },
): Promise<OrderDetail['timeline']> {
  const [decisions, remarks, messages, audits, notifications] = await Promise.all([
    db
      .selectFrom('consultation_approvals as d')
      .innerJoin('providers as r', (j) =>
        j.onRef('r.clinic_id', '=', 'd.clinic_id').onRef('r.id', '=', 'd.provider_id'),
      )
      .select(['d.approved_at as at', 'd.status', 'r.given_name', 'r.family_name', 'r.credential'])
      .where('d.clinic_id', '=', clinicId)
      .where('d.consultation_id', '=', order.consultationId)
      .execute(),
    db
      .selectFrom('order_remarks')
      .select(['at', 'kind', 'reason', 'text', 'author_name as by'])
      .where('clinic_id', '=', clinicId)
      .where('order_id', '=', order.id)
      .execute(),
    db
      .selectFrom('prescription_messages as m')
      .innerJoin('prescriptions as x', (j) =>
        j.onRef('x.clinic_id', '=', 'm.clinic_id').onRef('x.id', '=', 'm.prescription_id'),
      )
      .innerJoin('pharmacies as h', 'h.ncpdp_id', 'x.pharmacy_id')
      .select([
        'm.at',
        'm.direction',
        'm.type',
        'm.outcome',
        'm.message_id as messageId',
        'm.prescription_id as prescriptionId',
        'h.name as pharmacy',
      ])
      .where('m.clinic_id', '=', clinicId)
      .where('x.order_id', '=', order.id)
      .execute(),
    db
      .selectFrom('audit_entries as a')
      .leftJoin('prescriptions as x', (j) =>
        j.onRef('x.clinic_id', '=', 'a.clinic_id').onRef('x.id', '=', 'a.subject_id'),
      )
      .select(['a.at', 'a.action', 'a.details', 'x.id as prescriptionId', 'x.reject_text as rejectText'])
      .where('a.clinic_id', '=', clinicId)
      .where('a.patient_id', '=', order.patientId)
      .where('a.subject_type', 'in', ['order', 'prescription', 'invoice', 'payment'])
      .where(sql<boolean>`(a.subject_id = ${order.id} or a.details ->> 'orderId' = ${order.id})`)
      .execute(),
    db
      .selectFrom('notifications as n')
      .select(['n.template', 'n.status', 'n.queued_at as queuedAt', 'n.sent_at as sentAt'])
      .where('n.clinic_id', '=', clinicId)
      .where('n.recipient_id', '=', order.patientId)
      .where((eb) =>
        eb.or([
          eb('n.subject_id', 'in', [order.id, order.consultationId]),
          eb('n.subject_id', 'in', (sub) =>
            sub
              .selectFrom('prescriptions as x')
              .select('x.id')
              .where('x.clinic_id', '=', clinicId)
              .where('x.order_id', '=', order.id),
          ),
          eb('n.subject_id', 'in', (sub) =>
            sub
              .selectFrom('consultation_approvals as d')
              .select('d.id')
              .where('d.clinic_id', '=', clinicId)
              .where('d.consultation_id', '=', order.consultationId),
          ),
          eb('n.subject_id', 'in', (sub) =>
            sub
              .selectFrom('payments as y')
              .innerJoin('invoices as i', (j) =>
                j.onRef('i.clinic_id', '=', 'y.clinic_id').onRef('i.id', '=', 'y.invoice_id'),
              )
              .select('y.id')
              .where('y.clinic_id', '=', clinicId)
              .where('i.order_id', '=', order.id),
          ),
        ]),
      )
      .execute(),
  ])
  const entries: (TimelineEntry | null)[] = [
    ...decisions.map((row) =>
      decisionWords(row.at, row.status, `${row.given_name} ${row.family_name}, ${row.credential}`),
    ),
    ...remarks.map((row) => remarkWords(row)),
    ...messages.map((row) => messageWords(row)),
    ...audits.map((row) => auditWords(row)),
    ...notifications.map((row) => notificationWords(row)),
  ]
  return entries
    .filter((entry) => entry !== null)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((entry) => ({ ...entry, at: entry.at.toISOString() }))
}
