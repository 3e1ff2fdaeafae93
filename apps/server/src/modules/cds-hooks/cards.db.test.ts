import type { CdsCard } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { type CdsCaller, hookRequest, openCdsCaller, sildenafil50 } from '../../testing/cds-caller.ts'
import {
  asNeeded,
  bundle,
  condition,
  draft,
  type Json,
  measured,
  person,
  rxnorm,
  taking,
  wholeEdChart,
} from '../../testing/fhir-charts.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let now = new Date('2026-11-22T15:00:00Z')
let caller: CdsCaller

beforeAll(async () => {
  server = await startTestServer({
    clock: { now: () => now },
  })
})
afterAll(() => server?.close())
beforeEach(async () => {
  now = new Date('2026-11-22T15:00:00Z')
  caller = await openCdsCaller(server, () => now)
})
const rulesOf = (given: readonly CdsCard[]) => given.map((card) => card.source.topic?.code)
describe('order-sign', () => {
  it('stays silent about an order that nothing speaks against', async () => {
    const chart = wholeEdChart('p1')
    const given = await caller.sign(
      { ...chart, medications: bundle(taking('p1', '83367', 'atorvastatin 20 MG Oral Tablet')) },
      sildenafil50,
    )
    expect(given).toEqual([])
  })
  it('stops a nitrate under the order with its source, and offers no way around it', async () => {
    const given = await caller.sign(
      {
        ...wholeEdChart('p1'),
        medications: bundle(taking('p1', '6454', '24 HR nitroglycerin 0.2 MG/HR Transdermal System')),
      },
      sildenafil50,
    )
    const [card] = given
    expect(card).toMatchObject({ indicator: 'critical' })
    expect(card?.summary.length).toBeLessThan(140)
    expect(card?.detail).toContain('Nitroglycerin')
    expect(card?.detail).toMatch(/Rule ED-\d+, version \d+: /)
    expect(card?.source.label).toContain('US prescribing information')
    expect(card).not.toHaveProperty('overrideReasons')
    expect(card).not.toHaveProperty('suggestions')
    expect(rulesOf(given)).not.toContain('G-11')
  })
  it('judges each draft beside the others', async () => {
    const nitrate = draft('p1', 'd2', { text: 'Nitrostat 0.4 mg SL' })
    const given = await caller.sign(wholeEdChart('p1'), sildenafil50, nitrate)
    expect(given[0]).toMatchObject({ indicator: 'critical' })
    expect(given.at(-1)).toMatchObject({ indicator: 'info', source: { topic: { code: 'not-checked' } } })
  })
  it('suggests the dose that can be given, to replace the draft', async () => {
    const high = draft('p1', 'd1', rxnorm('314229', 'sildenafil 100 MG Oral Tablet'), {
      dosageInstruction: [{ text: 'Take 2 tablets by mouth as needed' }],
      reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'N52.9' }] }],
    })
    const [card] = await caller.sign(wholeEdChart('p1'), high)
    expect(card).toMatchObject({ indicator: 'critical', selectionBehavior: 'at-most-one' })
    const [suggestion] = card?.suggestions ?? []
    expect(suggestion?.actions).toMatchObject([
      { type: 'delete', resourceId: 'MedicationRequest/d1' },
      {
        type: 'create',
        resource: {
          resourceType: 'MedicationRequest',
          status: 'draft',
          subject: { reference: 'Patient/p1' },
          reasonCode: [{ coding: [{ code: 'N52.9' }] }],
          medicationCodeableConcept: { coding: [{ code: '312950' }] },
        },
      },
    ])
  })
  it('gives reasons to go past what may be gone past', async () => {
    const start = draft(
      'p1',
      'd1',
      { text: 'Wegovy 2.4 mg weekly injection' },
      {
        dosageInstruction: [{ text: 'Inject 2.4 mg under the skin once weekly' }],
      },
    )
    const given = await caller.sign(
      {
        patient: person('p1', '1984-02-02', 'F'),
        conditions: bundle(condition('p1', 'E66.9', 'Obesity, unspecified')),
        observations: bundle(
          measured('p1', '8302-2', 65, '[in_i]'),
          measured('p1', '29463-7', 220, '[lb_av]'),
        ),
      },
      start,
    )
    const dose = given.find((card) => card.source.topic?.code === 'RX-DOSE')
    expect(dose).toMatchObject({ indicator: 'warning' })
    expect(dose?.overrideReasons?.every(({ display, system }) => display && system)).toBe(true)
  })
  it('names what is unknown and never takes it for a no', async () => {
    const given = await caller.sign({ patient: person('p1', '1974-03-09', 'M') }, sildenafil50)
    const [card] = given
    expect(card).toMatchObject({ indicator: 'warning', source: { topic: { code: 'missing-facts' } } })
    expect(card?.detail).toMatch(/nitrate/i)
    expect(card?.detail).toMatch(/medic/i)
  })
  it('takes an empty list for no answer, and a list that was cut off for a part', async () => {
    const chart = wholeEdChart('p1')
    const empty = await caller.sign({ ...chart, medications: bundle() }, sildenafil50)
    expect(empty.map(({ detail }) => detail).join()).toMatch(/medic/i)
    const cut = {
      ...(chart.medications as Json),
      link: [{ relation: 'next', url: 'https://records.example/page2' }],
    }
    const given = await caller.sign({ ...chart, medications: cut }, sildenafil50)
    expect(rulesOf(given)).toContain('not-read')
  })
  it('says that a code and its words are of two medicines', async () => {
    const wrong = draft('p1', 'd1', {
      coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '312950' }],
      text: 'finasteride 1 mg tablet',
    })
    const given = await caller.sign(wholeEdChart('p1'), wrong)
    expect(given.map((card) => card.source.topic?.code)).toContain('code-and-words-differ')
  })
  it('says that an order for another use was not judged', async () => {
    const forProstate = draft(
      'p1',
      'd1',
      { text: 'finasteride 5 mg tablet' },
      {
        reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'N40.1' }] }],
      },
    )
    const given = await caller.sign(wholeEdChart('p1'), forProstate)
    expect(given).toMatchObject([{ indicator: 'info', source: { topic: { code: 'not-checked' } } }])
  })
  it('reads a medicine by its reference, contained or sent along', async () => {
    const contained = draft(
      'p1',
      'd1',
      {},
      {
        medicationCodeableConcept: undefined,
        medicationReference: { reference: '#med' },
        contained: [
          { resourceType: 'Medication', id: 'med', code: rxnorm('312950', 'sildenafil 50 MG Oral Tablet') },
        ],
        dosageInstruction: [asNeeded(150)],
      },
    )
    const [card] = await caller.sign(wholeEdChart('p1'), contained)
    expect(card?.summary).toContain('more than the highest single dose')
  })
})

