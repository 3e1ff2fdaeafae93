// Writes a message as SCRIPT XML: elements in order, every length and required part checked. What this
// writes, decode reads back equal.
import type { ScriptMessage } from './message.ts'
import { bodyShape } from './message-shape.ts'
import { headerShape } from './party-shapes.ts'
import { Fault, ScriptWriteError, within } from './script-error.ts'
import { SCRIPT_VERSIONS, type ScriptVersion, WIRE_VERSIONS } from './script-version.ts'

/**
 * The XML of a message, one line, UTF-8. Text is sent trimmed with single spaces, numbers and telephone
 * numbers in their wire form. Throws ScriptWriteError, and nothing else, with the path of the part that may
 * not be sent; its message never holds a value.
 */
export const encode = (message: ScriptMessage, version: ScriptVersion): string => {
  if (!SCRIPT_VERSIONS.includes(version))
    throw new ScriptWriteError('Message', 'needs a known SCRIPT version')
  try {
    const header = within('Header', () => headerShape.write(message.header, version))
    const body = within('Body', () => bodyShape.write(message.body, version))
    const wire = WIRE_VERSIONS[version]
    return (
      '<?xml version="1.0" encoding="UTF-8"?>' +
      `<Message DatatypesVersion="${wire}" TransportVersion="${wire}" TransactionDomain="SCRIPT"` +
      ` TransactionVersion="${wire}" StructuresVersion="${wire}" ECLVersion="${wire}">` +
      `<Header>${header}</Header><Body>${body}</Body></Message>`
    )
  } catch (error) {
    if (error instanceof Fault) throw new ScriptWriteError(`Message/${error.path}`, error.rule)
    // A value of another type than declared (a null, a number for text) can only be a caller's mistake.
    throw new ScriptWriteError('Message', 'holds a value of the wrong type')
  }
}
