/** One line of the batch command: reads an input line, writes an output line. Pure. */

import { assessCase } from '../engine/assess.ts'
import { yesNo } from '../facts/answers.ts'
import { citation } from '../knowledge/sources.ts'
import { NO, YES } from '../logic/tri.ts'
import type { CaseAssessment, CaseInput, Context, Finding } from '../types.ts'

export type BatchError = {
  readonly id: string | number | null
  readonly error: { readonly message: string; readonly line: number }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const categories = ['weight', 'ed', 'hair']
const numbers = ['age', 'heightCm', 'weightKg', 'systolic', 'diastolic', 'heartRate', 'eGFR'] as const
const booleans = ['pregnant', 'breastfeeding'] as const
const lists = {
  conditions: [],
  medications: ['name'],
  allergies: ['substance'],
  priorTherapy: ['drug'],
  priorFills: ['drug'],
} as const
const objects = ['labs', 'intakeAnswers'] as const

const numberLike = (value: unknown): boolean =>
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
const sexes: Readonly<Record<string, 'male' | 'female' | null>> = {
  male: 'male',
  m: 'male',
  female: 'female',
  f: 'female',
  unknown: null,
}
const textFields: Readonly<Record<string, string>> = {
  conditions: 'text',
  medications: 'name',
  allergies: 'substance',
}

/**
 * Accepts what loosely typed exports write: numbers and yes/no as text, list entries as bare text. Nothing is
 * guessed: a word that is no yes and no no is "not answered".
 */
function normalise(value: Record<string, unknown>): Record<string, unknown> {
  const patient = value.patient
  if (!isRecord(patient)) return value
  const out: Record<string, unknown> = { ...patient }
  for (const key of numbers)
    if (typeof out[key] === 'string' && numberLike(out[key])) out[key] = Number(out[key])
  for (const key of booleans) {
    const field = out[key]
    if (typeof field !== 'string') continue
    const { tri } = yesNo(field)
    out[key] = tri === YES ? true : tri === NO ? false : null
  }
  if (typeof out.sex === 'string') {
    const sex = sexes[out.sex.trim().toLowerCase()]
    if (sex !== undefined) out.sex = sex
  }
  for (const [key, field] of Object.entries(textFields)) {
    const list = out[key]
    if (Array.isArray(list))
      out[key] = list.map((item) => (typeof item === 'string' ? { [field]: item } : item))
  }
  const proposed = value.proposed
  const dose = isRecord(proposed) ? proposed.doseMg : undefined
  return {
    ...value,
    patient: out,
    ...(isRecord(proposed) && typeof dose === 'string' && numberLike(dose)
      ? { proposed: { ...proposed, doseMg: Number(dose) } }
      : {}),
  }
}

/** Why the value is no case, or null when it is one. */
export function faultOf(value: unknown): string | null {
  if (!isRecord(value)) return 'a case must be a JSON object'
  if (typeof value.category !== 'string' || !categories.includes(value.category))
    return 'category must be "weight", "ed" or "hair"'
  const patient = value.patient
  if (!isRecord(patient)) return 'patient must be an object'
  for (const key of numbers) {
    const field = patient[key]
    if (field !== undefined && field !== null && (typeof field !== 'number' || !Number.isFinite(field)))
      return `patient.${key} must be a number`
  }
  for (const key of booleans) {
    const field = patient[key]
    if (field !== undefined && field !== null && typeof field !== 'boolean')
      return `patient.${key} must be true or false`
  }
  const sex = patient.sex
  if (sex !== undefined && sex !== null && sex !== 'male' && sex !== 'female')
    return 'patient.sex must be "male" or "female"'
  for (const [key, required] of Object.entries(lists)) {
    const list = patient[key]
    if (list === undefined || list === null) continue
    if (!Array.isArray(list)) return `patient.${key} must be a list`
    for (const item of list) {
      if (!isRecord(item)) return `patient.${key} must hold objects`
      for (const field of required)
        if (typeof item[field] !== 'string') return `patient.${key}.${field} must be text`
    }
  }
  for (const key of objects) {
    const field = patient[key]
    if (field !== undefined && field !== null && !isRecord(field)) return `patient.${key} must be an object`
  }
  const proposed = value.proposed
  if (proposed !== undefined && proposed !== null) {
    if (!isRecord(proposed)) return 'proposed must be an object'
    if (typeof proposed.drug !== 'string') return 'proposed.drug must be text'
    const dose = proposed.doseMg
    if (dose !== undefined && dose !== null && (typeof dose !== 'number' || !Number.isFinite(dose)))
      return 'proposed.doseMg must be a number'
    const frequency = proposed.frequency
    if (frequency !== undefined && frequency !== null && typeof frequency !== 'string')
      return 'proposed.frequency must be text'
  }
  return null
}

const findingOut = (finding: Finding) => ({
  rule: finding.rule,
  severity: finding.severity,
  text: finding.management === null ? finding.text : `${finding.text} ${finding.management}`,
  source: citation(finding.source, finding.confidence),
})

/** The output object of a case, in the published shape. */
export function resultOf(id: string | number | null, assessment: CaseAssessment) {
  const { proposal } = assessment
  return {
    id,
    engine: assessment.engine,
    redFlags: assessment.redFlags.map(({ code, route, text, source }) => ({ code, route, text, source })),
    priority: assessment.priority,
    missing: assessment.missing,
    duplicate: assessment.duplicate,
    refill: assessment.refill,
    options: assessment.options.map((option) => ({
      drug: option.drug,
      verdict: option.verdict,
      ...(option.rank === null ? {} : { rank: option.rank }),
      ...(option.confidence === null ? {} : { confidence: option.confidence }),
      ...(option.start === null ? {} : { start: option.start }),
      ...(option.requiresSync ? { requiresSync: true } : {}),
      findings: option.findings.map(findingOut),
    })),
    ...(proposal === null
      ? {}
      : {
          proposal: {
            verdict: proposal.verdict === 'clear' ? 'offer' : proposal.verdict,
            dose: proposal.dose,
            ...(proposal.requiresSync ? { requiresSync: true } : {}),
            findings: proposal.findings.map(findingOut),
          },
        }),
    findings: assessment.findings.map(findingOut),
  }
}

export type LineResult = { readonly text: string; readonly failed: boolean }

const idOf = (value: unknown): string | number | null => {
  const id = isRecord(value) ? value.id : undefined
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

/** Assesses one line of JSON. A fault gives an error object in the line's place. */
export function assessLine(line: string, lineNumber: number, context: Context): LineResult {
  const fail = (id: string | number | null, message: string): LineResult => ({
    text: JSON.stringify({ id, error: { message, line: lineNumber } } satisfies BatchError),
    failed: true,
  })
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return fail(null, 'the line is not valid JSON')
  }
  const id = idOf(value)
  if (isRecord(value)) value = normalise(value)
  const fault = faultOf(value)
  if (fault !== null) return fail(id, fault)
  try {
    return { text: JSON.stringify(resultOf(id, assessCase(value as CaseInput, context))), failed: false }
  } catch (error) {
    // One case, however strange, must not cost the ones after it.
    return fail(id, `the case could not be assessed: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}
