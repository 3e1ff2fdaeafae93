/**
 * Structured logs. Nothing that could hold PHI is written: request bodies, queries and headers are not
 * logged at all, and of a URL only the route's pattern, since patients' words may stand in a query.
 */
import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'child' | 'level'>

export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: undefined,
    redact: {
      paths: ['req.headers', 'req.body', '*.password', '*.token', '*.email', '*.authorization'],
      remove: true,
    },
    serializers: { err: describeError, error: describeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Type, code, constraint and stack: a database error's `detail` and `where` quote row values, so they stay out. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint, table, routine } = error as Error & Record<string, unknown>
  const fromDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
  return {
    type: error.name,
    ...(fromDatabase ? { code, constraint, table, routine } : { message: error.message }),
    stack: fromDatabase ? error.stack?.split('\n').slice(1).join('\n') : error.stack,
  }
}
