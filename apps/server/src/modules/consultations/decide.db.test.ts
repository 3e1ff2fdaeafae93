import type { ConsultationSummary } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { openCase, TEST_PHARMACY } from '../../testing/open-case.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { expireConsultations } from './expire-consultations.job.ts'

let server: TestServer
let cookie: string
let colleague: string
let now = new Date('2026-11-22T15:00:00Z')

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } })
})
afterAll(() => server?.close())

/** A clinic of its own for each test: the same patient's earlier prescriptions would be found otherwise. */
async function freshClinic(): Promise<TestClinic> {
  const clinic = await insertTestClinic(server.database.adminUrl)
  cookie = (await server.signUpAs(clinic.clinicId, 'provider')).cookie
  colleague = (await server.signUpAs(clinic.clinicId, 'provider')).cookie
  return clinic
}
const post = async (path: string, payload: object = {}, as = cookie, key = newId()) => {
  const answer = await server.as(as, {
    method: 'POST',
    url: `/api/consultations/${path}`,
    payload,
    headers: { 'idempotency-key': key },
  })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}
const summary = async (id: string): Promise<ConsultationSummary> =>
  (await server.as(cookie, { method: 'GET', url: `/api/consultations/${id}` })).json()

const sildenafil = async (id: string, change: object = {}) => {
  const { formulary } = await summary(id)
  const product = formulary
    .find((drug) => drug.drugId === 'sildenafil')
    ?.products.find((p) => p.doseMg === 50)
  return {
    drug: 'sildenafil',
    drugId: 'sildenafil',
    productRxcui: product?.rxcui ?? null,
    doseMg: 50,
    frequency: 'as needed',
    quantity: 6,
    daysSupply: 30,
    refills: 0,
    sig: 'Take 1 tablet by mouth as needed.',
    ...change,
  }
}
const approval = async (id: string, version: number, change: object = {}) => ({
  version,
  treatment: await sildenafil(id),
  pharmacyId: TEST_PHARMACY,
  notes: 'Reviewed; no contraindication.',
  overrides: [],
  ...change,
})
const claimed = async (clinic: TestClinic, about = {}) => {
  const id = await openCase(server, clinic, about)
  const { body } = await post(`${id}/claim`)
  return { id, version: body.version as number }
}
const count = async (table: string, id: string, column = 'consultation_id') =>
  Number(
    (await server.sql<{ n: string }>(`select count(*) n from ${table} where ${column} = $1`, [id]))[0]?.n,
  )
const jobs = (consultationId: string) =>
  server.sql<{ task: string }>(
    `select j.task_identifier as task from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
     where p.payload ->> 'consultationId' = $1 or p.payload ->> 'orderId' in (select id::text from orders where consultation_id = $1::uuid)`,
    [consultationId],
  )

describe('approving a green case', () => {
  it('is one decision, one prescription, and nothing leaves before the undo window', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const { status, body } = await post(`${id}/approve`, await approval(id, version))
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { status: 'approved', version: version + 1 },
    })
    expect(new Date(body.effectiveAt).getTime() - now.getTime()).toBe(10_000)
    const after = await summary(id)
    expect(after.consultation.status).toBe('approved')
    expect(after.order).toMatchObject({
      status: 'approved',
      prescriptions: [{ status: 'signed', quantity: 6 }],
    })
    expect(after.decisions).toMatchObject([{ status: 'approved', undone: false }])
    expect(after.signedNotes).toMatchObject([{ body: 'Reviewed; no contraindication.' }])
    expect((await jobs(id)).map((job) => job.task)).toEqual(
      expect.arrayContaining(['send-prescription', 'settle-decision']),
    )
    const [audit] = await server.sql(
      "select actor_role, details from audit_entries where action = 'consultation.approved' and subject_id = $1",
      [id],
    )
    expect(audit).toMatchObject({ actor_role: 'provider', details: { decisionId: body.decisionId } })
  })

  it('clicked ten times with one key is one approval', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const data = await approval(id, version)
    const key = newId()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(`${id}/approve`, data, cookie, key)),
    )
    expect(new Set(answers.map((answer) => answer.body.decisionId)).size).toBe(1)
    expect(answers.every((answer) => answer.status === 200)).toBe(true)
    expect(await count('consultation_approvals', id)).toBe(1)
    const [order] = await server.sql<{ id: string }>('select id from orders where consultation_id = $1', [id])
    expect(await count('prescriptions', order?.id as string, 'order_id')).toBe(1)
  })

  it('with ten different keys at once is still one approval', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const data = await approval(id, version)
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(`${id}/approve`, data)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9)
    expect(await count('consultation_approvals', id)).toBe(1)
  })

  it('on facts that changed since is refused as stale', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const { status, body } = await post(`${id}/approve`, await approval(id, version - 1))
    expect({ status, body }).toMatchObject({
      status: 409,
      body: { type: 'urn:countersign:problem:stale-version', currentVersion: version },
    })
  })
})

