/**
 * Every name a medicine is known by, with what it holds. Unpacked on first use and kept.
 */
import { keyOf } from '../text/tokens.ts'
import type { Ingredient, Route } from '../types.ts'
import { packedIngredients, packedNames } from './medications.generated.ts'

export type NameKind = 'ingredient' | 'brand' | 'synonym' | 'salt'
export type Entry = {
  readonly key: string
  readonly name: string
  readonly kind: NameKind
  readonly ingredients: readonly Ingredient[]
  /** The one route the product has, when it has one. */
  readonly route: Route | null
  readonly partial: boolean
  readonly rxcui: string | null
  /** A foreign brand or a counter product: known as written, in spite of its spelling only when it is long. */
  readonly minor: 'foreign' | 'counter' | null
}

const routes: Readonly<Record<string, Route>> = {
  o: 'oral',
  s: 'sublingual',
  b: 'buccal',
  j: 'injection',
  d: 'transdermal',
  t: 'topical',
  h: 'shampoo',
  r: 'rectal',
  v: 'vaginal',
  e: 'ophthalmic',
  c: 'otic',
  n: 'nasal',
  i: 'inhaled',
  p: 'implant',
  u: 'iud',
  g: 'ring',
}
const kinds: Readonly<Record<string, NameKind>> = {
  b: 'brand',
  f: 'brand',
  c: 'brand',
  s: 'synonym',
  p: 'salt',
}

export type Dictionary = {
  readonly ingredients: readonly Ingredient[]
  readonly entries: ReadonlyMap<string, Entry>
  /** Several-word keys without their spaces ("k dur" → "kdur"). */
  readonly joined: ReadonlyMap<string, Entry>
  /** Most words in one key. */
  readonly longest: number
}

const unpack = (): Dictionary => {
  const ingredients = packedIngredients.split('\n').map((line): Ingredient => {
    const [name = '', rxcui] = line.split('\t')
    return { name, rxcui: rxcui || null }
  })
  const entries = new Map<string, Entry>()
  for (const ingredient of ingredients) {
    const key = keyOf(ingredient.name)
    entries.set(key, {
      key,
      name: ingredient.name,
      kind: 'ingredient',
      ingredients: [ingredient],
      route: null,
      partial: false,
      rxcui: ingredient.rxcui,
      minor: null,
    })
  }
  for (const line of packedNames.split('\n')) {
    const [name = '', kind = '', content = '', route = '', partial = '', rxcui = ''] = line.split('\t')
    const key = keyOf(name)
    const held = content === '' ? [] : content.split(',').map((i) => ingredients[Number.parseInt(i, 36)])
    entries.set(key, {
      key,
      name,
      kind: kinds[kind] ?? 'synonym',
      ingredients: held.filter((i) => i !== undefined),
      route: routes[route] ?? null,
      partial: partial === 'p',
      rxcui: rxcui || null,
      minor: kind === 'f' ? 'foreign' : kind === 'c' ? 'counter' : null,
    })
  }
  const joined = new Map<string, Entry>()
  let longest = 1
  for (const entry of entries.values()) {
    const words = entry.key.split(' ')
    if (words.length > longest && words.length < 9) longest = words.length
    const together = words.join('')
    if (words.length > 1 && together.length >= 4 && !entries.has(together)) joined.set(together, entry)
  }
  return { ingredients, entries, joined, longest }
}

let unpacked: Dictionary | null = null
export const dictionary = (): Dictionary => {
  unpacked ??= unpack()
  return unpacked
}
