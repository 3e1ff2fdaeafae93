/** Portal facts in plain words. Pure. */
import type {
  Category,
  InvoiceStatus,
  PaymentStatus,
  PortalConsultation,
  PortalHome,
} from '@countersign/contract'

export const visitNames: Record<Category, string> = {
  weight: 'Weight visit',
  ed: 'ED visit',
  hair: 'Hair loss visit',
}

export type BillWords = { text: string; tone: 'done' | 'ask' | 'danger' | 'info' }

/** Where the money is, in one sentence. */
export function billWords(status: InvoiceStatus, payment: PaymentStatus | null): BillWords {
  switch (status) {
    case 'draft':
      return payment === null || payment === 'requires_method'
        ? { text: 'We need your card. Nothing is charged yet.', tone: 'ask' }
        : { text: 'Nothing is charged yet.', tone: 'info' }
    case 'authorised':
      return { text: 'Held on your card, not charged.', tone: 'info' }
    case 'open':
      return { text: 'To be paid.', tone: 'ask' }
    case 'paid':
      return { text: 'Paid.', tone: 'done' }
    case 'payment_failed':
      return { text: 'Your card was not accepted. Nothing was charged.', tone: 'danger' }
    case 'void':
      return {
        text:
          payment === 'released'
            ? 'Nothing was charged. The hold on your card has ended.'
            : 'Nothing to pay.',
        tone: 'info',
      }
    case 'partially_refunded':
      return { text: 'Paid, and part of it given back.', tone: 'done' }
    case 'refunded':
      return { text: 'Given back to your card.', tone: 'done' }
  }
}

/** How the provider is named to a patient: "Dr. Amara Osei", or with the letters of other licenses. */
export function providerName(provider: NonNullable<PortalConsultation['provider']>): string {
  if (/^dr\.? /i.test(provider.name)) return provider.name
  return ['MD', 'DO'].includes(provider.credential)
    ? `Dr. ${provider.name}`
    : `${provider.name}, ${provider.credential}`
}

const wordsOfStatus: Record<string, string> = {
  draft: 'Not sent yet',
  signed: 'Signed by your provider',
  queued: 'On its way to the pharmacy',
  transmitting: 'On its way to the pharmacy',
  sent: 'On its way to the pharmacy',
  verified: 'The pharmacy has it',
  partially_filled: 'Part of it is ready',
  filled: 'Filled by the pharmacy',
  rejected: 'The pharmacy could not take it. We are fixing this.',
  rerouted: 'Sent to another pharmacy',
  transmission_unknown: 'We are checking that the pharmacy got it',
  cancel_requested: 'Being cancelled',
  cancelled: 'Cancelled',
  cancel_denied: 'The pharmacy could not cancel it. Call us.',
  expired: 'Run out',
}

/** A prescription's status in words; words the server already wrote stay as they are. */
export const prescriptionWords = (status: string): string => wordsOfStatus[status] ?? status

/** "A, b, or c." from a list; the first letter large. */
export function listInWords(items: readonly string[]): string {
  const plain = items.map((item) => item.trim().replace(/\.$/, '')).filter((item) => item !== '')
  if (plain.length === 0) return ''
  const joined =
    plain.length < 3 ? plain.join(' or ') : `${plain.slice(0, -1).join(', ')}, or ${plain.at(-1) ?? ''}`
  return `${joined.charAt(0).toUpperCase()}${joined.slice(1)}.`
}

type HomeRow = PortalHome['consultations'][number]

/** The visit to show in full: one that needs the patient, else the newest. Pure. */
export function visitToShow(rows: readonly HomeRow[]): HomeRow | undefined {
  const newestFirst = [...rows].sort((a, b) => b.submittedAt.localeCompare(a.submittedAt))
  return newestFirst.find((row) => row.todo !== 'none') ?? newestFirst[0]
}
