/** Mail over SMTP, one pooled connection kept open between mails. */
import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { type Mail, MailBounced, type Mailer } from './port.ts'

export type SmtpOptions = {
  /** smtp:// or smtps://, with user and password in it when the server asks for them. */
  url: string
  /** The sender, as `Name <address>`. */
  from: string
}

export function createSmtpMailer({ url, from }: SmtpOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...messageIdOf(mail, domain),
        })
      } catch (error) {
        const code = (error as { responseCode?: unknown }).responseCode
        if (typeof code === 'number' && code >= 500 && code < 600) throw new MailBounced(code)
        // The original error's message and response quote the address: only its code may travel on.
        throw new Error(
          `mail could not be handed over (${String((error as { code?: unknown }).code ?? 'unknown')})`,
        )
      }
    },
    close: async () => transport.close(),
  }
}

const messageIdOf = ({ messageKey }: Mail, domain: string): { messageId?: string } =>
  messageKey === null
    ? {}
    : { messageId: `<${createHash('sha256').update(messageKey).digest('hex').slice(0, 40)}@${domain}>` }
