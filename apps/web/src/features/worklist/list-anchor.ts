/**
 * A live list that never moves under the pointer. What is shown keeps its order while news comes in: cards
 * change in place, new ones wait behind "2 new above" unless they belong below what can be seen, and those
 * that left stay, dimmed, until the list may settle. Pure.
 */
export type Anchored<T> = {
  shown: readonly T[]
  latest: readonly T[]
  /** Ids that are in `latest` and not yet shown. */
  waiting: ReadonlySet<string>
  /** Ids that are shown and no longer in `latest`. */
  gone: ReadonlySet<string>
}

type KeyOf<T> = (card: T) => string

/** A list of a new question: shown as it is. */
export function anchored<T>(latest: readonly T[]): Anchored<T> {
  return { shown: latest, latest, waiting: new Set(), gone: new Set() }
}

/** News about the same list. `lastVisible` is the index of the last card that can be seen. */
export function receive<T>(
  list: Anchored<T>,
  latest: readonly T[],
  lastVisible: number,
  keyOf: KeyOf<T>,
): Anchored<T> {
  const fresh = new Map(latest.map((card) => [keyOf(card), card]))
  const shownKeys = new Set(list.shown.map(keyOf))
  const gone = new Set<string>()
  const shown = list.shown.map((card) => {
    const now = fresh.get(keyOf(card))
    if (now === undefined) gone.add(keyOf(card))
    return now ?? card
  })
  const waiting = new Set<string>()
  // Walk the new order: a card joins after the last shown card that stands before it.
  let after = -1
  for (const card of latest) {
    const key = keyOf(card)
    if (shownKeys.has(key)) {
      const index = shown.findIndex((one) => keyOf(one) === key)
      if (index > after) after = index
      continue
    }
    if (after + 1 > lastVisible) {
      shown.splice(after + 1, 0, card)
      after += 1
    } else waiting.add(key)
  }
  return { shown, latest, waiting, gone }
}

/** Shows the list as it is by now. */
export function settle<T>(list: Anchored<T>): Anchored<T> {
  return anchored(list.latest)
}

/** Takes out one card that this person has just dealt with. */
export function drop<T>(list: Anchored<T>, key: string, keyOf: KeyOf<T>): Anchored<T> {
  const without = (cards: readonly T[]) => cards.filter((card) => keyOf(card) !== key)
  const minus = (keys: ReadonlySet<string>) => new Set([...keys].filter((one) => one !== key))
  return {
    shown: without(list.shown),
    latest: without(list.latest),
    waiting: minus(list.waiting),
    gone: minus(list.gone),
  }
}

/** Is the list on the screen other than the list as it is? */
export function isUnsettled<T>(list: Anchored<T>): boolean {
  return list.waiting.size > 0 || list.shown.some((card, index) => card !== list.latest[index])
}

/** Where the selection goes when its card leaves: to the card that takes its place, else the last. */
export function neighbour<T>(cards: readonly T[], key: string, keyOf: KeyOf<T>): string | null {
  const index = cards.findIndex((card) => keyOf(card) === key)
  const next = cards[index + 1] ?? cards[index - 1]
  return next === undefined ? null : keyOf(next)
}
