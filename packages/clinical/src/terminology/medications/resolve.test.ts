import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classesOf } from '../classes/classes-of.ts'
import { drugClassIds } from '../classes/ids.ts'
import { classMembers } from '../classes/members.ts'
import type { MedicationMatch } from '../types.ts'
import { medicationCases } from './cases.ts'
import { confusableGroups } from './confusable.ts'
import { dictionary } from './dictionary.ts'
import { nearestEntry } from './fuzzy.ts'
import { resolveMedication } from './resolve.ts'

const rows = medicationCases
  .trim()
  .split('\n')
  .map((line) => {
    const at = line.lastIndexOf(' => ')
    return [line.slice(0, at), line.slice(at + 4)] as const
  })

const check = (match: MedicationMatch, wanted: string): void => {
  const [what = '', ...marks] = wanted.split(/ (?=[@=!#-])/)
  if (what === '?') expect(match.status).toBe('unrecognised')
  else if (what === 'none') expect(match.status).toBe('none')
  else {
    expect(match.status).toBe('recognised')
    expect(match.ingredients.map((one) => one.name).join('+')).toBe(what === '*' ? '' : what)
  }
  const classes = classesOf(match) as ReadonlySet<string>
  let activity = 'active'
  for (const mark of marks) {
    if (mark.startsWith('@')) expect(match.route).toBe(mark.slice(1))
    else if (mark.startsWith('=')) expect(match.strengthMg).toBe(Number(mark.slice(1)))
    else if (mark.startsWith('!')) {
      const [, said = '', days] = /^!(\w+)(?:\((\d+)\))?$/.exec(mark) ?? []
      activity = said
      if (days !== undefined) expect(match.stoppedDaysAgo).toBe(Number(days))
    } else if (mark.startsWith('-#')) expect([...classes]).not.toContain(mark.slice(2))
    else expect([...classes]).toContain(mark.slice(1))
  }
  expect(match.activity).toBe(activity)
}

describe('medication entries', () => {
  it('has a table worth the name', () => expect(rows.length).toBeGreaterThan(280))
  it.each(rows)('%s', (text, expected) => {
    const matches = resolveMedication(text)
    const wanted = expected.split(' ; ')
    expect(matches.map((m) => m.ingredients.map((one) => one.name).join('+') || m.status)).toHaveLength(
      wanted.length,
    )
    for (const [i, one] of wanted.entries()) check(matches[i] as MedicationMatch, one)
  })
})

/** All words one edit from a word: a letter left out, doubled, swapped, put in or changed. */
const oneEdit = (word: string, letters: string): string[] => {
  const out: string[] = []
  for (let i = 0; i <= word.length; i++) {
    if (i < word.length) out.push(word.slice(0, i) + word.slice(i + 1))
    if (i + 1 < word.length) out.push(word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2))
    for (const letter of letters) {
      out.push(word.slice(0, i) + letter + word.slice(i))
      if (i < word.length) out.push(word.slice(0, i) + letter + word.slice(i + 1))
    }
  }
  return out
}

describe('look-alike names', () => {
  const pairs = confusableGroups.flatMap((group) =>
    group.flatMap((a) => group.filter((b) => b !== a).map((b) => [a, b] as const)),
  )
  const content = (name: string) =>
    dictionary()
      .entries.get(name)
      ?.ingredients.map((one) => one.name) ?? []

  it.each(pairs)('%s is never read as %s', (a, b) => {
    const own = content(a)
    const other = content(b)
    expect(own.length).toBeGreaterThan(0)
    expect(other.length).toBeGreaterThan(0)
    const exact = resolveMedication(a)
    expect(exact.flatMap((m) => m.ingredients.map((one) => one.name))).toEqual(own)
    const misread = (word: string): boolean => {
      if (word === b || dictionary().entries.has(word)) return false
      const entry = nearestEntry(word)
      return (
        entry !== null &&
        entry.ingredients.length === other.length &&
        entry.ingredients.every((one) => other.includes(one.name))
      )
    }
    const once = oneEdit(a, 'abcdefghijklmnopqrstuvwxyz')
    expect(once.filter(misread)).toEqual([])
    // Two letters: every pair of slips with vowels and the other name's letters.
    const letters = [...new Set(`${b}aeiou`.replace(/[^a-z]/g, ''))].join('').slice(0, 6)
    const twice = new Set(
      oneEdit(a, letters).flatMap((word, i) => (i % 23 === 0 ? oneEdit(word, letters) : [])),
    )
    expect([...twice].filter((word, i) => i % 7 === 0 && misread(word))).toEqual([])
  })
})

describe('always', () => {
  const words = fc.constantFrom(
    'lisinopril',
    'Imdur',
    'zorbex',
    'stopped',
    '10 mg',
    'and',
    ',',
    ';',
    'no',
    'nitro',
    'for',
    '3 weeks ago',
    '(',
    ')',
    '-',
    '/',
    'pill',
    'St. John’s',
    'W0rt',
    '😀',
    '\n',
  )
  const entry = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
  )

  it('never throws and never drops a text', () => {
    fc.assert(
      fc.property(entry, (text) => {
        const matches = resolveMedication(text)
        for (const match of matches) classesOf(match)
        if (/[a-z0-9]/i.test(text.normalize('NFKD'))) expect(matches.length).toBeGreaterThan(0)
      }),
      { numRuns: 800 },
    )
  })
  it('does not mind case or white space', () => {
    fc.assert(
      fc.property(entry, (text) => {
        const strip = (m: MedicationMatch) => ({ ...m, text: '' })
        const once = resolveMedication(text).map(strip)
        expect(resolveMedication(`  ${text.toUpperCase().toLowerCase()}  `).map(strip)).toEqual(
          resolveMedication(text.toUpperCase()).map(strip),
        )
        expect(resolveMedication(text).map(strip)).toEqual(once)
      }),
      { numRuns: 300 },
    )
  })
  it('reads every name of the dictionary as itself', () => {
    let read = 0
    for (const entry of dictionary().entries.values()) {
      if (entry.ingredients.length === 0) continue
      const matches = resolveMedication(entry.name)
      const all = matches.flatMap((m) => m.ingredients.map((one) => one.name))
      if (entry.ingredients.every((one) => all.includes(one.name))) read++
    }
    expect(read / dictionary().entries.size).toBeGreaterThan(0.93)
  })
})

describe('drug classes', () => {
  it('every member is an ingredient', () => {
    const known = new Set(dictionary().ingredients.map((one) => one.name))
    const unknown = [...classMembers].flatMap(([name, members]) =>
      members.filter((m) => !known.has(m)).map((m) => `${name}: ${m}`),
    )
    expect(unknown).toEqual([])
  })
  it('every class can be reached', () => {
    const reached = new Set<string>(classMembers.keys())
    for (const text of [
      'Uribel',
      'Sublocade',
      'Yaz',
      'Mirena',
      'oral minoxidil',
      'rhino pills',
      'nitrate',
      'painkillers',
    ])
      for (const match of resolveMedication(text)) for (const name of classesOf(match)) reached.add(name)
    expect(drugClassIds.filter((name) => !reached.has(name))).toEqual([])
  })
})
