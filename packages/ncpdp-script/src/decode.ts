// Reads SCRIPT XML as real senders write it: elements in any order, unknown ones ignored, namespaces and a
// byte order mark tolerated. It refuses DOCTYPE and entities, sizes and depths no message has, and whatever
// is ambiguous (a part that may occur once and occurs twice): guessing at a prescription is not reading it.
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { ScriptMessage } from './message.ts'
import { bodyShape } from './message-shape.ts'
import { headerShape } from './party-shapes.ts'
import { Fault, type ReadErrorCode, ScriptReadError, within } from './script-error.ts'
import { type ScriptVersion, versionNamed } from './script-version.ts'
import { attributeOf, childrenOf, textOf, type XmlNode } from './shape.ts'
import { hasForbiddenCharacter, isMessageId } from './wire-text.ts'

/** A message is a few kilobytes; ePA question sets reach some hundred. */
export const MAX_MESSAGE_CHARACTERS = 1_000_000
/** The deepest element this package knows is at depth 10. */
export const MAX_ELEMENT_DEPTH = 40

export type Decoded =
  | { ok: true; message: ScriptMessage; version: ScriptVersion }
  | {
      ok: false
      error: ScriptReadError
      /** The message's own id, when at least that could be read: an Error answer names it. */
      messageId?: string
      /** Who sent it (the id in From), when that could be read. */
      from?: string
    }

const parser = new XMLParser({
  ignoreAttributes: false,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Also switches on numeric character references; other named ones never reach the parser (see hasForeignReference).
  htmlEntities: true,
  maxNestedTags: MAX_ELEMENT_DEPTH,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
})

const refuse = (code: ReadErrorCode, rule: string): never => {
  throw new ScriptReadError(code, '', rule)
}

const PREDEFINED = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

const isCharacterReference = (name: string): boolean => {
  const match = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name)
  if (match === null) return false
  const point = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  return point <= 0x10ffff && !hasForbiddenCharacter(String.fromCodePoint(point))
}

/** The text without CDATA sections and comments, in which an ampersand is only itself. One pass, whatever the text. */
const withoutLiterals = (xml: string): string => {
  if (!xml.includes('<!')) return xml
  let kept = ''
  let from = 0
  for (;;) {
    const start = xml.indexOf('<!', from)
    if (start < 0) return kept + xml.slice(from)
    const close = xml.startsWith('<![CDATA[', start) ? ']]>' : xml.startsWith('<!--', start) ? '-->' : ''
    const end = close === '' ? start : xml.indexOf(close, start)
    kept += xml.slice(from, start)
    if (end < 0) return kept
    from = end + Math.max(2, close.length)
  }
}

/** Whether the text refers to an entity beyond the five of XML, or to a character XML forbids. */
const hasForeignReference = (xml: string): boolean => {
  if (!xml.includes('&')) return false
  const markup = withoutLiterals(xml)
  for (const [, name = ''] of markup.matchAll(/&([^\s&;<>]{1,64});/g)) {
    if (!PREDEFINED.has(name) && !isCharacterReference(name)) return true
  }
  return false
}

const parse = (xml: string): XmlNode => {
  if (xml.trim() === '') refuse('empty', 'the text is empty')
  if (xml.length > MAX_MESSAGE_CHARACTERS) refuse('too-large', 'the text is larger than any message')
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) refuse('forbidden-xml', 'document types and entities are not accepted')
  if (hasForbiddenCharacter(xml)) refuse('malformed-xml', 'the text holds characters that XML forbids')
  if (hasForeignReference(xml)) refuse('forbidden-xml', 'only the five entities of XML itself are accepted')
  try {
    if (XMLValidator.validate(xml) !== true) return refuse('malformed-xml', 'the text is not well-formed XML')
    return parser.parse(xml) as XmlNode
  } catch (error) {
    if (error instanceof ScriptReadError) throw error
    const deep = error instanceof Error && /nested/i.test(error.message)
    return deep
      ? refuse('too-deep', 'elements are nested deeper than in any message')
      : refuse('malformed-xml', 'the text is not well-formed XML')
  }
}

const versionOf = (message: XmlNode): ScriptVersion => {
  const domain = attributeOf(message, 'TransactionDomain')
  if (domain !== '' && domain !== 'SCRIPT') refuse('not-script', 'TransactionDomain is not SCRIPT')
  const attributes = [
    'TransactionVersion',
    'StructuresVersion',
    'TransportVersion',
    'DatatypesVersion',
    'ECLVersion',
  ]
  const named = attributes.map((name) => attributeOf(message, name)).find((value) => value !== '') ?? ''
  const version = versionNamed(named)
  return version ?? refuse('unsupported-version', 'Message is in a SCRIPT version that is not read here')
}

