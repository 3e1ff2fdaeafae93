/** Answering on the whole server: what is kept, what is refused, and who may look. */
import type { Answer } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic } from '../../testing/fixtures.ts'
import { intakeClient, openClinic, problemOf, type StartedIntake } from '../../testing/intake-client.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { abandonIntakes } from './abandon-intakes.job.ts'

let server: TestServer
let otherClinicId: string
let patient: ReturnType<typeof intakeClient>

beforeAll(async () => {
  server = await startTestServer()
  await openClinic(server)
  otherClinicId = (await insertTestClinic(server.database.adminUrl, { slug: 'birch' })).clinicId
  patient = intakeClient(server)
})
afterAll(() => server?.close())

const count = async (table: string, where = 'true') =>
  Number((await server.sql<{ n: string }>(`select count(*) as n from ${table} where ${where}`))[0]?.n)

describe('answering', () => {
  let intake: StartedIntake
  beforeEach(async () => {
    intake = await patient.start('weight')
  })

  it('keeps each answer and raises the version', async () => {
    const first = await patient.answer(intake, 'height', { kind: 'height', cm: 170 })
    const second = await patient.answer(intake, 'weight', { kind: 'unknown' })
    expect([first.json().version, second.json().version]).toEqual([2, 3])
    expect((await patient.get(intake.id, intake.token)).json().answers).toEqual({
      height: { kind: 'height', cm: 170 },
      weight: { kind: 'unknown' },
    })
  })

  it('loses none of several answers saved at once', async () => {
    const ids = ['scoff-1', 'scoff-2', 'scoff-3', 'scoff-4', 'scoff-5', 'seizure', 'maoi', 'opioids']
    await Promise.all(ids.map((linkId) => patient.answer(intake, linkId, { kind: 'boolean', value: false })))
    const { answers, version } = (await patient.get(intake.id, intake.token)).json()
    expect(Object.keys(answers).sort()).toEqual([...ids].sort())
    expect(version).toBe(1 + ids.length)
  })

  it.each<[string, string, Answer]>([
    ['another kind of answer', 'height', { kind: 'boolean', value: true }],
    ['an option there is not', 'pancreatitis', { kind: 'choice', codes: ['perhaps'] }],
    ['"none" with another', 'heart', { kind: 'choice', codes: ['none', 'stroke'] }],
    ['an unknown sex', 'sex', { kind: 'unknown' }],
    [
      'a consent to another text',
      'consent-privacy',
      { kind: 'consent', accepted: true, documentVersion: 'x' },
    ],
    [
      'a blood pressure of tomorrow',
      'blood-pressure',
      { kind: 'blood-pressure', systolic: 120, diastolic: 80, measuredOn: '2999-01-01' },
    ],
    ['a minor', 'birth-date', { kind: 'date', value: '2020-01-01' }],
    ['photos of nobody', 'scalp-photos', { kind: 'attachments', documentIds: [newId()] }],
  ])('refuses %s and keeps nothing', async (_, linkId, value) => {
    const target = linkId === 'scalp-photos' ? await patient.start('hair') : intake
    const refused = await patient.answer(target, linkId, value)
    expect(refused.statusCode).toBe(422)
    expect(problemOf(refused)).toBe('validation-failed')
    expect(refused.json().errors[0].pointer).toBe('/answer')
    expect((await patient.get(target.id, target.token)).json().answers).toEqual({})
  })

  it('does not know a question that is not in it', async () => {
    expect((await patient.answer(intake, 'nitrates', { kind: 'unknown' })).statusCode).toBe(404)
    expect((await patient.answer(intake, 'vitals', { kind: 'unknown' })).statusCode).toBe(404)
  })

  it('tells at once what to do when an answer is an emergency, and puts it on record without saying which', async () => {
    const saved = await patient.answer(intake, 'symptoms-now', {
      kind: 'choice',
      codes: ['chest-pain', 'self-harm'],
    })
    expect(saved.json().emergency).toMatchObject({ code: 'chest-pain', call: '911' })
    const [line] = await server.sql<{ details: object; subject_id: string }>(
      "select details, subject_id from audit_entries where action = 'intake.emergency_shown' and subject_id = $1",
      [intake.id],
    )
    expect(line?.details).toEqual({ call: '911' })
  })

  it('is opened by id and token together, and by nothing else', async () => {
    const other = await patient.start()
    for (const [id, token] of [
      [intake.id, null],
      [intake.id, other.token],
      [other.id, intake.token],
      [newId(), intake.token],
      [intake.id, 'x'.repeat(43)],
    ] as const) {
      expect((await patient.get(id, token)).statusCode).toBe(404)
    }
    const stored = await server.sql<{ token_hash: string }>('select token_hash from intakes where id = $1', [
      intake.id,
    ])
    expect(stored[0]?.token_hash).not.toBe(intake.token)
  })
})

