/** A clinic with people in it, written as the owner. For tests only. */
import pg from 'pg'
import { newId } from '../platform/ids.ts'

export type TestClinic = {
  clinicId: string
  providerId: string
  providerUserId: string
  providerStaffId: string
  otherProviderId: string
  otherProviderUserId: string
  patientId: string
  patientUserId: string
}

/** Two providers licensed in Texas, one patient there; `states` adds licences to the first. */
export async function insertTestClinic(
  adminUrl: string,
  options: { slug?: string; settings?: object } = {},
): Promise<TestClinic> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const clinicId = newId()
    const slug = options.slug ?? `clinic-${clinicId.slice(-8)}`
    await client.query(
      `insert into clinics (id, slug, name, npi, phone, address, settings)
       values ($1, $2, 'Test clinic', '1999999984', '+15125550100', $3, $4)`,
      [
        clinicId,
        slug,
        { line: '1 Test Street', city: 'Austin', state: 'TX', postalCode: '78701' },
        { staffSecondFactor: 'optional', statesServed: ['TX', 'CO'], ...options.settings },
      ],
    )
    const first = await insertProvider(client, clinicId, 'Test', 'Provider')
    const second = await insertProvider(client, clinicId, 'Second', 'Provider')
    const patientUserId = await insertUser(client, 'Test Patient')
    const patientId = newId()
    await client.query(
      `insert into patients (clinic_id, id, user_id, mrn, given_name, family_name, birth_date, sex, email, phone, address_line, city, state, postal_code)
       values ($1, $2, $3, $4, 'Test', 'Patient', '1984-05-06', 'male', $5, '+15125550123', '2 Test Street', 'Austin', 'TX', '78701')`,
      [clinicId, patientId, patientUserId, `M${patientId.slice(-8)}`, `${patientId}@patients.example`],
    )
    return {
      clinicId,
      providerId: first.providerId,
      providerUserId: first.userId,
      providerStaffId: first.staffId,
      otherProviderId: second.providerId,
      otherProviderUserId: second.userId,
      patientId,
      patientUserId,
    }
  } finally {
    await client.end()
  }
}

async function insertUser(client: pg.Client, name: string): Promise<string> {
  const id = newId()
  await client.query('insert into auth.user (id, name, email) values ($1, $2, $3)', [
    id,
    name,
    `${id}@users.example`,
  ])
  return id
}

async function insertProvider(client: pg.Client, clinicId: string, given: string, family: string) {
  const userId = await insertUser(client, `${given} ${family}`)
  const staffId = newId()
  const providerId = newId()
  await client.query(
    "insert into staff_members (clinic_id, id, user_id, role) values ($1, $2, $3, 'provider')",
    [clinicId, staffId, userId],
  )
  await client.query(
    `insert into providers (clinic_id, id, staff_member_id, given_name, family_name, credential, npi, phone)
     values ($1, $2, $3, $4, $5, 'MD', '1999999901', '+15125550101')`,
    [clinicId, providerId, staffId, given, family],
  )
  await client.query(
    "insert into provider_licences (clinic_id, id, provider_id, state, number, expires_on) values ($1, $2, $3, 'TX', 'T-1', '2099-01-01')",
    [clinicId, newId(), providerId],
  )
  return { providerId, userId, staffId }
}