const readMessage = (document: XmlNode): { message: ScriptMessage; version: ScriptVersion } => {
  const [root, ...others] = childrenOf(document, 'Message')
  if (root === undefined || others.length > 0)
    return refuse('not-script', 'the document is not one SCRIPT Message')
  const version = versionOf(root)
  const part = (name: string): XmlNode => {
    const [only, ...more] = childrenOf(root, name)
    if (more.length > 0) throw new ScriptReadError('repeated-part', `Message/${name}`, 'may occur only once')
    return only ?? refuseMissing(name)
  }
  const header = within('Header', () => headerShape.read(part('Header')))
  const bodyNode = part('Body')
  const body = within('Body', () => {
    try {
      return bodyShape.read(bodyNode)
    } catch (error) {
      // An element is there, only none that is known.
      const foreign = error instanceof Fault && error.code === 'missing-part' && error.trail.length === 0
      if (foreign && typeof bodyNode !== 'string')
        throw new Fault('unsupported-message', 'holds no message known here')
      throw error
    }
  })
  if (header === undefined || body === undefined) return refuseMissing('Body')
  return { message: { header, body }, version }
}

const refuseMissing = (name: string): never => {
  throw new ScriptReadError('missing-part', `Message/${name}`, 'is missing')
}

/** What can still be told about a message that could not be read, so that it can be answered. */
const salvage = (xml: string, document: XmlNode | undefined): { messageId?: string; from?: string } => {
  const [root] = document === undefined ? [] : childrenOf(document, 'Message')
  const [header] = root === undefined ? [] : childrenOf(root, 'Header')
  const find = (tag: string): string => {
    if (header !== undefined) {
      const [node] = childrenOf(header, tag)
      return node === undefined ? '' : textOf(node)
    }
    const found = new RegExp(`<(?:\\w{1,20}:)?${tag}(?:\\s[^<>]{0,200})?>([^<>&]{1,80})<`).exec(
      xml.slice(0, 20_000),
    )
    return found?.[1]?.trim() ?? ''
  }
  const [messageId, from] = [find('MessageID'), find('From')]
  return {
    ...(isMessageId(messageId) ? { messageId } : {}),
    ...(from !== '' && from.length <= 80 && !hasForbiddenCharacter(from) ? { from } : {}),
  }
}

/**
 * Reads one message. Never throws: what cannot be read is answered with a ScriptReadError and, where they
 * could be found, the message's id and sender. Bytes must be UTF-8 through and through: one character replaced
 * in silence is another name or another dose.
 */
export const decode = (xml: string | Uint8Array): Decoded => {
  let document: XmlNode | undefined
  const given = xml instanceof Uint8Array ? messageText(xml) : xml
  const text = typeof given === 'string' ? given.replace(/^\uFEFF/, '').trimStart() : ''
  try {
    if (xml instanceof Uint8Array && !isUtf8(xml)) refuse('wrong-encoding', 'the text is not UTF-8')
    if (declaresForeignEncoding(text))
      refuse('wrong-encoding', 'the text is declared in another encoding than UTF-8')
    document = parse(text)
    return { ok: true, ...readMessage(document) }
  } catch (error) {
    return { ok: false, error: asReadError(error), ...salvage(text, document) }
  }
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The text of received bytes, to be kept: what is not UTF-8 becomes one character a byte, so that nothing is lost. */
export const messageText = (bytes: Uint8Array): string =>
  isUtf8(bytes) ? new TextDecoder().decode(bytes) : new TextDecoder('latin1').decode(bytes)

/** US-ASCII is UTF-8. */
const declaresForeignEncoding = (text: string): boolean => {
  const declared = /^<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([^"']{1,40})["']/i.exec(text)?.[1]
  return declared !== undefined && !/^(utf-?8|us-ascii|ascii)$/i.test(declared)
}

const asReadError = (error: unknown): ScriptReadError => {
  if (error instanceof ScriptReadError) return error
  if (error instanceof Fault) return new ScriptReadError(error.code, `Message/${error.path}`, error.rule)
  return new ScriptReadError('malformed-xml', '', 'the text could not be read')
}
