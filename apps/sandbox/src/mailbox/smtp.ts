/** A real SMTP server on loopback: takes every mail, keeps it, and refuses what its faults say. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { Faults } from '../faults.ts'
import type { Collection } from '../store.ts'

export type Mail = {
  id: string
  from: string
  /** Envelope recipients: who really gets it. */
  to: string[]
  subject: string
  text: string
  html: string
  messageId: string
  receivedAt: string
  sizeBytes: number
}

const largestMail = 10 * 1024 * 1024
/** Mail to this domain, or to any `bounce@`, is refused for good. */
const bouncing = /^bounce@|@bounce\.example$/i

/** An SMTP reply other than 250. */
const smtpError = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode })

export type SmtpDeps = {
  mails: Collection<Mail>
  faults: Faults
  now: () => number
  host: string
  port: number
}

/** Listens and answers the port taken and the way to close. */
export const startSmtp = async ({ mails, faults, now, host, port }: SmtpDeps) => {
  const keep = async (raw: Buffer, from: string, to: string[]) => {
    const parsed = await PostalMime.parse(raw)
    const mail: Mail = {
      id: randomUUID(),
      from: parsed.from?.address || from,
      to,
      subject: parsed.subject ?? '',
      text: (parsed.text ?? '').trim(),
      html: parsed.html ?? '',
      messageId: parsed.messageId ?? '',
      receivedAt: new Date(now()).toISOString(),
      sizeBytes: raw.length,
    }
    mails.put(mail.id, mail)
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    size: largestMail,
    closeTimeout: 500,
    banner: 'Sandbox mailbox',
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anonymous' }),
    onConnect: (_session, callback) =>
      faults.read().mailbox.down ? callback(smtpError(421, 'Service not available')) : callback(),
    onMailFrom: (_address, _session, callback) =>
      faults.failsNow('mailbox') ? callback(smtpError(451, 'Local error in processing')) : callback(),
    onRcptTo: ({ address }, _session, callback) =>
      bouncing.test(address) ? callback(smtpError(550, 'Mailbox unavailable')) : callback(),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (stream.sizeExceeded) return callback(smtpError(552, 'Message exceeds fixed maximum message size'))
        const { slowMs, timeoutAfterAccept } = faults.read().mailbox
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
        try {
          if (slowMs > 0) await sleep(slowMs, undefined, { ref: false })
          await keep(
            Buffer.concat(chunks),
            from,
            session.envelope.rcptTo.map(({ address }) => address.toLowerCase()),
          )
          if (!timeoutAfterAccept) callback(null, 'Message accepted')
        } catch {
          callback(smtpError(451, 'The message could not be read'))
        }
      })
    },
  })
  // A client that goes away in the middle is its own affair.
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, host, () => {
      server.server.off('error', reject)
      resolve()
    })
  })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
