/**
 * Keys of facts. A predicate lists keys such that, when none of them is present in a case, its answer is no: the
 * evaluator then need not ask it. Keys get numbers as the rules are loaded; facts carry the numbers present.
 */

const numbers = new Map<string, number>()

/** The number of a key, made on first use while rules load. */
export function keyOf(name: string): number {
  const known = numbers.get(name)
  if (known !== undefined) return known
  const next = numbers.size
  numbers.set(name, next)
  return next
}

/** Collects the keys present in a case; names no rule asks for are dropped. */
export function presentKeys(names: Iterable<string>): readonly number[] {
  const found = new Set<number>()
  for (const name of names) {
    const number = numbers.get(name)
    if (number !== undefined) found.add(number)
  }
  return [...found]
}