describe('the gate', () => {
  it('refuses a nitrate with a PDE5 inhibitor, names the rule, and writes nothing', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic, { medications: ['Imdur 30 mg daily'] })
    const { status, body } = await post(`${id}/approve`, await approval(id, version))
    expect(status).toBe(409)
    expect(body.type).toBe('urn:countersign:problem:consultation-not-approvable')
    expect(body.reasons.map((reason: { rule?: string }) => reason.rule)).toContain('ED-01')
    expect(await count('consultation_approvals', id)).toBe(0)
    expect((await summary(id)).consultation.status).toBe('claimed')
  })
  it('has no override for a contraindication', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic, { medications: ['nitroglycerin as needed'] })
    const overrides = [{ rule: 'ED-01', reason: 'I know what I am doing here, trust me.' }]
    expect((await post(`${id}/approve`, await approval(id, version, { overrides }))).status).toBe(409)
  })
  it.each([
    ['not asked', undefined],
    ['"I do not know"', 'unknown'],
  ])('does not read a nitrate question that is %s as no', async (_, nitrateUse) => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic, { answers: { nitrateUse } })
    const { status, body } = await post(`${id}/approve`, await approval(id, version))
    expect(status).toBe(409)
    expect(JSON.stringify(body.reasons)).toContain('nitrate use')
  })
  it('does not approve without a blood pressure', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic, { bloodPressure: null })
    const { status, body } = await post(`${id}/approve`, await approval(id, version))
    expect(status).toBe(409)
    expect(JSON.stringify(body.reasons)).toContain('blood pressure')
  })
  it('lets a major finding pass only with a reason written for it, and keeps the reason', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic, { medications: ['doxazosin 4 mg'] })
    const treatment = await sildenafil(id, {
      doseMg: 25,
      productRxcui: null,
      sig: 'Take 1 tablet (25 mg) by mouth as needed.',
    })
    const refused = await post(`${id}/approve`, await approval(id, version, { treatment }))
    expect(refused.status).toBe(409)
    const rule = refused.body.reasons.find((reason: { rule?: string }) => reason.rule)?.rule as string
    const short = await post(
      `${id}/approve`,
      await approval(id, version, { treatment, overrides: [{ rule, reason: 'fine' }] }),
    )
    expect(short.status).toBe(422)
    const overrides = [{ rule, reason: 'Stable on the same dose for two years, told to sit up slowly.' }]
    const passed = await post(`${id}/approve`, await approval(id, version, { treatment, overrides }))
    expect(passed.status).toBe(200)
    const [row] = await server.sql<{ override_reasons: { rule: string; reason: string }[] }>(
      'select override_reasons from consultation_approvals where consultation_id = $1',
      [id],
    )
    expect(row?.override_reasons).toMatchObject(overrides)
    const told = (await summary(id)).timeline.filter(({ kind }: { kind: string }) => kind === 'override')
    expect(told).toMatchObject([
      { text: expect.stringContaining(`${rule} (major): Stable on the same dose`) },
    ])
  })
  it('lets nothing be signed from the card but what is proposed for a green case', async () => {
    const green = await claimed(await freshClinic())
    const { assessment } = await summary(green.id)
    const [first] = assessment.options.filter(({ rank }) => rank === 1)
    if (!first?.plan) throw new Error('A green case has a plan')
    const { product, ...regimen } = first.plan
    const proposed = { drug: first.drug, drugId: first.drugId, productRxcui: product.rxcui, ...regimen }
    const fromCard = async ({ id, version }: typeof green, change: object) =>
      post(`${id}/approve`, await approval(id, version, { fromCard: true, ...change }))
    const other = await fromCard(green, {
      treatment: await sildenafil(green.id, first.drugId === 'sildenafil' ? { drugId: 'tadalafil' } : {}),
    })
    expect({ status: other.status, type: other.body.type }).toEqual({
      status: 409,
      type: expect.stringContaining('consultation-not-approvable'),
    })
    expect((await fromCard(green, { treatment: proposed })).status).toBe(200)

    const warned = await claimed(await freshClinic(), { medications: ['doxazosin 4 mg'] })
    const treatment = await sildenafil(warned.id, {
      doseMg: 25,
      productRxcui: null,
      sig: 'Take 1 tablet (25 mg) by mouth as needed.',
    })
    const body = { treatment, overrides: [] as object[] }
    const refused = await fromCard(warned, body)
    const rule = refused.body.reasons.find((reason: { rule?: string }) => reason.rule)?.rule as string
    body.overrides = [{ rule, reason: 'Stable on the same dose for two years.' }]
    const again = await fromCard(warned, body)
    expect(again.status).toBe(409)
    expect(again.body.reasons).toEqual([{ text: expect.stringContaining('not green') }])
    expect((await post(`${warned.id}/approve`, await approval(warned.id, warned.version, body))).status).toBe(
      200,
    )
  })

  it('refuses a dose over the limit', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const treatment = await sildenafil(id, { doseMg: 200 })
    expect(
      (await post(`${id}/approve`, await approval(id, version, { treatment }))).status,
    ).toBeGreaterThanOrEqual(400)
    expect(await count('consultation_approvals', id)).toBe(0)
  })
  it('refuses a drug the formulary does not know', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const treatment = await sildenafil(id, { drugId: 'oxycodone', drug: 'oxycodone' })
    expect((await post(`${id}/approve`, await approval(id, version, { treatment }))).status).toBe(422)
  })
})

