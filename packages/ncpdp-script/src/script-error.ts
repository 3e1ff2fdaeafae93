// The only two errors this package knows. Neither ever carries a value of the message: a path and a rule
// are enough to mend it, and a value could be a patient's.

/** A message that may not be sent: the path of the offending part and the rule it breaks. */
export class ScriptWriteError extends Error {
  override readonly name = 'ScriptWriteError'
  readonly path: string
  readonly rule: string
  constructor(path: string, rule: string) {
    super(`${path} ${rule}`)
    this.path = path
    this.rule = rule
  }
}

/** Why a received text could not be read as a SCRIPT message. */
export type ReadErrorCode =
  | 'empty'
  | 'too-large'
  | 'wrong-encoding'
  | 'too-deep'
  | 'forbidden-xml'
  | 'malformed-xml'
  | 'not-script'
  | 'unsupported-version'
  | 'unsupported-message'
  | 'missing-part'
  | 'repeated-part'
  | 'invalid-value'

/** A received text that could not be read: the kind of fault, where it is (empty for the whole text), and the rule. */
export class ScriptReadError extends Error {
  override readonly name = 'ScriptReadError'
  readonly code: ReadErrorCode
  readonly path: string
  readonly rule: string
  constructor(code: ReadErrorCode, path: string, rule: string) {
    super(path === '' ? rule : `${path} ${rule}`)
    this.code = code
    this.path = path
    this.rule = rule
  }
}

/**
 * A fault inside one shape. It gathers the path while it travels outwards, so that the way down, which is
 * walked for every message, builds no path at all.
 */
export class Fault extends Error {
  readonly code: ReadErrorCode
  readonly rule: string
  readonly trail: string[] = []
  constructor(code: ReadErrorCode, rule: string) {
    super(rule)
    this.code = code
    this.rule = rule
  }
  get path(): string {
    return this.trail.toReversed().join('/')
  }
}

/** Runs one part of a message and, when it is at fault, says under which name. */
export const within = <T>(name: string, part: () => T): T => {
  try {
    return part()
  } catch (error) {
    if (error instanceof Fault) error.trail.push(name)
    throw error
  }
}
