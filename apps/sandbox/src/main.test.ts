import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually, secrets, startClinic } from '../test-support/running-sandbox.ts'
import { idOf, newRx } from '../test-support/script-samples.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let folder: string
let clinic: Awaited<ReturnType<typeof startClinic>>
let started: ChildProcess[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-process-'))
  clinic = await startClinic()
  started = []
})
afterEach(async () => {
  for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await clinic.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = async (changes: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      SANDBOX_PORT: '0',
      SANDBOX_SMTP_PORT: '0',
      SANDBOX_STATE_DIR: folder,
      COUNTERSIGN_URL: clinic.url,
      PHARMACY_NETWORK_SECRET: secrets.pharmacyNetworkSecret,
      STRIPE_SECRET_KEY: secrets.stripeSecretKey,
      STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
      ...changes,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += String(chunk)
  })
  await eventually(() => output.stdout.includes('\n') || child.exitCode !== null)
  return { child, output, url: /http:\/\/[\d.]+:\d+/.exec(output.stdout)?.[0] ?? '' }
}

test('says it is ready in one line, warns of nothing, and ends cleanly on SIGTERM', async () => {
  const { child, output, url } = await start()
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(output.stdout.trim().split('\n')).toHaveLength(1)
  expect(output.stderr).toBe('')
})

test('names the setting that is missing', async () => {
  const { child, output } = await start({ STRIPE_SECRET_KEY: '' })
  await eventually(() => child.exitCode !== null && output.stderr !== '')
  expect(child.exitCode).toBe(1)
  expect(output.stderr).toContain('stripeSecretKey')
})

test('killed without warning, it keeps every promise after the next start, once', async () => {
  const first = await start()
  clinic.answer.status = 503
  const reply = await fetch(`${first.url}/pharmacy-network/script`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', authorization: `Bearer ${secrets.pharmacyNetworkSecret}` },
    body: newRx({ messageId: idOf('survivor') }),
  })
  expect(await reply.text()).toContain('<Status><Code>010</Code></Status>')
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  clinic.answer.status = 200
  clinic.received.length = 0
  const second = await start()
  await eventually(() => clinic.received.some(({ body }) => body.includes('<RxFill>')))
  const bodies = clinic.received.map(({ body }) => /<Body><(\w+)/.exec(body)?.[1])
  expect(bodies).toEqual(['Verify', 'RxFill'])
  const state = (await (await fetch(`${second.url}/api/state`)).json()) as { prescriptions: object }
  expect(state.prescriptions).toMatchObject({ received: 1, dispensed: 1 })
})
