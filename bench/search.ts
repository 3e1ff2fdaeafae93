/**
 * The type-ahead of intake and charting: what one keystroke costs. Names are typed letter by letter, as they are
 * written and with two letters changed over, which is the slow way: nothing matches as it stands.
 */

import { searchConditions, searchMedications } from '../packages/clinical/src/search.ts'
import type { BenchRow, Measure } from './row.ts'

const medicines = [
  'lisinopril',
  'metformin hydrochloride',
  'levothyroxine',
  'Wellbutrin XL',
  'isosorbide mononitrate',
  'nitroglycerin',
  'hydrochlorothiazide',
  'semaglutide',
  'Genvoya',
  'sildenafil citrate',
]
const conditions = [
  'high blood pressure',
  'type 2 diabetes mellitus',
  'obstructive sleep apnea',
  'coronary artery disease',
  'retinitis pigmentosa',
  'fracture of femur',
  'kidney stones',
  'major depressive disorder',
  'medullary thyroid cancer',
  'E11.9',
]

const changedOver = (name: string): string => `${name[0]}${name[2] ?? ''}${name[1] ?? ''}${name.slice(3)}`

/** Every text that is in the field while a name is typed. */
const keystrokes = (names: readonly string[]): readonly string[] =>
  names
    .flatMap((name) => [name, changedOver(name)])
    .flatMap((name) => Array.from({ length: name.length }, (_, end) => name.slice(0, end + 1)))

type Search = (query: string, limit: number) => readonly unknown[]

/** Milliseconds of processor time for each keystroke, ascending; the least of five tries, after one to load the tables. */
function times(search: Search, queries: readonly string[]): readonly number[] {
  for (const query of queries) search(query, 10)
  return queries
    .map((query) => {
      const tries = Array.from({ length: 5 }, () => {
        const from = process.cpuUsage()
        search(query, 10)
        const { user, system } = process.cpuUsage(from)
        return (user + system) / 1_000
      })
      return Math.min(...tries)
    })
    .toSorted((a, b) => a - b)
}

function rowOf(what: string, search: Search, names: readonly string[]): BenchRow {
  const queries = keystrokes(names)
  const all = times(search, queries)
  const slowest = all.at(-1) ?? 0
  const middle = all[all.length >> 1] ?? 0
  return {
    name: `search: a keystroke among ${what}, the slowest`,
    measured: slowest,
    unit: 'ms',
    bar: 'under 5 ms',
    met: slowest < 5,
    note: `${queries.length} keystrokes of ${names.length} names, each also misspelt; the median is ${middle.toFixed(2)} ms. Ten suggestions each, nothing remembered between keystrokes. Processor time of one thread.`,
  }
}

export const measure: Measure = async () => [
  rowOf('medicines', searchMedications, medicines),
  rowOf('conditions', searchConditions, conditions),
]
