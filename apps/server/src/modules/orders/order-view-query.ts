/** An order as chart, portal and coordinator see it: one flight of queries. */
import type {
  HoldReason,
  InvoiceStatus,
  OrderStatus,
  OrderView,
  PaymentStatus,
  PharmacyView,
  PrescriptionStatus,
} from '@countersign/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

const pharmacyColumns = [
  'h.ncpdp_id as pharmacyNcpdpId',
  'h.name as pharmacyName',
  'h.kind as pharmacyKind',
  'h.phone as pharmacyPhone',
  'h.address_line as pharmacyAddressLine',
  'h.city as pharmacyCity',
  'h.state as pharmacyState',
  'h.postal_code as pharmacyPostalCode',
] as const

type PharmacyRow = {
  pharmacyNcpdpId: string
  pharmacyName: string
  pharmacyKind: string
  pharmacyPhone: string
  pharmacyAddressLine: string
  pharmacyCity: string
  pharmacyState: string
  pharmacyPostalCode: string
}

const pharmacyOf = (row: PharmacyRow): PharmacyView => ({
  ncpdpId: row.pharmacyNcpdpId,
  name: row.pharmacyName,
  kind: row.pharmacyKind as PharmacyView['kind'],
  phone: row.pharmacyPhone,
  addressLine: row.pharmacyAddressLine,
  city: row.pharmacyCity,
  state: row.pharmacyState,
  postalCode: row.pharmacyPostalCode,
})

/** The order of a consultation. Null when this clinic has none such. */
export async function selectOrderView(
  db: Db,
  clinicId: string,
  consultationId: string,
): Promise<OrderView | null> {
  const ofConsultation = db
    .selectFrom('orders')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('consultation_id', '=', consultationId)
  const [order, prescriptions, invoice] = await Promise.all([
    db
      .selectFrom('orders as o')
      .leftJoin('pharmacies as h', 'h.ncpdp_id', 'o.pharmacy_id')
      .select(['o.id', 'o.status', 'o.hold_reason as holdReason', ...pharmacyColumns])
      .where('o.clinic_id', '=', clinicId)
      .where('o.consultation_id', '=', consultationId)
      .executeTakeFirst(),
    db
      .selectFrom('prescriptions as x')
      .innerJoin('pharmacies as h', 'h.ncpdp_id', 'x.pharmacy_id')
      .select([
        'x.id',
        'x.status',
        'x.drug_description as drugDescription',
        'x.sig',
        'x.quantity',
        'x.days_supply as daysSupply',
        'x.refills',
        'x.signed_at as signedAt',
        'x.status_at as statusAt',
        'x.reject_text as rejectText',
        ...pharmacyColumns,
      ])
      .where('x.clinic_id', '=', clinicId)
      .where('x.order_id', '=', ofConsultation)
      .orderBy('x.id', 'desc')
      .execute(),
    db
      .selectFrom('invoices as i')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('payments as p')
            .select(['p.status', 'p.failure_code'])
            .whereRef('p.clinic_id', '=', 'i.clinic_id')
            .whereRef('p.invoice_id', '=', 'i.id')
            .orderBy('p.created_at', 'desc')
            .limit(1)
            .as('y'),
        (join) => join.on(sql.lit(true)),
      )
      .select([
        'i.id',
        'i.number',
        'i.status',
        'i.amount_cents as amountCents',
        'i.currency',
        'y.status as paymentStatus',
        'y.failure_code as failureCode',
      ])
      .where('i.clinic_id', '=', clinicId)
      .where('i.order_id', '=', ofConsultation)
      .executeTakeFirst(),
  ])
  if (!order || !invoice) return null
  return {
    id: order.id,
    status: order.status as OrderStatus,
    holdReason: order.holdReason as HoldReason | null,
    pharmacy: order.pharmacyNcpdpId === null ? null : pharmacyOf(order as PharmacyRow),
    prescriptions: prescriptions.map((row) => ({
      id: row.id,
      status: row.status as PrescriptionStatus,
      drugDescription: row.drugDescription,
      sig: row.sig,
      quantity: Number(row.quantity),
      daysSupply: row.daysSupply,
      refills: row.refills,
      pharmacy: pharmacyOf(row),
      signedAt: row.signedAt.toISOString(),
      statusAt: row.statusAt.toISOString(),
      rejectText: row.rejectText,
    })),
    invoice: {
      id: invoice.id,
      number: invoice.number,
      status: invoice.status as InvoiceStatus,
      amountCents: invoice.amountCents,
      currency: invoice.currency,
    },
    payment:
      invoice.paymentStatus === null
        ? null
        : { status: invoice.paymentStatus as PaymentStatus, failureCode: invoice.failureCode },
  }
}
