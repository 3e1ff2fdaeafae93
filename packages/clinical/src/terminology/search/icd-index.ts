/** The ICD-10-CM table opened once into a word index of typed arrays; texts are unpacked when shown. */
import { letterBits } from '../text/edit-distance.ts'
import { icdRowCount, packedIcd } from './icd10cm.generated.ts'

export type IcdIndex = {
  readonly count: number
  readonly words: readonly string[]
  /** The letters of each word, as bits. */
  readonly bits: Int32Array
  /** Rows holding word w: `postings.subarray(starts[w], starts[w + 1])`, ascending. */
  readonly starts: Uint32Array
  readonly postings: Uint32Array
  /** How long each row's text reads, in words. */
  readonly lengths: Uint8Array
  /** First letter of each row's code, as a char code; lower case for a heading that cannot be billed. */
  readonly chapters: Uint8Array
  readonly row: (at: number) => { readonly code: string; readonly text: string }
  /** Row of an exact code, or -1. */
  readonly find: (code: string) => number
}

const blockSize = 64
/** Words that are in too many descriptions to be searched by. */
export const unused: ReadonlySet<string> = new Set([
  'of',
  'the',
  'and',
  'with',
  'without',
  'in',
  'to',
  'by',
  'for',
  'or',
  'due',
  'other',
  'as',
  'on',
  'not',
  'from',
  'a',
  'an',
  'at',
  'is',
  'no',
])

const isWordCharacter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57)

const open = (): IcdIndex => {
  const blocks = packedIcd.split('\n\n')
  const wordIds = new Map<string, number>()
  const words: string[] = []
  const rowWords = new Uint16Array(icdRowCount * 14)
  const rowStarts = new Uint32Array(icdRowCount + 1)
  const lengths = new Uint8Array(icdRowCount)
  const chapters = new Uint8Array(icdRowCount)
  let filled = 0
  let at = 0
  for (const block of blocks) {
    let previous = ''
    // Ends of the words of the previous text, and their ids: words wholly inside what is shared need no new reading.
    let ends: number[] = []
    let ids: number[] = []
    let chapter = 0
    for (const line of block.split('\n')) {
      const tab = line.indexOf('\t')
      const tab2 = line.indexOf('\t', tab + 1)
      const heading = line.charCodeAt(1) === 45 ? 1 : 0
      if (line.charCodeAt(0) === 48) chapter = line.charCodeAt(1 + heading)
      const common = Number.parseInt(line.slice(tab + 1, tab2), 36)
      const text = previous.slice(0, common) + line.slice(tab2 + 1)
      let keep = 0
      while (keep < ends.length && (ends[keep] ?? 0) < common) keep++
      const from = keep === 0 ? 0 : (ends[keep - 1] ?? 0)
      ends = ends.slice(0, keep)
      ids = ids.slice(0, keep)
      const lower = text.toLowerCase()
      let i = from
      while (i < lower.length) {
        while (i < lower.length && !isWordCharacter(lower.charCodeAt(i))) i++
        const begin = i
        while (i < lower.length && isWordCharacter(lower.charCodeAt(i))) i++
        if (i === begin) break
        const word = lower.slice(begin, i)
        ends.push(i)
        let id = wordIds.get(word)
        if (id === undefined) {
          id = words.length
          words.push(word)
          wordIds.set(word, id)
        }
        ids.push(id)
      }
      rowStarts[at] = filled
      for (const id of ids) if (filled < rowWords.length) rowWords[filled++] = id
      // "Without obstruction or gangrene" and "unspecified" are the plain form of a condition, not a longer one.
      const without = ids.indexOf(wordIds.get('without') ?? -1)
      const plainForm = without > 0 || ids.includes(wordIds.get('unspecified') ?? -1) ? 1 : 0
      lengths[at] = Math.min(255, 1 + (without > 0 ? without : ids.length) - plainForm * 2)
      chapters[at] = heading === 1 ? chapter + 32 : chapter
      previous = text
      at++
    }
  }
  rowStarts[at] = filled

  const counts = new Uint32Array(words.length + 1)
  const skip = new Uint8Array(words.length)
  for (let w = 0; w < words.length; w++) if (unused.has(words[w] ?? '')) skip[w] = 1
  for (let i = 0; i < filled; i++) {
    const w = rowWords[i] ?? 0
    if (skip[w] === 0) counts[w + 1] = (counts[w + 1] ?? 0) + 1
  }
  const starts = new Uint32Array(words.length + 1)
  for (let w = 0; w < words.length; w++) starts[w + 1] = (starts[w] ?? 0) + (counts[w + 1] ?? 0)
  const next = starts.slice()
  const postings = new Uint32Array(starts[words.length] ?? 0)
  for (let r = 0; r < at; r++)
    for (let i = rowStarts[r] ?? 0; i < (rowStarts[r + 1] ?? 0); i++) {
      const w = rowWords[i] ?? 0
      if (skip[w] === 0) {
        postings[next[w] ?? 0] = r
        next[w] = (next[w] ?? 0) + 1
      }
    }

  const unpack = (which: number): { code: string; text: string }[] => {
    let code = ''
    let text = ''
    return (blocks[which] ?? '').split('\n').map((line) => {
      const tab = line.indexOf('\t')
      const tab2 = line.indexOf('\t', tab + 1)
      const rest = line.slice(1, tab)
      code = code.slice(0, Number(line[0])) + (rest.startsWith('-') ? rest.slice(1) : rest)
      text = text.slice(0, Number.parseInt(line.slice(tab + 1, tab2), 36)) + line.slice(tab2 + 1)
      return { code, text }
    })
  }
  const recent = new Map<number, ReturnType<typeof unpack>>()
  const blockOf = (which: number) => {
    const known = recent.get(which)
    if (known !== undefined) return known
    if (recent.size >= 128) recent.clear()
    const unpacked = unpack(which)
    recent.set(which, unpacked)
    return unpacked
  }
  const row = (which: number) =>
    blockOf(Math.floor(which / blockSize))[which % blockSize] ?? { code: '', text: '' }
  const firstCodes = blocks.map((block) =>
    block.slice(block.charCodeAt(1) === 45 ? 2 : 1, block.indexOf('	')),
  )
  /** First row whose code is not before `code`. */
  const lowerBound = (code: string): number => {
    let low = 0
    let high = blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const first = firstCodes[middle] ?? ''
      if (first <= code) low = middle
      else high = middle - 1
    }
    const inside = blockOf(low).findIndex((one) => one.code >= code)
    return inside === -1 ? Math.min(at, (low + 1) * blockSize) : low * blockSize + inside
  }
  return {
    count: at,
    words,
    bits: Int32Array.from(words, letterBits),
    starts,
    postings,
    lengths,
    chapters,
    row,
    find: lowerBound,
  }
}

let opened: IcdIndex | null = null
/** The index; the first call takes some tens of milliseconds, so a server opens it before its first request. */
export const icdIndex = (): IcdIndex => {
  opened ??= open()
  return opened
}
