/** Damerau–Levenshtein distance (optimal string alignment), given up as soon as it must exceed a limit. */

const rowA = new Uint8Array(64)
const rowB = new Uint8Array(64)
const rowC = new Uint8Array(64)

/**
 * Insertions, deletions, substitutions and swaps of neighbours between two words of at most 60 letters;
 * `limit + 1` when it is more than `limit`.
 */
export const editDistance = (a: string, b: string, limit: number): number => {
  const over = limit + 1
  const n = a.length
  const m = b.length
  if (n > 60 || m > 60 || Math.abs(n - m) > limit) return a === b ? 0 : over
  let previous2 = rowA
  let previous = rowB
  let current = rowC
  for (let j = 0; j <= m; j++) previous[j] = j
  for (let i = 1; i <= n; i++) {
    current[0] = i
    let least = i
    const ca = a.charCodeAt(i - 1)
    for (let j = 1; j <= m; j++) {
      const cb = b.charCodeAt(j - 1)
      let best = (previous[j - 1] ?? 0) + (ca === cb ? 0 : 1)
      const deleted = (previous[j] ?? 0) + 1
      const inserted = (current[j - 1] ?? 0) + 1
      if (deleted < best) best = deleted
      if (inserted < best) best = inserted
      if (i > 1 && j > 1 && ca === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === cb) {
        const swapped = (previous2[j - 2] ?? 0) + 1
        if (swapped < best) best = swapped
      }
      current[j] = best
      if (best < least) least = best
    }
    if (least > limit && i > 1) return over
    const spare = previous2
    previous2 = previous
    previous = current
    current = spare
  }
  return Math.min(previous[m] ?? over, over)
}

/** How many letters may be wrong in a word of this length: none below 5, one for 5–6, two from 7. */
export const allowedEdits = (length: number): 0 | 1 | 2 => (length < 5 ? 0 : length < 7 ? 1 : 2)

/** A set of the letters of a word as bits, to reject distant words before measuring. */
export const letterBits = (word: string): number => {
  let bits = 0
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (code >= 97 && code <= 122) bits |= 1 << (code - 97)
    else if (code >= 48 && code <= 57) bits |= 1 << 26
  }
  return bits
}

export const bitCount = (bits: number): number => {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** Can two words with these letter sets be within `limit` edits? Each edit changes at most two set bits. */
export const mayBeWithin = (a: number, b: number, limit: number): boolean => bitCount(a ^ b) <= 2 * limit