describe('undo', () => {
  it('inside the window takes the approval back, and the case can be approved again once', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const first = await post(`${id}/approve`, await approval(id, version))
    const undone = await post(`${id}/undo`, { decisionId: first.body.decisionId })
    expect(undone.status).toBe(200)
    const back = await summary(id)
    expect(back.consultation).toMatchObject({ status: 'claimed', claim: { mine: true } })
    expect(back.order.status).toBe('draft')
    expect(back.order.prescriptions.map((rx) => rx.status)).toEqual(['cancelled'])
    expect(back.note.body).toBe('Reviewed; no contraindication.')
    const again = await post(`${id}/approve`, await approval(id, undone.body.version))
    expect(again.status).toBe(200)
    expect((await summary(id)).order.prescriptions.map((rx) => rx.status).sort()).toEqual([
      'cancelled',
      'signed',
    ])
  })
  it('after the window is refused', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const { body } = await post(`${id}/approve`, await approval(id, version))
    now = new Date(now.getTime() + 10_000)
    const late = await post(`${id}/undo`, { decisionId: body.decisionId })
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:countersign:problem:undo-window-closed' } })
  })
  it('is not for a colleague', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    const { body } = await post(`${id}/approve`, await approval(id, version))
    expect((await post(`${id}/undo`, { decisionId: body.decisionId }, colleague)).status).toBe(409)
  })
})

