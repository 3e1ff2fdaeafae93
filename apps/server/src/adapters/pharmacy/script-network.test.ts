/** The client against a pharmacy network that shares no code with it. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, type ScriptVersion } from '@countersign/ncpdp-script'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../../sandbox/src/sandbox.ts'
import { newId } from '../../platform/ids.ts'
import type { NewRxRequest, PharmacyNetwork } from './port.ts'
import { createScriptNetwork } from './script-network.ts'

const secret = 'a network secret of a test'
const stateDir = mkdtempSync(join(tmpdir(), 'countersign-network-'))
let sandbox: Sandbox
let network: PharmacyNetwork
const client = (more: Partial<Parameters<typeof createScriptNetwork>[0]> = {}) =>
  createScriptNetwork({ url: sandbox.url, secret, version: '2017071', timeoutMs: 5000, ...more })

beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    smtpPort: 0,
    stateDir,
    countersignUrl: 'http://127.0.0.1:9',
    pharmacyNetworkSecret: secret,
    stripeSecretKey: 'sk_test_1',
    stripeWebhookSecret: 'whsec_1',
  })
  network = client()
})
afterAll(async () => {
  await sandbox.close()
  rmSync(stateDir, { recursive: true, force: true })
})
const faults = async (pharmacy: object) => {
  const response = await fetch(`${sandbox.url}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pharmacy }),
  })
  expect(response.status).toBe(200)
}
afterEach(() => faults({}))

const address = { line: '2 Test Street', city: 'Austin', state: 'TX', postalCode: '78701' }
const request = (ncpdpId = '9900041', more: Partial<NewRxRequest> = {}): NewRxRequest => ({
  messageId: newId().replaceAll('-', ''),
  prescriberOrderNumber: newId().replaceAll('-', ''),
  sentAt: new Date(),
  clinic: { npi: '1992999825', name: 'Test clinic' },
  patient: {
    mrn: 'M1',
    givenName: 'Zoë',
    familyName: 'O’Brien & Søn',
    birthDate: '1984-05-06',
    sex: 'female',
    phone: '+15125550123',
    address,
  },
  prescriber: {
    npi: '1992999825',
    givenName: 'Test',
    familyName: 'Provider',
    licenceNumber: 'T-1',
    deaNumber: null,
    phone: '+15125550101',
    address,
  },
  pharmacy: { ncpdpId, npi: '1992999825', name: 'Bluebonnet Pharmacy', phone: '2065550103', address },
  medication: {
    description: 'Finasteride 1 MG Oral Tablet',
    rxcui: { code: '200371', qualifier: 'SCD' },
    ndc: '00006-0071-31',
    quantity: '90',
    quantityUnitCode: 'C48542',
    deaSchedule: null,
    daysSupply: 90,
    refills: 3,
    substitutionsAllowed: true,
    sig: 'Take 1 tablet by mouth once daily <with or without food>',
    diagnosisCode: 'L64.9',
    secondaryDiagnosisCode: null,
    note: null,
    writtenOn: new Date().toISOString().slice(0, 10),
  },
  ...more,
})
/** One that was free a moment ago. */
const closedPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
const compose = (of: NewRxRequest, by = network): string => {
  const composed = by.composeNewRx(of)
  if (!composed.ok) throw new Error(composed.reason)
  return composed.xml
}
const arrived = async (messageId: string) => {
  const response = await fetch(`${sandbox.url}/pharmacy-network/messages/${messageId}`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  return response.status === 200 ? ((await response.json()) as { repeats: number; state: string }) : null
}

describe('sending', () => {
  it.each<ScriptVersion>(['2017071', '2023011'])(
    'SCRIPT %s is accepted by a network that checks it',
    async (version) => {
      const rx = request()
      const result = await network.transmit(compose(rx, client({ version })))
      expect(result).toMatchObject({ outcome: 'accepted', answer: { type: 'Status' } })
      expect(await arrived(rx.messageId)).toMatchObject({ repeats: 0, state: 'accepted' })
    },
  )

  it('without RxCUI and NDC too', async () => {
    const rx = request()
    const plain = { ...rx, medication: { ...rx.medication, rxcui: null, ndc: null, diagnosisCode: null } }
    for (const version of ['2017071', '2023011'] as const) {
      const xml = compose({ ...plain, messageId: newId().replaceAll('-', '') }, client({ version }))
      expect((await network.transmit(xml)).outcome).toBe('accepted')
    }
  })

  it('the same message again is taken once', async () => {
    const rx = request()
    const xml = compose(rx)
    const first = await network.transmit(xml)
    expect(await network.transmit(xml)).toEqual(first)
    expect(await arrived(rx.messageId)).toMatchObject({ repeats: 1 })
  })

  it.each([
    ['9900140', '900'],
    ['9900157', '601'],
    ['9900165', '602'],
  ])('pharmacy %s rejects with %s and words', async (ncpdpId, code) => {
    const rx = request(ncpdpId)
    expect(await network.transmit(compose(rx))).toMatchObject({
      outcome: 'rejected',
      code,
      text: expect.stringMatching(/\w{4}/),
    })
    expect(await network.askStatus(rx.messageId)).toMatchObject({
      outcome: 'received',
      state: 'rejected',
      code,
    })
  })

  it('a slow pharmacy’s 000 is an acceptance by the network', async () => {
    expect((await network.transmit(compose(request('9900132')))).outcome).toBe('accepted')
  })

  it('a controlled substance goes out signed, under the prescriber’s DEA number, and is taken', async () => {
    const plain = request()
    const rx = request(undefined, {
      prescriber: { ...plain.prescriber, deaNumber: 'AP1234563' },
      medication: {
        ...plain.medication,
        description: 'Phentermine hydrochloride 37.5 MG Oral Tablet',
        rxcui: null,
        ndc: null,
        deaSchedule: 'C48677',
      },
    })
    const xml = compose(rx)
    expect(xml).toContain('<DigitalSignatureIndicator>true</DigitalSignatureIndicator>')
    expect(xml).toContain('<DEANumber>AP1234563</DEANumber>')
    expect(xml).toContain('<DEASchedule><Code>C48677</Code></DEASchedule>')
    expect((await network.transmit(xml)).outcome).toBe('accepted')
    const unsigned = compose({ ...rx, messageId: newId().replaceAll('-', '') }).replace(
      /<DigitalSignature .*?<\/DigitalSignature>/,
      '',
    )
    expect(await network.transmit(unsigned)).toMatchObject({ outcome: 'rejected', code: '900' })
    const nameless = compose({
      ...rx,
      messageId: newId().replaceAll('-', ''),
      prescriber: plain.prescriber,
    })
    expect(await network.transmit(nameless)).toMatchObject({ outcome: 'rejected', code: '900' })
  })

  it('what breaks a rule of the wire is not even composed, and the reason names no value', () => {
    const rx = request()
    const composed = network.composeNewRx({ ...rx, patient: { ...rx.patient, familyName: 'x'.repeat(36) } })
    expect(composed).toMatchObject({ ok: false, reason: expect.stringContaining('LastName') })
    expect(JSON.stringify(composed)).not.toContain('xxx')
  })

  it('a MessageID used for another prescription leads to a question, not to a conclusion', async () => {
    const rx = request()
    await network.transmit(compose(rx))
    const other = { ...rx, medication: { ...rx.medication, refills: 0 } }
    expect((await network.transmit(compose(other))).outcome).toBe('unknown')
  })
})

describe('when the line is bad', () => {
  it('nobody listens: not taken, may be tried again', async () => {
    const away = client({ url: `http://127.0.0.1:${await closedPort()}` })
    expect((await away.transmit(compose(request()))).outcome).toBe('retry')
  })
  it('503 and a wrong secret: not taken, may be tried again', async () => {
    const rx = request()
    await faults({ down: true, downAs: '503' })
    expect((await network.transmit(compose(rx))).outcome).toBe('retry')
    await faults({})
    expect((await client({ secret: 'wrong' }).transmit(compose(rx))).outcome).toBe('retry')
    expect(await arrived(rx.messageId)).toBeNull()
  })
  it('the network’s own failure before it looked: may be tried again', async () => {
    await faults({ errorRate: 1 })
    expect((await network.transmit(compose(request()))).outcome).toBe('retry')
  })
  it('a line that closes: unknown', async () => {
    await faults({ down: true, downAs: 'closed' })
    const rx = request()
    expect((await network.transmit(compose(rx))).outcome).toBe('unknown')
    expect((await network.askStatus(rx.messageId)).outcome).toBe('unavailable')
    await faults({})
    expect(await network.askStatus(rx.messageId)).toEqual({ outcome: 'not_received' })
  })
  it('taken without an answer: unknown, and asking tells that it was taken', async () => {
    await faults({ timeoutAfterAccept: true })
    const rx = request()
    expect((await client({ timeoutMs: 400 }).transmit(compose(rx))).outcome).toBe('unknown')
    await faults({})
    expect(await network.askStatus(rx.messageId)).toMatchObject({ outcome: 'received', state: 'accepted' })
  })
})

describe('the rest of the port', () => {
  it('CancelRx names the prescription and is accepted', async () => {
    const rx = request('9900173')
    await network.transmit(compose(rx))
    const cancel = network.composeCancelRx({
      ...rx,
      messageId: newId().replaceAll('-', ''),
      newRxMessageId: rx.messageId,
    })
    if (!cancel.ok) throw new Error(cancel.reason)
    expect((await network.transmit(cancel.xml)).outcome).toBe('accepted')
  })

  it('the directory, whole', async () => {
    const answer = await network.directory()
    if (answer.outcome !== 'ok') throw new Error(answer.text)
    expect(answer.complete).toBe(true)
    expect(answer.pharmacies.length).toBeGreaterThan(20)
    expect(answer.pharmacies.find(({ ncpdpId }) => ncpdpId === '9900041')).toMatchObject({
      name: 'Bluebonnet Pharmacy',
      kind: 'retail',
      address: { city: 'Austin', state: 'TX' },
      statesServed: ['TX'],
      capabilities: ['epcs'],
    })
    await faults({ down: true })
    expect((await network.directory()).outcome).toBe('unavailable')
  })

  it('reads what it is told and answers in kind', () => {
    const ours = compose(request())
    const read = network.readMessage(ours)
    expect(read).toMatchObject({ readable: true, envelope: { type: 'NewRx' }, news: { kind: 'unsupported' } })
    const own = { messageId: 'M1', sentAt: new Date('2026-11-22T15:00:00Z') }
    const answer = decode(read.answer({ kind: 'accepted' }, own))
    expect(answer).toMatchObject({ ok: true, message: { body: { type: 'Status', code: '010' } } })
    const unreadable = network.readMessage('<Message><Header><MessageID>X1</MessageID>')
    expect(unreadable).toMatchObject({ readable: false })
    expect(decode(unreadable.answer({ kind: 'unreadable' }, own))).toMatchObject({
      message: { body: { type: 'Error' } },
    })
  })
})
