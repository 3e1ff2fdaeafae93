/** An answer that says no, or no answer at all, as one typed error. */
import type { FieldError, ProblemName } from '@countersign/contract'
import { problemTitles } from './contract-tables.inlined.ts'

/** `offline`: nothing was sent. `no-answer`: it was sent and we do not know what became of it. */
export type ApiProblemName = ProblemName | 'offline' | 'no-answer'

export type ApiProblemBody = {
  status: number
  title: string
  detail?: string
  requestId?: string
  errors?: FieldError[]
  reasons?: { rule?: string; text: string }[]
  currentVersion?: number
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly problem: ApiProblemName
  readonly body: ApiProblemBody
  readonly at: Date

  constructor(problem: ApiProblemName, body: ApiProblemBody) {
    super(body.title)
    this.problem = problem
    this.body = body
    this.at = new Date()
  }

  /** True when nobody knows whether the request took effect: ask again with the same key, never guess. */
  get outcomeUnknown(): boolean {
    return this.problem === 'no-answer' || this.body.status >= 500
  }
}

/** The problem behind anything thrown; null when it is not one of ours. */
export function problemOf(error: unknown): ApiProblem | null {
  return error instanceof ApiProblem ? error : null
}

/** Is this error the named problem? */
export function isProblem(error: unknown, ...names: ApiProblemName[]): error is ApiProblem {
  return error instanceof ApiProblem && names.includes(error.problem)
}

/** The name behind a problem's `type`; `internal` when it is none of ours. */
export function nameOfType(type: unknown): ApiProblemName {
  const name = typeof type === 'string' ? type.replace('urn:countersign:problem:', '') : ''
  return name in problemTitles ? (name as ProblemName) : 'internal'
}