describe('order-select', () => {
  it('judges what is selected, beside what is not', async () => {
    const nitrate = draft('p1', 'd2', { text: 'isosorbide mononitrate 30 mg' })
    const body = (selections: string[]) =>
      hookRequest('order-select', wholeEdChart('p1'), {
        selections,
        draftOrders: bundle(sildenafil50, nitrate),
      })
    const both = await caller.cards('order-check', body(['MedicationRequest/d1']))
    expect(both[0]).toMatchObject({ indicator: 'critical' })
    const other = await caller.cards('order-check', body(['MedicationRequest/d2']))
    // The nitrate is not judged here; what it does to the sildenafil drafted beside it is told all the same.
    expect(other).toMatchObject([
      { indicator: 'critical', source: { topic: { code: 'ED-01' } } },
      { indicator: 'info', source: { topic: { code: 'not-checked' } } },
    ])
    expect(other[0]?.summary).toMatch(/^sildenafil.*drafted, not selected/i)
  })
  it('says nothing of a draft that the selected order does not endanger', async () => {
    const harmless = draft('p1', 'd2', { text: 'amoxicillin 500 mg' })
    const body = hookRequest('order-select', wholeEdChart('p1'), {
      selections: ['MedicationRequest/d2'],
      draftOrders: bundle(sildenafil50, harmless),
    })
    expect(await caller.cards('order-check', body)).toMatchObject([
      { indicator: 'info', source: { topic: { code: 'not-checked' } } },
    ])
  })
  it.each(['d1', 'MedicationRequest/d1', 'https://records.example/fhir/MedicationRequest/d1'])(
    'knows an order selected as %s, and says that its drug is drafted twice',
    async (selection) => {
      const alike = { ...sildenafil50, id: 'x-d1' }
      const body = hookRequest('order-select', wholeEdChart('p1'), {
        selections: [selection],
        draftOrders: bundle(sildenafil50, alike),
      })
      const cards = await caller.cards('order-check', body)
      const topics = cards.map(({ source }) => source.topic?.code)
      expect(topics).toContain('drafted-twice')
      expect(topics).not.toContain('not-read')
    },
  )
  it('says that a selected order did not come, rather than nothing', async () => {
    const diet = { resourceType: 'NutritionOrder', id: 'n1', status: 'draft' }
    const body = (...selections: string[]) =>
      hookRequest('order-select', wholeEdChart('p1'), { selections, draftOrders: bundle(sildenafil50, diet) })
    const [card] = await caller.cards('order-check', body('MedicationRequest/gone'))
    expect(card).toMatchObject({ indicator: 'warning', source: { topic: { code: 'not-read' } } })
    expect(card?.detail).toContain('1 of the selected orders did not come with the drafts')
    const [present] = await caller.cards('order-check', body('NutritionOrder/n1'))
    expect(present?.detail).not.toContain('did not come')
  })
})

