import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Running, secrets, startRunning } from '../test-support/running-sandbox.ts'
import { idOf, newRx } from '../test-support/script-samples.ts'
import { optionsFromEnvironment } from './config.ts'
import { overlay } from './faults.ts'
import { startSandbox } from './sandbox.ts'

let running: Running
beforeEach(async () => {
  running = await startRunning()
})
afterEach(() => running.close())

const send = (xml: string) =>
  fetch(`${running.url()}/pharmacy-network/script`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', authorization: `Bearer ${secrets.pharmacyNetworkSecret}` },
    body: xml,
  })

describe('faults', () => {
  const read = async () => (await running.call('GET', '/faults')).json() as Promise<Record<string, object>>
  test('are kept across a restart and reset by DELETE', async () => {
    await running.faults({ pharmacy: { slowMs: 5, behaviours: { '9900017': 'slow' } } })
    await running.restart()
    expect((await read()).pharmacy).toMatchObject({
      slowMs: 5,
      verifyMs: 500,
      behaviours: { '9900017': 'slow' },
    })
    await running.call('DELETE', '/faults')
    expect((await read()).pharmacy).toMatchObject({ slowMs: 0, behaviours: {} })
  })
  test('PUT replaces everything, PATCH only what it names', async () => {
    await running.faults({ card: { declineCaptures: true } })
    await running.call('PATCH', '/faults', { pharmacy: { fillMs: 7 } })
    expect(await read()).toMatchObject({ card: { declineCaptures: true }, pharmacy: { fillMs: 7 } })
    await running.faults({ pharmacy: { verifyMs: 1 } })
    expect(await read()).toMatchObject({
      card: { declineCaptures: false },
      pharmacy: { verifyMs: 1, fillMs: 2000 },
    })
  })
  test.each([
    [{ pharmacy: { errorRate: 2 } }],
    [{ pharmacy: { slowMs: 'long' } }],
    [{ moon: {} }],
    [{ card: { colour: 'red' } }],
    [{ pharmacy: { behaviours: { x: 'slow' } } }],
    [[]],
    [null],
  ])('%j is refused and nothing changes', async (settings) => {
    const before = await read()
    expect((await running.call('PUT', '/faults', settings)).status).toBe(400)
    expect(await read()).toEqual(before)
  })
  test('a prototype in a patch is refused, not followed', () => {
    const patched = overlay({ a: 1 }, JSON.parse('{"__proto__":{"polluted":true}}')) as Record<
      string,
      unknown
    >
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(patched.a).toBe(1)
  })
})

describe('the page', () => {
  const page = async (path: string) => {
    const response = await fetch(running.url() + path)
    expect(response.status).toBe(200)
    return { html: await response.text(), policy: response.headers.get('content-security-policy') ?? '' }
  }
  test('shows each counterparty, and says so where nothing came', async () => {
    for (const [path, words] of [
      ['/', 'No SCRIPT message has arrived yet'],
      ['/?view=card', 'No payment yet'],
      ['/?view=payer', 'No inquiry yet'],
      ['/?view=mailbox', 'No mail yet'],
      ['/mailbox', 'No mail yet'],
      ['/?view=nonsense', 'No SCRIPT message has arrived yet'],
    ] as const) {
      expect((await page(path)).html).toContain(words)
    }
  })
  test('escapes what came, and lets no foreign script run', async () => {
    await send('<script>alert(1)</script>')
    await send(
      newRx({ messageId: idOf('x'), order: '"&gt;&lt;img src=x&gt;' }).replace(
        'Finasteride',
        '&lt;script&gt;',
      ),
    )
    const { html, policy } = await page('/')
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<img')
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("default-src 'none'")
  })
  test('switches faults by form, leaving others alone', async () => {
    await running.faults({ pharmacy: { behaviours: { '9900017': 'slow' }, outOfOrder: true } })
    const response = await fetch(`${running.url()}/faults/pharmacy`, {
      method: 'POST',
      body: new URLSearchParams({ down: 'on', slowMs: '15', verifyMs: '' }),
      redirect: 'manual',
    })
    expect(response.status).toBe(303)
    expect(await (await running.call('GET', '/faults')).json()).toMatchObject({
      pharmacy: {
        down: true,
        outOfOrder: false,
        slowMs: 15,
        verifyMs: 500,
        behaviours: { '9900017': 'slow' },
      },
    })
    const refused = await fetch(`${running.url()}/faults/pharmacy`, {
      method: 'POST',
      body: new URLSearchParams({ slowMs: '-3' }),
    })
    expect(refused.status).toBe(400)
  })
  test('streams a change when something arrives', async () => {
    const stop = new AbortController()
    const response = await fetch(`${running.url()}/api/changes`, { signal: stop.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    const until = async (words: string) => {
      while (!seen.includes(words)) seen += (await reader?.read())?.value ?? ''
    }
    await until('event: ready')
    await send('anything')
    await until('event: change')
    stop.abort()
    expect(seen).toContain('event: change')
  })
})

test('reset forgets everything, faults included', async () => {
  await running.faults({ card: { declineCaptures: true } })
  await send(newRx())
  expect((await running.call('POST', '/api/reset')).status).toBe(204)
  expect(await running.state()).toMatchObject({
    prescriptions: { received: 0 },
    messages: { in: 0 },
    mails: { total: 0 },
  })
  expect(await (await running.call('GET', '/faults')).json()).toMatchObject({
    card: { declineCaptures: false },
  })
})

describe('starting', () => {
  const environment = {
    PHARMACY_NETWORK_SECRET: 'a',
    STRIPE_SECRET_KEY: 'b',
    STRIPE_WEBHOOK_SECRET: 'c',
  }
  test('has defaults for everything but the secrets', () => {
    expect(optionsFromEnvironment({ ...environment, SANDBOX_PORT: '' })).toMatchObject({
      port: 4010,
      smtpPort: 4025,
      stateDir: '.countersign/sandbox',
      countersignUrl: 'http://127.0.0.1:4000',
    })
  })
  test.each([
    ['a missing secret', { ...environment, STRIPE_SECRET_KEY: undefined }],
    ['a port that is none', { ...environment, SANDBOX_PORT: 'http' }],
    ['an address that is none', { ...environment, COUNTERSIGN_URL: 'clinic' }],
  ])('is refused with %s', (_name, env) => {
    expect(() => optionsFromEnvironment(env)).toThrow()
  })
  test('on a port that is taken fails with that reason and leaves the other port free', async () => {
    const port = Number(new URL(running.url()).port)
    const stateDir = mkdtempSync(join(tmpdir(), 'sandbox-taken-'))
    const free = await startSandbox({ port: 0, smtpPort: 0, stateDir, ...secrets })
    const { smtpPort } = free
    await free.close()
    await expect(startSandbox({ port, smtpPort, stateDir, ...secrets })).rejects.toThrow(/EADDRINUSE/)
    const second = await startSandbox({ port: 0, smtpPort, stateDir, ...secrets })
    expect(second.smtpPort).toBe(smtpPort)
    await second.close()
    rmSync(stateDir, { recursive: true, force: true })
  })
})
