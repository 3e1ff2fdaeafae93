/** The one kind of error a command throws on purpose. Rendered as RFC 9457 problem+json by one handler. */
import { type FieldError, type ProblemBody, type ProblemName, problems } from '@countersign/contract'

export type ProblemDetails = {
  detail?: string
  errors?: FieldError[]
  reasons?: { rule?: string; text: string }[]
  currentVersion?: number
}

export class Problem extends Error {
  readonly problem: ProblemName
  readonly details: ProblemDetails

  constructor(problem: ProblemName, details: ProblemDetails = {}) {
    super(problem)
    this.name = 'Problem'
    this.problem = problem
    this.details = details
  }

  get status(): number {
    return problems[this.problem].status
  }

  toBody(requestId?: string): ProblemBody {
    const { status, title } = problems[this.problem]
    return { type: `urn:countersign:problem:${this.problem}`, title, status, ...this.details, requestId }
  }
}
