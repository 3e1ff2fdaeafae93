import type { CdsCard } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createLog } from '../../platform/log.ts'
import { type CdsCaller, hookRequest, openCdsCaller, sildenafil50 } from '../../testing/cds-caller.ts'
import { bundle, condition, type Json, person, taking, wholeEdChart } from '../../testing/fhir-charts.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let now = new Date('2026-11-22T15:00:00Z')
const logged: string[] = []
let caller: CdsCaller

beforeAll(async () => {
  server = await startTestServer({
    clock: { now: () => now },
    log: createLog('debug', { write: (line: string) => void logged.push(line) }),
  })
})
afterAll(() => server?.close())
beforeEach(async () => {
  now = new Date('2026-11-22T15:00:00Z')
  caller = await openCdsCaller(server, () => now)
})
const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  server.as(null, { method: 'POST', url, payload: payload as object, headers })
describe('feedback', () => {
  const PATH = '/cds-services/order-signature-check/feedback'
  const tell = async (feedback: unknown[]) =>
    post(PATH, { feedback }, { authorization: `Bearer ${await caller.token(PATH)}` })
  const given = async () => {
    const [card] = await caller.sign({ patient: person('p1', '1974-03-09', 'M') }, sildenafil50)
    return card as CdsCard
  }
  const overridden = (
    card: string,
    overrideReason: Json = {},
    outcomeTimestamp = '2026-11-22T15:01:00Z',
  ) => ({
    card,
    outcome: 'overridden',
    overrideReason,
    outcomeTimestamp,
  })

  it('is kept with our own reason, and without anybody’s words', async () => {
    const card = await given()
    const [reason] = card.overrideReasons ?? []
    const answer = await tell([
      overridden(card.uuid, { reason, userComment: 'Asked Mr Fictional on the phone' }),
      overridden(card.uuid, { reason: { system: 'https://records.example', code: 'Mr Fictional said so' } }),
      {
        card: card.uuid,
        outcome: 'accepted',
        acceptedSuggestions: [{ id: newId() }],
        outcomeTimestamp: '2026-11-22T15:02:00Z',
      },
    ])
    expect(answer.statusCode).toBe(200)
    const rows = await server.sql('select * from cds_feedback where card_id = $1 order by outcome_at, id', [
      card.uuid,
    ])
    expect(rows).toMatchObject([
      { outcome: 'overridden', reason_code: 'benefit-outweighs-risk' },
      { outcome: 'overridden', reason_code: null },
      { outcome: 'accepted', reason_code: null },
    ])
    expect(JSON.stringify(rows)).not.toContain('Fictional')
  })
  it('of a card nobody gave is refused, and nothing of it is kept', async () => {
    const card = await given()
    const answer = await tell([overridden(card.uuid), overridden(newId())])
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/feedback/1/card' }] })
    expect(await server.sql('select id from cds_feedback where card_id = $1', [card.uuid])).toEqual([])
  })
  it.each([
    ['no list', {}],
    ['an empty list', { feedback: [] }],
    ['a time that is none', { feedback: [overridden(newId(), {}, 'yesterday')] }],
    ['a time of no place', { feedback: [overridden(newId(), {}, '2026-11-22T15:01:00')] }],
    [
      'an accepted card without what was accepted',
      { feedback: [{ ...overridden(newId()), outcome: 'accepted' }] },
    ],
  ])('that holds %s is refused', async (_, body) => {
    const answer = await post(PATH, body, { authorization: `Bearer ${await caller.token(PATH)}` })
    expect(answer.statusCode).toBe(422)
  })
})

it('writes nothing of a patient into the log or the database', async () => {
  const chart = {
    ...wholeEdChart('p1'),
    conditions: bundle(condition('p1', 'N52.9', 'Secret-Condition-Words')),
    medications: bundle(taking('p1', '6454', 'nitroglycerin Secret-Medicine-Words')),
  }
  await caller.sign(chart, sildenafil50)
  await caller.call(
    'treatment-overview',
    hookRequest('patient-view', { ...chart, patient: { resourceType: 'Patient', birthDate: 7 } }),
  )
  expect(logged.length).toBeGreaterThan(0)
  expect(logged.join()).not.toMatch(/Secret|Fictional|1974-03-09|nitro/i)
  const kept = await server.sql('select * from cds_cards where clinic_id = $1', [caller.clinicId])
  expect(kept.length).toBeGreaterThan(0)
  expect(JSON.stringify(kept)).not.toMatch(/Secret|Fictional|p1/)
})
