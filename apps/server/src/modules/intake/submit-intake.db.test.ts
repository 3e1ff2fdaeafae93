/** Submission on the whole server: one consultation, or nothing at all. */
import type { Answer } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { intakeClient, openClinic, PHARMACY, person, problemOf } from '../../testing/intake-client.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let clinicId: string
let patient: ReturnType<typeof intakeClient>

beforeAll(async () => {
  server = await startTestServer()
  clinicId = (await openClinic(server)).clinicId
  patient = intakeClient(server)
})
afterAll(() => server?.close())

const count = async (table: string, where = 'true') =>
  Number((await server.sql<{ n: string }>(`select count(*) as n from ${table} where ${where}`))[0]?.n)

/** What a submission writes: the number of rows in each table. */
const counts = async () => {
  const tables = [
    'patients',
    'consultations',
    'orders',
    'invoices',
    'payments',
    'patient_conditions',
    'patient_medications',
    'observations',
    'patient_list_reviews',
    'notifications',
    'idempotency_keys',
  ]
  const columns = tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')
  return (await server.sql(`select ${columns}`))[0]
}

describe('submission', () => {
  it('makes patient, facts, consultation, order, invoice and mail in one step, and the card page is none of it', async () => {
    const intake = await patient.start('weight')
    await patient.fill(intake, {
      medications: { kind: 'medications', none: false, items: [{ name: 'Lisinopril', dose: '10 mg' }] },
      heart: { kind: 'choice', codes: ['stroke'] },
      'heart-when': { kind: 'choice', codes: ['one-year'] },
      seizure: { kind: 'unknown' },
      'blood-pressure': { kind: 'blood-pressure', systolic: 131, diastolic: 84, measuredOn: '2026-01-15' },
    })
    const { cookie, userId, email } = await server.signUp('Ada Example')
    const sent = await patient.submit(intake, cookie)
    expect(sent.statusCode, sent.body).toBe(201)
    // The card processor of this test refuses to be called: the intake is sent all the same.
    expect(sent.json().checkoutUrl).toBeNull()
    const consultationId = sent.json().consultationId as string

    const [row] = await server.sql('select * from patients where user_id = $1', [userId])
    expect(row).toMatchObject({
      clinic_id: clinicId,
      given_name: 'Ada',
      email,
      birth_date: '1984-05-06',
      state: 'TX',
    })
    const [consultation] = await server.sql('select * from consultations where id = $1', [consultationId])
    expect(consultation).toMatchObject({
      clinic_id: clinicId,
      patient_id: row?.id,
      intake_id: intake.id,
      status: 'submitted',
      awaiting_payment: true,
      visit_kind: 'first',
      patient_state: 'TX',
      reason: 'I would like some help.',
    })
    expect(consultation?.safety_answers.intakeAnswers).toMatchObject({ seizureHistory: 'unknown', scoff: 0 })
    const rows = consultation?.answers as { linkId: string; state: string; answer: string }[]
    expect(rows.find((row) => row.linkId === 'seizure')).toMatchObject({ state: 'unknown' })
    expect(rows.find((row) => row.linkId === 'heart')).toMatchObject({ state: 'positive' })
    const [order] = await server.sql('select * from orders where consultation_id = $1', [consultationId])
    expect(order).toMatchObject({ status: 'draft', pharmacy_id: PHARMACY })
    const [invoice] = await server.sql('select * from invoices where consultation_id = $1', [consultationId])
    expect(invoice).toMatchObject({ status: 'draft', amount_cents: 4900 })
    const conditions = await server.sql(
      'select text, months_ago, source from patient_conditions where patient_id = $1',
      [row?.id],
    )
    expect(conditions).toContainEqual({ text: 'Stroke or TIA', months_ago: 7, source: 'intake' })
    const medications = await server.sql('select text, dose from patient_medications where patient_id = $1', [
      row?.id,
    ])
    expect(medications).toEqual([{ text: 'Lisinopril', dose: '10 mg' }])
    const readings = await server.sql<{ code: string; value: string; effective_at: Date }>(
      'select code, value, effective_at from observations where patient_id = $1 order by code',
      [row?.id],
    )
    expect(readings.map(({ code, value }) => [code, Number(value)])).toEqual(
      expect.arrayContaining([
        ['8302-2', 178],
        ['29463-7', 110],
        ['85354-9', 131],
        ['8867-4', 70],
      ]),
    )
    expect(readings.find(({ code }) => code === '85354-9')?.effective_at).toEqual(
      new Date('2026-01-15T12:00:00Z'),
    )
    expect(await count('notifications', `subject_id = '${consultationId}'`)).toBe(1)
    const audited = await server.sql('select action, actor_id from audit_entries where patient_id = $1', [
      row?.id,
    ])
    expect(audited).toContainEqual({ action: 'intake.submitted', actor_id: userId })
    expect((await patient.get(intake.id, intake.token)).json()).toMatchObject({
      status: 'submitted',
      consultationId,
      answers: {},
    })
  })

  it('is done once a key, and once an intake', async () => {
    const intake = await patient.start()
    await patient.fill(intake)
    const { cookie } = await server.signUp()
    const key = newId()
    const first = await patient.submit(intake, cookie, { key })
    const before = await counts()
    const again = await patient.submit(intake, cookie, { key })
    expect([first.statusCode, again.statusCode]).toEqual([201, 201])
    expect(again.json().consultationId).toBe(first.json().consultationId)
    const other = await patient.submit(intake, cookie)
    expect([other.statusCode, problemOf(other)]).toEqual([409, 'intake-submitted'])
    const late = await patient.answer(intake, 'sex', { kind: 'choice', codes: ['female'] })
    expect(problemOf(late)).toBe('intake-submitted')
    expect(await counts()).toEqual(before)
  })

  it('makes one consultation of submissions that race, with one key and with two', async () => {
    const { cookie } = await server.signUp()
    const sameKey = await patient.start()
    await patient.fill(sameKey)
    const key = newId()
    const same = await Promise.all([1, 2, 3].map(() => patient.submit(sameKey, cookie, { key })))
    expect(same.map((each) => each.statusCode)).toEqual([201, 201, 201])
    expect(new Set(same.map((each) => each.json().consultationId)).size).toBe(1)

    const twoKeys = await patient.start()
    await patient.fill(twoKeys)
    const two = await Promise.all([patient.submit(twoKeys, cookie), patient.submit(twoKeys, cookie)])
    expect(two.map((each) => each.statusCode).sort()).toEqual([201, 409])
    expect(await count('consultations', `intake_id in ('${sameKey.id}', '${twoKeys.id}')`)).toBe(2)
  })

  it('makes one patient of two first intakes that race', async () => {
    const { cookie, userId } = await server.signUp()
    const intakes = [await patient.start('ed'), await patient.start('weight')]
    for (const intake of intakes) await patient.fill(intake)
    const sent = await Promise.all(intakes.map((intake) => patient.submit(intake, cookie)))
    expect(sent.map((each) => each.statusCode)).toEqual([201, 201])
    expect(await count('patients', `user_id = '${userId}'`)).toBe(1)
  })

  it('keeps what was known when the patient comes back and says less', async () => {
    const { cookie, userId } = await server.signUp()
    const first = await patient.start()
    await patient.fill(first, {
      medications: { kind: 'medications', none: false, items: [{ name: 'Nitrostat' }] },
    })
    expect((await patient.submit(first, cookie)).statusCode).toBe(201)
    const second = await patient.start()
    await patient.fill(second)
    expect((await patient.submit(second, cookie)).statusCode).toBe(201)
    const medications = await server.sql(
      'select m.text, m.status from patient_medications m join patients p on p.id = m.patient_id where p.user_id = $1',
      [userId],
    )
    expect(medications).toEqual([{ text: 'Nitrostat', status: 'active' }])
  })

  it.each<[string, Record<string, Answer>, object, number, string, string | null]>([
    ['a missing answer', {}, {}, 422, 'intake-incomplete', '/answers/consent-privacy'],
    [
      'an emergency',
      { 'symptoms-now': { kind: 'choice', codes: ['stroke'] } },
      {},
      409,
      'emergency-stop',
      null,
    ],
    [
      'another birth date',
      {},
      { person: { ...person, birthDate: '1984-05-07' } },
      422,
      'validation-failed',
      '/person/birthDate',
    ],
    ['another sex', {}, { person: { ...person, sex: 'female' } }, 422, 'validation-failed', '/person/sex'],
    [
      'a state without a licence',
      {},
      { person: { ...person, address: { ...person.address, state: 'NY' } } },
      422,
      'validation-failed',
      '/person/address/state',
    ],
    ['a pharmacy there is not', {}, { pharmacyId: '9999999' }, 422, 'pharmacy-unknown', null],
  ])('refuses %s and writes nothing', async (_, given, body, status, name, pointer) => {
    const intake = await patient.start()
    await patient.fill(intake, given, name === 'intake-incomplete' ? ['consent-privacy'] : [])
    const { cookie } = await server.signUp()
    const before = await counts()
    const refused = await patient.submit(intake, cookie, { body })
    expect([refused.statusCode, problemOf(refused)]).toEqual([status, name])
    if (pointer) expect(refused.json().errors.map((e: { pointer: string }) => e.pointer)).toContain(pointer)
    expect(await counts()).toEqual(before)
    expect((await patient.get(intake.id, intake.token)).json().status).toBe('started')
  })

  it('refuses a minor, kindly', async () => {
    const intake = await patient.start()
    await patient.fill(intake)
    await server.sql(`update intakes set answers = answers || $2 where id = $1`, [
      intake.id,
      JSON.stringify({ 'birth-date': { kind: 'date', value: '2012-03-04' } }),
    ])
    const { cookie } = await server.signUp()
    const refused = await patient.submit(intake, cookie, {
      body: { person: { ...person, birthDate: '2012-03-04' } },
    })
    expect(refused.statusCode).toBe(422)
    expect(refused.json().errors).toContainEqual({
      pointer: '/person/birthDate',
      message: 'You must be 18 or older for an online visit. A doctor near you can help.',
    })
  })

  it('does not put two people into one chart', async () => {
    const { cookie, userId } = await server.signUp()
    const first = await patient.start()
    await patient.fill(first)
    expect((await patient.submit(first, cookie)).statusCode).toBe(201)
    const second = await patient.start('hair')
    await patient.fill(second, { 'birth-date': { kind: 'date', value: '1990-01-01' } })
    const refused = await patient.submit(second, cookie, {
      body: { person: { ...person, birthDate: '1990-01-01' } },
    })
    expect([refused.statusCode, problemOf(refused)]).toEqual([422, 'validation-failed'])
    expect(
      await count('consultations c join patients p on p.id = c.patient_id', `p.user_id = '${userId}'`),
    ).toBe(1)
  })

  it('ignores answers to questions that were not put', async () => {
    const intake = await patient.start('weight')
    await patient.fill(intake, { sex: { kind: 'choice', codes: ['male'] } })
    // Given while "female" was chosen, and hidden since.
    await patient.answer(intake, 'pregnant', { kind: 'boolean', value: true })
    const { cookie } = await server.signUp()
    const sent = await patient.submit(intake, cookie)
    const [consultation] = await server.sql(
      'select safety_answers, answers from consultations where id = $1',
      [sent.json().consultationId],
    )
    expect(consultation?.safety_answers).not.toHaveProperty('pregnant')
    const rows: { linkId: string }[] = consultation?.answers
    expect(rows.map(({ linkId }) => linkId)).not.toContain('pregnant')
  })

  it('lets who thinks of self-harm reach a person, at the front of the queue', async () => {
    const intake = await patient.start('weight')
    const saved = await patient.answer(intake, 'phq-9', { kind: 'choice', codes: ['several-days'] })
    expect(saved.json().emergency).toMatchObject({ call: '988' })
    await patient.fill(intake, { 'phq-9': { kind: 'choice', codes: ['several-days'] } })
    const { cookie } = await server.signUp()
    const sent = await patient.submit(intake, cookie)
    expect(sent.statusCode, sent.body).toBe(201)
    const [consultation] = await server.sql(
      'select priority, awaiting_payment from consultations where id = $1',
      [sent.json().consultationId],
    )
    expect(consultation).toMatchObject({ priority: 'urgent', awaiting_payment: false })
  })

  it('needs the token as well as an account', async () => {
    const intake = await patient.start()
    await patient.fill(intake)
    const { cookie } = await server.signUp()
    expect((await patient.submit({ id: intake.id, token: 'x'.repeat(43) }, cookie)).statusCode).toBe(404)
    const nobody = await server.as(null, {
      method: 'POST',
      url: `/api/intakes/${intake.id}/submit`,
      headers: { 'x-intake-token': intake.token, 'idempotency-key': newId() },
      payload: { person, pharmacyId: PHARMACY, payment: 'self_pay' },
    })
    expect(nobody.statusCode).toBe(401)
  })
})
