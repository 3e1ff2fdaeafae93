import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConditionMatch } from '../types.ts'
import { conditionCases } from './cases.ts'
import { conceptIds } from './ids.ts'
import { normaliseCode, resolveCondition } from './resolve.ts'
import { conceptTable, implied } from './table.ts'
import { monthsAgoIn } from './when.ts'

const rows = conditionCases
  .trim()
  .split('\n')
  .map((line) => {
    const at = line.lastIndexOf(' => ')
    const [left, expected] = [line.slice(0, at), line.slice(at + 4)]
    const bar = left.indexOf('|')
    return {
      name: left,
      code: bar < 0 ? null : left.slice(0, bar).trim(),
      text: bar < 0 ? left : left.slice(bar + 1).trim(),
      expected,
    }
  })

const check = (match: ConditionMatch, wanted: string): void => {
  let negated = false
  let subject = 'self'
  let recognised = true
  for (const mark of wanted.split(' ')) {
    if (mark === '~') negated = true
    else if (mark === '^') subject = 'family'
    else if (mark === '?') recognised = false
    else if (mark === '.') continue
    else if (mark === '=?') expect(match.monthsAgo).toBeNull()
    else if (mark.startsWith('=')) expect(match.monthsAgo).toBe(Number(mark.slice(1)))
    else if (mark === '!severe') expect(match.severity).toBe('severe')
    else if (mark.startsWith('nyha')) expect(match.nyha).toBe(Number(mark.slice(4)))
    else if (mark.startsWith('child')) expect(match.childPugh).toBe(mark.slice(5))
    else if (mark.startsWith('-')) expect(match.concepts).not.toContain(mark.slice(1))
    else expect(match.concepts).toContain(mark)
  }
  expect({ negated: match.negated, subject: match.subject, recognised: match.recognised }).toEqual({
    negated,
    subject,
    recognised,
  })
}

describe('health statements', () => {
  it('has a table worth the name', () => expect(rows.length).toBeGreaterThan(200))
  it.each(rows)('$name', ({ code, text, expected }) => {
    const matches = resolveCondition({ code, text }, 2026)
    const wanted = expected.split(' ; ')
    expect(matches.map((m) => m.concepts.join('+'))).toHaveLength(wanted.length)
    for (const [i, one] of wanted.entries()) check(matches[i] as ConditionMatch, one)
  })
})

describe('the concept table', () => {
  it('names every concept once and only known ones', () => {
    const ids = conceptTable.map((row) => row.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !conceptIds.includes(id))).toEqual([])
  })
  it('reaches every concept', () => {
    const reached = new Set<string>(conceptTable.filter((row) => row.codes || row.text).map((row) => row.id))
    for (const { code, text } of rows)
      for (const match of resolveCondition({ code, text }, 2026))
        for (const id of match.concepts) reached.add(id)
    for (const list of Object.values(implied)) for (const id of list) reached.add(id)
    expect(conceptIds.filter((id) => !reached.has(id))).toEqual([])
  })
})

describe('when', () => {
  it.each([
    ['2 months ago', 2],
    ['six weeks ago', 1.4],
    ['3 yrs ago', 36],
    ['last month', 1],
    ['yesterday', 0],
    ['in 2019', 84],
    ['in 2026', null],
    ['in 2025', null],
    ['a year ago', 12],
    ['since 2015', 132],
    ['10 days ago', 0.3],
    ['90 days ago', 3],
    ['91 days ago', 3.1],
    ['13 weeks ago', 3.1],
    ['years ago', 24],
    ['18 months ago', 18],
    ['for 5 years', 60],
    ['half a year ago', 6],
    ['a few months ago', null],
    ['some day', null],
  ])('%s', (text, months) => expect(monthsAgoIn(text, 2026)).toBe(months))
  it('places a date of last year when the part of the year is known', () => {
    expect(monthsAgoIn('in march 2026', 2026.875)).toBe(7.5)
    expect(monthsAgoIn('in 2025', 2026.875)).toBe(10.5)
    expect(monthsAgoIn('11/2025', 2026.875)).toBe(11.5)
  })
  it('prefers what the record says to nothing, and the words to the record', () => {
    expect(resolveCondition({ text: 'heart attack', monthsAgo: 5 }, 2026)[0]?.monthsAgo).toBe(5)
    expect(
      resolveCondition({ code: 'K85.90', text: 'Acute pancreatitis', monthsAgo: 60 }, 2026)[0]?.concepts,
    ).toContain('pancreatitis-history')
    expect(
      resolveCondition({ code: 'K85.90', text: 'Acute pancreatitis', monthsAgo: 1 }, 2026)[0]?.concepts,
    ).toContain('pancreatitis-acute')
    expect(resolveCondition({ code: 'O14.90', monthsAgo: 4 }, 2026)[0]?.concepts).toContain('pregnancy')
    expect(resolveCondition({ code: 'O14.90', monthsAgo: 84 }, 2026)[0]?.concepts).not.toContain('pregnancy')
    expect(resolveCondition({ code: 'O14.90' }, 2026)[0]?.concepts).toContain('pregnancy-possible')
  })
})

describe('always', () => {
  const words = fc.constantFrom(
    'heart attack',
    'no',
    'mother',
    'diabetes',
    ',',
    ';',
    '2 years ago',
    'and',
    'xyzzy',
    'severe',
    'or',
    'denies',
    'in 2020',
    '(',
    ')',
    'but',
  )
  const entry = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
  )
  const code = fc.oneof(
    fc.constant(null),
    fc.string({ maxLength: 8 }),
    fc.constantFrom('I10', 'i25.110', 'E119', 'K85.90', 'zz'),
  )
  it('never throws, is deterministic, does not mind case or white space', () => {
    fc.assert(
      fc.property(code, entry, (one, text) => {
        const strip = (list: readonly ConditionMatch[]) =>
          list.map((m) => ({ ...m, text: '', code: m.code?.toUpperCase().trim() }))
        const once = strip(resolveCondition({ code: one, text }, 2026))
        expect(strip(resolveCondition({ code: one, text }, 2026))).toEqual(once)
        expect(strip(resolveCondition({ code: one, text: ` ${text.toUpperCase()} ` }, 2026))).toEqual(
          strip(resolveCondition({ code: one, text: text.toUpperCase() }, 2026)),
        )
        if (/[a-z0-9]/i.test(text.normalize('NFKD'))) expect(once.length).toBeGreaterThan(0)
      }),
      { numRuns: 800 },
    )
  })
  it('puts codes in shape', () => {
    expect(normaliseCode('i25110')).toBe('I25.110')
    expect(normaliseCode(' E66.813 ')).toBe('E66.813')
    expect(normaliseCode('diabetes')).toBeNull()
  })
})
