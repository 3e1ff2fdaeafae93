/** What a pharmacy does with a prescription: its answer at the door, and what its counter does afterwards. */
import type { FillKind } from './script-message.ts'

/** One step of a counter that works by itself. */
export type CounterStep =
  | { act: 'verify' }
  | { act: 'fill'; kind: FillKind }
  | { act: 'change'; code: 'P' | 'T' }
  | { act: 'renew' }

export type Conduct = {
  /** In words, for the person who chooses it. */
  words: string
  /** The Error that answers every message, where the pharmacy takes none. */
  refuses?: { code: string; description: string }
  /** What the counter does, in order. Left out: nothing, until a person acts. */
  steps?: readonly CounterStep[]
  /** Takes this many times as long, and says at the door only that the network has the message. */
  slowness?: number
  /** Says everything twice. */
  twice?: boolean
  /** Answers a CancelRx: as the prescription stands, always no, not at all, or when a person decides. */
  cancels?: 'deny' | 'ignore' | 'by_hand'
}

const verify = { act: 'verify' } as const
const fill = (kind: FillKind) => ({ act: 'fill', kind }) as const
const usual = [verify, fill('Filled')]

export const conducts = {
  accept: { words: 'Takes, verifies and fills', steps: usual },
  slow: { words: 'The same, six times as slowly', steps: usual, slowness: 6 },
  reject_600: {
    words: 'Rejects with 600: the line to it failed, try again',
    refuses: { code: '600', description: 'Communication problem, try again later' },
  },
  reject_601: {
    words: 'Rejects with 601: cannot process',
    refuses: { code: '601', description: 'Receiver unable to process' },
  },
  reject_602: {
    words: 'Rejects with 602: system error',
    refuses: { code: '602', description: 'Receiver system error' },
  },
  reject_700: {
    words: 'Rejects with 700: not set up on the network',
    refuses: { code: '700', description: 'Receiver is not configured for this message' },
  },
  reject_900: {
    words: 'Rejects with 900: does not accept this prescription',
    refuses: { code: '900', description: 'Pharmacy does not accept this prescription' },
  },
  never_answer: { words: 'Takes it and is never heard of again', cancels: 'ignore' },
  by_hand: { words: 'Takes it and waits for a person at the counter', cancels: 'by_hand' },
  duplicate: { words: 'Says everything twice', steps: usual, twice: true },
  out_of_order: { words: 'Reports the fill before it verifies', steps: [...usual].reverse() },
  out_of_stock: { words: 'Does not fill: out of stock', steps: [verify, fill('NotFilled')] },
  partial_fill: { words: 'Fills in part', steps: [verify, fill('PartiallyFilled')] },
  prior_authorization: {
    words: 'Asks for a prior authorization',
    steps: [verify, { act: 'change', code: 'P' }],
  },
  change_request: { words: 'Proposes another drug', steps: [verify, { act: 'change', code: 'T' }] },
  renewal_request: { words: 'Fills, then asks for a renewal', steps: [...usual, { act: 'renew' }] },
  deny_cancel: { words: 'Verifies and fills, but never cancels', steps: usual, cancels: 'deny' },
} as const satisfies Record<string, Conduct>

export type PharmacyBehaviour = keyof typeof conducts
export const pharmacyBehaviours = Object.keys(conducts) as [PharmacyBehaviour, ...PharmacyBehaviour[]]
export const conductOf = (behaviour: PharmacyBehaviour): Conduct => conducts[behaviour]
