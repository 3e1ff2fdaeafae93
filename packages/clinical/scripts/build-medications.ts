/**
 * Makes `src/terminology/medications/medications.generated.ts` from the RxNorm prescribable extract and the
 * curated lists in `data/`: `node packages/clinical/scripts/build-medications.ts <folder with the .tsv files>`.
 * The source table joins a brand to every combination that shares a component with it, so a brand's own content
 * is worked out here where one reading explains the row, and taken from `data/brands-curated.txt` otherwise.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { classMembers } from '../src/terminology/classes/members.ts'

const folder = process.argv[2]
if (!folder) throw new Error('usage: build-medications.ts <folder holding rxnorm-prescribable.tsv>')
const here = new URL('..', import.meta.url).pathname
const read = (name: string) => readFileSync(join(here, 'data', name), 'utf8')

type Row = { tty: string; rxcui: string; name: string; content: string }
const rows: Row[] = readFileSync(join(folder, 'rxnorm-prescribable.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [tty = '', rxcui = '', name = '', content = ''] = line.split('\t')
    return { tty, rxcui, name, content }
  })

// Ingredients -----------------------------------------------------------------------------------------------
const rxcuiOf = new Map<string, string>()
for (const row of rows) if (row.tty === 'IN') rxcuiOf.set(row.name.toLowerCase(), row.rxcui)
for (const line of read('ingredients-added.txt').split('\n')) {
  if (!line || line.startsWith('#')) continue
  const [name = '', rxcui = ''] = line.split('|').map((part) => part.trim())
  const key = name.toLowerCase()
  if (!rxcuiOf.has(key)) rxcuiOf.set(key, rxcui)
}
const faults: string[] = []
const ingredientNames = [...rxcuiOf.keys()].sort()
const indexOf = new Map(ingredientNames.map((name, i) => [name, i]))
const indexes = (names: readonly string[], from: string): string =>
  names
    .map((name) => {
      const i = indexOf.get(name.toLowerCase())
      if (i === undefined) faults.push(`${from}: no ingredient "${name}"`)
      return (i ?? 0).toString(36)
    })
    .join(',')

// Curated names ---------------------------------------------------------------------------------------------
const routeLetters: Record<string, string> = {
  oral: 'o',
  sublingual: 's',
  buccal: 'b',
  injection: 'j',
  transdermal: 'd',
  topical: 't',
  shampoo: 'h',
  rectal: 'r',
  vaginal: 'v',
  ophthalmic: 'e',
  otic: 'c',
  nasal: 'n',
  inhaled: 'i',
  implant: 'p',
  iud: 'u',
  ring: 'g',
}
type Name = {
  name: string
  kind: 'b' | 'f' | 'c' | 's' | 'p'
  content: string
  route: string
  partial: boolean
  rxcui: string
}
const names = new Map<string, Name>()
const keyOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Names in the brand list that describe a product rather than name it. */
const describing =
  /\b(patch|spray|paste|ointment|pill|shot|injections?|tablets?|codeine|insulin|naltrexone|testosterone|gel|trt|depo|lithium|quinidine|tincture|belladonna|laudanum|paracetamol|asa|nph|ldn|lean|drank|aspirin|apap|percs|t3s?|potassium|hctz?|isdn|thyroid|iud|guaifenesin|hydrocodone|acetaminophen|penile|decongestant|mono|dabigatran|pancrelipase|u-?500|70\/30|mini-?pill|progestin|ldom|smx.tmp|tmp.smx|smz.tmp|amox.clav|amoxicillin|sulfamethoxazole|cotrim|salt|clonidine|loratadine|cetirizine|fexofenadine)\b/
