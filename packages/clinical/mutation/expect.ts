/**
 * `vitest` for the test files of this package in bare Node: the part of its interface they use. The same files run
 * under Vitest in `npm test`; here they are collected once a mutant, which costs milliseconds instead of seconds.
 */

import { isDeepStrictEqual } from 'node:util'

/** `from`: the test file, set by who loads it. */
export type Collected = { readonly name: string; readonly run: () => unknown; from?: string }

/** Every test declared since this module was loaded, in order. */
export const collected: Collected[] = []
const path: string[] = []
type Body = () => unknown
type Values = readonly unknown[]

const add = (name: string, run: Body): void => {
  collected.push({ name: [...path, name].join(' › '), run })
}
const titled = (title: string, values: Values, index: number): string => {
  let next = 0
  const named = title.replace(/%[sdijo]/g, () => {
    const value = values[next++]
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
  return named === title ? `${title} ${index}` : named
}
const each =
  (cases: readonly unknown[]) =>
  (title: string, body: (...values: never[]) => unknown): void => {
    for (const [index, one] of cases.entries()) {
      const values: Values = Array.isArray(one) ? one : [one]
      add(titled(title, values, index), () => body(...(values as never[])))
    }
  }

const declare = Object.assign(
  (name: string, options: unknown, body?: Body): void =>
    add(name, typeof options === 'function' ? (options as Body) : (body ?? (() => undefined))),
  { each },
)

export { declare as it, declare as test }
export const describe = Object.assign(
  (name: string, options: unknown, body?: Body): void => {
    path.push(name)
    if (typeof options === 'function') options()
    else body?.()
    path.pop()
  },
  {
    each:
      (cases: readonly unknown[]) =>
      (title: string, body: (...values: never[]) => unknown): void => {
        for (const [index, one] of cases.entries()) {
          const values: Values = Array.isArray(one) ? one : [one]
          path.push(titled(title, values, index))
          body(...(values as never[]))
          path.pop()
        }
      },
  },
)

const matchers = Symbol('asymmetric matcher')
type Asymmetric = { readonly [matchers]: (value: unknown) => boolean }
const isAsymmetric = (value: unknown): value is Asymmetric =>
  typeof value === 'object' && value !== null && matchers in value

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** `toEqual`: an undefined property is as good as none. With `part`, properties not named are free. */
function same(got: unknown, wanted: unknown, part: boolean): boolean {
  if (isAsymmetric(wanted)) return wanted[matchers](got)
  if (!isObject(wanted) || !isObject(got)) return Object.is(got, wanted)
  if (Array.isArray(wanted))
    return (
      Array.isArray(got) &&
      got.length === wanted.length &&
      wanted.every((item, index) => same(got[index], item, part))
    )
  if (Object.getPrototypeOf(wanted) !== Object.prototype) return isDeepStrictEqual(got, wanted)
  if (Array.isArray(got)) return false
  const keys = new Set([...Object.keys(wanted), ...(part ? [] : Object.keys(got))])
  return [...keys].every((key) => same(got[key], wanted[key], part))
}

const size = (value: unknown): number => (value as { length: number }).length
const holds = (got: unknown, item: unknown): boolean =>
  typeof got === 'string' ? got.includes(String(item)) : [...(got as Iterable<unknown>)].includes(item)
const throws = (body: () => unknown): boolean => {
  try {
    body()
    return false
  } catch {
    return true
  }
}

const checks = {
  toBe: (got: unknown, wanted: unknown) => Object.is(got, wanted),
  toBeCloseTo: (got: unknown, wanted: unknown) => Math.abs(Number(got) - Number(wanted)) < 1e-6,
  toBeDefined: (got: unknown) => got !== undefined,
  toBeUndefined: (got: unknown) => got === undefined,
  toBeNull: (got: unknown) => got === null,
  toBeGreaterThan: (got: unknown, than: unknown) => Number(got) > Number(than),
  toBeGreaterThanOrEqual: (got: unknown, than: unknown) => Number(got) >= Number(than),
  toBeLessThan: (got: unknown, than: unknown) => Number(got) < Number(than),
  toBeLessThanOrEqual: (got: unknown, than: unknown) => Number(got) <= Number(than),
  toContain: holds,
  toEqual: (got: unknown, wanted: unknown) => same(got, wanted, false),
  toHaveLength: (got: unknown, length: unknown) => size(got) === length,
  toMatch: (got: unknown, pattern: unknown) =>
    pattern instanceof RegExp ? pattern.test(String(got)) : String(got).includes(String(pattern)),
  toMatchObject: (got: unknown, wanted: unknown) => same(got, wanted, true),
  toThrow: (got: unknown) => throws(got as () => unknown),
}
type Checks = Record<keyof typeof checks, (wanted?: unknown) => void>

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 400)

const bound = (got: unknown, negated: boolean): Checks =>
  Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [
      name,
      (wanted?: unknown) => {
        if (check(got, wanted) === negated)
          throw new Error(`${negated ? 'not ' : ''}${name}: expected ${shown(wanted)}, got ${shown(got)}`)
      },
    ]),
  ) as Checks

export const expect = Object.assign((got: unknown) => ({ ...bound(got, false), not: bound(got, true) }), {
  stringContaining: (text: string): Asymmetric => ({
    [matchers]: (value) => typeof value === 'string' && value.includes(text),
  }),
  arrayContaining: (items: readonly unknown[]): Asymmetric => ({
    [matchers]: (value) =>
      Array.isArray(value) && items.every((item) => value.some((one) => same(one, item, false))),
  }),
})
