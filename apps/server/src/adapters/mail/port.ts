/** The way to a mailbox. What is sent here carries no clinical content: mail is read by anybody on its way. */

export type Mail = {
  to: string
  subject: string
  /** Plain text; the only form we send. */
  text: string
  /** Equal keys give equal Message-IDs, so that a mail sent again after a crash is the same mail. Null: a mail of its own. */
  messageKey: string | null
}

export type Mailer = {
  /** @throws MailBounced when the receiving side refused it for good; any other error is worth another try. */
  send(mail: Mail): Promise<void>
  close(): Promise<void>
}

/** The address or the mail was refused for good (SMTP 5xx, RFC 5321 section 4.2.1). */
export class MailBounced extends Error {
  override readonly name = 'MailBounced'
  readonly smtpCode: number
  constructor(smtpCode: number) {
    super(`the receiving side refused the mail with ${smtpCode}`)
    this.smtpCode = smtpCode
  }
}
