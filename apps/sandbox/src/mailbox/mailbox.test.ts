import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Running, startRunning } from '../../test-support/running-sandbox.ts'
import type { Mail } from './smtp.ts'

let running: Running
beforeEach(async () => {
  running = await startRunning()
})
afterEach(() => running.close())

const send = async (changes: object = {}, transport: object = {}) => {
  const client = createTransport({
    host: '127.0.0.1',
    port: running.smtpPort(),
    secure: false,
    ignoreTLS: true,
    ...transport,
  })
  try {
    return await client.sendMail({
      from: 'Harbor Clinic <no-reply@clinic.example>',
      to: 'Ava@Example.com',
      subject: 'You have news ✓',
      text: 'Open your portal: http://127.0.0.1:4000/portal',
      html: '<p>Open your <a href="http://127.0.0.1:4000/portal">portal</a></p><script>alert(1)</script>',
      ...changes,
    })
  } finally {
    client.close()
  }
}
const inbox = async (query = '') => {
  const response = await running.call('GET', `/mailbox/messages${query}`)
  return ((await response.json()) as { messages: Mail[] }).messages
}

test('a mail is taken, read and found by its recipient, and is still there after a restart', async () => {
  await send()
  await send({ to: 'ben@example.com', cc: 'cara@example.com', subject: 'Other' })
  await running.restart()
  const [mail, ...others] = await inbox('?to=AVA@example.com')
  expect(others).toEqual([])
  expect(mail).toMatchObject({
    from: 'no-reply@clinic.example',
    to: ['ava@example.com'],
    subject: 'You have news ✓',
    text: 'Open your portal: http://127.0.0.1:4000/portal',
  })
  expect((await inbox()).map(({ subject }) => subject)).toEqual(['Other', 'You have news ✓'])
  expect((await inbox('?to=cara@example.com')).length).toBe(1)
  await running.call('DELETE', '/mailbox/messages')
  expect(await inbox()).toEqual([])
})

test('signing in is possible and not needed', async () => {
  await send({}, { auth: { user: 'clinic', pass: 'anything' } })
  expect(await inbox()).toHaveLength(1)
})

test('the HTML of a mail cannot run script nor reach out', async () => {
  await send()
  const [mail] = await inbox()
  const response = await running.call('GET', `/mailbox/messages/${mail?.id}/html`)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^sandbox allow-popups/)
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('script')
  const page = await (await running.call('GET', '/mailbox')).text()
  expect(page).not.toContain('<script>alert')
})

describe('refusals', () => {
  const refusal = async (changes: object = {}, transport: object = {}) =>
    send(changes, transport).then(
      () => 0,
      (error: { responseCode?: number; code?: string }) => error.responseCode ?? error.code,
    )
  test('a bouncing address is refused for good', async () => {
    expect(await refusal({ to: 'someone@bounce.example' })).toBe(550)
    expect(await inbox()).toEqual([])
  })
  test('down, it greets with 421', async () => {
    await running.faults({ mailbox: { down: true } })
    expect(await refusal()).toBe(421)
    await running.faults({})
    expect(await refusal()).toBe(0)
  })
  test('an error rate refuses for now, always the same ones', async () => {
    await running.faults({ mailbox: { errorRate: 0.5 } })
    expect([await refusal(), await refusal(), await refusal(), await refusal()]).toEqual([0, 451, 0, 451])
  })
  test('accepted and never answered, the mail is there and the sender cannot know', async () => {
    await running.faults({ mailbox: { timeoutAfterAccept: true } })
    expect(await refusal({}, { socketTimeout: 200 })).toBe('ETIMEDOUT')
    expect(await inbox()).toHaveLength(1)
  })
})
