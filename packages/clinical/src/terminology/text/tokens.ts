/**
 * Splits what people type into words and numbers, each with the separator before it, so that names can be looked
 * up whatever their hyphens, dots, apostrophes, case and accents.
 */

/** What stands between a token and the one before: nothing or space, or the strongest mark found. */
export type Separator =
  | 'space'
  | 'hyphen'
  | 'slash'
  | 'dot'
  | 'open'
  | 'close'
  | 'plus'
  | 'comma'
  | 'colon'
  | 'break'
export type Token = {
  readonly word: string
  readonly before: Separator
  /** No white space or mark between this token and the one before ("10" and "mg" of "10mg"). */
  readonly glued: boolean
  readonly start: number
  readonly end: number
}

const accents = /[\u0300-\u036f]/g
const typographic: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
  ʼ: "'",
  '–': '-',
  '—': ' - ',
  '‐': '-',
  '‑': '-',
  µ: 'u',
  μ: 'u',
  '×': 'x',
  '®': ' ',
  '™': ' ',
  '©': ' ',
  '•': ';',
  '·': ';',
  '→': ';',
  '⁄': '/',
}

/** Lower-cased text without accents and typographic marks. */
export const plain = (text: string): string =>
  text
    .replace(/[’‘`´ʼ–—‐‑µμ×®™©•·→⁄]/g, (c) => typographic[c] ?? ' ')
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()

const rank: Readonly<Record<Separator, number>> = {
  space: 0,
  hyphen: 1,
  slash: 2,
  dot: 1,
  open: 3,
  close: 3,
  plus: 4,
  comma: 5,
  colon: 5,
  break: 6,
}
const markOf = (mark: string, next: string): Separator => {
  if (mark === '-' || mark === '_') return 'hyphen'
  if (mark === '/' || mark === '\\') return 'slash'
  if (mark === ',') return 'comma'
  if (mark === ':' || mark === '=') return 'colon'
  if (mark === '+' || mark === '&') return 'plus'
  if (mark === '(' || mark === '[' || mark === '{') return 'open'
  if (mark === ')' || mark === ']' || mark === '}') return 'close'
  if (mark === '.') return next === '' || /\s/.test(next) ? 'break' : 'dot'
  if (mark === ';' || mark === '\n' || mark === '|' || mark === '!' || mark === '?') return 'break'
  return 'space'
}

const pieces = /([a-z][a-z0-9]*(?:'[a-z0-9]+)*)|(\d+(?:[.,]\d+)*|\.\d+)|([^\S\n]+)|([\s\S])/g
const abbreviationBeforeDot = new Set([
  'st',
  'dr',
  'vs',
  'no',
  'approx',
  'wt',
  'e',
  'a',
  'inc',
  'mg',
  'mcg',
  'inj',
  'tab',
  'cap',
])

/** Tokens of `text`, which must come from {@link plain}. */
export const tokens = (text: string): Token[] => {
  const found: Token[] = []
  let before: Separator = 'space'
  let glued = false
  for (const piece of text.matchAll(pieces)) {
    const start = piece.index
    const word = piece[1] ?? piece[2]
    if (word !== undefined) {
      const clean = piece[1] === undefined ? numberOf(word) : word.replaceAll("'", '')
      found.push({ word: clean, before, glued, start, end: start + word.length })
      before = 'space'
      glued = true
      continue
    }
    glued = false
    const mark = piece[4]
    if (mark === undefined) continue
    let kind = markOf(mark, text.charAt(start + 1))
    const last = found.at(-1)
    if (
      mark === '.' &&
      kind === 'break' &&
      last !== undefined &&
      last.end === start &&
      abbreviationBeforeDot.has(last.word)
    )
      kind = 'dot'
    if (rank[kind] > rank[before]) before = kind
  }
  return found
}

const numberOf = (written: string): string => {
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(written)) return written.replaceAll(',', '')
  return written.startsWith('.') ? `0${written}` : written
}

/** The look-up key of a name: its tokens joined by single spaces. */
export const keyOf = (name: string): string => {
  const lower = name.toLowerCase()
  return simple.test(lower) ? lower : keyOfMarked(lower)
}

const simple = /^[a-z]+(?: [a-z]+)*$/
const keyOfMarked = (name: string): string =>
  tokens(plain(name))
    .map((token) => token.word)
    .join(' ')
