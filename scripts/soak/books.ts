/** What the clinic believes of each prescription, held against what the pharmacies say they received. */

/** A prescription as the clinic's books have it. */
export type Booked = {
  readonly orderNumber: string
  readonly status: string
  readonly rejectCode: string | null
  /** The order is stopped, and says in words why. */
  readonly explained: boolean
}
/** An order number as the pharmacies have it. */
export type Received = {
  readonly orderNumber: string
  readonly messageIds: number
  readonly taken: number
  readonly arrivals: number
}

export type Comparison = {
  readonly booked: number
  /** On both sides, once. */
  readonly exactlyOnce: number
  /** Refused by network or pharmacy, and in nobody's hands. */
  readonly refused: number
  /** Each list names order numbers; all empty is what must be. */
  readonly wrong: {
    /** Received under two MessageIDs, or one message acted on twice. */
    readonly twice: readonly string[]
    /** The clinic believes it was sent; no pharmacy has it. */
    readonly lost: readonly string[]
    /** A pharmacy has it; the clinic believes it was refused or never sent. */
    readonly unknownToUs: readonly string[]
    /** Neither sent nor refused, and nobody is told why. */
    readonly undecided: readonly string[]
    /** The pharmacies received what the clinic never wrote. */
    readonly foreign: readonly string[]
  }
}

const WITH_PHARMACY = new Set([
  'sent',
  'verified',
  'partially_filled',
  'filled',
  'cancel_requested',
  'cancelled',
  'cancel_denied',
])
/** Said by the counter after it had taken the prescription: the pharmacy has it all the same. */
const REFUSED_LATER = new Set(['not_filled'])

/** Compares the two books line by line. */
export const compareBooks = (booked: readonly Booked[], received: readonly Received[]): Comparison => {
  const theirs = new Map(received.map((line) => [line.orderNumber, line]))
  const wrong = {
    twice: received.filter(({ messageIds, taken }) => messageIds !== 1 || taken !== 1),
    lost: [] as Booked[],
    unknownToUs: [] as Booked[],
    undecided: [] as Booked[],
    foreign: [] as Received[],
  }
  const ours = new Set<string>()
  let exactlyOnce = 0
  let refused = 0
  for (const line of booked) {
    ours.add(line.orderNumber)
    const there = theirs.get(line.orderNumber)
    const rejected = line.status === 'rejected'
    const withPharmacy =
      WITH_PHARMACY.has(line.status) || (rejected && REFUSED_LATER.has(line.rejectCode ?? ''))
    if (withPharmacy) {
      if (!there) wrong.lost.push(line)
      else if (there.messageIds === 1 && there.taken === 1) exactlyOnce += 1
    } else if (rejected) {
      if (there) wrong.unknownToUs.push(line)
      else refused += 1
    } else if (!line.explained) wrong.undecided.push(line)
  }
  wrong.foreign = received.filter(({ orderNumber }) => !ours.has(orderNumber))
  const names = (lines: readonly { orderNumber: string }[]) => lines.map(({ orderNumber }) => orderNumber)
  return {
    booked: booked.length,
    exactlyOnce,
    refused,
    wrong: {
      twice: names(wrong.twice),
      lost: names(wrong.lost),
      unknownToUs: names(wrong.unknownToUs),
      undecided: names(wrong.undecided),
      foreign: names(wrong.foreign),
    },
  }
}

/** Whether the two books agree to the last line. */
export const agree = ({ booked, exactlyOnce, refused, wrong }: Comparison): boolean =>
  Object.values(wrong).every((names) => names.length === 0) && exactlyOnce + refused === booked
