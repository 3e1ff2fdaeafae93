/**
 * Signed prescriptions in bulk, written as an approval leaves them: visit approved, decision, order, invoice paid,
 * prescription signed, and the job that sends it in the queue. Nothing has been sent: nothing is encrypted yet.
 */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'

const PATIENTS = 2000
const ROWS_AT_ONCE = 20_000

export type Seeded = { readonly clinicId: string; readonly seconds: number }

/** Ids that sort by the row's number, so that bulk rows land where an index grows. */
const idOf = (kind: number, n: string) =>
  `(lpad(to_hex(${n}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${kind}), 4, '0') || $2)::uuid`
const KINDS = { consultation: 1, decision: 2, order: 3, prescription: 4, invoice: 5, payment: 6, patient: 7 }

const people = async (owner: pg.Client, tail: string): Promise<{ clinicId: string; providerId: string }> => {
  const clinicId = randomUUID()
  const [userId, staffId, providerId] = [randomUUID(), randomUUID(), randomUUID()]
  await owner.query(
    `insert into clinics (id, slug, name, npi, phone, address, settings)
     values ($1, 'soak', 'Soak Clinic', '1999999984', '+15125550100', $2, $3)`,
    [
      clinicId,
      { line: '1 Endurance Way', city: 'Austin', state: 'TX', postalCode: '78701' },
      { staffSecondFactor: 'optional', statesServed: ['TX'] },
    ],
  )
  await owner.query("insert into auth.user (id, name, email) values ($1, 'Soak Provider', $2)", [
    userId,
    `${userId}@users.example`,
  ])
  await owner.query(
    "insert into staff_members (clinic_id, id, user_id, role) values ($1, $2, $3, 'provider')",
    [clinicId, staffId, userId],
  )
  await owner.query(
    `insert into providers (clinic_id, id, staff_member_id, given_name, family_name, credential, npi, phone)
     values ($1, $2, $3, 'Soak', 'Provider', 'MD', '1999999984', '+15125550101')`,
    [clinicId, providerId, staffId],
  )
  await owner.query(
    `insert into provider_licences (clinic_id, id, provider_id, state, number, expires_on)
     values ($1, $2, $3, 'TX', 'T-1', '2099-01-01')`,
    [clinicId, randomUUID(), providerId],
  )
  await owner.query(
    `insert into patients (clinic_id, id, mrn, given_name, family_name, birth_date, sex, email, phone, address_line, city, state, postal_code)
     select $1, ${idOf(KINDS.patient, 'n')}, 'S' || n, 'Patient', 'Number ' || n, date '1950-01-01' + n * 7 % 18000,
       case when n % 2 = 0 then 'female' else 'male' end, 'p' || n || '@patients.example', '+15125550123',
       n || ' Soak Street', 'Austin', 'TX', '78701'
     from generate_series(1, ${PATIENTS}) n`,
    [clinicId, tail],
  )
  return { clinicId, providerId }
}

/**
 * Writes `count` of them, spread over the pharmacies given. The jobs are due at once and the decisions in effect.
 * @param owner a connection as the owner, above row-level security.
 */
export const seedPrescriptions = async (
  owner: pg.Client,
  count: number,
  pharmacyIds: readonly string[],
): Promise<Seeded> => {
  const started = performance.now()
  const tail = randomUUID().slice(-8)
  const { clinicId, providerId } = await people(owner, tail)
  const id = (kind: keyof typeof KINDS) => idOf(KINDS[kind], 'n')
  const patient = idOf(KINDS.patient, `(n % ${PATIENTS} + 1)`)
  const pharmacy = '($3::text[])[n % cardinality($3::text[]) + 1]'
  const treatment = `'{"drug":"Finasteride","drugId":"finasteride","productRxcui":"310346","doseMg":1,"frequency":"once daily","quantity":30,"daysSupply":30,"refills":2,"sig":"Take 1 tablet by mouth once daily."}'`
  const statements = [
    `insert into consultations (clinic_id, id, patient_id, category, status, priority, patient_state, submitted_at, due_at, awaiting_payment, decision_id, decided_at, effective_at)
     select $1, ${id('consultation')}, ${patient}, 'hair', 'approved', 'normal', 'TX', now(), now() + interval '1 day', false, ${id('decision')}, now(), now()`,
    `insert into consultation_approvals (clinic_id, id, consultation_id, provider_id, status, treatment, approved_at, effective_at)
     select $1, ${id('decision')}, ${id('consultation')}, '${providerId}', 'approved', ${treatment}, now(), now()`,
    `insert into orders (clinic_id, id, consultation_id, patient_id, status, pharmacy_id, treatment, decision_id, approved_by, approved_at, effective_at, created_at)
     select $1, ${id('order')}, ${id('consultation')}, ${patient}, 'approved', ${pharmacy}, ${treatment}, ${id('decision')}, '${providerId}', now(), now(), now()`,
    `insert into invoices (clinic_id, id, number, order_id, consultation_id, patient_id, status, amount_cents, issued_at, paid_at, created_at)
     select $1, ${id('invoice')}, 'S-' || n, ${id('order')}, ${id('consultation')}, ${patient}, 'paid', 4900, now(), now(), now()`,
    `insert into payments (clinic_id, id, invoice_id, status, amount_cents, captured_cents, payment_intent_id, created_at, updated_at)
     select $1, ${id('payment')}, ${id('invoice')}, 'captured', 4900, 4900, 'pi_soak_' || n, now(), now()`,
    `insert into prescriptions (clinic_id, id, order_id, patient_id, provider_id, decision_id, pharmacy_id, status, drug_id, drug_description, rxcui, rxcui_qualifier, ndc, strength, form, dose_mg, frequency, quantity, quantity_unit_code, days_supply, refills, sig, diagnosis_code, written_on, message_id, prescriber_order_number, signed_at, status_at)
     select $1, ${id('prescription')}, ${id('order')}, ${patient}, '${providerId}', ${id('decision')}, ${pharmacy}, 'signed', 'finasteride', 'Finasteride 1 MG Oral Tablet', '310346', 'SCD', null, '1 mg', 'Oral Tablet', 1, 'once daily', 30, 'C48542', 30, 2, 'Take 1 tablet by mouth once daily.', 'L64.9', current_date,
       md5('message' || n || $2), replace(${id('prescription')}::text, '-', ''), now(), now()`,
    `select app.enqueue('send-prescription', jsonb_build_object('clinicId', $1::uuid, 'orderId', ${id('order')}, 'prescriptionId', ${id('prescription')}, 'decisionId', ${id('decision')}), null, null, 12)`,
  ]
  for (let from = 1; from <= count; from += ROWS_AT_ONCE) {
    const to = Math.min(from + ROWS_AT_ONCE - 1, count)
    await owner.query('begin')
    for (const statement of statements) {
      // Every statement is given the same three values; one that needs fewer names them all the same.
      await owner.query(
        `with given as (select $1::uuid, $2::text, $3::text[]) ${statement} from generate_series(${from}, ${to}) n, given`,
        [clinicId, tail, pharmacyIds],
      )
    }
    await owner.query('commit')
  }
  await owner.query('analyze')
  return { clinicId, seconds: (performance.now() - started) / 1000 }
}
