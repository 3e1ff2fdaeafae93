/** What a mail to a patient may be about, and what none may contain. */
import type { Mail } from './sandbox-client.ts'

/** How each kind of mail begins its subject. */
export const subjects = {
  received: 'We have received your visit',
  question: 'A question is waiting for you',
  decision: 'There is news about your visit',
  sent: 'Your visit has moved on',
  ready: 'An update to your visit',
  trouble: 'We are sorting something out for you',
  receipt: 'Your receipt',
  paymentFailed: 'Your payment did not go through',
  message: 'You have a new message',
} as const
export type MailKind = keyof typeof subjects

/** Mail is read by employers, families and mail servers. */
const CLINICAL =
  /weight|obes|bmi|erect|dysfunction|sexual|hair|bald|alopecia|prescri|medic|drug|dose|\bmg\b|tablet|capsule|inject|pharmac|diagnos|pregnan|nitrate|thyroid|semaglutide|tirzepatide|liraglutide|sildenafil|tadalafil|finasteride|minoxidil|metformin|orlistat/i

/** The clinical word a mail gives away, or null. The address itself is not looked at. */
export const clinicalWordIn = ({ subject, text }: Pick<Mail, 'subject' | 'text'>): string | null =>
  CLINICAL.exec(`${subject}\n${text}`)?.[0] ?? null

/** Which kinds arrived, sorted; a mail of no known kind is named by its subject. */
export const kindsOf = (mails: readonly Mail[]): string[] =>
  mails
    .map(({ subject }) => {
      const known = Object.entries(subjects).find(([, start]) => subject.startsWith(start))
      return known?.[0] ?? `"${subject}"`
    })
    .toSorted()