const titled = (name: string) =>
  name
    .replace(/\b[a-z]/g, (c) => c.toUpperCase())
    .replace(/'S\b/g, "'s")
    .replace(
      /\b(xl|xr|er|sr|cr|la|cd|hct|xt|ds|hd|ir|odt|fe|ac|pe|pm|hfa|im|dr|af|hs|mb|mp|az|q10|d)$/i,
      (c) => c.toUpperCase(),
    )
const sourceBrands = new Map(rows.filter((r) => r.tty === 'BN').map((r) => [keyOf(r.name), r]))
for (const [file, kind] of [
  ['brands-curated.txt', 'b'],
  ['synonyms.txt', 's'],
  ['brands-foreign.txt', 'f'],
  ['brands-counter.txt', 'c'],
] as const)
  for (const line of read(file).split('\n')) {
    if (!line || line.startsWith('#')) continue
    const [left = '', right = ''] = line.split(' = ')
    const [content = '', route = ''] = right.split('@')
    const letter = route.trim() ? routeLetters[route.trim()] : ''
    if (letter === undefined) throw new Error(`${line}: no such route`)
    const packed = indexes(
      content.split('+').map((part) => part.trim()),
      line,
    )
    for (const name of left.split('|')) {
      const source = sourceBrands.get(keyOf(name))
      const key = keyOf(name)
      if (names.has(key)) {
        if (names.get(key)?.content !== packed) faults.push(`${name} is given twice, differently: ${line}`)
        continue
      }
      const described = kind === 's' || (source === undefined && describing.test(name))
      names.set(key, {
        name: described ? name.trim() : (source?.name ?? titled(name.trim())),
        kind: described ? 's' : source === undefined ? kind : 'b',
        content: packed,
        route: letter,
        partial: false,
        rxcui: described ? '' : (source?.rxcui ?? ''),
      })
    }
  }

// Brands of the source table --------------------------------------------------------------------------------
const combinationsOf = new Map<string, string[]>()
for (const row of rows)
  if (row.tty === 'MIN')
    for (const part of row.name.split(' / ')) {
      const list = combinationsOf.get(part)
      if (list) list.push(row.name)
      else combinationsOf.set(part, [row.name])
    }

/** Ingredients that some rule reads by class, and skin, eye and gut remedies of such classes that act where they are put. */
const inRules = new Set([...classMembers.values()].flat())

/** The ingredients a brand certainly holds, and whether that may be less than all. */
const contentOf = (content: string): { parts: string[]; partial: boolean } => {
  const readings = content.split('|').filter(Boolean)
  const sets = readings.map((r) => r.split(' / '))
  if (sets.every((s) => s.length === 1)) return { parts: sets.flat(), partial: false }
  const members = [...new Set(sets.flat())]
  const explains = (part: string) => combinationsOf.get(part) ?? [part]
  const fitting = members.filter((part) => explains(part).every((c) => readings.includes(c)))
  const only = fitting.filter((part) =>
    readings.some(
      (r) => fitting.filter((p) => explains(p).includes(r)).length === 1 && explains(part).includes(r),
    ),
  )
  const covered = new Set(only.flatMap(explains))
  if (only.length > 0 && readings.every((r) => covered.has(r))) return { parts: only, partial: false }
  const common = members.filter((part) => sets.every((s) => s.includes(part)))
  // Nothing is certain, and no reading holds anything a rule asks about: the shortest reading makes the name known.
  if (common.length === 0 && !members.some((part) => inRules.has(part.toLowerCase())))
    return { parts: [...sets].sort((a, b) => a.length - b.length)[0] ?? [], partial: true }
  return { parts: common, partial: true }
}

let brandsKept = 0
for (const row of rows) {
  if (row.tty !== 'BN') continue
  const display = row.name.replace(/ Reformulated [A-Z][a-z]+ \d{4}$/, '')
  const key = keyOf(display)
  if (names.has(key) || key.length < 2) continue
  const { parts, partial } = contentOf(row.content)
  if (parts.length > 8 || parts.some((part) => !indexOf.has(part.toLowerCase()))) continue
  names.set(key, {
    name: display,
    kind: 'b',
    content: indexes(parts, row.name),
    route: '',
    partial,
    rxcui: row.rxcui,
  })
  brandsKept++
}

// Salts and precise ingredients -----------------------------------------------------------------------------
for (const row of rows) {
  if (row.tty !== 'PIN') continue
  const name = row.name.toLowerCase()
  const key = keyOf(name)
  if (names.has(key) || indexOf.has(name)) continue
  const words = name.split(/[ ,-]+/)
  let base: string | undefined
  for (let n = words.length - 1; n > 0 && base === undefined; n--) {
    const prefix = words.slice(0, n).join(' ')
    if (indexOf.has(prefix)) base = prefix
  }
  if (base === undefined) continue
  names.set(key, {
    name,
    kind: 'p',
    content: indexes([base], name),
    route: '',
    partial: false,
    rxcui: row.rxcui,
  })
}

if (faults.length > 0) throw new Error(faults.join('\n'))

// Out -------------------------------------------------------------------------------------------------------
const ingredientText = ingredientNames.map((name) => `${name}\t${rxcuiOf.get(name) ?? ''}`).join('\n')
const nameText = [...names.entries()]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([, n]) => [n.name, n.kind, n.content, n.route, n.partial ? 'p' : '', n.rxcui].join('\t').trimEnd())
  .join('\n')
const quote = (text: string) => `\`${text.replace(/[\\`$]/g, '\\$&')}\``
writeFileSync(
  join(here, 'src/terminology/medications/medications.generated.ts'),
  `// Generated by scripts/build-medications.ts; do not edit. RxNorm prescribable content, US National Library of Medicine.
/** name TAB RxCUI, one ingredient a line; the line number is the index used below. */
export const packedIngredients = ${quote(ingredientText)}
/** name TAB kind (b brand, s synonym, p salt) TAB ingredient indexes in base 36 TAB route TAB partial TAB RxCUI. */
export const packedNames = ${quote(nameText)}
`,
)
console.log(
  `${ingredientNames.length} ingredients, ${names.size} names (${brandsKept} brands from the source table)`,
)
