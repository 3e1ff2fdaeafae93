/** The portal on the whole server: a patient's own visit, and nothing of a decision before its time. */
import type { Answer } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CardProcessor } from '../../adapters/payments/port.ts'
import { newId } from '../../platform/ids.ts'
import { fakeClock } from '../../testing/fake-clock.ts'
import { intakeClient, openClinic, PHARMACY, problemOf } from '../../testing/intake-client.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

const clock = fakeClock()
const away: Partial<CardProcessor> = { createCheckout: async () => ({ outcome: 'unavailable' }) }
let server: TestServer
let provider: string
let patient: ReturnType<typeof intakeClient>

beforeAll(async () => {
  server = await startTestServer({ clock, cardProcessor: away as CardProcessor })
  const { clinicId } = await openClinic(server)
  patient = intakeClient(server)
  provider = (await server.signUpAs(clinicId, 'provider')).cookie
  await server.sql(
    `insert into pharmacies (ncpdp_id, npi, name, kind, phone, address_line, city, state, postal_code, states_served, synced_at)
     values ('4500002', '1999999976', 'Mail Pharmacy', 'mail_order', '+15125550188', '8 Test Street', 'Denver', 'CO', '80201', '{TX}', now()),
            ('4500003', '1999999968', 'Far Pharmacy', 'retail', '+15125550177', '7 Test Street', 'Denver', 'CO', '80201', '{}', now())`,
  )
})
afterAll(() => server?.close())

type Visit = { id: string; cookie: string }
/** A sent intake whose card is on file, and its patient. */
async function visit(given: Record<string, Answer> = {}): Promise<Visit> {
  const { cookie } = await server.signUp('Ada Example')
  const intake = await patient.start('ed')
  await patient.fill(intake, given)
  const id = (await patient.submit(intake, cookie)).json().consultationId as string
  await server.sql('update consultations set awaiting_payment = false where id = $1', [id])
  await server.sql(
    "update payments set status = 'authorised' from invoices i where i.id = payments.invoice_id and i.consultation_id = $1",
    [id],
  )
  return { id, cookie }
}
const portal = async (path: string, cookie: string | null) =>
  server.as(cookie, { method: 'GET', url: `/api/portal${path}` })
const show = async ({ id, cookie }: Visit) => (await portal(`/consultations/${id}`, cookie)).json()
const write = (cookie: string, url: string, payload: object, key = newId()) =>
  server.as(cookie, { method: 'POST', url, headers: { 'idempotency-key': key }, payload })
async function claimed({ id }: Visit): Promise<number> {
  const claim = await server.as(provider, {
    method: 'POST',
    url: `/api/consultations/${id}/claim`,
    payload: {},
  })
  expect(claim.statusCode, claim.body).toBe(200)
  return claim.json().version
}

describe('a visit', () => {
  it('is shown to its patient, in words, and listed', async () => {
    const mine = await visit()
    const shown = await show(mine)
    expect(shown).toMatchObject({
      id: mine.id,
      category: 'ed',
      status: 'submitted',
      headline: 'We have your answers',
      todo: 'none',
      pharmacy: { ncpdpId: PHARMACY, name: 'Test Pharmacy' },
      pharmacyChangeable: true,
      invoice: { amountCents: 4900, payment: 'authorised' },
      provider: null,
      request: null,
      prescriptions: [],
      messages: [],
    })
    expect((await portal('', mine.cookie)).json().consultations).toEqual([
      expect.objectContaining({ id: mine.id, headline: 'We have your answers', todo: 'none' }),
    ])
  })

  it('is nobody else’s', async () => {
    const [mine, theirs] = [await visit(), await visit()]
    const stranger = (await server.signUp()).cookie
    expect((await portal(`/consultations/${mine.id}`, theirs.cookie)).statusCode).toBe(404)
    expect((await portal(`/consultations/${newId()}`, theirs.cookie)).statusCode).toBe(404)
    expect((await portal(`/consultations/${mine.id}`, stranger)).statusCode).toBe(403)
    expect((await portal(`/consultations/${mine.id}`, provider)).statusCode).toBe(403)
    expect((await portal(`/consultations/${mine.id}`, null)).statusCode).toBe(401)
    const at = `/api/portal/consultations/${mine.id}`
    const attempts = [
      await write(theirs.cookie, `${at}/messages`, { body: 'Hello' }),
      await write(theirs.cookie, `${at}/answers`, { answers: [{ questionId: 'q', yes: true }] }),
      await write(theirs.cookie, `${at}/checkout`, {}),
      await server.as(theirs.cookie, {
        method: 'PUT',
        url: `${at}/pharmacy`,
        payload: { pharmacyId: PHARMACY },
      }),
    ]
    expect(attempts.map((each) => each.statusCode)).toEqual([404, 404, 404, 404])
    expect((await show(mine)).messages).toEqual([])
  })
})

