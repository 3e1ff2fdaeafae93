/** A protocol from the admin's page to the gate, the record and the replay. */
import type {
  ConsultationSummary,
  ProtocolPreview,
  ProtocolVersion,
  ProtocolView,
  ReplayedRecommendation,
} from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { openCase } from '../../testing/open-case.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let clinic: TestClinic
let admin: string
let provider: string
let now = new Date('2026-11-22T15:00:00Z')

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } })
})
afterAll(() => server?.close())
beforeEach(async () => {
  now = new Date('2026-11-22T15:00:00Z')
  clinic = await insertTestClinic(server.database.adminUrl)
  admin = (await server.signUpAs(clinic.clinicId, 'admin')).cookie
  provider = (await server.signUpAs(clinic.clinicId, 'provider')).cookie
})

const get = async <T>(url: string, as = admin): Promise<T> =>
  (await server.as(as, { method: 'GET', url })).json()
const save = async (after: number, policy: object, change: object = {}, as = admin) => {
  const answer = await server.as(as, {
    method: 'POST',
    url: '/api/protocol',
    payload: { after, policy, reason: 'Decided by the clinical committee', ...change },
    headers: { 'idempotency-key': newId() },
  })
  return { status: answer.statusCode, body: answer.json() }
}
/** ED-07 (raised blood pressure) is a platform row; 145/92 fires it. */
const raised = () => openCase(server, clinic, { bloodPressure: [145, 92] })
const summary = (id: string) => get<ConsultationSummary>(`/api/consultations/${id}`, provider)
const ruleOf = (of: ConsultationSummary) =>
  of.assessment.options
    .find(({ drugId }) => drugId === 'sildenafil')
    ?.findings.find(({ rule }) => rule === 'ED-07')?.severity

describe('a protocol', () => {
  it('begins as the platform’s own', async () => {
    const view = await get<ProtocolView>('/api/protocol')
    expect(view).toMatchObject({ current: null, planned: null, newestVersion: 0 })
    expect(view.rows.find(({ rule }) => rule === 'ED-07')).toMatchObject({ setting: null, changed: null })
    expect(await get('/api/protocol/versions')).toEqual({ items: [] })
  })

  it('is saved as versions, each with its author, reason and changes, and is on the audit record', async () => {
    expect(await save(0, { rules: { 'ED-07': 'minor' } })).toMatchObject({
      status: 201,
      body: { version: 1, changes: [{ what: 'ED-07', from: null, to: 'minor' }] },
    })
    expect((await save(1, { rules: { 'ED-07': 'off' }, refillFraction: 0.8 })).status).toBe(201)
    const { items } = await get<{ items: ProtocolVersion[] }>('/api/protocol/versions')
    expect(items).toMatchObject([
      {
        version: 2,
        author: 'A admin',
        reason: 'Decided by the clinical committee',
        changes: [
          { what: 'ED-07', from: 'minor', to: 'off' },
          { what: 'refillFraction', from: null, to: '0.8' },
        ],
      },
      { version: 1 },
    ])
    const lines = await server.sql<{ details: { version: number } }>(
      "select details from audit_entries where clinic_id = $1 and action = 'protocol.changed' order by at, id",
      [clinic.clinicId],
    )
    expect(lines.map(({ details }) => details.version)).toEqual([1, 2])
  })

  it('refuses a label row, naming it', async () => {
    expect(await save(0, { rules: { 'ED-01': 'minor' } })).toMatchObject({
      status: 422,
      body: {
        type: 'urn:countersign:problem:validation-failed',
        errors: [{ pointer: '/policy/rules/ED-01' }],
      },
    })
  })

  it('refuses what somebody else has overtaken, what changes nothing, and a day that is past', async () => {
    await save(0, { rules: { 'ED-07': 'minor' } })
    expect(await save(0, { rules: { 'ED-07': 'off' } })).toMatchObject({
      status: 409,
      body: { currentVersion: 1 },
    })
    expect((await save(1, { rules: { 'ED-07': 'minor' } })).status).toBe(422)
    expect((await save(1, {}, { effectiveFrom: '2026-11-22T14:59:59.000Z' })).status).toBe(422)
    expect((await save(1, {}, { reason: 'because' })).status).toBe(422)
  })

  it('cannot be rewritten, not even by the server’s own role', async () => {
    await save(0, { rules: { 'ED-07': 'minor' } })
    await expect(
      server.deps.db.write(clinic.clinicId, (tx) =>
        tx.updateTable('clinic_protocols').set({ reason: 'Another reason entirely' }).execute(),
      ),
    ).rejects.toThrow(/permission denied/)
  })

  it('is not another clinic’s', async () => {
    await save(0, { rules: { 'ED-07': 'off' } })
    const other = await insertTestClinic(server.database.adminUrl)
    const stranger = (await server.signUpAs(other.clinicId, 'admin')).cookie
    expect(await get<ProtocolView>('/api/protocol', stranger)).toMatchObject({
      current: null,
      newestVersion: 0,
    })
  })
})