describe('starting', () => {
  it.each([
    ['a clinic there is not', { clinicSlug: 'nowhere', category: 'ed' }, 404],
    ['a category the clinic does not offer', { clinicSlug: 'birch', category: 'ed' }, 404],
    ['a category there is not', { clinicSlug: 'cedar', category: 'sleep' }, 422],
  ])('refuses %s', async (_, payload, status) => {
    expect((await server.as(null, { method: 'POST', url: '/api/intakes', payload })).statusCode).toBe(status)
  })
  it('shows what the clinic offers to anybody', async () => {
    const clinic = await server.as(null, { method: 'GET', url: '/api/clinics/cedar' })
    expect(clinic.json()).toMatchObject({ slug: 'cedar', statesServed: ['TX', 'CO'] })
    expect(clinic.json().categories.map((c: { category: string }) => c.category)).toEqual([
      'weight',
      'ed',
      'hair',
    ])
    expect((await server.as(null, { method: 'GET', url: '/api/clinics/nowhere' })).statusCode).toBe(404)
  })
})

describe('photos', () => {
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)])
  const upload = ({ id, token }: StartedIntake, bytes: Buffer) => {
    const head =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n'
    return server.as(null, {
      method: 'POST',
      url: `/api/intakes/${id}/documents`,
      headers: { 'x-intake-token': token, 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]),
    })
  }
  it('are kept with their intake, shown to its holder alone, and go to the case', async () => {
    const intake = await patient.start('hair')
    const uploaded = await upload(intake, jpeg)
    expect(uploaded.statusCode, uploaded.body).toBe(201)
    const documentId = uploaded.json().id as string
    const open = (token: string) =>
      server.as(null, {
        method: 'GET',
        url: `/api/intakes/${intake.id}/documents/${documentId}`,
        headers: { 'x-intake-token': token },
      })
    expect((await open(intake.token)).rawPayload).toEqual(jpeg)
    const other = await patient.start('hair')
    expect((await open(other.token)).statusCode).toBe(404)
    expect(
      (await patient.answer(other, 'scalp-photos', { kind: 'attachments', documentIds: [documentId] }))
        .statusCode,
    ).toBe(422)

    await patient.fill(intake, { 'scalp-photos': { kind: 'attachments', documentIds: [documentId] } })
    const { cookie } = await server.signUp('Ada Example')
    const sent = await patient.submit(intake, cookie)
    expect(sent.statusCode, sent.body).toBe(201)
    const [document] = await server.sql<{ consultation_id: string; kind: string; patient_id: string | null }>(
      'select consultation_id, kind, patient_id from documents where id = $1',
      [documentId],
    )
    expect(document).toMatchObject({ consultation_id: sent.json().consultationId, kind: 'scalp_photo' })
    expect(document?.patient_id).not.toBeNull()
    expect((await open(intake.token)).statusCode).toBe(409)
  })
  it('refuses what is no picture', async () => {
    expect(
      (await upload(await patient.start('hair'), Buffer.from('<svg onload="alert(1)">'.repeat(4))))
        .statusCode,
    ).toBe(415)
  })
})

describe('an intake nobody touches', () => {
  it('is given up after two weeks and forgets its answers, and one that was touched is not', async () => {
    const [stale, fresh] = [await patient.start(), await patient.start()]
    for (const intake of [stale, fresh])
      await patient.answer(intake, 'sex', { kind: 'choice', codes: ['male'] })
    await server.sql("update intakes set updated_at = now() - interval '15 days' where id = $1", [stale.id])
    const given = await Promise.all([abandonIntakes(server.deps), abandonIntakes(server.deps)])
    expect(given.reduce((a, b) => a + b)).toBe(1)
    expect((await patient.get(stale.id, stale.token)).json()).toMatchObject({
      status: 'abandoned',
      answers: {},
    })
    expect(problemOf(await patient.answer(stale, 'sex', { kind: 'choice', codes: ['male'] }))).toBe(
      'transition-not-allowed',
    )
    const { cookie } = await server.signUp()
    expect(problemOf(await patient.submit(stale, cookie))).toBe('transition-not-allowed')
    expect((await patient.get(fresh.id, fresh.token)).json().status).toBe('started')
    expect(await count('intakes', `id = '${stale.id}' and answers = '{}'`)).toBe(1)
  })
})

it('is invisible to another clinic', async () => {
  const intake = await patient.start()
  const rows = await server.deps.db.read(otherClinicId, (db) =>
    db.selectFrom('intakes').select('id').where('id', '=', intake.id).execute(),
  )
  expect(rows).toEqual([])
})
