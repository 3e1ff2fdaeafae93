import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually, type Running, secrets, startRunning } from '../../test-support/running-sandbox.ts'
import { cancelRx, idOf, newRx, renewalResponse } from '../../test-support/script-samples.ts'
import type { PharmacyBehaviour } from './behaviours.ts'
import { pharmacies } from './directory.ts'

/** The first pharmacy of the directory that behaves so. */
const pharmacyThat = (behaviour: PharmacyBehaviour): string =>
  pharmacies.find((pharmacy) => pharmacy.behaviour === behaviour)?.ncpdpId ?? ''

let running: Running
beforeEach(async () => {
  running = await startRunning()
  await running.faults({ pharmacy: { verifyMs: 0, fillMs: 1 } })
})
afterEach(() => running.close())

const bearer = { authorization: `Bearer ${secrets.pharmacyNetworkSecret}` }
const post = (xml: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${running.url()}/pharmacy-network/script`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', ...bearer, ...headers },
    body: xml,
  })
const send = async (xml: string) => (await post(xml)).text()
const codeOf = (xml: string) => /<(Status|Error)><Code>(\d+)<\/Code>/.exec(xml)?.slice(1).join(' ')
const bodyType = (xml: string) => /<Body><(\w+)/.exec(xml)?.[1]
const callbacks = () =>
  running.clinic.received
    .filter(({ path }) => path === '/api/pharmacy-network/messages')
    .map(({ body }) => body)
const types = () => callbacks().map(bodyType)
const ask = (messageId: string) =>
  fetch(`${running.url()}/pharmacy-network/messages/${messageId}`, { headers: bearer })
type Counts = {
  unique: number
  received: number
  repeatedMessages: number
  rejected: number
  dispensed: number
}
const prescriptions = async () => (await running.state()).prescriptions as unknown as Counts

describe('a prescription', () => {
  test('is taken, verified and filled, and every answer names what it answers', async () => {
    const messageId = idOf('first')
    const reply = await send(newRx({ messageId }))
    expect(codeOf(reply)).toBe('Status 010')
    expect(reply).toContain(`<RelatesToMessageID>${messageId}</RelatesToMessageID>`)
    expect(reply).toContain('<To Qualifier="C">CLINIC-7</To><From Qualifier="P">9900017</From>')
    await eventually(() => types().length === 2)
    expect(types()).toEqual(['Verify', 'RxFill'])
    const fill = callbacks()[1] ?? ''
    expect(fill).toContain('<FillStatus><Filled/></FillStatus>')
    expect(fill).toContain(`<RelatesToMessageID>${messageId}</RelatesToMessageID>`)
    expect(fill).toContain('<PrescriberOrderNumber>ORDER-1</PrescriberOrderNumber>')
    expect(running.clinic.received[0]?.headers.authorization).toBe(bearer.authorization)
    expect(await prescriptions()).toMatchObject({ unique: 1, received: 1, dispensed: 1, repeatedMessages: 0 })
  })

  test('sent again under its MessageID is answered as before and acted on once', async () => {
    const messageId = idOf('again')
    const first = await send(newRx({ messageId }))
    const second = await send(newRx({ messageId, sentTime: '2026-11-22T10:05:00Z' }))
    expect(second).toBe(first)
    await eventually(() => types().length === 2)
    expect(await prescriptions()).toMatchObject({ unique: 1, received: 1, dispensed: 1, repeatedMessages: 1 })
  })

  test('sent again under a new MessageID is counted twice: that is the mistake the counters are for', async () => {
    await send(newRx({ messageId: idOf('one') }))
    await send(newRx({ messageId: idOf('two') }))
    await eventually(() => types().length === 4)
    const state = (await running.state()).prescriptions as unknown as { byOrderNumber: unknown }
    expect(state.byOrderNumber).toEqual({ 'ORDER-1': { received: 2, dispensed: 2 } })
  })

  test('a MessageID used for another message is refused as duplicate', async () => {
    const messageId = idOf('reused')
    await send(newRx({ messageId }))
    const reply = await send(newRx({ messageId, quantity: '90' }))
    expect(codeOf(reply)).toBe('Error 900')
    expect(reply).toContain('<DescriptionCode>220</DescriptionCode>')
  })

  test('after a rejection the same message may be sent again and is then taken', async () => {
    const messageId = idOf('retry')
    await running.faults({ pharmacy: { behaviours: { 9900017: 'reject_602' } } })
    expect(codeOf(await send(newRx({ messageId })))).toBe('Error 602')
    await running.faults({})
    expect(codeOf(await send(newRx({ messageId })))).toBe('Status 010')
    expect(await prescriptions()).toMatchObject({ received: 1 })
  })
})

describe('asked whether it got a message, the network', () => {
  test('tells the answer it gave and what became of the prescription', async () => {
    const messageId = idOf('asked')
    const reply = await send(newRx({ messageId }))
    const known = await eventually(async () => {
      const answer = (await (await ask(messageId)).json()) as { state: string }
      return answer.state === 'filled' && answer
    })
    expect(known).toMatchObject({ messageId, type: 'NewRx', state: 'filled', status: '010', reply })
  })
  test('says 404 for what never came, and wants the secret', async () => {
    expect((await ask('nothing')).status).toBe(404)
    const open = await fetch(`${running.url()}/pharmacy-network/messages/nothing`)
    expect(open.status).toBe(401)
  })
  test('resolves a transmission that was accepted and never answered', async () => {
    await running.faults({ pharmacy: { timeoutAfterAccept: true, verifyMs: 0, fillMs: 1 } })
    const messageId = idOf('silent')
    const unanswered = fetch(`${running.url()}/pharmacy-network/script`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml', ...bearer },
      body: newRx({ messageId }),
      signal: AbortSignal.timeout(300),
    })
    await expect(unanswered).rejects.toThrow()
    expect(await (await ask(messageId)).json()).toMatchObject({ status: '010' })
    await eventually(() => types().length === 2)
  })
})

describe('pharmacies behave as the directory says', () => {
  const outcome = async (to: string, expected: number) => {
    const reply = codeOf(await send(newRx({ messageId: idOf(to), to })))
    await eventually(() => types().length === expected)
    return [reply, ...callbacks().map((xml) => /<FillStatus><(\w+)/.exec(xml)?.[1] ?? bodyType(xml))]
  }
  test.each([
    ['9900140', ['Error 900']],
    ['9900157', ['Error 601']],
    ['9900165', ['Error 602']],
    ['9900132', ['Status 000', 'Verify', 'Filled']],
    ['9900181', ['Status 010', 'Verify', 'Verify', 'Filled', 'Filled']],
    ['9900199', ['Status 010', 'Filled', 'Verify']],
    ['9900207', ['Status 010', 'Verify', 'NotFilled']],
    ['9900215', ['Status 010', 'Verify', 'PartiallyFilled']],
    [pharmacyThat('reject_600'), ['Error 600']],
    [pharmacyThat('reject_700'), ['Error 700']],
    [pharmacyThat('prior_authorization'), ['Status 010', 'Verify', 'RxChangeRequest']],
    [pharmacyThat('change_request'), ['Status 010', 'Verify', 'RxChangeRequest']],
    [pharmacyThat('renewal_request'), ['Status 010', 'Verify', 'Filled', 'RxRenewalRequest']],
  ])('%s', async (to, expected) => {
    expect(await outcome(to, expected.length - 1)).toEqual(expected)
  })
  test('one that never answers takes the prescription and stays silent until its pharmacist acts', async () => {
    const messageId = idOf('quiet')
    expect(codeOf(await send(newRx({ messageId, to: '9900173' })))).toBe('Status 010')
    expect(codeOf(await send(newRx({ messageId: idOf('loud') })))).toBe('Status 010')
    await eventually(() => types().length === 2)
    expect(callbacks().join()).not.toContain('9900173')
    expect((await running.call('POST', `/pharmacy-network/messages/${messageId}/fill`)).status).toBe(202)
    await eventually(() => types().length === 3)
    expect(callbacks()[2]).toContain('<FillStatus><Filled/>')
  })
  test('a duplicate is the very same message twice', async () => {
    await send(newRx({ messageId: idOf('twice'), to: '9900181' }))
    await eventually(() => types().length === 4)
    expect(callbacks()[0]).toBe(callbacks()[1])
    expect(await prescriptions()).toMatchObject({ dispensed: 1 })
  })
})

describe('cancelling', () => {
  beforeEach(() => running.faults({ pharmacy: { verifyMs: 0, fillMs: 60_000 } }))
  const cancelled = async () => {
    const xml = await eventually(() => callbacks().find((body) => bodyType(body) === 'CancelRxResponse'))
    return xml.replace(/.*<Response>|<\/Response>.*/gs, '')
  }
  test('before the fill is approved, and no fill follows', async () => {
    const messageId = idOf('rx')
    await send(newRx({ messageId }))
    await send(cancelRx({ messageId: idOf('cancel'), relatesTo: messageId }))
    expect(await cancelled()).toBe('<Approved><Note>Prescription cancelled</Note></Approved>')
    expect(await (await ask(messageId)).json()).toMatchObject({ state: 'cancelled' })
    expect(await prescriptions()).toMatchObject({ dispensed: 0 })
  })
  test('after the fill is denied', async () => {
    const messageId = idOf('rx')
    await send(newRx({ messageId }))
    await running.call('POST', `/pharmacy-network/messages/${messageId}/fill`)
    await send(cancelRx({ messageId: idOf('cancel') }))
    expect(await cancelled()).toBe('<Denied><DenialReason>Already dispensed</DenialReason></Denied>')
  })
  test('is denied where the pharmacist declines', async () => {
    const messageId = idOf('rx')
    await send(newRx({ messageId }))
    await running.call('POST', `/pharmacy-network/messages/${messageId}/deny-cancel`)
    await send(cancelRx({ messageId: idOf('cancel') }))
    expect(await cancelled()).toContain('The pharmacist declined to cancel')
  })
  test('of an unknown prescription is denied', async () => {
    await send(cancelRx({ messageId: idOf('cancel'), order: 'NEVER-SENT' }))
    expect(await cancelled()).toContain('Prescription not on file')
  })
})

test('a renewal asked for by the pharmacy and approved is filled again', async () => {
  const messageId = idOf('rx')
  await send(newRx({ messageId }))
  await eventually(() => types().length === 2)
  const asked = await running.call('POST', `/pharmacy-network/messages/${messageId}/renewal-request`)
  const { messageId: request } = (await asked.json()) as { messageId: string }
  await eventually(() => types().includes('RxRenewalRequest'))
  const stray = await send(renewalResponse('Approved', { messageId: idOf('stray'), relatesTo: 'unknown' }))
  expect(codeOf(stray)).toBe('Error 900')
  const reply = await send(
    renewalResponse('Approved', { messageId: idOf('yes'), relatesTo: request, order: 'ORDER-2' }),
  )
  expect(codeOf(reply)).toBe('Status 010')
  await eventually(() => types().filter((type) => type === 'RxFill').length === 2)
})

describe('delivery to the clinic', () => {
  test('is tried until answered, in order, across a restart', async () => {
    running.clinic.answer.status = 503
    await send(newRx({ messageId: idOf('persistent') }))
    await eventually(() => types().length >= 2)
    expect(new Set(types())).toEqual(new Set(['Verify']))
    await running.restart()
    running.clinic.answer.status = 200
    await eventually(() => types().includes('RxFill'))
    expect(types().at(-1)).toBe('RxFill')
    expect(types().filter((type) => type === 'RxFill')).toHaveLength(1)
  })
  test('is over when the clinic refuses with a SCRIPT Error', async () => {
    running.clinic.answer.status = 400
    running.clinic.answer.body = '<Message><Body><Error><Code>900</Code></Error></Body></Message>'
    await send(newRx({ messageId: idOf('refused') }))
    await eventually(() => types().includes('RxFill'))
    expect(types()).toEqual(['Verify', 'RxFill'])
  })
  test('waits while the network is down and goes on afterwards', async () => {
    await send(newRx({ messageId: idOf('held'), to: '9900173' }))
    await running.faults({ pharmacy: { down: true } })
    await running.call('POST', `/pharmacy-network/messages/${idOf('held')}/verify`)
    await expect(post(newRx())).rejects.toThrow()
    expect(types()).toEqual([])
    await running.faults({ pharmacy: { down: true, downAs: '503' } })
    expect((await post(newRx())).status).toBe(503)
    await running.faults({})
    await eventually(() => types().length === 1)
  })
})

describe('what is not a valid message is answered with Error and kept', () => {
  const valid = newRx()
  test.each([
    ['no XML', 'hello', 'not well-formed'],
    ['an unclosed element', valid.replace('</Message>', ''), 'not well-formed'],
    ['a DOCTYPE', valid.replace('<Message', '<!DOCTYPE x [<!ENTITY a "b">]><Message'), 'DOCTYPE'],
    ['a wrong root', '<Letter/>', 'root element'],
    ['a namespace', valid.replace('<Message ', '<Message xmlns="urn:x" '), 'namespace'],
    ['no version', valid.replace('ECLVersion="20170715"', ''), 'ECLVersion'],
    ['an old version', valid.replaceAll('20170715', '20100601'), 'not supported'],
    ['another domain', valid.replace('"SCRIPT"', '"TELECOM"'), 'TransactionDomain'],
    ['no sender software', valid.replace(/<SenderSoftware>.*<\/SenderSoftware>/, ''), 'SenderSoftware'],
    ['a long MessageID', newRx({ messageId: 'x'.repeat(36) }), 'MessageID is longer'],
    ['no MessageID', valid.replace('<MessageID>a1</MessageID>', ''), 'MessageID is missing'],
    ['a header out of order', valid.replace(/(<To .*?<\/To>)(<From .*?<\/From>)/, '$2$1'), 'out of sequence'],
    ['no qualifier', valid.replace('<To Qualifier="P">', '<To>'), 'Qualifier'],
    ['two transactions', valid.replace('</Body>', '<Status/></Body>'), 'exactly one'],
    ['an unknown transaction', newRx({ body: '<Census/>' }), 'not accepted'],
    ['no order number', newRx({ order: '' }), 'PrescriberOrderNumber'],
    ['a wrong NPI', valid.replace('1234567893', '1234567890'), 'check digit'],
    ['an impossible birth date', valid.replace('1988-04-12', '1988-02-30'), 'must be a date'],
    ['an unborn patient', valid.replace('1988-04-12', '2988-04-12'), 'future'],
    ['a wrong gender', valid.replace('<Gender>F', '<Gender>X'), 'Gender'],
    ['another pharmacy inside', valid.replace('<NCPDPID>9900017', '<NCPDPID>9900025'), 'differs'],
    ['a short NDC', valid.replace('00093515556', '93515556'), 'NDC'],
    ['a strange RxCUI qualifier', valid.replace('>SCD<', '>XYZ<'), 'SCD, SBD'],
    ['no quantity', newRx({ quantity: '0' }), 'above zero'],
    ['a unit of another list', valid.replace('C48542', 'C25397'), 'quantity unit'],
    ['no refill count', valid.replace(/<NumberOfRefills>.*?<\/NumberOfRefills>/, ''), 'NumberOfRefills'],
    ['a diagnosis that is no ICD-10', valid.replace('L64.9', 'BALD'), 'ICD-10'],
    ['no directions', valid.replace(/<Sig>.*<\/Sig>/, ''), 'SigText'],
    ['an unsigned controlled drug', valid.replace('<Code>C38046', '<Code>C48677'), 'digital signature'],
    [
      'a controlled drug of nobody registered',
      valid
        .replace('<Code>C38046', '<Code>C48677')
        .replace(
          '</Header>',
          '<DigitalSignature Version="1"><DigitalSignatureIndicator>true</DigitalSignatureIndicator></DigitalSignature></Header>',
        ),
      'DEANumber',
    ],
    [
      'medication parts out of order',
      valid.replace(/(<DaysSupply>.*?<\/DaysSupply>)(.*?<\/NumberOfRefills>)/, '$2$1'),
      'out of sequence',
    ],
    ['an unknown pharmacy', newRx({ to: '1111111' }), 'not on file'],
  ])('%s', async (_name, xml, words) => {
    const response = await post(xml)
    const reply = await response.text()
    expect(response.status).toBe(200)
    expect(codeOf(reply)).toBe('Error 900')
    expect(reply).toContain(words)
    expect(await running.state()).toMatchObject({ messages: { in: 1 }, prescriptions: { received: 0 } })
  })
  test('bytes that are not UTF-8', async () => {
    const reply = await (await post(new Uint8Array([0x3c, 0x61, 0xff, 0x3e]))).text()
    expect(reply).toContain('not UTF-8')
  })
  test('a byte-order mark, CDATA, comments and elements it does not know are read over', async () => {
    const xml = newRx()
      .replace('<BusinessName>Harborview Pharmacy', '<!-- x --><BusinessName><![CDATA[Smith & Sons]]>')
      .replace('<Gender>', '<Unheard>Of</Unheard><Gender>')
    expect(codeOf(await send(`\uFEFF${xml}`))).toBe('Status 010')
  })
})

test('the door: secret, media type, size', async () => {
  expect((await post(newRx(), { authorization: 'Bearer wrong' })).status).toBe(401)
  expect((await post(newRx(), { authorization: '' })).status).toBe(401)
  expect((await post(newRx(), { 'content-type': 'application/json' })).status).toBe(415)
  expect((await post(newRx().padEnd(1_100_000))).status).toBe(413)
})

describe('the line fails', () => {
  const rx = (name: string) => newRx({ messageId: idOf(name), order: `ORDER-${name}` })
  const receipts = async () => (await running.call('GET', '/pharmacy-network/receipts')).json()
  const fault = (settings: object) =>
    running.faults({ pharmacy: { verifyMs: 60_000, fillMs: 60_000, ...settings } })

  test('before anything was read: nothing came, and the same message is taken afterwards', async () => {
    await fault({ cutBeforeRate: 1 })
    await expect(post(rx('cut'))).rejects.toThrow()
    await fault({ busyRate: 1 })
    expect((await post(rx('cut'))).status).toBe(503)
    await fault({ error600Rate: 1 })
    expect(codeOf(await send(rx('cut')))).toBe('Error 600')
    expect((await ask(idOf('cut'))).status).toBe(404)
    expect(await receipts()).toEqual({ messageIds: 0, orderNumbers: 0, arrivals: 0, taken: 0 })
    await fault({})
    expect(codeOf(await send(rx('cut')))).toBe('Status 010')
    expect(await receipts()).toEqual({ messageIds: 1, orderNumbers: 1, arrivals: 1, taken: 1 })
  })

  test.each(['cutAfterRate', 'lostAnswerRate'])(
    '%s: it was taken, the sender cannot know, and asking tells',
    async (name) => {
      await fault({ [name]: 1 })
      const unanswered = fetch(`${running.url()}/pharmacy-network/script`, {
        method: 'POST',
        headers: { 'content-type': 'application/xml', ...bearer },
        body: rx(name),
        signal: AbortSignal.timeout(400),
      })
      await expect(unanswered).rejects.toThrow()
      expect(await (await ask(idOf(name))).json()).toMatchObject({ status: '010' })
      await fault({})
      expect(codeOf(await send(rx(name)))).toBe('Status 010')
      expect(await receipts()).toEqual({ messageIds: 1, orderNumbers: 1, arrivals: 2, taken: 1 })
    },
  )

  test('several faults at once strike each by its own count', async () => {
    await fault({ busyRate: 0.5, error600Rate: 0.5, slowRate: 1, slowByMs: 1 })
    const outcomes: string[] = []
    for (let n = 0; n < 8; n += 1) {
      const response = await post(rx(`n${n}`))
      outcomes.push(response.status === 503 ? 'busy' : (codeOf(await response.text()) ?? ''))
    }
    const busy = 'busy'
    expect(outcomes).toEqual(['Status 010', busy, 'Error 600', busy, 'Status 010', busy, 'Error 600', busy])
  })

  test('receipts are paged by order number, and a second MessageID of one order shows', async () => {
    await fault({})
    await send(newRx({ messageId: idOf('one'), order: 'B' }))
    await send(newRx({ messageId: idOf('two'), order: 'B' }))
    await send(newRx({ messageId: idOf('three'), order: 'A' }))
    const page = async (query: string) =>
      (await (await running.call('GET', `/pharmacy-network/receipts/orders?${query}`)).json()) as {
        orders: unknown[]
      }
    expect((await page('limit=1')).orders).toEqual([
      { orderNumber: 'A', messageIds: 1, taken: 1, arrivals: 1 },
    ])
    expect((await page('after=A')).orders).toEqual([
      { orderNumber: 'B', messageIds: 2, taken: 2, arrivals: 2 },
    ])
    expect((await running.call('GET', '/pharmacy-network/receipts/orders?limit=0')).status).toBe(400)
    await running.call('POST', '/api/reset')
    expect(await receipts()).toEqual({ messageIds: 0, orderNumbers: 0, arrivals: 0, taken: 0 })
  })
})
