/** A controlled substance, from a clinic that may not to a signature with the second factor, over the API. */
import type { ConsultationSummary, SaveDeaRegistrations } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { totpCode } from '../../../../../scripts/demo-codes.ts'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { openCase, TEST_PHARMACY } from '../../testing/open-case.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let clinic: TestClinic
let cookie: string
let admin: string
let userId: string
let ahead = 0
/** Beside the machine's own, which the sign-in library goes by. */
const now = () => new Date(Date.now() + ahead)

beforeAll(async () => {
  server = await startTestServer({ clock: { now } })
})
afterAll(() => server?.close())
beforeEach(async () => {
  clinic = await insertTestClinic(server.database.adminUrl)
  const provider = await server.signUpAs(clinic.clinicId, 'provider')
  cookie = provider.cookie
  userId = provider.userId
  admin = (await server.signUpAs(clinic.clinicId, 'admin')).cookie
})

const call = async (
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
  as = cookie,
  key = newId(),
) => {
  const answer = await server.as(as, {
    method,
    url,
    ...(payload && { payload }),
    headers: { 'idempotency-key': key },
  })
  return {
    status: answer.statusCode,
    body: answer.body === '' ? null : answer.json(),
    cookies: answer.cookies,
  }
}
const problemOf = ({
  status,
  body,
}: {
  status: number
  body: { type?: string; reasons?: { text: string }[] }
}) => ({
  status,
  problem: body.type?.replace('urn:countersign:problem:', ''),
  reasons: (body.reasons ?? []).map(({ text }) => text).join(' '),
})

const EPCS = { enabled: true, certifiedBy: 'An auditor', validUntil: '2099-12-31' }
const texas: SaveDeaRegistrations = {
  registrations: [{ state: 'TX', number: 'AP1234563', schedules: ['C48677'], expiresOn: '2099-12-31' }],
}
const providerId = async (): Promise<string> => {
  const [row] = await server.sql<{ id: string }>(
    'select p.id from providers p join staff_members m on m.id = p.staff_member_id where m.user_id = $1',
    [userId],
  )
  return row?.id as string
}
/** The secret of the authenticator that was set up, base32. */
const setUpAuthenticator = async (): Promise<string> => {
  const password = 'a password of a test'
  const enabled = await call('POST', '/api/auth/two-factor/enable', { password })
  const secret = new URL(enabled.body.totpURI).searchParams.get('secret') as string
  const verified = await call('POST', '/api/auth/two-factor/verify-totp', {
    code: totpCode(secret, Date.now()),
  })
  expect(verified.status).toBe(200)
  cookie = verified.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return secret
}
/** A clinic and a provider who may sign; the secret of the authenticator. */
const able = async (): Promise<string> => {
  const secret = await setUpAuthenticator()
  expect((await call('PUT', '/api/epcs', EPCS, admin)).status).toBe(200)
  const saved = await call('PUT', `/api/providers/${await providerId()}/dea-registrations`, texas, admin)
  expect(saved.status).toBe(200)
  return secret
}

type Claimed = { id: string; version: number; treatment: object }
const claimed = async (): Promise<Claimed> => {
  const id = await openCase(server, clinic, { category: 'weight', body: [178, 110], heartRate: 72 })
  const { body } = await call('POST', `/api/consultations/${id}/claim`, {})
  const summary = (await call('GET', `/api/consultations/${id}`)).body as ConsultationSummary
  const products = summary.formulary.find(({ drugId }) => drugId === 'phentermine')?.products ?? []
  const product = products.find(({ doseMg, form }) => doseMg === 37.5 && /tablet/i.test(form))
  const treatment = {
    drug: 'phentermine',
    drugId: 'phentermine',
    productRxcui: product?.rxcui ?? null,
    doseMg: 37.5,
    frequency: 'once daily',
    quantity: 30,
    daysSupply: 30,
    refills: 0,
    sig: 'Take 1 tablet by mouth once daily in the morning.',
  }
  return { id, version: body.version, treatment }
}
const approve = (of: Claimed, more: object = {}, key = newId()) =>
  call(
    'POST',
    `/api/consultations/${of.id}/approve`,
    {
      version: of.version,
      treatment: of.treatment,
      pharmacyId: TEST_PHARMACY,
      notes: 'Seen by video; monitoring program looked into.',
      ...more,
    },
    cookie,
    key,
  )
