/**
 * `npm run bench`: measures every part and prints one table: measured, yardstick of the same run, ratio, bar, met.
 * `npm run bench -- engine` measures that part alone. The figures are kept in `.countersign/bench.json`, each part
 * with the time of its last run. Exit code 1 when a part could not be measured; a missed bar is said, not punished.
 *
 * A part is `bench/<part>.ts` with `export const measure: Measure`, and a line here.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { BenchRow, Measure } from './row.ts'
import { tableOf } from './table.ts'

const parts: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  engine: () => import('./engine.ts'),
  search: () => import('./search.ts'),
  script: () => import('./script.ts'),
  queue: () => import('./queue.ts'),
  approve: () => import('./approve.ts'),
  intake: () => import('./intake.ts'),
  streams: () => import('./streams.ts'),
  web: () => import('./web.ts'),
  start: () => import('./start.ts'),
}

const file = resolve(import.meta.dirname, '../.countersign/bench.json')

type Kept = {
  readonly machine: { readonly processor: string; readonly cores: number; readonly node: string }
  readonly parts: Readonly<Record<string, { readonly at: string; readonly rows: readonly BenchRow[] }>>
}

function earlier(): Kept['parts'] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Kept).parts
  } catch {
    return {}
  }
}

function keep(measured: Kept['parts']): void {
  const kept: Kept = {
    machine: { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    parts: { ...earlier(), ...measured },
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`)
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  process.stderr.write(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}\n`)
  process.exit(2)
}

const rows: BenchRow[] = []
for (const [name, load] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stderr.write(`measuring ${name} …\n`)
  try {
    const { measure } = await load()
    const found = await measure()
    keep({ [name]: { at: new Date().toISOString(), rows: found } })
    rows.push(...found)
  } catch (error) {
    process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  }
}
process.stdout.write(`${tableOf(rows)}\n`)
