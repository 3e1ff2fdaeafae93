/**
 * The SQL of what a message to a pharmacy names. Patients, providers, clinics and pharmacies are only read: who a
 * prescription is for, by and with.
 */
import { Address } from '@countersign/contract'
import { sql } from 'kysely'
import type { PrescriptionParties } from '../../adapters/pharmacy/port.ts'
import type { Db } from '../../platform/db/database.ts'
import type { AnswerOutcome, Prescription } from './queries.ts'

export async function clinicNpi(db: Db, clinicId: string): Promise<string> {
  const row = await db
    .selectFrom('clinics')
    .select('npi')
    .where('id', '=', clinicId)
    .executeTakeFirstOrThrow()
  return row.npi
}

/** The day it is where the clinic is, YYYY-MM-DD: what "written on" means to a pharmacist. */
export async function clinicDay(db: Db, clinicId: string, at: Date): Promise<string> {
  const row = await db
    .selectFrom('clinics')
    .select(sql<string>`(${at}::timestamptz at time zone time_zone)::date::text`.as('day'))
    .where('id', '=', clinicId)
    .executeTakeFirstOrThrow()
  return row.day
}

/** Everything a message about a prescription names, as it stands now. */
export async function loadParties(
  db: Db,
  clinicId: string,
  prescriptionId: string,
): Promise<Omit<PrescriptionParties, 'messageId' | 'sentAt'>> {
  const row = await db
    .selectFrom('prescriptions as x')
    .innerJoin('patients as p', (j) =>
      j.onRef('p.clinic_id', '=', 'x.clinic_id').onRef('p.id', '=', 'x.patient_id'),
    )
    .innerJoin('providers as r', (j) =>
      j.onRef('r.clinic_id', '=', 'x.clinic_id').onRef('r.id', '=', 'x.provider_id'),
    )
    .leftJoin('provider_licences as l', (j) =>
      j
        .onRef('l.clinic_id', '=', 'r.clinic_id')
        .onRef('l.provider_id', '=', 'r.id')
        .onRef('l.state', '=', 'p.state')
        .on('l.status', '=', 'active'),
    )
    .innerJoin('clinics as c', 'c.id', 'x.clinic_id')
    .innerJoin('pharmacies as h', 'h.ncpdp_id', 'x.pharmacy_id')
    .select([
      'x.prescriber_order_number',
      'x.drug_description',
      'x.rxcui',
      'x.rxcui_qualifier',
      'x.ndc',
      'x.quantity',
      'x.quantity_unit_code',
      'x.days_supply',
      'x.refills',
      'x.substitutions_allowed',
      'x.sig',
      'x.diagnosis_code',
      'x.secondary_diagnosis_code',
      'x.note_to_pharmacist',
      'x.written_on',
      'x.dea_schedule',
      'x.dea_number',
      'p.mrn',
      'p.given_name',
      'p.family_name',
      'p.birth_date',
      'p.sex',
      'p.phone',
      'p.address_line',
      'p.city',
      'p.state',
      'p.postal_code',
      'r.npi as provider_npi',
      'r.given_name as provider_given_name',
      'r.family_name as provider_family_name',
      'r.phone as provider_phone',
      'l.number as licence_number',
      'c.npi as clinic_npi',
      'c.name as clinic_name',
      'c.address as clinic_address',
      'h.ncpdp_id',
      'h.npi as pharmacy_npi',
      'h.name as pharmacy_name',
      'h.phone as pharmacy_phone',
      'h.address_line as pharmacy_address_line',
      'h.city as pharmacy_city',
      'h.state as pharmacy_state',
      'h.postal_code as pharmacy_postal_code',
    ])
    .where('x.clinic_id', '=', clinicId)
    .where('x.id', '=', prescriptionId)
    .executeTakeFirstOrThrow()
  const qualifier = row.rxcui_qualifier as 'SCD' | 'SBD' | 'GPCK' | 'BPCK' | null
  return {
    prescriberOrderNumber: row.prescriber_order_number,
    clinic: { npi: row.clinic_npi, name: row.clinic_name },
    patient: {
      mrn: row.mrn,
      givenName: row.given_name,
      familyName: row.family_name,
      birthDate: row.birth_date,
      sex: row.sex === 'female' ? 'female' : 'male',
      phone: row.phone,
      address: { line: row.address_line, city: row.city, state: row.state, postalCode: row.postal_code },
    },
    prescriber: {
      npi: row.provider_npi,
      givenName: row.provider_given_name,
      familyName: row.provider_family_name,
      licenceNumber: row.licence_number,
      deaNumber: row.dea_number,
      phone: row.provider_phone,
      address: Address.parse(row.clinic_address),
    },
    pharmacy: {
      ncpdpId: row.ncpdp_id,
      npi: row.pharmacy_npi,
      name: row.pharmacy_name,
      phone: row.pharmacy_phone,
      address: {
        line: row.pharmacy_address_line,
        city: row.pharmacy_city,
        state: row.pharmacy_state,
        postalCode: row.pharmacy_postal_code,
      },
    },
    medication: {
      description: row.drug_description,
      rxcui: row.rxcui === null || qualifier === null ? null : { code: row.rxcui, qualifier },
      ndc: row.ndc,
      quantity: row.quantity,
      quantityUnitCode: row.quantity_unit_code,
      deaSchedule: row.dea_schedule,
      daysSupply: row.days_supply,
      refills: row.refills,
      substitutionsAllowed: row.substitutions_allowed,
      sig: row.sig,
      diagnosisCode: row.diagnosis_code,
      secondaryDiagnosisCode: row.secondary_diagnosis_code,
      note: row.note_to_pharmacist,
      writtenOn: row.written_on,
    },
  }
}

/** How a prescription answers the pharmacy's question, and what of the question its answer repeats. */
export async function loadAnswer(
  db: Db,
  rx: Prescription,
): Promise<{
  outcome: AnswerOutcome
  priorAuthorization: string | null
  change: { code: string; subCodes: string[] } | null
}> {
  const row = await db
    .selectFrom('prescriptions as x')
    .leftJoin('change_requests as q', (join) =>
      join.onRef('q.clinic_id', '=', 'x.clinic_id').onRef('q.message_id', '=', 'x.answers_message_id'),
    )
    .select(['x.answer_outcome', 'x.prior_authorization', 'q.code', 'q.sub_codes'])
    .where('x.clinic_id', '=', rx.clinicId)
    .where('x.id', '=', rx.id)
    .executeTakeFirstOrThrow()
  return {
    outcome: (row.answer_outcome ?? 'approved') as AnswerOutcome,
    priorAuthorization: row.prior_authorization,
    change: row.code === null ? null : { code: row.code, subCodes: row.sub_codes ?? [] },
  }
}