const signature = (code: string, liveVisitOn = now().toISOString().slice(0, 10)) => ({
  controlled: { code, liveVisitOn, pdmpChecked: true },
})
const takesControlled = (yes: boolean) =>
  server.sql('update pharmacies set capabilities = $2 where ncpdp_id = $1', [
    TEST_PHARMACY,
    yes ? '{epcs}' : '{}',
  ])
const signed = (of: Pick<Claimed, 'id'>) =>
  server.sql(
    `select x.dea_schedule, x.dea_number, x.second_factor_at is not null as second_factor, x.live_visit_on is not null as seen,
       x.pdmp_checked_at is not null as pdmp
     from prescriptions x join orders o on o.id = x.order_id where o.consultation_id = $1`,
    [of.id],
  )

describe('where it is not set up', () => {
  it('is refused with every reason in words, shown while it is written as well, and nothing is signed', async () => {
    const of = await claimed()
    const refused = problemOf(await approve(of))
    expect(refused).toMatchObject({ status: 409, problem: 'consultation-not-approvable' })
    for (const words of ['not set up', 'no authenticator', 'no DEA registration in TX'])
      expect(refused.reasons).toContain(words)
    expect(await signed(of)).toEqual([])
    const { sig, ...proposal } = of.treatment as { sig: string }
    const { body } = await call('POST', `/api/consultations/${of.id}/assess`, { proposal, sig })
    expect(body.controlled).toBe(true)
    expect(body.misfits.join(' ')).toContain('not set up')
    expect((await call('GET', '/api/controlled-signing')).body).toMatchObject({
      configured: false,
      secondFactor: false,
      registrations: [],
      reasons: [expect.stringContaining('not set up'), expect.anything(), expect.anything()],
    })
  })

  it('also with a signature, and the code is not even looked at', async () => {
    const of = await claimed()
    expect(problemOf(await approve(of, signature('123456')))).toMatchObject({
      problem: 'consultation-not-approvable',
      reasons: expect.stringContaining('not set up'),
    })
    expect(await server.sql('select 1 from signing_attempts where user_id = $1', [userId])).toEqual([])
  })
})

