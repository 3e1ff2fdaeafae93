// NCPDP SCRIPT 2017071 and 2023011: typed messages, a strict writer, a tolerant reader, and the code lists.
// Pure: no clock, no network, no files.
export * from './build.ts'
export * from './codes.ts'
export { type Decoded, decode, MAX_ELEMENT_DEPTH, MAX_MESSAGE_CHARACTERS, messageText } from './decode.ts'
export { encode } from './encode.ts'
export type * from './medication.ts'
export type * from './message.ts'
export type * from './parties.ts'
export type * from './prior-authorization.ts'
export { type ReadErrorCode, ScriptReadError, ScriptWriteError } from './script-error.ts'
export { SCRIPT_VERSIONS, type ScriptVersion, versionNamed, WIRE_VERSIONS } from './script-version.ts'
export * from './terminology.ts'
export {
  canonicalDecimal,
  isMessageId,
  messageIdFrom,
  ndc11,
  wirePhone,
  wirePostalCode,
  wireText,
} from './wire-text.ts'
