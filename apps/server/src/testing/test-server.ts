/** The whole server on a database of the test's own, without a socket; the counterparties refuse to be called. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@countersign/contract'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../../db/test-database/index.ts'
import { buildApp } from '../app.ts'
import { buildDeps, type Deps } from '../deps.ts'
import { readConfig } from '../platform/config.ts'
import { newId } from '../platform/ids.ts'

export type TestServer = {
  app: FastifyInstance
  deps: Deps
  database: TestDatabase
  /** A request with this person's session. */
  as(cookie: string | null, request: InjectOptions): Promise<LightMyRequestResponse>
  /** A new account; the session cookie of it. */
  signUp(name?: string): Promise<{ userId: string; cookie: string; email: string }>
  /** A new account that is of the clinic's staff, or its patient. */
  signUpAs(clinicId: string, role: Role): Promise<{ userId: string; cookie: string; email: string }>
  sql<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>
  close(): Promise<void>
}

const nowhere = 'http://127.0.0.1:9'
const refuse = (name: string) =>
  new Proxy(
    {},
    {
      get: (_, method) =>
        method === 'close' ? async () => {} : () => Promise.reject(new Error(`${name} was called`)),
    },
  )

export async function startTestServer(
  instead: Parameters<typeof buildDeps>[1] = {},
  settings: Record<string, string> = {},
): Promise<TestServer> {
  const database = await createTestDatabase()
  const storage = await mkdtemp(join(tmpdir(), 'countersign-test-'))
  const config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://localhost',
    DATABASE_APP_URL: database.appUrl,
    DATABASE_JOBS_URL: database.jobsUrl,
    DATABASE_POOL_SIZE: '8',
    BETTER_AUTH_SECRET: 'a test secret that is long enough to be accepted',
    FIELD_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    STRIPE_SECRET_KEY: 'sk_test_0000000000',
    STRIPE_WEBHOOK_SECRET: 'whsec_0000000000',
    STRIPE_API_URL: nowhere,
    PHARMACY_NETWORK_URL: nowhere,
    PHARMACY_NETWORK_SECRET: 'a network secret of a test',
    SMTP_URL: 'smtp://127.0.0.1:9',
    STORAGE_DIR: storage,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '1000000',
    SIGN_INS_PER_MINUTE: '1000000',
    ...settings,
  })
  const deps = buildDeps(config, {
    pharmacyNetwork: refuse('the pharmacy network') as Deps['pharmacyNetwork'],
    cardProcessor: refuse('the card processor') as Deps['cardProcessor'],
    mailer: refuse('the mail server') as Deps['mailer'],
    ...instead,
  })
  const app = await buildApp(deps)
  await app.ready()
  const owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()

  const signUp = async (name = 'A Person') => {
    const email = `${newId()}@people.example`
    const answer = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-up/email',
      payload: { name, email, password: 'a password of a test' },
    })
    if (answer.statusCode !== 200) throw new Error(`sign-up answered ${answer.statusCode}: ${answer.body}`)
    const cookie = answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ')
    return { userId: answer.json().user.id as string, cookie, email }
  }

  return {
    app,
    deps,
    database,
    signUp,
    as: (cookie, request) =>
      app.inject({ ...request, headers: { ...request.headers, ...(cookie && { cookie }) } }),
    async signUpAs(clinicId, role) {
      const person = await signUp(`A ${role}`)
      const id = newId()
      if (role === 'patient') {
        await owner.query(
          `insert into patients (clinic_id, id, user_id, mrn, given_name, family_name, birth_date, sex, email, phone, address_line, city, state, postal_code)
           values ($1, $2, $3, $4, 'A', 'Patient', '1980-01-02', 'female', $5, '+15125550124', '3 Test Street', 'Austin', 'TX', '78701')`,
          [clinicId, id, person.userId, `M${id.slice(-10)}`, person.email],
        )
        return person
      }
      await owner.query('insert into staff_members (clinic_id, id, user_id, role) values ($1, $2, $3, $4)', [
        clinicId,
        id,
        person.userId,
        role,
      ])
      if (role === 'provider') {
        const providerId = newId()
        await owner.query(
          `insert into providers (clinic_id, id, staff_member_id, given_name, family_name, credential, npi, phone)
           values ($1, $2, $3, 'A', 'Provider', 'MD', '1999999901', '+15125550101')`,
          [clinicId, providerId, id],
        )
        await owner.query(
          "insert into provider_licences (clinic_id, id, provider_id, state, number, expires_on) values ($1, $2, $3, 'TX', 'T-2', '2099-01-01')",
          [clinicId, newId(), providerId],
        )
      }
      return person
    },
    sql: async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await owner.query<R>(text, values)).rows,
    async close() {
      await app.close()
      await deps.close()
      await owner.end()
      await database.drop()
      await rm(storage, { recursive: true, force: true })
    },
  }
}
