/**
 * Compares the published output of a case with what the formulary asks of it. A case names a base patient, the facts
 * it changes (null: not answered) and a partial expectation; whatever it does not name is free.
 */

import { readFileSync } from 'node:fs'
import { assessLine, type resultOf } from '../batch/line.ts'

/** Lists of alternatives are "one of"; a rule is `id` or `id:severity`, alternatives joined by `|`. */
export type Expectation = {
  readonly verdicts?: Readonly<Record<string, string | readonly string[]>>
  readonly rules?: Readonly<Record<string, readonly string[]>>
  readonly notRules?: Readonly<Record<string, readonly string[]>>
  /** Start dose in mg, one of. */
  readonly start?: Readonly<Record<string, readonly number[]>>
  /** `code`, `code|code` or `code@route`. */
  readonly redFlags?: readonly string[]
  readonly notRedFlags?: readonly string[]
  readonly noRedFlags?: boolean
  readonly missing?: readonly string[]
  readonly notMissing?: readonly string[]
  readonly refill?: readonly (string | null)[]
  readonly priority?: readonly string[]
  readonly dose?: readonly (string | null)[]
  /** Verdict on the request. */
  readonly proposal?: readonly string[]
  /** The drug ranked first, one of. */
  readonly first?: readonly string[]
  readonly order?: readonly string[]
  readonly duplicate?: boolean
  /** The rule fires, or at least the drug is not offered: a misread name is never passed over. */
  readonly noticed?: Readonly<Record<string, string>>
}

export type GoldenCase = {
  readonly id: string
  readonly base: string
  readonly change?: Readonly<Record<string, unknown>>
  readonly proposed?: unknown
  readonly expect: Expectation
}

type Base = { readonly category: string; readonly patient: Readonly<Record<string, unknown>> }
type Output = ReturnType<typeof resultOf>

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const bases = JSON.parse(read('bases.json')) as Readonly<Record<string, Base>>

/** The cases of one file of this folder. */
export const casesOf = (name: string): readonly GoldenCase[] =>
  read(`${name}.jsonl`)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GoldenCase)

/** The input line of a case, as a clinic would send it. */
export function inputLine(golden: GoldenCase): string {
  const base = bases[golden.base]
  if (base === undefined) throw new RangeError(`no base ${golden.base}`)
  const { intakeAnswers, ...facts } = golden.change ?? {}
  return JSON.stringify({
    id: golden.id,
    category: base.category,
    patient: {
      ...base.patient,
      ...facts,
      intakeAnswers: { ...(base.patient.intakeAnswers as object), ...(intakeAnswers as object | undefined) },
    },
    proposed: golden.proposed ?? null,
  })
}

const oneOf = <Value>(wanted: Value | readonly Value[], got: Value): boolean =>
  Array.isArray(wanted) ? wanted.includes(got) : wanted === got

/** What differs from the expectation, in words; empty when nothing does. */
export function differences(golden: GoldenCase): readonly string[] {
  const line = assessLine(inputLine(golden), 1, { now: '2026-11-22', policy: {} })
  if (line.failed) return [line.text]
  const output = JSON.parse(line.text) as Output
  const found: string[] = []
  const wrong = (what: string, wanted: unknown, got: unknown) =>
    found.push(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`)
  const optionsFor = (drug: string) => {
    const chosen = output.options.filter((option) => drug === '*' || option.drug === drug)
    if (chosen.length === 0) wrong('drug', drug, 'no such option')
    return chosen
  }
  const fires = (findings: readonly { rule: string; severity: string }[], wanted: string): boolean =>
    wanted.split('|').some((alternative) => {
      const [rule, severity] = alternative.split(':')
      return findings.some(
        (finding) => finding.rule === rule && (severity === undefined || finding.severity === severity),
      )
    })
  const shown = (findings: readonly { rule: string; severity: string }[]) =>
    findings.map((finding) => `${finding.rule}:${finding.severity}`).join(' ')

  const { expect } = golden
  for (const [drug, wanted] of Object.entries(expect.verdicts ?? {}))
    for (const option of optionsFor(drug))
      if (!oneOf<string>(wanted, option.verdict))
        wrong(`verdict of ${option.drug}`, wanted, `${option.verdict} ${shown(option.findings)}`)
  for (const [drug, rules] of Object.entries(expect.rules ?? {}))
    for (const option of optionsFor(drug))
      for (const rule of rules)
        if (!fires(option.findings, rule)) wrong(`rules of ${option.drug}`, rule, shown(option.findings))
  for (const [drug, rules] of Object.entries(expect.notRules ?? {}))
    for (const option of optionsFor(drug))
      for (const rule of rules)
        if (fires(option.findings, rule))
          wrong(`rules of ${option.drug}`, `not ${rule}`, shown(option.findings))
  for (const [drug, doses] of Object.entries(expect.start ?? {}))
    for (const option of optionsFor(drug))
      if (!doses.includes(option.start?.doseMg ?? Number.NaN))
        wrong(`start of ${option.drug}`, doses, `${option.start?.doseMg} (${option.verdict})`)
  for (const [drug, rule] of Object.entries(expect.noticed ?? {}))
    for (const option of optionsFor(drug))
      if (!fires(option.findings, rule) && (option.verdict === 'offer' || option.verdict === 'warn'))
        wrong(`notice by ${option.drug}`, rule, `${option.verdict} ${shown(option.findings)}`)
  const flags = output.redFlags.map((flag) => `${flag.code}@${flag.route}`)
  for (const wanted of expect.redFlags ?? []) {
    const [codes, route] = wanted.split('@')
    const raised = output.redFlags.some(
      (flag) => codes?.split('|').includes(flag.code) && (route === undefined || flag.route === route),
    )
    if (!raised) wrong('red flags', wanted, flags)
  }
  for (const code of expect.notRedFlags ?? [])
    if (output.redFlags.some((flag) => flag.code === code)) wrong('red flags', `not ${code}`, flags)
  if (expect.noRedFlags === true && flags.length > 0) wrong('red flags', 'none', flags)
  const missing: readonly string[] = output.missing
  for (const code of expect.missing ?? []) if (!missing.includes(code)) wrong('missing', code, missing)
  for (const code of expect.notMissing ?? [])
    if (missing.includes(code)) wrong('missing', `not ${code}`, missing)
  if (expect.refill !== undefined && !expect.refill.includes(output.refill))
    wrong('refill', expect.refill, output.refill)
  if (expect.priority !== undefined && !expect.priority.includes(output.priority))
    wrong('priority', expect.priority, output.priority)
  if (expect.duplicate !== undefined && output.duplicate !== expect.duplicate)
    wrong('duplicate', expect.duplicate, output.duplicate)
  const request = output.proposal
  if (expect.dose !== undefined && !expect.dose.includes(request?.dose ?? null))
    wrong('dose', expect.dose, request?.dose)
  if (expect.proposal !== undefined && !expect.proposal.includes(request?.verdict ?? 'none'))
    wrong('request', expect.proposal, request?.verdict)
  const ranked = output.options.filter((option) => option.rank !== undefined).map((option) => option.drug)
  if (expect.first !== undefined && !expect.first.includes(ranked[0] ?? 'none'))
    wrong('first', expect.first, ranked)
  if (expect.order !== undefined) {
    const places = expect.order.map((drug) => output.options.findIndex((option) => option.drug === drug))
    if (places.some((place, index) => place < (places[index - 1] ?? 0))) wrong('order', expect.order, ranked)
  }
  return found
}