describe('a decision', () => {
  it('is invisible until its undo window has passed, and then said with the provider’s words', async () => {
    const mine = await visit()
    const version = await claimed(mine)
    const before = await show(mine)
    expect(before.headline).toBe('A provider is looking at your visit')
    const patientMessage = 'This medicine is not safe for you. Please see your own doctor about it.'
    const denied = await write(provider, `/api/consultations/${mine.id}/deny`, {
      version,
      reason: 'contraindication',
      notes: 'Not safe.',
      patientMessage,
    })
    expect(denied.statusCode, denied.body).toBe(200)
    expect(await show(mine)).toEqual(before)
    expect((await portal('', mine.cookie)).json().consultations[0]).toMatchObject({ status: 'claimed' })
    clock.advance(11)
    expect(await show(mine)).toMatchObject({
      status: 'denied',
      headline: 'Dr. A Provider could not prescribe for you online',
      providerMessage: patientMessage,
      provider: { name: 'A Provider', credential: 'MD' },
      pharmacyChangeable: false,
      todo: 'none',
    })
  })
})

describe('a question', () => {
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)])
  const upload = ({ id, cookie }: Visit) => {
    const head =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n'
    return server.as(cookie, {
      method: 'POST',
      url: `/api/portal/consultations/${id}/documents`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\r\n--b--\r\n')]),
    })
  }
  const questions = [
    { id: 'q1', text: 'Do you carry nitroglycerin?', kind: 'yes_no', fact: 'nitrateUse' },
    { id: 'q2', text: 'Please send a photo of the label', kind: 'photo', fact: null },
  ]

  it('is shown, answered once with a photo of this visit, and brings the case back', async () => {
    const mine = await visit({ nitrates: { kind: 'unknown' } })
    expect(problemOf(await upload(mine))).toBe('transition-not-allowed')
    const version = await claimed(mine)
    const asked = await write(provider, `/api/consultations/${mine.id}/ask`, {
      version,
      questions,
      message: 'Please tell us.',
    })
    expect(asked.statusCode, asked.body).toBe(200)
    clock.advance(11)
    expect(await show(mine)).toMatchObject({
      status: 'info_requested',
      todo: 'answer',
      request: { status: 'open', message: 'Please tell us.', questions: [{ id: 'q1' }, { id: 'q2' }] },
    })

    const url = `/api/portal/consultations/${mine.id}/answers`
    const foreign = await write(mine.cookie, url, {
      answers: [
        { questionId: 'q1', yes: false },
        { questionId: 'q2', documentId: newId() },
      ],
    })
    expect(problemOf(foreign)).toBe('validation-failed')
    const uploaded = await upload(mine)
    expect(uploaded.statusCode, uploaded.body).toBe(201)
    const part = await write(mine.cookie, url, { answers: [{ questionId: 'q1', yes: false }] })
    expect(problemOf(part)).toBe('validation-failed')

    const key = newId()
    const answers = [
      { questionId: 'q1', yes: false },
      { questionId: 'q2', documentId: uploaded.json().id },
    ]
    const first = await write(mine.cookie, url, { answers }, key)
    expect(first.statusCode, first.body).toBe(200)
    expect(first.json()).toMatchObject({
      status: 'submitted',
      headline: 'Your provider has your answers',
      todo: 'none',
      request: { status: 'answered' },
    })
    expect((await write(mine.cookie, url, { answers }, key)).statusCode).toBe(200)
    expect(problemOf(await write(mine.cookie, url, { answers }))).toBe('transition-not-allowed')
    const [row] = await server.sql('select safety_answers from consultations where id = $1', [mine.id])
    expect(row?.safety_answers.intakeAnswers.nitrateUse).toBe(false)
  })
})

describe('a message', () => {
  it('is sent once a key', async () => {
    const mine = await visit()
    const url = `/api/portal/consultations/${mine.id}/messages`
    const key = newId()
    const [first, again] = [
      await write(mine.cookie, url, { body: 'How long will it take?' }, key),
      await write(mine.cookie, url, { body: 'How long will it take?' }, key),
    ]
    expect([first.statusCode, again.json().id]).toEqual([201, first.json().id])
    expect((await show(mine)).messages).toMatchObject([
      { authorKind: 'patient', body: 'How long will it take?' },
    ])
  })
})

describe('the pharmacy', () => {
  const choose = ({ id, cookie }: Visit, pharmacyId: string) =>
    server.as(cookie, {
      method: 'PUT',
      url: `/api/portal/consultations/${id}/pharmacy`,
      payload: { pharmacyId },
    })
  it('can be changed to one that serves the patient’s state', async () => {
    const mine = await visit()
    expect((await choose(mine, '4500002')).json()).toMatchObject({ pharmacy: { name: 'Mail Pharmacy' } })
    expect(problemOf(await choose(mine, '4500003'))).toBe('pharmacy-unknown')
    expect(problemOf(await choose(mine, '9999999'))).toBe('pharmacy-unknown')
    expect((await show(mine)).pharmacy.name).toBe('Mail Pharmacy')
  })
})

it('says that the card page cannot be had when it cannot', async () => {
  const mine = await visit()
  await server.sql(
    "update payments set status = 'requires_method' from invoices i where i.id = payments.invoice_id and i.consultation_id = $1",
    [mine.id],
  )
  expect((await show(mine)).todo).toBe('card')
  const answered = await write(mine.cookie, `/api/portal/consultations/${mine.id}/checkout`, {})
  expect([answered.statusCode, problemOf(answered)]).toEqual([502, 'payment-unavailable'])
})
