import { describe, expect, test } from 'vitest'
import { ask, given } from '../testing/ask.ts'
import type { MissingCode } from '../types.ts'
import { keyOf, presentKeys } from './keys.ts'
import {
  all,
  always,
  any,
  certainly,
  keyed,
  not,
  type Predicate,
  predicate,
  unknownWhether,
  yesKeyed,
} from './predicate.ts'
import { NO, type Tri, triNot, UNKNOWN, YES } from './tri.ts'

const facts = given('ed')
const leaf = (answer: Tri, name = 'x', missing: readonly MissingCode[] = []): Predicate =>
  predicate(
    `is ${name}`,
    () => answer,
    () => [name],
    missing,
  )
const answers = [NO, YES, UNKNOWN] as const

describe('three-valued logic', () => {
  test('all: a no settles it, then an unknown', () => {
    for (const a of answers)
      for (const b of answers)
        expect(all(leaf(a), leaf(b)).test(facts)).toBe(
          a === NO || b === NO ? NO : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : YES,
        )
  })
  test('any: a yes settles it, then an unknown', () => {
    for (const a of answers)
      for (const b of answers)
        expect(any(leaf(a), leaf(b)).test(facts)).toBe(
          a === YES || b === YES ? YES : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : NO,
        )
  })
  test('not, certainly and unknownWhether', () => {
    expect(answers.map((answer) => not(leaf(answer)).test(facts))).toEqual([YES, NO, UNKNOWN])
    expect(answers.map(triNot)).toEqual([YES, NO, UNKNOWN])
    expect(answers.map((answer) => certainly(leaf(answer)).test(facts))).toEqual([NO, YES, NO])
    expect(answers.map((answer) => unknownWhether(leaf(answer)).test(facts))).toEqual([NO, NO, YES])
    expect(ask(always, facts)).toBe('yes')
    expect(predicate('bare', () => YES).names(facts)).toEqual([])
    expect(predicate('bare', () => YES).missing).toEqual([])
  })
})

describe('words', () => {
  const a = leaf(YES, 'a', ['age', 'psa'])
  const b = leaf(NO, 'b', ['psa', 'hba1c'])
  test('say what is put together', () => {
    expect(all(a, b).says).toBe('is a and is b')
    expect(any(a, b).says).toBe('(is a or is b)')
    expect(not(a).says).toBe('not is a')
    expect(certainly(a).says).toBe('known: is a')
    expect(unknownWhether(a).says).toBe('unknown whether is a')
  })
  test('name the facts: of all its parts, or of any that is true, each once', () => {
    expect(all(a, b, a).names(facts)).toEqual(['a', 'b'])
    expect(any(a, b, a).names(facts)).toEqual(['a'])
    expect(certainly(a).names(facts)).toEqual(['a'])
    expect(not(a).names(facts)).toEqual([])
    expect(unknownWhether(a).names(facts)).toEqual([])
  })
  test('name what is missing, each once', () => {
    for (const put of [all(a, b), any(a, b)]) expect(put.missing).toEqual(['age', 'psa', 'hba1c'])
    for (const put of [not(a), certainly(a), unknownWhether(a)]) expect(put.missing).toEqual(['age', 'psa'])
  })
  test('tell how they are put together', () => {
    expect(all(a, b).form).toEqual({ kind: 'all', parts: [a, b] })
    expect(any(a, b).form).toEqual({ kind: 'any', parts: [a, b] })
    expect(not(a).form).toEqual({ kind: 'not', part: a })
    expect(certainly(a).form).toEqual({ kind: 'certainly', part: a })
    expect(unknownWhether(a).form).toEqual({ kind: 'unknown', part: a })
    expect(a.form).toBeUndefined()
  })
})

describe('keys', () => {
  const keys = (...names: string[]) => names.map(keyOf)
  const one = predicate('one', () => YES, undefined, [], ['k:1', 'k:2'], ['k:1'])
  const two = predicate('two', () => YES, undefined, [], ['k:2', 'k:3', 'k:4'])
  const free = predicate('free', () => YES)
  test('of a question: those given; for a yes the same unless told', () => {
    expect(one.keys).toEqual(keys('k:1', 'k:2'))
    expect(one.yesKeys).toEqual(keys('k:1'))
    expect(two.yesKeys).toEqual(two.keys)
    expect([free.keys, free.yesKeys]).toEqual([null, null])
    expect(predicate('none for a yes', () => YES, undefined, [], ['k:1'], null).yesKeys).toBeNull()
  })
  test('all needs those of its narrowest part, any those of each', () => {
    expect(all(one, two).keys).toEqual(keys('k:1', 'k:2'))
    expect(all(two, one).keys).toEqual(keys('k:1', 'k:2'))
    expect(all(two, one).yesKeys).toEqual(keys('k:1'))
    expect(all(free, two).keys).toEqual(two.keys)
    expect(all(two, free).keys).toEqual(two.keys)
    expect(all(free, free).keys).toBeNull()
    const same = predicate('as many', () => YES, undefined, [], ['k:7', 'k:8'])
    expect(all(one, same).keys).toEqual(one.keys)
    expect(any(one, two).keys).toEqual(keys('k:1', 'k:2', 'k:3', 'k:4'))
    expect(any(one, two).yesKeys).toEqual(keys('k:1', 'k:2', 'k:3', 'k:4'))
    expect([any(one, free).keys, any(free, one).yesKeys]).toEqual([null, null])
  })
  test('a known yes needs a key for yes; a denial and an unknown have none', () => {
    expect(certainly(one).keys).toEqual(keys('k:1'))
    expect(certainly(one).yesKeys).toEqual(keys('k:1'))
    for (const put of [not(one), unknownWhether(one)]) expect([put.keys, put.yesKeys]).toEqual([null, null])
  })
  test('may be given later', () => {
    expect(keyed(['k:5'], free).keys).toEqual(keys('k:5'))
    expect(keyed(['k:5'], free).yesKeys).toEqual(keys('k:5'))
    expect(keyed(['k:5', 'k:6'], free, ['k:6']).yesKeys).toEqual(keys('k:6'))
    expect(yesKeyed(['k:5'], free)).toMatchObject({ keys: null, yesKeys: keys('k:5') })
    expect(keyed(['k:5'], free).test(facts)).toBe(YES)
  })
  test('numbers are kept, and unknown names are no keys', () => {
    expect(keyOf('k:1')).toBe(keyOf('k:1'))
    expect(keyOf('k:1')).not.toBe(keyOf('k:2'))
    expect(presentKeys(['k:2', 'k:1', 'k:2', 'never asked for'])).toEqual(keys('k:2', 'k:1'))
  })
})
