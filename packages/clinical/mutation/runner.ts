/**
 * A Stryker test runner for code whose mutants act while it loads. Each module of the package is compiled once; for a
 * mutant its file is compiled with the replacement in it and the whole package, with its tests, is evaluated anew in
 * the same process (the terminology, which is not mutated, is evaluated once). The tests run until one fails, those
 * first that name the mutated rule or have killed before.
 */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import type { Mutant, Position } from '@stryker-mutator/api/core'
import {
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner'
import { transformSync } from '@swc/core'
import type { Facts } from '../src/facts/facts.ts'
import type { CaseInput, ClinicPolicy } from '../src/types.ts'
import type { Collected } from './expect.ts'

type Corpus = {
  readonly collected: readonly Collected[]
  readonly decisions: readonly string[]
  readonly readings: readonly string[]
  readonly golden: (file: string) => readonly Collected[]
}
/** Where a test is found again in each evaluation of the bundle. */
type Place = {
  readonly id: string
  readonly file: string | null
  readonly index: number
  /** The test file that declares it. */
  readonly from: string
}
/** `named`: run only for a mutant of a rule they name, which can only miss a kill. */
type Places = { readonly always: readonly Place[]; readonly named: readonly Place[] }

const ROOT = resolve(import.meta.dirname, '..')
const PREPARE = resolve(ROOT, 'src/facts/prepare.ts')
const VITEST = resolve(import.meta.dirname, 'expect.ts')
const CORPUS = resolve(import.meta.dirname, 'corpus.ts')
const packages = createRequire(import.meta.url)

type Compiled = (require: (id: string) => unknown, exports: object) => void

function compile(file: string, code: string): Compiled {
  const placed = code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
  const { code: script } = transformSync(placed, {
    filename: file,
    isModule: true,
    jsc: { parser: { syntax: 'typescript' }, target: 'esnext' },
    module: { type: 'commonjs' },
  })
  return new Function('require', 'exports', script) as Compiled
}

/** Offset of a place in a text; Stryker counts lines and columns from 0. */
function offsetOf(text: string, { line, column }: Position): number {
  let from = 0
  for (let passed = 0; passed < line; passed++) from = text.indexOf('\n', from) + 1
  return from + column
}

/** The file with the mutant in the place of what it replaces. */
function mutated({ fileName, location, replacement }: Mutant): Compiled {
  const text = readFileSync(fileName, 'utf8')
  const head = text.slice(0, offsetOf(text, location.start))
  return compile(fileName, `${head}${replacement}${text.slice(offsetOf(text, location.end))}`)
}

/** The files that each file asks for, as they were asked for in the first evaluation. */
type Asked = Map<string, Set<string>>

function reaches(asked: Asked, from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  return [...(asked.get(from) ?? [])].some((file) => reaches(asked, file, to, seen))
}

type Prepare = (input: CaseInput, now: string, policy: ClinicPolicy) => Facts
/** Told apart in JSON too, where it would be null. */
const spelled = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value

/** Reading a case is most of a test's work and the same for every mutant that is not in it: it is done once. */
function remembering(
  read: Map<string, Facts>,
  prepare: Prepare,
  keysOf: (facts: Facts) => readonly number[],
): Prepare {
  return (input, now, policy) => {
    const key = JSON.stringify([input, now, policy], spelled)
    const known = read.get(key)
    if (known === undefined) {
      const facts = prepare(input, now, policy)
      read.set(key, facts)
      return facts
    }
    return { ...known, input, policy, present: keysOf(known) }
  }
}

/** Gives the corpus, evaluated anew with one mutant or with none. The terminology is evaluated once. */
function loader(): (mutant?: Mutant) => Corpus {
  const known = new Map<string, Compiled>()
  const shared = new Map<string, object>()
  const asked: Asked = new Map()
  const read = new Map<string, Facts>()
  return (mutant) => {
    const loaded = new Map<string, object>()
    const changed = mutant === undefined ? null : mutated(mutant)
    const reading = mutant === undefined || reaches(asked, PREPARE, mutant.fileName)
    const load = (file: string): unknown => {
      const modules = file.includes('/src/terminology/') ? shared : loaded
      const present = modules.get(file)
      if (present !== undefined) return present
      const exports = {}
      modules.set(file, exports)
      const compiled = known.get(file) ?? compile(file, readFileSync(file, 'utf8'))
      known.set(file, compiled)
      const evaluate = changed !== null && file === mutant?.fileName ? changed : compiled
      evaluate((id) => {
        if (id !== 'vitest' && !id.startsWith('.')) return packages(id)
        const wanted = id === 'vitest' ? VITEST : resolve(file, '..', id)
        asked.set(file, (asked.get(file) ?? new Set()).add(wanted))
        return load(wanted)
      }, exports)
      if (file.endsWith('.test.ts'))
        for (const item of (load(VITEST) as { collected: Collected[] }).collected) item.from ??= file
      if (file !== PREPARE || reading) return exports
      const { prepareFacts } = exports as { prepareFacts: Prepare }
      const { keysOf } = load(
        resolve(ROOT, 'src/facts/present.ts'),
      ) as typeof import('../src/facts/present.ts')
      const quick = { ...exports, prepareFacts: remembering(read, prepareFacts, keysOf) }
      modules.set(file, quick)
      return quick
    }
    return load(CORPUS) as Corpus
  }
}

function placesOf(corpus: Corpus): Places {
  const seen = new Map<string, number>()
  const place = (file: string | null) => (item: Collected, index: number) => {
    const times = (seen.get(item.name) ?? 0) + 1
    seen.set(item.name, times)
    return { id: times === 1 ? item.name : `${item.name} (${times})`, file, index, from: item.from ?? '' }
  }
  const places = (files: readonly string[]) => files.flatMap((file) => corpus.golden(file).map(place(file)))
  return {
    always: [...corpus.collected.map(place(null)), ...places(corpus.decisions)],
    named: places(corpus.readings),
  }
}

/** The tests of one evaluation, by place; a golden file is read when its first case is wanted. */
function finder(corpus: Corpus): (place: Place) => Collected | undefined {
  const read = new Map<string, readonly Collected[]>()
  return ({ file, index }) => {
    if (file === null) return corpus.collected[index]
    const cases = read.get(file) ?? corpus.golden(file)
    read.set(file, cases)
    return cases[index]
  }
}

/** The rule whose text holds a line: the nearest `id: '…'` above it. */
function ruleAt(file: string, line: number): string | null {
  const lines = readFileSync(file, 'utf8').split('\n')
  for (let at = line; at >= 0; at--) {
    const id = /^ {4}id: '([A-Z][A-Z0-9-]+)'/.exec(lines[at] ?? '')?.[1]
    if (id !== undefined) return id
  }
  return null
}

const categoryOf: Readonly<Record<string, string>> = {
  ED: 'ed',
  HR: 'hair',
  INC: 'weight',
  PHE: 'weight',
  PT: 'weight',
  CON: 'weight',
  ORL: 'weight',
  MET: 'weight',
}
const categories = new Set(Object.values(categoryOf))

/** The tables of rows, each about one rule that its name tells. */
const rowOfARule = /^every (?:rule|fact)\b/

/** refill.test.ts and refill-dates.test.ts are beside refill.ts. */
const isBeside = (test: string, file: string): boolean => test.startsWith(file.slice(0, -'.ts'.length))

/** Whether a test can tell a change in a rule: a row about another rule or a case of another category can not. */
function concerns(rule: string, { id, file }: Place): boolean {
  if (rowOfARule.test(id)) return false
  const category = categoryOf[rule.split('-')[0] ?? '']
  return file === null || category === undefined || file === category || !categories.has(file)
}

export function createRunner(): TestRunner {
  const load = loader()
  let places: Places = { always: [], named: [] }
  const kills = new Map<Place, number>()
  const killersOf = new Map<string, Map<Place, number>>()
  const about = new Map<string, readonly Place[]>()

  const byKills = (places: ReadonlyMap<Place, number> | undefined): readonly Place[] =>
    [...(places ?? [])].sort((a, b) => b[1] - a[1]).map(([place]) => place)

  /** Tests that name the rule or are beside the file, those that killed in it, those that killed elsewhere, the rest. */
  const order = ({ activeMutant }: MutantRunOptions): Iterable<Place> => {
    const rule = ruleAt(activeMutant.fileName, activeMutant.location.start.line)
    if (rule !== null && !about.has(rule))
      about.set(
        rule,
        [...places.always, ...places.named].filter(({ id }) => id.includes(rule)),
      )
    return new Set([
      ...(rule === null ? [] : (about.get(rule) ?? [])),
      ...byKills(killersOf.get(activeMutant.fileName)),
      ...places.always.filter(({ from }) => isBeside(from, activeMutant.fileName)),
      ...byKills(kills).filter((place) => rule === null || concerns(rule, place)),
      ...(rule === null ? places.always : places.always.filter((place) => concerns(rule, place))),
    ])
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      places = placesOf(load())
    },
    dryRun: async () => {
      const find = finder(load())
      const tests: TestResult[] = []
      for (const place of [...places.always, ...places.named]) {
        const test = { id: place.id, name: place.id }
        const from = performance.now()
        try {
          await find(place)?.run()
          tests.push({ ...test, timeSpentMs: performance.now() - from, status: TestStatus.Success })
        } catch (error) {
          tests.push({
            ...test,
            timeSpentMs: performance.now() - from,
            status: TestStatus.Failed,
            failureMessage: String(error),
          })
        }
      }
      return { status: DryRunStatus.Complete, tests }
    },
    mutantRun: async (options): Promise<MutantRunResult> => {
      let ran = 0
      const killed = (by: Place | undefined, error: unknown): MutantRunResult => {
        const file = options.activeMutant.fileName
        if (by !== undefined) {
          kills.set(by, (kills.get(by) ?? 0) + 1)
          const own = killersOf.get(file) ?? new Map<Place, number>()
          killersOf.set(file, own.set(by, (own.get(by) ?? 0) + 1))
        }
        return {
          status: MutantRunStatus.Killed,
          killedBy: by === undefined ? [] : [by.id],
          failureMessage: String(error).slice(0, 500),
          nrOfTests: ran,
        }
      }
      try {
        const find = finder(load(options.activeMutant))
        for (const place of order(options)) {
          ran++
          try {
            const item = find(place)
            if (item === undefined) return killed(place, 'the test is not declared any more')
            await item.run()
          } catch (error) {
            return killed(place, error)
          }
        }
      } catch (error) {
        return killed(places.always[0], error)
      }
      return { status: MutantRunStatus.Survived, nrOfTests: ran }
    },
  }
}
