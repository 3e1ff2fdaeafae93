/** The client against a real SMTP server. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../../sandbox/src/sandbox.ts'
import { MailBounced, type Mailer } from './port.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

const stateDir = mkdtempSync(join(tmpdir(), 'countersign-mail-'))
let sandbox: Sandbox
let mailer: Mailer
beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    smtpPort: 0,
    stateDir,
    countersignUrl: 'http://127.0.0.1:9',
    pharmacyNetworkSecret: 'a network secret of a test',
    stripeSecretKey: 'sk_test_1',
    stripeWebhookSecret: 'whsec_1',
  })
  mailer = createSmtpMailer({
    url: `smtp://127.0.0.1:${sandbox.smtpPort}`,
    from: 'Countersign <no-reply@countersign.example>',
  })
})
afterAll(async () => {
  await mailer.close()
  await sandbox.close()
  rmSync(stateDir, { recursive: true, force: true })
})

const send = (to: string, messageKey: string | null = null) =>
  mailer.send({ to, subject: 'News for Zoë', text: 'There is news.\n', messageKey })
const inbox = async (to: string) => {
  const response = await fetch(`${sandbox.url}/mailbox/messages?to=${encodeURIComponent(to)}`)
  const { messages } = (await response.json()) as { messages: Record<string, unknown>[] }
  return messages
}

describe('mail', () => {
  it('arrives as it was written', async () => {
    await send('one@patients.example')
    expect(await inbox('one@patients.example')).toMatchObject([
      { subject: 'News for Zoë', text: expect.stringContaining('There is news.') },
    ])
  })

  it('of the same key has the same Message-ID, of another another', async () => {
    await send('two@patients.example', 'key-1')
    await send('two@patients.example', 'key-1')
    await send('two@patients.example', 'key-2')
    const ids = (await inbox('two@patients.example')).map(({ messageId }) => messageId)
    expect(ids).toHaveLength(3)
    expect(
      ids.every((id) => typeof id === 'string' && /^<[0-9a-f]{40}@countersign\.example>$/.test(id)),
    ).toBe(true)
    expect(new Set(ids).size).toBe(2)
  })

  it('to an address that is refused bounces', async () => {
    await expect(send('bounce@patients.example')).rejects.toBeInstanceOf(MailBounced)
  })

  it('to a server that is away is worth another try, and the error does not quote the address', async () => {
    const away = createSmtpMailer({ url: 'smtp://127.0.0.1:9', from: 'x@countersign.example' })
    const failed = await away
      .send({ to: 'secret@patients.example', subject: 's', text: 't', messageKey: null })
      .then(
        () => null,
        (error: Error) => error,
      )
    await away.close()
    expect(failed).toBeInstanceOf(Error)
    expect(failed).not.toBeInstanceOf(MailBounced)
    expect(failed?.message).not.toContain('secret')
  })
})
