/**
 * The clinical engine: assessments a second of one core beside the same rules in json-rules-engine, and what a
 * fresh process pays to load it. A second is one of processor time of this process, its garbage collection
 * included, so that other work on the machine counts as little as possible.
 */

import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { evaluate } from '../packages/clinical/src/engine/evaluate.ts'
import type { Facts } from '../packages/clinical/src/facts/facts.ts'
import { assessCase, assessPrepared, prepareFacts } from '../packages/clinical/src/index.ts'
import { rules } from '../packages/clinical/src/knowledge/rules/index.ts'
import { engineCases } from './engine-cases.ts'
import { type Fired, yardstick } from './engine-yardstick.ts'
import { perSecond } from './per-second.ts'
import type { BenchRow, Measure } from './row.ts'

const now = '2026-11-22'
const entry = resolve(import.meta.dirname, '../packages/clinical/src/index.ts')

/** What the engine itself fired, said as the yardstick says it. */
function firedBy(facts: Facts): Fired {
  const { states, caseFindings } = evaluate(facts)
  return [
    ...caseFindings.map((finding) => `${finding.rule} ${finding.severity} case`),
    ...states.flatMap(({ drug, applied }) =>
      applied.map(({ finding }) => `${finding.rule} ${finding.severity} ${drug.id}`),
    ),
  ]
}

/** Both must have fired the same rules for the same drugs on every case, or the comparison is void. */
async function compared(all: readonly Facts[], run: (facts: Facts) => Promise<Fired>): Promise<number> {
  let findings = 0
  for (const [at, facts] of all.entries()) {
    const own = firedBy(facts).toSorted().join('\n')
    const other = (await run(facts)).toSorted().join('\n')
    if (own !== other)
      throw new Error(`case ${at}: the yardstick fired other rules.\nown:\n${own}\nyardstick:\n${other}`)
    findings += own === '' ? 0 : own.split('\n').length
  }
  return findings
}

/** Milliseconds to load the engine in a fresh process and to assess a first case, the median of five. */
function coldStart(): { load: number; first: number } {
  const script = `const from = performance.now()
    const { assessCase } = await import(${JSON.stringify(entry)})
    const loaded = performance.now()
    assessCase({ category: 'ed', patient: { age: 50, medications: [{ name: 'Imdur' }] } }, { now: '${now}' })
    console.log(JSON.stringify([loaded - from, performance.now() - loaded]))`
  const runs = Array.from({ length: 5 }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as [number, number]
  })
  const median = (place: 0 | 1) => runs.map((run) => run[place]).toSorted((a, b) => a - b)[2] ?? 0
  return { load: median(0), first: median(1) }
}

/** Bytes of the engine with all its knowledge, as one minified file. */
async function bundled(): Promise<{ plain: number; packed: number }> {
  const bundle = await rolldown({ input: entry, logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  const code = output.map((part) => (part.type === 'chunk' ? part.code : '')).join('')
  return { plain: Buffer.byteLength(code), packed: gzipSync(code, { level: 9 }).length }
}

export const measure: Measure = async () => {
  const cases = engineCases(2_000, 20_261_122)
  const prepared = cases.map((item) => prepareFacts(item, now, {}))
  const runs = { weight: yardstick('weight'), ed: yardstick('ed'), hair: yardstick('hair') }
  const theirs = (facts: Facts) => runs[facts.category](facts)
  const findings = await compared(prepared, theirs)

  const own = await perSecond(9, prepared.length * 5, () => {
    for (let again = 0; again < 5; again += 1) for (const facts of prepared) assessPrepared(facts)
  })
  const fromInput = await perSecond(5, cases.length, () => {
    for (const item of cases) assessCase(item, { now })
  })
  const few = prepared.slice(0, 400)
  const other = await perSecond(3, few.length, async () => {
    for (const facts of few) await theirs(facts)
  })
  const cold = coldStart()
  const size = await bundled()
  const rows: readonly BenchRow[] = [
    {
      name: 'engine: recommend and assess, prepared facts',
      measured: own,
      unit: '/s',
      yardstick: { name: 'json-rules-engine, triggers only', value: other },
      ratio: own / other,
      bar: 'at least 50,000/s and 20 ×',
      met: own >= 50_000 && own >= 20 * other,
      note:
        `${cases.length} drawn cases of three categories, 7 in 10 with a request, ${rules.length} rules; both fired the same ` +
        `${findings} findings. Ours is the whole assessment (findings in words, verdicts, ranking, plans, dose, refill, ` +
        'triage, scores); the yardstick only decides which rules are true. Per second of processor time, one thread; ' +
        'reading the facts out of the answers is not in it.',
    },
    {
      name: 'engine: the same from the answers as written',
      measured: fromInput,
      unit: '/s',
      note: 'Reads the medicines, conditions and answers in all their written forms first, then assesses. No yardstick reads.',
    },
    {
      name: 'engine: load in a fresh process',
      measured: cold.load,
      unit: 'ms',
      note: `From source, types stripped by Node as it loads; the first assessment then takes ${cold.first.toFixed(1)} ms. Wall clock.`,
    },
    {
      name: 'engine: size with all its knowledge',
      measured: size.plain / 1_000,
      unit: 'kB',
      note: 'One minified file: rules, drugs, sources, and the terminology it reads words with.',
    },
    { name: 'engine: the same, gzip', measured: size.packed / 1_000, unit: 'kB' },
  ]
  return rows
}