describe('two providers', () => {
  it('never hold one case', async () => {
    const clinic = await freshClinic()
    const id = await openCase(server, clinic)
    const answers = await Promise.all([post(`${id}/claim`), post(`${id}/claim`, {}, colleague)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })
  it('taking next at the same moment get different cases, and all get one', async () => {
    const clinic = await freshClinic()
    const ids = new Set([await openCase(server, clinic), await openCase(server, clinic)])
    const take = (as: string) => server.as(as, { method: 'POST', url: '/api/queue/take-next', payload: {} })
    const [a, b] = await Promise.all([take(cookie), take(colleague)])
    expect(new Set([a.json().consultationId, b.json().consultationId])).toEqual(ids)
    expect((await take(cookie)).json().type).toBe('urn:countersign:problem:queue-empty')
  })
  it('a decision by one who no longer holds the case is refused', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    now = new Date(now.getTime() + 121_000)
    const taken = await post(`${id}/claim`, {}, colleague)
    expect(taken.status).toBe(200)
    expect(await post(`${id}/heartbeat`, { activeSeconds: 10 })).toMatchObject({
      status: 409,
      body: { type: 'urn:countersign:problem:lease-lost' },
    })
    expect((await post(`${id}/approve`, await approval(id, version))).status).toBe(409)
    expect((await post(`${id}/approve`, await approval(id, taken.body.version))).status).toBe(409)
  })
})

describe('licences and clinics', () => {
  it('a case in a state without a licence is neither in the queue nor open', async () => {
    const clinic = await freshClinic()
    const id = await openCase(server, clinic, { patientState: 'CO' })
    const queue = await server.as(cookie, { method: 'GET', url: '/api/queue' })
    expect(queue.json()).toMatchObject({ total: 0, items: [] })
    expect((await server.as(cookie, { method: 'GET', url: `/api/consultations/${id}` })).json().type).toBe(
      'urn:countersign:problem:no-licence',
    )
    expect((await post(`${id}/claim`)).body.type).toBe('urn:countersign:problem:no-licence')
    const next = await server.as(cookie, { method: 'POST', url: '/api/queue/take-next', payload: {} })
    expect(next.statusCode).toBe(404)
  })
  it('another clinic’s case is nobody’s', async () => {
    const theirs = await freshClinic()
    const id = await openCase(server, theirs)
    await freshClinic()
    expect((await server.as(cookie, { method: 'GET', url: `/api/consultations/${id}` })).statusCode).toBe(404)
    for (const action of ['claim', 'release', 'heartbeat'])
      expect((await post(`${id}/${action}`)).status).toBeGreaterThanOrEqual(404)
  })
  it('a case waits for its card', async () => {
    const clinic = await freshClinic()
    await openCase(server, clinic, { amountDue: true })
    expect((await server.as(cookie, { method: 'GET', url: '/api/queue' })).json().total).toBe(0)
  })
  it('danger does not wait for a card', async () => {
    const clinic = await freshClinic()
    await openCase(server, clinic, {
      amountDue: true,
      answers: { chestPainNow: 'yes, chest pain right now' },
    })
    const queue = (await server.as(cookie, { method: 'GET', url: '/api/queue' })).json()
    expect(queue).toMatchObject({ total: 1, items: [{ priority: 'urgent', readyToApprove: false }] })
  })
})

describe('asking the patient', () => {
  const questions = [
    { id: 'bp', text: 'What is your blood pressure?', kind: 'blood_pressure', fact: 'bloodPressure' },
  ]
  it('brings the case back to the same provider with its age and the new fact', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic, { bloodPressure: null })
    const submittedAt = (await summary(id)).consultation.submittedAt
    const asked = await post(`${id}/ask`, { version, questions, message: 'One thing more.' })
    expect(asked).toMatchObject({ status: 200, body: { status: 'info_requested' } })
    now = new Date(now.getTime() + 600_000)
    const { answerInformationRequest } = await import('./index.ts')
    const patient = {
      userId: clinic.patientUserId,
      name: 'Test Patient',
      clinicId: clinic.clinicId,
      role: 'patient' as const,
      staffMemberId: null,
      providerId: null,
      patientId: clinic.patientId,
      requestId: newId(),
      ip: null,
    }
    const answers = [{ questionId: 'bp', unknown: false, systolic: 126, diastolic: 80 }]
    await server.deps.db.write(clinic.clinicId, (tx) =>
      answerInformationRequest(tx, { actor: patient, consultationId: id, answers, now }),
    )
    const back = await summary(id)
    expect(back.consultation).toMatchObject({ status: 'submitted', submittedAt, answered: true })
    expect(back.assessment.missing).not.toContain('bloodPressure')
    const theirs = await server.as(colleague, { method: 'POST', url: '/api/queue/take-next', payload: {} })
    expect(theirs.statusCode).toBe(404)
    const mine = await server.as(cookie, { method: 'POST', url: '/api/queue/take-next', payload: {} })
    expect(mine.json().consultationId).toBe(id)
    expect((await post(`${id}/approve`, await approval(id, mine.json().version))).status).toBe(200)
  })
})

