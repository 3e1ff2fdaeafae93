/**
 * Remembers the answers of a pure function for the texts seen last. Replays of a clinic's cases repeat the same few
 * hundred entries; an answer never depends on whether it was remembered.
 */
export const remember = <Result>(
  size: number,
  compute: (text: string) => Result,
): ((text: string) => Result) => {
  let young = new Map<string, Result>()
  let old = new Map<string, Result>()
  return (text) => {
    const known = young.get(text)
    if (known !== undefined) return known
    const answer = old.get(text) ?? compute(text)
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(text, answer)
    return answer
  }
}
