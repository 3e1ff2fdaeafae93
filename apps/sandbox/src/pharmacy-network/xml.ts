/**
 * Reads and writes the network's XML. Refuses what is not plain UTF-8 XML without a DTD, and anything
 * too deep or too large, before a single rule of SCRIPT is looked at.
 */
import { SaxesParser } from 'saxes'

export type XmlElement = {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** Character data directly inside, trimmed. */
  text: string
}
export type XmlReading = { ok: true; root: XmlElement } | { ok: false; reason: string }

const deepest = 40
const mostElements = 20_000

/** Parses a whole document; `bytes` must be UTF-8 (a byte-order mark is tolerated). */
export const readXml = (bytes: Uint8Array): XmlReading => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { ok: false, reason: 'the message is not UTF-8' }
  }
  const parser = new SaxesParser({ xmlns: false, position: true })
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  let reason: string | undefined
  let elements = 0
  const refuse = (why: string) => {
    reason ??= why
  }
  parser.on('error', (error) => refuse(`not well-formed XML: ${error.message.replace(/^[\d:]+\s*/, '')}`))
  parser.on('doctype', () => refuse('a DOCTYPE is not allowed'))
  parser.on('xmldecl', (declaration) => {
    if (declaration.encoding && !/^utf-?8$/i.test(declaration.encoding)) refuse('the encoding must be UTF-8')
  })
  parser.on('opentag', (tag) => {
    const element: XmlElement = { name: tag.name, attributes: { ...tag.attributes }, children: [], text: '' }
    elements += 1
    if (open.length >= deepest || elements > mostElements) return refuse('the message is nested too deeply')
    const parent = open.at(-1)
    if (parent) parent.children.push(element)
    else root ??= element
    open.push(element)
  })
  const append = (chunk: string) => {
    const current = open.at(-1)
    if (current) current.text += chunk
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed) closed.text = closed.text.trim()
  })
  try {
    parser.write(text).close()
  } catch (error) {
    refuse(`not well-formed XML: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (reason !== undefined) return { ok: false, reason }
  return root ? { ok: true, root } : { ok: false, reason: 'the message is empty' }
}

/** The first element at `path` ("Patient/HumanPatient/Gender") below `element`. */
export const find = (element: XmlElement | undefined, path: string): XmlElement | undefined => {
  let current = element
  for (const name of path.split('/')) {
    current = current?.children.find((child) => child.name === name)
    if (!current) return undefined
  }
  return current
}

export const textAt = (element: XmlElement | undefined, path: string): string | undefined =>
  find(element, path)?.text

/** Builds an element from its children or its text; undefined and empty parts fall away. */
export const element = (
  name: string,
  content: string | number | (XmlElement | undefined)[] = [],
  attributes: Record<string, string> = {},
): XmlElement => ({
  name,
  attributes,
  children: Array.isArray(content) ? content.filter((child) => child !== undefined) : [],
  text: Array.isArray(content) ? '' : String(content),
})

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
const escapeText = (text: string) => text.replace(/[&<>]/g, (char) => entities[char] ?? char)
const escapeAttribute = (text: string) => text.replace(/[&<>"\t\n\r]/g, (char) => entities[char] ?? char)

const writeElement = (node: XmlElement, indent: string | undefined, depth: number): string => {
  const pad = indent === undefined ? '' : `\n${indent.repeat(depth)}`
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
  const open = `${depth === 0 ? '' : pad}<${node.name}${attributes}`
  if (node.children.length === 0 && node.text === '') return `${open}/>`
  if (node.children.length === 0) return `${open}>${escapeText(node.text)}</${node.name}>`
  const children = node.children.map((child) => writeElement(child, indent, depth + 1)).join('')
  return `${open}>${escapeText(node.text)}${children}${pad}</${node.name}>`
}

/** Serialises with the XML declaration, on one line. */
export const writeXml = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${writeElement(root, undefined, 0)}`

/** Serialises indented, for people. */
export const prettyXml = (root: XmlElement): string => writeElement(root, '  ', 0)
