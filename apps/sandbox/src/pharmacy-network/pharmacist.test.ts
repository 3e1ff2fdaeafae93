/** Whatever the counter says must be what a clinic can read: checked with the clinic's own reader. */
import { decode, type ScriptBody } from '@countersign/ncpdp-script'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually, type Running, secrets, startRunning } from '../../test-support/running-sandbox.ts'
import { cancelRx, idOf, newRx } from '../../test-support/script-samples.ts'

const counter = '9900017'
let running: Running
beforeEach(async () => {
  running = await startRunning()
  await running.faults({ pharmacy: { verifyMs: 0, fillMs: 1, behaviours: { [counter]: 'by_hand' } } })
})
afterEach(() => running.close())

const rx = idOf('at the counter')
const send = (xml: string) =>
  fetch(`${running.url()}/pharmacy-network/script`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', authorization: `Bearer ${secrets.pharmacyNetworkSecret}` },
    body: xml,
  })
const act = (name: string, detail: object = {}, about = rx) =>
  running.call('POST', `/pharmacy-network/messages/${about}/${name}`, detail)

/** What the clinic got, read by its own codec; fails the test where it could not. */
const heard = async (count: number): Promise<ScriptBody[]> => {
  await eventually(() => running.clinic.received.length >= count)
  return running.clinic.received.map(({ body }) => {
    const decoded = decode(body)
    if (!decoded.ok) throw new Error(`${decoded.error.path}: ${decoded.error.message}\n${body}`)
    expect(decoded.message.header.relatesToMessageId).toBeTruthy()
    return decoded.message.body
  })
}

describe('a person at the counter', () => {
  test.each([
    ['verify', {}, { type: 'Verify' }],
    ['fill', { note: 'Ready' }, { type: 'RxFill', fillStatus: { outcome: 'filled', note: 'Ready' } }],
    [
      'partial-fill',
      { quantity: '12' },
      {
        type: 'RxFill',
        fillStatus: { outcome: 'partially-filled' },
        medicationDispensed: { quantity: { value: '12' } },
      },
    ],
    [
      'not-filled',
      { reason: 'Recalled' },
      { type: 'RxFill', fillStatus: { outcome: 'not-filled', note: 'Recalled' } },
    ],
    [
      'transfer',
      { note: 'To our Main Street shop' },
      { type: 'RxFill', fillStatus: { outcome: 'transferred' } },
    ],
    [
      'renewal-request',
      { refills: 4 },
      { type: 'RxRenewalRequest', medicationDispensed: { pharmacyRequestedRefills: 4 } },
    ],
    [
      'error',
      { reason: 'No such strength' },
      { type: 'Error', code: '900', description: 'No such strength' },
    ],
  ])('%s', async (name, detail, expected) => {
    await send(newRx({ messageId: rx }))
    expect((await act(name, detail)).status).toBe(202)
    expect((await heard(1))[0]).toMatchObject(expected)
  })

  test.each([
    ['D', {}, {}],
    [
      'G',
      { drug: 'Finasteride 1 MG Oral Tablet (generic)' },
      { medicationsRequested: [{ drugDescription: 'Finasteride 1 MG Oral Tablet (generic)' }] },
    ],
    ['OS', {}, {}],
    ['P', { reason: 'The plan wants one' }, { changeReasonText: 'The plan wants one' }],
    ['S', {}, {}],
    [
      'T',
      { quantity: '10' },
      {
        medicationsRequested: [
          { drugDescription: 'Dutasteride 0.5 MG Oral Capsule', quantity: { value: '10' } },
        ],
      },
    ],
    ['U', { subCode: 'G' }, { messageRequestSubCodes: ['G'] }],
  ])('asks for a change of kind %s', async (code, detail, expected) => {
    await send(newRx({ messageId: rx }))
    expect((await act('change-request', { code, ...detail })).status).toBe(202)
    expect((await heard(1))[0]).toMatchObject({
      type: 'RxChangeRequest',
      messageRequestCode: code,
      ...expected,
    })
  })

  test('decides about a cancel that waits', async () => {
    await send(newRx({ messageId: rx }))
    await send(cancelRx({ messageId: idOf('please cancel'), relatesTo: rx }))
    expect(running.clinic.received).toEqual([])
    expect((await act('allow-cancel', { reason: 'Back on the shelf' })).status).toBe(202)
    expect((await heard(1))[0]).toEqual({
      type: 'CancelRxResponse',
      response: { outcome: 'approved', note: 'Back on the shelf' },
    })
    await send(cancelRx({ messageId: idOf('again'), relatesTo: rx }))
    await act('deny-cancel', { reason: 'Already gone' })
    expect((await heard(2))[1]).toMatchObject({
      response: { outcome: 'denied', denialReason: 'Already gone' },
    })
  })

  test('cannot cancel what was handed out', async () => {
    await send(newRx({ messageId: rx }))
    await act('fill')
    await send(cancelRx({ messageId: idOf('too late'), relatesTo: rx }))
    const refused = await act('allow-cancel')
    expect(refused.status).toBe(409)
    expect(await refused.json()).toEqual({ error: 'Already dispensed' })
    await act('deny-cancel')
    expect((await heard(2))[1]).toMatchObject({
      response: { outcome: 'denied', denialReason: 'Already dispensed' },
    })
  })

  test.each([
    ['fill', { quantity: 'ten' }, 400],
    ['fill', { quantity: '0' }, 400],
    ['change-request', { code: 'X' }, 400],
    ['fill', { colour: 'red' }, 400],
    ['juggle', {}, 404],
    ['toString', {}, 404],
  ])('%s %j is refused', async (name, detail, status) => {
    await send(newRx({ messageId: rx }))
    expect((await act(name, detail)).status).toBe(status)
    expect((await act('fill', {}, 'unknown')).status).toBe(404)
    expect(running.clinic.received).toEqual([])
  })
})

test('a pharmacy that never cancels denies what it could have granted', async () => {
  await running.faults({
    pharmacy: { verifyMs: 0, fillMs: 60_000, behaviours: { [counter]: 'deny_cancel' } },
  })
  await send(newRx({ messageId: rx }))
  await heard(1)
  await send(cancelRx({ messageId: idOf('no'), relatesTo: rx }))
  expect((await heard(2))[1]).toMatchObject({ type: 'CancelRxResponse', response: { outcome: 'denied' } })
})
