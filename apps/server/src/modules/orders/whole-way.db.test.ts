/**
 * The real clients, the real doors and the sandbox, together: what a patient and a provider set going ends as it
 * must, also when the outside repeats itself, changes the order, goes away, or says no.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../../sandbox/src/sandbox.ts'
import { createSmtpMailer } from '../../adapters/mail/smtp-mailer.ts'
import { createStripeProcessor } from '../../adapters/payments/stripe-processor.ts'
import { createScriptNetwork } from '../../adapters/pharmacy/script-network.ts'
import { type Case, type Outside, startOutside, UNDO } from '../../testing/outside.ts'
import { openCheckout, registerStripeWebhook } from '../invoices/index.ts'
import { ensurePharmacies } from '../pharmacies/index.ts'
import { registerPharmacyInbound } from './index.ts'

const secret = 'a network secret of a test'
const stateDir = mkdtempSync(join(tmpdir(), 'countersign-whole-'))
let outside: Outside
let app: FastifyInstance
let sandbox: Sandbox

beforeAll(async () => {
  // The processor signs its webhooks by the machine's clock.
  outside = await startOutside({ now: () => new Date() })
  app = Fastify()
  registerPharmacyInbound(app, outside.deps, outside.questions)
  registerStripeWebhook(app, outside.deps)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  sandbox = await startSandbox({
    port: 0,
    smtpPort: 0,
    stateDir,
    countersignUrl: `http://127.0.0.1:${port}`,
    pharmacyNetworkSecret: secret,
    stripeSecretKey: 'sk_test_of_a_test',
    stripeWebhookSecret: 'whsec_of_a_test',
  })
  Object.assign(outside.deps, {
    pharmacyNetwork: createScriptNetwork({ url: sandbox.url, secret, version: '2017071', timeoutMs: 2000 }),
    cardProcessor: createStripeProcessor({
      secretKey: 'sk_test_of_a_test',
      webhookSecret: 'whsec_of_a_test',
      apiUrl: sandbox.url,
      timeoutMs: 2000,
    }),
    mailer: createSmtpMailer({ url: `smtp://127.0.0.1:${sandbox.smtpPort}`, from: 'x@countersign.example' }),
  })
  await outside.sql("update clinics set npi = '1992999825'")
  await outside.sql("update providers set npi = '1992999825'")
  await outside.sql('delete from pharmacies')
  expect(await ensurePharmacies(outside.deps)).toBe(true)
})
afterAll(async () => {
  await outside.deps.mailer.close()
  await sandbox.close()
  await app.close()
  await outside.stop()
  rmSync(stateDir, { recursive: true, force: true })
})

const faults = async (settings: object) => {
  const response = await fetch(`${sandbox.url}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...settings,
      pharmacy: { verifyMs: 50, fillMs: 100, ...(settings as { pharmacy?: object }).pharmacy },
    }),
  })
  expect(response.status).toBe(200)
}
afterEach(() => faults({}))

/** The worker, until things are as they should be. Jobs that wait for later are run now. */
const until = async (opened: Case, reached: (view: Awaited<ReturnType<Outside['view']>>) => boolean) => {
  for (let tries = 0; tries < 150; tries += 1) {
    const view = await outside.view(opened)
    if (reached(view)) return view
    await outside.runDue()
    await sleep(100)
    await outside.sql(
      `update graphile_worker._private_jobs set run_at = now() where locked_at is null
         and task_id in (select id from graphile_worker._private_tasks where identifier in ('send-prescription', 'resolve-transmission', 'capture-payment', 'send-notification'))`,
    )
  }
  throw new Error(`it never came to that: ${JSON.stringify(await outside.view(opened))}`)
}

const pay = async (opened: Case, number = '4242424242424242') => {
  const { consultationId } = opened
  const ways = { returnUrl: 'https://clinic.example/back', cancelUrl: 'https://clinic.example/stop' }
  const { url } = await openCheckout(outside.deps, { clinicId: outside.clinicId, consultationId, ...ways })
  const response = await fetch(`${url}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ number, expiry: '12/90', cvc: '123', name: 'Test Patient', zip: '78701' }),
  })
  expect(response.status).toBe(200)
}
const payAndApprove = async (number?: string) => {
  const opened = await outside.openCase()
  await pay(opened, number)
  await until(opened, ({ payment }) => payment?.status === 'authorised')
  const approved = await outside.approve(opened)
  outside.clock.advance(UNDO)
  return approved
}
const network = async (messageId: string) => {
  const response = await fetch(`${sandbox.url}/pharmacy-network/messages/${messageId}`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  return response.json() as Promise<{ state: string; repeats: number }>
}
const state = async () => (await fetch(`${sandbox.url}/api/state`)).json() as Promise<Record<string, unknown>>

describe('the whole way', () => {
  it('paid, approved, sent, verified, filled, captured, told', async () => {
    await faults({})
    const approved = await payAndApprove()
    const view = await until(approved, ({ status }) => status === 'completed')
    expect(view).toMatchObject({
      invoice: { status: 'paid' },
      payment: { status: 'captured' },
      prescriptions: [{ status: 'filled' }],
    })
    expect(await network(approved.messageId)).toMatchObject({ state: 'filled', repeats: 0 })
    expect(JSON.stringify(await state())).toContain(approved.paymentId)
  })

  it('everything twice and in the wrong order', async () => {
    await faults({
      pharmacy: { duplicateCallbacks: true, outOfOrder: true },
      card: { duplicateCallbacks: true, outOfOrder: true },
    })
    const approved = await payAndApprove()
    await until(approved, ({ status, payment }) => status === 'completed' && payment?.status === 'captured')
    expect(await network(approved.messageId)).toMatchObject({ state: 'filled', repeats: 0 })
  })

  it('the network takes it and does not answer; the processor captures and does not answer', async () => {
    await faults({})
    const approved = await payAndApprove()
    await faults({ pharmacy: { timeoutAfterAccept: true }, card: { timeoutAfterAccept: true } })
    await outside.runDue()
    await faults({})
    const view = await until(approved, ({ status }) => status === 'completed')
    expect(view.payment?.status).toBe('captured')
    expect(await network(approved.messageId)).toMatchObject({ state: 'filled', repeats: 0 })
  })

  it('everybody is away for a while', async () => {
    await faults({})
    const approved = await payAndApprove()
    await faults({ pharmacy: { down: true }, card: { down: true }, mailbox: { down: true } })
    for (let round = 0; round < 3; round += 1) await outside.runDue()
    expect((await outside.view(approved)).status).toBe('approved')
    await faults({})
    await until(approved, ({ status, payment }) => status === 'completed' && payment?.status === 'captured')
    expect((await network(approved.messageId)).state).toBe('filled')
  })

  it('the pharmacy says no', async () => {
    await faults({ pharmacy: { behaviours: { '9900041': 'reject_900' } } })
    const approved = await payAndApprove()
    const view = await until(
      approved,
      ({ status, payment }) => status === 'on_hold' && payment?.status === 'captured',
    )
    expect(view).toMatchObject({ holdReason: 'pharmacy', prescriptions: [{ status: 'rejected' }] })
  })

  it('the card says no when the money is taken; another card pays', async () => {
    await faults({})
    const approved = await payAndApprove('4000000000000341')
    await until(approved, ({ invoice, status }) => invoice.status === 'payment_failed' && status === 'filled')
    await pay(approved)
    await until(approved, ({ invoice, status }) => invoice.status === 'paid' && status === 'completed')
  })
})