describe('every assessment', () => {
  const check = async (id: string) => {
    const answer = await server.as(provider, {
      method: 'POST',
      url: `/api/consultations/${id}/assess`,
      payload: {
        proposal: {
          drug: 'sildenafil',
          drugId: 'sildenafil',
          productRxcui: null,
          doseMg: 50,
          frequency: 'as needed',
          quantity: 6,
          daysSupply: 30,
          refills: 0,
        },
      },
    })
    const { findings } = answer.json().assessment as { findings: { rule: string; severity: string }[] }
    return findings.find(({ rule }) => rule === 'ED-07')?.severity
  }

  it('is made under the version in force, and says which', async () => {
    const before = await raised()
    expect(ruleOf(await summary(before))).toBe('moderate')
    await save(0, { rules: { 'ED-07': 'minor' } })
    expect(await check(before)).toBe('minor')
    const after = await raised()
    expect(ruleOf(await summary(after))).toBe('minor')
    const versions = await server.sql(
      'select consultation_id, protocol_version from treatment_recommendations where consultation_id = any($1) order by created_at',
      [[before, after]],
    )
    expect(versions).toEqual([
      { consultation_id: before, protocol_version: null },
      { consultation_id: after, protocol_version: 1 },
    ])
  })

  it('waits for the day a version begins', async () => {
    const id = await raised()
    await save(0, { rules: { 'ED-07': 'off' } }, { effectiveFrom: '2026-11-23T00:00:00.000Z' })
    expect((await get<ProtocolView>('/api/protocol')).planned?.version).toBe(1)
    expect(await check(id)).toBe('moderate')
    now = new Date('2026-11-23T00:00:00Z')
    expect(await check(id)).toBeUndefined()
  })
})

describe('a replay', () => {
  const replayed = (id: string, as = provider) =>
    server.as(as, { method: 'GET', url: `/api/recommendations/${id}/replay` })

  it('is identical on the stored snapshot, and is on the record', async () => {
    const { recommendationId } = await summary(await raised())
    const answer = (await replayed(recommendationId)).json() as ReplayedRecommendation
    expect(answer).toMatchObject({
      identical: true,
      changedRules: [],
      changedVerdicts: [],
      protocol: { madeUnder: null, inForce: null, changes: [], changedVerdicts: [] },
    })
    const [line] = await server.sql(
      "select actor_role, patient_id from audit_entries where action = 'recommendation.replayed' and clinic_id = $1",
      [clinic.clinicId],
    )
    expect(line).toEqual({ actor_role: 'provider', patient_id: clinic.patientId })
  })

  it('is identical under the protocol of then, and says what the one of now changes', async () => {
    await save(0, { rules: { 'ED-07': 'minor' } })
    const { recommendationId } = await summary(await raised())
    await save(1, { rules: { 'ED-07': 'minor' }, excludedDrugs: ['sildenafil'] })
    now = new Date('2026-12-22T15:00:00Z')
    expect((await replayed(recommendationId)).json()).toMatchObject({
      identical: true,
      protocol: {
        madeUnder: 1,
        inForce: 2,
        changes: [{ what: 'excludedDrugs', from: null, to: 'sildenafil' }],
        changedVerdicts: [{ drug: 'sildenafil', now: 'block' }],
      },
    })
  })

  it('names a rule that is another now, and a verdict that came out otherwise', async () => {
    const { recommendationId } = await summary(await raised())
    await server.sql(
      `update treatment_recommendations set rule_versions = jsonb_set(rule_versions, '{ED-07}', '0'),
         recommended_treatment = jsonb_set(recommended_treatment, '{options,0,verdict}', '"hold"') where id = $1`,
      [recommendationId],
    )
    const answer = (await replayed(recommendationId)).json() as ReplayedRecommendation
    expect(answer).toMatchObject({ identical: false, changedRules: ['ED-07'] })
    expect(answer.changedVerdicts).toMatchObject([{ before: 'hold' }])
  })

  it('is nobody else’s', async () => {
    const { recommendationId } = await summary(await raised())
    expect((await replayed(recommendationId, admin)).statusCode).toBe(403)
    const other = await insertTestClinic(server.database.adminUrl)
    const stranger = (await server.signUpAs(other.clinicId, 'provider')).cookie
    expect((await replayed(recommendationId, stranger)).statusCode).toBe(404)
    expect((await replayed(newId())).statusCode).toBe(404)
  })
})

describe('a preview', () => {
  const preview = async (policy: object, as = admin) => {
    const answer = await server.as(as, { method: 'POST', url: '/api/protocol/preview', payload: { policy } })
    return { status: answer.statusCode, body: answer.json() as ProtocolPreview }
  }

  it('counts what would come out otherwise in the cases assessed last, and saves nothing', async () => {
    await raised()
    await openCase(server, clinic)
    const { status, body } = await preview({ rules: {}, excludedDrugs: ['sildenafil'] })
    expect(status).toBe(200)
    expect(body).toMatchObject({ cases: 2, casesChanged: 2 })
    expect(body.verdicts.every(({ drug, to }) => drug === 'sildenafil' && to === 'block')).toBe(true)
    expect(body.verdicts.reduce((sum, { cases }) => sum + cases, 0)).toBe(2)
    expect((await get<ProtocolView>('/api/protocol')).newestVersion).toBe(0)
    expect(JSON.stringify(body)).not.toContain(clinic.patientId)
  })

  it('says that nothing changes, against the version in force', async () => {
    await raised()
    await save(0, { rules: { 'ED-07': 'minor' } })
    expect((await preview({ rules: { 'ED-07': 'minor' } })).body).toMatchObject({
      cases: 1,
      casesChanged: 0,
      verdicts: [],
    })
    expect((await preview({ rules: {} })).body.casesChanged).toBe(1)
  })

  it('sees no other clinic’s cases, and refuses what could not be saved', async () => {
    await raised()
    const other = await insertTestClinic(server.database.adminUrl)
    const stranger = (await server.signUpAs(other.clinicId, 'admin')).cookie
    expect((await preview({ rules: {}, excludedDrugs: ['sildenafil'] }, stranger)).body).toEqual({
      cases: 0,
      since: null,
      casesChanged: 0,
      firstChoiceChanged: 0,
      verdicts: [],
    })
    expect((await preview({ rules: { 'ED-01': 'off' } })).status).toBe(422)
    expect((await preview({ rules: {} }, provider)).status).toBe(403)
  })
})