describe('denying', () => {
  it('keeps the words for the patient, denies the order, and can be undone', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic, { medications: ['Imdur'] })
    const denied = await post(`${id}/deny`, {
      version,
      reason: 'contraindication',
      notes: 'On a nitrate.',
      patientMessage: 'This medicine is not safe with your heart medicine. Please see your doctor.',
    })
    expect(denied).toMatchObject({ status: 200, body: { status: 'denied' } })
    expect((await summary(id)).order.status).toBe('denied')
    expect((await post(`${id}/undo`, { decisionId: denied.body.decisionId })).status).toBe(200)
    expect((await summary(id)).order.status).toBe('draft')
  })
})

describe('notes', () => {
  const save = (id: string, body: string, version: number) =>
    server.as(cookie, { method: 'PUT', url: `/api/consultations/${id}/note`, payload: { body, version } })
  it('are autosaved by version, and a second tab does not write over the first', async () => {
    const clinic = await freshClinic()
    const { id } = await claimed(clinic)
    expect((await save(id, 'One', 0)).json().version).toBe(1)
    expect((await save(id, 'Two', 1)).json().version).toBe(2)
    expect((await save(id, 'Lost', 1)).statusCode).toBe(409)
    expect((await summary(id)).note).toMatchObject({ body: 'Two', version: 2 })
  })
  it('once signed change only by addendum', async () => {
    const clinic = await freshClinic()
    const { id, version } = await claimed(clinic)
    expect((await post(`${id}/addenda`, { body: 'Too early' })).status).toBe(409)
    await post(`${id}/approve`, await approval(id, version))
    await expect(
      server.sql("update consultation_notes set body = 'changed' where consultation_id = $1", [id]),
    ).rejects.toMatchObject({ code: '23001' })
    expect((await post(`${id}/addenda`, { body: 'Patient called.' })).status).toBe(201)
    expect((await summary(id)).signedNotes.map((note) => note.kind)).toEqual(['note', 'addendum'])
  })
})

describe('the clock', () => {
  it('closes a case nobody pays for after two weeks, and leaves the others alone', async () => {
    const clinic = await freshClinic()
    const unpaid = await openCase(server, clinic, { amountDue: true })
    const waiting = await openCase(server, clinic)
    now = new Date(now.getTime() + 15 * 24 * 3600 * 1000)
    const young = await openCase(server, clinic, { amountDue: true })
    await expireConsultations(server.deps)
    const states = await server.sql<{ id: string; status: string }>(
      'select id, status from consultations where clinic_id = $1',
      [clinic.clinicId],
    )
    expect(new Map(states.map((row) => [row.id, row.status]))).toEqual(
      new Map([
        [unpaid, 'expired'],
        [waiting, 'submitted'],
        [young, 'submitted'],
      ]),
    )
    const [order] = await server.sql<{ status: string }>(
      'select status from orders where consultation_id = $1',
      [unpaid],
    )
    expect(order?.status).toBe('cancelled')
  })
})