describe('where it is', () => {
  it('asks for the second factor, and signs with it once', async () => {
    const secret = await able()
    const of = await claimed()
    await takesControlled(true)
    expect((await call('GET', '/api/controlled-signing')).body.reasons).toEqual([])
    expect(problemOf(await approve(of))).toMatchObject({
      status: 403,
      problem: 'signing-code-required',
      reasons: '',
    })
    expect(await signed(of)).toEqual([])

    const code = totpCode(secret, now().getTime())
    const key = newId()
    const first = await approve(of, signature(code), key)
    expect(first).toMatchObject({ status: 200, body: { status: 'approved' } })
    expect(await signed(of)).toEqual([
      { dea_schedule: 'C48677', dea_number: 'AP1234563', second_factor: true, seen: true, pdmp: true },
    ])
    // The same request again, its code long gone, gets the answer it got.
    ahead += 120_000
    expect((await approve(of, signature(code), key)).body).toEqual(first.body)
    expect(await signed(of)).toHaveLength(1)
    const audit = await server.sql(
      "select details from audit_entries where action = 'prescription.signed' and clinic_id = $1",
      [clinic.clinicId],
    )
    expect(audit).toMatchObject([{ details: { controlled: true, deaNumber: 'AP1234563' } }])
  })

  it('a code that signed signs nothing else', async () => {
    const secret = await able()
    const of = await claimed()
    await takesControlled(true)
    const code = totpCode(secret, now().getTime())
    const { body } = await approve(of, signature(code))
    await call('POST', `/api/consultations/${of.id}/undo`, { decisionId: body.decisionId })
    const again = { ...of, version: body.version + 1 }
    expect(problemOf(await approve(again, signature(code)))).toMatchObject({ problem: 'signing-code-wrong' })
    ahead += 30_000
    expect((await approve(again, signature(totpCode(secret, now().getTime())))).status).toBe(200)
  })

  it('keeps wrong codes, and looks at none after five', async () => {
    const secret = await able()
    const of = await claimed()
    await takesControlled(true)
    const right = totpCode(secret, now().getTime())
    const wrong = String((Number(right) + 500_000) % 1_000_000).padStart(6, '0')
    for (let n = 0; n < 5; n += 1)
      expect(problemOf(await approve(of, signature(wrong)))).toMatchObject({
        status: 403,
        problem: 'signing-code-wrong',
      })
    expect(problemOf(await approve(of, signature(totpCode(secret, now().getTime()))))).toMatchObject({
      status: 429,
    })
    expect(await signed(of)).toEqual([])
    const refused = await server.sql(
      "select 1 from audit_entries where action = 'prescription.code_refused' and clinic_id = $1",
      [clinic.clinicId],
    )
    expect(refused).toHaveLength(5)
    ahead += 16 * 60_000
    const later = await call('POST', `/api/consultations/${of.id}/claim`, {})
    const fresh = { ...of, version: later.body.version }
    expect((await approve(fresh, signature(totpCode(secret, now().getTime())))).status).toBe(200)
  })

  it.each<[string, (of: Claimed) => Promise<unknown>, object, string, string]>([
    [
      'the pharmacy does not take it',
      () => takesControlled(false),
      {},
      'pharmacy-unknown',
      'does not take controlled',
    ],
    [
      'the live visit is still to come',
      async () => {},
      { liveVisitOn: '2099-01-01' },
      'consultation-not-approvable',
      'in the future',
    ],
    [
      'the live visit was long ago',
      async () => {},
      { liveVisitOn: '2020-01-01' },
      'consultation-not-approvable',
      'days ago',
    ],
    [
      'nobody looked into the monitoring program',
      async () => {},
      { pdmpChecked: false },
      'validation-failed',
      'monitoring',
    ],
    [
      'the registration has expired',
      async () =>
        server.sql("update dea_registrations set expires_on = '2020-01-01' where clinic_id = $1", [
          clinic.clinicId,
        ]),
      {},
      'consultation-not-approvable',
      'ended on 2020-01-01',
    ],
    [
      'the registration was taken off the list',
      async () =>
        call('PUT', `/api/providers/${await providerId()}/dea-registrations`, { registrations: [] }, admin),
      {},
      'consultation-not-approvable',
      'no DEA registration in TX',
    ],
    [
      'the certification was turned off',
      async () => call('PUT', '/api/epcs', { ...EPCS, enabled: false }, admin),
      {},
      'consultation-not-approvable',
      'not set up',
    ],
  ])('is refused when %s', async (_, change, more, problem, words) => {
    const secret = await able()
    const of = await claimed()
    await takesControlled(true)
    await change(of)
    const { controlled } = signature(totpCode(secret, now().getTime()))
    const answer = await approve(of, { controlled: { ...controlled, ...more } })
    expect(problemOf(answer).problem).toBe(problem)
    expect(JSON.stringify(answer.body)).toContain(words)
    expect(await signed(of)).toEqual([])
  })

  it('the amounts of the law stand whatever the signature', async () => {
    const secret = await able()
    const of = await claimed()
    await takesControlled(true)
    const treatment = { ...of.treatment, refills: 6 }
    const refused = problemOf(
      await approve({ ...of, treatment }, signature(totpCode(secret, now().getTime()))),
    )
    expect(refused.reasons).toContain('at most 5 refills')
    expect(await signed(of)).toEqual([])
  })
})

it('an admin’s settings are read back, and on record', async () => {
  const id = await providerId()
  await call('PUT', '/api/epcs', EPCS, admin)
  await call('PUT', `/api/providers/${id}/dea-registrations`, texas, admin)
  expect((await call('GET', '/api/epcs', undefined, admin)).body).toEqual(EPCS)
  const { body } = await call('GET', '/api/dea-registrations', undefined, admin)
  expect(body.items.find((one: { providerId: string }) => one.providerId === id)).toMatchObject(texas)
  const actions = await server.sql<{ action: string }>(
    "select action from audit_entries where clinic_id = $1 and action in ('clinic.epcs_saved', 'staff.dea_saved') order by at, action",
    [clinic.clinicId],
  )
  expect(actions.map(({ action }) => action)).toEqual(['clinic.epcs_saved', 'staff.dea_saved'])
  // Another clinic's provider is nobody's here.
  const other = await insertTestClinic(server.database.adminUrl)
  const stranger = (await server.signUpAs(other.clinicId, 'admin')).cookie
  expect((await call('PUT', `/api/providers/${id}/dea-registrations`, texas, stranger)).status).toBe(404)
})