describe('patient-view', () => {
  it('ranks what may be offered, and says what is dangerous of what is taken', async () => {
    const chart = wholeEdChart('p1')
    const given = await caller.cards('treatment-overview', hookRequest('patient-view', chart))
    expect(given).toMatchObject([{ indicator: 'info', source: { topic: { code: 'ed' } } }])
    const both = await caller.cards(
      'treatment-overview',
      hookRequest('patient-view', {
        ...chart,
        medications: bundle(
          taking('p1', '312950', 'sildenafil 50 MG Oral Tablet'),
          taking('p1', '6058', 'isosorbide mononitrate 30 MG Extended Release Oral Tablet'),
        ),
      }),
    )
    expect(both[0]).toMatchObject({ indicator: 'critical' })
    expect(both.some(({ summary }) => summary.startsWith('Takes sildenafil'))).toBe(true)
  })
  it('stays silent about a patient of none of the categories', async () => {
    const given = await caller.cards(
      'treatment-overview',
      hookRequest('patient-view', { patient: person('p1', '1990-01-01', 'F') }),
    )
    expect(given).toEqual([])
  })
})

describe('what cannot be answered', () => {
  const problem = async (service: string, body: unknown) => {
    const answer = await caller.call(service, body)
    return {
      status: answer.statusCode,
      type: answer.json().type.replace('urn:countersign:problem:', ''),
      body: answer.json(),
    }
  }
  it('a chart without its patient: 412', async () => {
    const { patient: _, ...rest } = wholeEdChart('p1')
    expect(await problem('treatment-overview', hookRequest('patient-view', rest))).toMatchObject({
      status: 412,
      type: 'missing-prefetch',
    })
  })
  it('resources of another patient', async () => {
    const chart = {
      ...wholeEdChart('p1'),
      conditions: bundle(condition('p2', 'I21.9', 'Myocardial infarction')),
    }
    const { status, body } = await problem('treatment-overview', hookRequest('patient-view', chart))
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ pointer: '/prefetch/conditions' }])
    expect(JSON.stringify(body)).not.toMatch(/p2|I21|infarction/)
  })
  it('an order of another patient', async () => {
    const order = { ...sildenafil50, subject: { reference: 'https://records.example/fhir/Patient/p2' } }
    expect(
      await problem(
        'order-signature-check',
        hookRequest('order-sign', wholeEdChart('p1'), { draftOrders: bundle(order) }),
      ),
    ).toMatchObject({ status: 422 })
  })
  it.each<[string, string, unknown]>([
    ['another hook than the service’s', 'order-check', hookRequest('patient-view', {})],
    ['no hook instance', 'treatment-overview', { hook: 'patient-view', context: { patientId: 'p1' } }],
    ['no draft orders', 'order-signature-check', hookRequest('order-sign', wholeEdChart('p1'))],
    ['a chart that is none', 'treatment-overview', hookRequest('patient-view', { patient: 'Pat' })],
  ])('%s', async (_, service, body) => {
    expect(await problem(service, body)).toMatchObject({ status: 422, type: 'validation-failed' })
  })
  it('a service that is not offered', async () => {
    expect(await problem('diagnose', hookRequest('patient-view', {}))).toMatchObject({ status: 404 })
  })
  it.each([
    [
      'resources of no shape',
      {
        resourceType: 'Bundle',
        entry: [
          { resource: { resourceType: 'Condition', code: 7 } },
          {},
          { resource: { resourceType: 'Observation' } },
        ],
      },
    ],
    ['an outcome in its place', { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] }],
    ['null', null],
  ])('%s counts as not read, not as a fault', async (_, conditions) => {
    const given = await caller.call(
      'treatment-overview',
      hookRequest('patient-view', { patient: person('p1', '1990-01-01', 'F'), conditions }),
    )
    expect(given.statusCode).toBe(200)
  })
})

describe('the clinic’s protocol', () => {
  it('judges orders of other systems too, and is named', async () => {
    const saved = await server.as(caller.admin, {
      method: 'POST',
      url: '/api/protocol',
      headers: { 'idempotency-key': newId() },
      payload: {
        after: 0,
        policy: { rules: {}, excludedDrugs: ['sildenafil'] },
        reason: 'Not in stock with our partner.',
      },
    })
    expect(saved.statusCode).toBe(201)
    const [card] = await caller.sign(wholeEdChart('p1'), sildenafil50)
    expect(card?.indicator).toBe('critical')
    expect(card?.detail).toContain('the clinic’s protocol 1')
    const kept = await server.sql('select protocol_version, rule from cds_cards where id = $1', [card?.uuid])
    expect(kept).toMatchObject([{ protocol_version: 1 }])
  })
})
