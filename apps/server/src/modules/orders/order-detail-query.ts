/** The prescriptions of an order as the people who work with it see them: what exactly was written, and as what. */
import type { OrderPrescription, PharmacyView, PrescriptionStatus } from '@countersign/contract'
import type { Db } from '../../platform/db/database.ts'

/** Newest first; steps of a series that are still to come included. */
export async function selectOrderPrescriptions(
  db: Db,
  clinicId: string,
  orderId: string,
): Promise<OrderPrescription[]> {
  const rows = await db
    .selectFrom('prescriptions as x')
    .innerJoin('pharmacies as h', 'h.ncpdp_id', 'x.pharmacy_id')
    .selectAll('x')
    .select([
      'h.ncpdp_id',
      'h.name as pharmacy_name',
      'h.kind as pharmacy_kind',
      'h.phone as pharmacy_phone',
      'h.address_line',
      'h.city',
      'h.state as pharmacy_state',
      'h.postal_code',
    ])
    .where('x.clinic_id', '=', clinicId)
    .where('x.order_id', '=', orderId)
    .orderBy('x.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    status: row.status as PrescriptionStatus,
    drugDescription: row.drug_description,
    sig: row.sig,
    quantity: Number(row.quantity),
    daysSupply: row.days_supply,
    refills: row.refills,
    pharmacy: {
      ncpdpId: row.ncpdp_id,
      name: row.pharmacy_name,
      kind: row.pharmacy_kind as PharmacyView['kind'],
      phone: row.pharmacy_phone,
      addressLine: row.address_line,
      city: row.city,
      state: row.pharmacy_state,
      postalCode: row.postal_code,
    },
    signedAt: row.signed_at.toISOString(),
    statusAt: row.status_at.toISOString(),
    rejectText: row.reject_text,
    drugId: row.drug_id,
    strength: row.strength,
    form: row.form,
    rxcui: row.rxcui,
    ndc: row.ndc,
    doseMg: Number(row.dose_mg),
    frequency: row.frequency,
    quantityUnitCode: row.quantity_unit_code,
    deaSchedule: row.dea_schedule,
    diagnosisCode: row.diagnosis_code,
    noteToPharmacist: row.note_to_pharmacist,
    rejectCode: row.reject_code,
    step: row.step,
    startsOn: row.starts_on,
    replacesId: row.replaces_id,
    sentAs: row.sent_as as OrderPrescription['sentAs'],
    dispensedQuantity: row.dispensed_quantity === null ? null : Number(row.dispensed_quantity),
  }))
}
