/** Any error to a problem, any problem to RFC 9457. What an unknown error says never leaves the server. */
import type { FieldError } from '@countersign/contract'
import type { FastifyError, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Problem } from '../problem.ts'

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error)
  const { statusCode, code } = error as Partial<FastifyError>
  if (statusCode === 413) return new Problem('body-too-large')
  if (statusCode === 415) return new Problem('unsupported-media-type')
  if (statusCode === 429) return new Problem('too-many-requests')
  if (statusCode === 503) return new Problem('unavailable')
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new Problem('bad-request')
  // 40001 serialization, 40P01 deadlock, 57P0x shutdown, 08xxx connection, 53xxx resources: worth another try.
  if (
    typeof code === 'string' &&
    /^(40001|40P01|57P0\d|08\w{3}|53\w{3}|ECONNREFUSED|ECONNRESET)$/.test(code)
  ) {
    return new Problem('unavailable')
  }
  // Text that PostgreSQL cannot keep came in where it is not looked at, as in a cookie.
  if (code === '22021' || code === '22P05') return new Problem('bad-request')
  return new Problem('internal')
}

type ValidationError = {
  validationContext?: string
  validation: { instancePath: string; message?: string }[]
}

function fromValidation(error: unknown): Problem {
  const { validation, validationContext } = error as ValidationError
  const errors: FieldError[] = validation.slice(0, 50).map((issue) => ({
    pointer: issue.instancePath || '/',
    message: issue.message ?? 'Not valid',
  }))
  // An id that is not one names nothing: the same answer as an id nobody has.
  if (validationContext === 'params') return new Problem('not-found')
  return new Problem('validation-failed', { errors })
}

export function renderProblem(reply: FastifyReply, problem: Problem, requestId: string): FastifyReply {
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem.toBody(requestId))
}
