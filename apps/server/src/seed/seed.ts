/**
 * Fills an empty database with the demo clinics and their staff, and writes their sign-ins to
 * `demo-sign-ins.json` in the state folder. Runs as the owner; a database that has a clinic is left as it is.
 */
import { createHmac } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addYears } from 'date-fns/addYears'
import { subDays } from 'date-fns/subDays'
import pg from 'pg'
import { createSignIn, type SignIn } from '../platform/auth/sign-in.ts'
import { newId } from '../platform/ids.ts'
import { type FormerRecord, formerRecords } from './former-records.ts'
import { clinics, type SeedClinic, type SeedStaff } from './people.ts'

export type DemoSignIn = { role: string; clinic: string; name: string; email: string; password: string }

type Settings = {
  databaseUrl: string
  appUrl: string
  authSecret: string
  publicUrl: string
  stateDir: string
  now: Date
}

/** @returns false when a clinic was there already. */
export async function seed(settings: Settings): Promise<boolean> {
  const client = new pg.Client({ connectionString: settings.databaseUrl })
  await client.connect()
  const { auth, close } = createSignIn({
    databaseUrl: settings.appUrl,
    secret: settings.authSecret,
    publicUrl: settings.publicUrl,
    idleMinutes: 60,
    signInsPerMinute: 1000,
    sendPasswordReset: async () => {},
  })
  try {
    const password = demoPassword(settings.authSecret)
    const { rows } = await client.query('select 1 from clinics limit 1')
    if (rows.length === 0) await insertAll(client, auth, password, settings.now)
    await writeSignIns(settings.stateDir, password)
    return rows.length === 0
  } finally {
    await client.end()
    await close()
  }
}

/** Derived, so that a lost list of sign-ins can be written again; no two installations share it. */
const demoPassword = (secret: string): string =>
  `cedar-${createHmac('sha256', secret).update('demo sign-ins').digest('base64url').slice(0, 10)}`

async function writeSignIns(stateDir: string, password: string): Promise<void> {
  const signIns: DemoSignIn[] = clinics.flatMap((clinic) =>
    clinic.staff.map(({ role, name, email }) => ({ role, clinic: clinic.name, name, email, password })),
  )
  await mkdir(stateDir, { recursive: true })
  await writeFile(join(stateDir, 'demo-sign-ins.json'), `${JSON.stringify(signIns, null, 2)}\n`, {
    mode: 0o600,
  })
}

async function insertAll(client: pg.Client, auth: SignIn, password: string, now: Date): Promise<void> {
  // A seeding that was cut short leaves sign-ins without a clinic.
  const emails = [...clinics.flatMap((clinic) => clinic.staff), ...formerRecords].map(({ email }) => email)
  await client.query('delete from auth.user where email = any($1)', [emails])
  await client.query('begin')
  for (const clinic of clinics) {
    const clinicId = await insertClinic(client, clinic)
    for (const member of clinic.staff) {
      await insertStaff(client, clinicId, await createUser(auth, member, password), member, now)
    }
    for (const record of formerRecords.filter((one) => one.clinic === clinic.slug)) {
      const name = `${record.givenName} ${record.familyName}`
      await insertRecord(client, clinicId, await createUser(auth, { ...record, name }, password), record, now)
    }
  }
  await client.query('commit')
}

async function insertClinic(client: pg.Client, clinic: SeedClinic): Promise<string> {
  const id = newId()
  await client.query(
    'insert into clinics (id, slug, name, npi, phone, address, time_zone, settings) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      id,
      clinic.slug,
      clinic.name,
      clinic.npi,
      clinic.phone,
      clinic.address,
      clinic.timeZone,
      clinic.settings,
    ],
  )
  return id
}

async function createUser(
  auth: SignIn,
  { name, email }: { name: string; email: string },
  password: string,
): Promise<string> {
  const { user } = await auth.api.signUpEmail({ body: { name, email, password } })
  return user.id
}

async function insertStaff(
  client: pg.Client,
  clinicId: string,
  userId: string,
  member: SeedStaff,
  now: Date,
): Promise<void> {
  const staffId = newId()
  await client.query('insert into staff_members (clinic_id, id, user_id, role) values ($1, $2, $3, $4)', [
    clinicId,
    staffId,
    userId,
    member.role,
  ])
  if (!member.provider) return
  const providerId = newId()
  const { givenName, familyName, credential, npi, licences, dea } = member.provider
  await client.query(
    `insert into providers (clinic_id, id, staff_member_id, given_name, family_name, credential, npi, phone)
     values ($1, $2, $3, $4, $5, $6, $7, '+15125550101')`,
    [clinicId, providerId, staffId, givenName, familyName, credential, npi],
  )
  for (const state of dea?.states ?? []) {
    await client.query(
      'insert into dea_registrations (clinic_id, id, provider_id, state, number, schedules, expires_on) values ($1, $2, $3, $4, $5, $6, $7)',
      [
        clinicId,
        newId(),
        providerId,
        state,
        dea?.number,
        ['C48677'],
        addYears(now, 2).toISOString().slice(0, 10),
      ],
    )
  }
  for (const state of licences) {
    await client.query(
      'insert into provider_licences (clinic_id, id, provider_id, state, number, expires_on) values ($1, $2, $3, $4, $5, $6)',
      [
        clinicId,
        newId(),
        providerId,
        state,
        `DEMO-${state}-${npi.slice(-4)}`,
        addYears(now, 2).toISOString().slice(0, 10),
      ],
    )
  }
}

/** The chart of somebody who has been with the clinic longer than this database. */
async function insertRecord(
  client: pg.Client,
  clinicId: string,
  userId: string,
  record: FormerRecord,
  now: Date,
): Promise<void> {
  const patientId = newId()
  const { mrn, givenName, familyName, email, birthDate, sex, phone, address } = record
  await client.query(
    `insert into patients (clinic_id, id, user_id, mrn, given_name, family_name, birth_date, sex, email, phone,
       address_line, city, state, postal_code)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      clinicId,
      patientId,
      userId,
      mrn,
      givenName,
      familyName,
      birthDate,
      sex,
      email,
      phone,
      address.line,
      address.city,
      address.state,
      address.postalCode,
    ],
  )
  for (const { code, unit, source, readings } of record.series)
    for (const [daysAgo, value, value2] of readings)
      await client.query(
        `insert into observations (clinic_id, id, patient_id, code, value, value2, unit, source, effective_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [clinicId, newId(), patientId, code, value, value2 ?? null, unit, source, subDays(now, daysAgo)],
      )
}

if (import.meta.main) {
  const { DATABASE_URL, DATABASE_APP_URL, BETTER_AUTH_SECRET, PUBLIC_URL, STATE_DIR } = process.env
  if (!DATABASE_URL || !DATABASE_APP_URL || !BETTER_AUTH_SECRET || !PUBLIC_URL) {
    throw new Error('The seed needs DATABASE_URL, DATABASE_APP_URL, BETTER_AUTH_SECRET and PUBLIC_URL.')
  }
  const seeded = await seed({
    databaseUrl: DATABASE_URL,
    appUrl: DATABASE_APP_URL,
    authSecret: BETTER_AUTH_SECRET,
    publicUrl: PUBLIC_URL,
    stateDir: STATE_DIR ?? '.countersign',
    now: new Date(),
  })
  console.log(seeded ? `Seeded ${clinics.length} demo clinics.` : 'Already seeded.')
}
