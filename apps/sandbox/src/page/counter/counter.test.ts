import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually, type Running, secrets, startRunning } from '../../../test-support/running-sandbox.ts'
import { cancelRx, idOf, newRx, renewalResponse } from '../../../test-support/script-samples.ts'

const PHARMACY = '9900017'
let running: Running
beforeEach(async () => {
  running = await startRunning()
  await running.faults({ pharmacy: { behaviours: { [PHARMACY]: 'by_hand' } } })
})
afterEach(() => running.close())

const send = async (xml: string) => {
  const response = await fetch(`${running.url()}/pharmacy-network/script`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', authorization: `Bearer ${secrets.pharmacyNetworkSecret}` },
    body: xml,
  })
  expect(await response.text()).toContain('<Code>010</Code>')
}
const see = async (path: string, status = 200): Promise<string> => {
  const response = await fetch(running.url() + path)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  return response.text()
}
const received = async (words: string): Promise<string> => {
  const found = await eventually(() => running.clinic.received.find(({ body }) => body.includes(words)))
  return found.body
}
const rx = idOf('counter')
const at = `/pharmacies/${PHARMACY}/prescriptions/${rx}`
const act = (name: string, fields: Record<string, string> = {}) =>
  fetch(`${running.url()}${at}/${name}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

describe('the pharmacies', () => {
  test('are found by name, place and number', async () => {
    expect(await see('/pharmacies')).toContain('500 found')
    const found = await see('/pharmacies?search=harborview')
    expect(found).toContain(`href="/pharmacies/${PHARMACY}"`)
    expect(await see('/pharmacies?search=no-such-place')).toContain('0 found')
    expect(await see('/pharmacies?search=%3Cscript%3E')).not.toContain('<script>')
  })
  test('have a counter each, and an address that is none says so', async () => {
    expect(await see(`/pharmacies/${PHARMACY}`)).toContain('Nothing waits at this counter.')
    expect(await see('/pharmacies/0000000', 404)).toContain('There is no such pharmacy.')
    expect(await see(at, 404)).toContain('There is no such prescription.')
  })
  test('are told how to behave, and to behave as listed again', async () => {
    const behave = (behaviour: string) =>
      fetch(`${running.url()}/pharmacies/${PHARMACY}/behaviour`, {
        method: 'POST',
        body: new URLSearchParams({ behaviour }),
        redirect: 'manual',
      })
    const behaviours = async () => {
      const faults = (await (await running.call('GET', '/faults')).json()) as {
        pharmacy: { behaviours: object }
      }
      return faults.pharmacy.behaviours
    }
    expect((await behave('out_of_stock')).status).toBe(303)
    expect(await behaviours()).toEqual({ [PHARMACY]: 'out_of_stock' })
    expect((await behave('as it likes')).status).toBe(400)
    expect(await behaviours()).toEqual({ [PHARMACY]: 'out_of_stock' })
    await behave('')
    expect(await behaviours()).toEqual({})
  })
})

describe('a person at the counter', () => {
  beforeEach(() => send(newRx({ messageId: rx })))

  test('reads what came', async () => {
    expect(await see(`/pharmacies/${PHARMACY}`)).toContain('Ava Sample')
    const page = await see(at)
    for (const words of [
      'Take 1 tablet by mouth once daily.',
      'Ava Sample, born 1988-04-12',
      '30 tablets',
      'L64.9 Androgenic alopecia',
      'NPI 1234567893',
    ])
      expect(page).toContain(words)
    expect(await see(`/pharmacies/9900041/prescriptions/${rx}`, 404)).toContain('no such prescription')
  })

  test.each([
    ['fill', {}, '<Filled'],
    [
      'partial-fill',
      { quantity: '10', note: 'The rest tomorrow' },
      '<PartiallyFilled><Note>The rest tomorrow',
    ],
    ['not-filled', { note: '' }, '<NotFilled><Note>Out of stock'],
    ['transfer', { note: 'To Harbor East' }, '<Transferred><Note>To Harbor East'],
    ['renewal-request', { refills: '5' }, '<PharmacyRequestedRefills>5'],
    ['error', { reason: 'Label printer broken' }, '<Description>Label printer broken'],
  ])('%s %j goes to the clinic', async (name, fields, words) => {
    const response = await act(name, fields)
    expect(response.status).toBe(303)
    const sent = await received(words)
    expect(sent).toContain(rx)
    expect(await see(response.headers.get('location') ?? '')).toMatch(/\w+ sent to the clinic\./)
  })

  test.each(['D', 'G', 'OS', 'P', 'S', 'T', 'U'])('asks for a change of the kind %s', async (code) => {
    expect((await act('change-request', { code, reason: '', drug: '', subCode: '' })).status).toBe(303)
    const sent = await received(`<MessageRequestCode>${code}<`)
    expect(sent.includes('<MedicationRequested>')).toBe(code === 'G' || code === 'T')
    expect(sent.includes('<MessageRequestSubCode>')).toBe(code === 'U')
  })

  test('is told what cannot be done, and nothing is sent', async () => {
    for (const [name, fields, status] of [
      ['partial-fill', { quantity: 'a few' }, 400],
      ['juggle', {}, 404],
    ] as const) {
      const response = await act(name, fields)
      expect(response.status).toBe(status)
      expect(await response.text()).toContain('role="alert"')
    }
    expect(running.clinic.received).toEqual([])
  })

  test('refuses a cancel with a reason, and grants the next', async () => {
    await send(cancelRx({ messageId: idOf('cancel-1'), relatesTo: rx }))
    expect(await see(`/pharmacies/${PHARMACY}`)).toContain('cancel asked')
    expect(await see(at)).toContain('The clinic asks to cancel this prescription')
    await act('deny-cancel', { reason: 'The courier has it' })
    expect(await received('<DenialReason>The courier has it')).toContain(idOf('cancel-1'))
    await send(cancelRx({ messageId: idOf('cancel-2'), relatesTo: rx }))
    await act('allow-cancel')
    await received('<Approved')
    expect(await see(at)).toContain('This prescription is cancelled')
  })

  test('cannot grant a cancel of what was handed out', async () => {
    await act('fill')
    await send(cancelRx({ messageId: idOf('late'), relatesTo: rx }))
    expect(await see(at)).toContain('It cannot be granted: already dispensed.')
    expect((await act('allow-cancel')).status).toBe(409)
  })

  test('sees the prescriber’s answer beside the question', async () => {
    await act('renewal-request', { refills: '3' })
    const asked = /<MessageID>(\w+)/.exec(await received('<RxRenewalRequest>'))?.[1] ?? ''
    await send(renewalResponse('Denied', { messageId: idOf('no'), relatesTo: asked, order: 'ANOTHER' }))
    expect(await see(at)).toContain('RxRenewalResponse')
  })

  test('finds everything again after a restart', async () => {
    await act('partial-fill', { quantity: '10' })
    await running.restart()
    const page = await see(at)
    expect(page).toContain('partially filled')
    expect(page).toContain('Fill the rest')
  })
})
