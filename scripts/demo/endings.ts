/** Where stories may end. */
import type { Ending } from './story.ts'

export const filledAndPaid = {
  consultation: 'completed',
  order: 'completed',
  prescriptions: ['filled'],
  invoice: 'paid',
  payment: 'captured',
  mails: ['received', 'decision', 'sent', 'ready', 'receipt'],
} as const satisfies Ending

export const deniedAndReleased = {
  consultation: 'denied',
  order: 'denied',
  prescriptions: [],
  invoice: 'void',
  payment: 'released',
  mails: ['received', 'decision'],
} as const satisfies Ending

/** The live visit has not happened yet: the card stays held, nothing is prescribed. */
export const escalatedAndHeld = {
  consultation: 'escalated',
  order: 'draft',
  prescriptions: [],
  invoice: 'authorised',
  payment: 'authorised',
  mails: ['received', 'decision'],
} as const satisfies Ending

/** The pharmacy never took it. */
export const refusedByPharmacy = {
  consultation: 'approved',
  order: 'on_hold',
  hold: 'pharmacy',
  prescriptions: ['rejected'],
  invoice: 'paid',
  payment: 'captured',
  mails: ['received', 'decision', 'trouble', 'receipt'],
} as const satisfies Ending

/** The pharmacy took it and could not fill it. */
export const notFilled = {
  ...refusedByPharmacy,
  mails: ['received', 'decision', 'sent', 'trouble', 'receipt'],
} as const satisfies Ending

/** The medicine is there, the money is not. */
export const filledAndUnpaid = {
  consultation: 'completed',
  order: 'filled',
  prescriptions: ['filled'],
  invoice: 'payment_failed',
  payment: 'failed',
  mails: ['received', 'decision', 'sent', 'ready', 'paymentFailed'],
} as const satisfies Ending
