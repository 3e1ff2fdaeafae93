// Shapes of elements that hold a single value.
import { Fault } from './script-error.ts'
import { attributeOf, childrenOf, type Shape, textOf, type XmlNode } from './shape.ts'
import {
  canonicalDecimal,
  escapeXml,
  hasForbiddenCharacter,
  isCalendarDate,
  utcMoment,
  wireText,
} from './wire-text.ts'

const bad = (rule: string): never => {
  throw new Fault('invalid-value', rule)
}

const readText = (node: XmlNode): string | undefined => {
  const value = textOf(node)
  if (hasForbiddenCharacter(value)) bad('holds a character that XML forbids')
  return value === '' ? undefined : value
}

/** Text of 1 to `max` characters (code points). The reader keeps longer text: cutting it could change a dose. */
export const text = (max: number): Shape<string> => ({
  write: (value) => {
    if (typeof value !== 'string') return bad('must be text')
    const sent = wireText(value)
    if (sent === '') throw new Fault('missing-part', 'must not be blank')
    if (hasForbiddenCharacter(sent)) bad('holds a character that XML forbids')
    if (sent.length > max && [...sent].length > max) bad(`is longer than ${max} characters`)
    return escapeXml(sent)
  },
  read: readText,
})

/** Text brought to its wire form by `form`, which answers undefined for what may not be sent. */
export const formed = (form: (text: string) => string | undefined, rule: string): Shape<string> => ({
  write: (value) => escapeXml((typeof value === 'string' ? form(value) : undefined) ?? bad(rule)),
  read: readText,
})

/** Text that must fit a pattern to be written. */
export const matching = (pattern: RegExp, rule: string): Shape<string> =>
  formed((value) => (pattern.test(value) ? value : undefined), rule)

/** One of a code list. An unknown code is not written; it is not read either, for acting on it would be a guess. */
export const codeOf = <C extends string>(codes: readonly C[], rule: string): Shape<C> => ({
  write: (value) => (codes.includes(value) ? value : bad(rule)),
  read: (node) => {
    const value = readText(node)
    return value === undefined ? undefined : (codes.find((code) => code === value) ?? bad(rule))
  },
})

/** A code that must be in a list to be written, while any code is read: lists grow, and the reader shows what came. */
export const openCode = (codes: readonly string[], rule: string): Shape<string> =>
  formed((value) => (codes.includes(value) ? value : undefined), rule)

export const decimal: Shape<string> = {
  write: (value) =>
    (typeof value === 'string' ? canonicalDecimal(value) : undefined) ?? bad('must be a decimal number'),
  read: (node) => {
    const value = readText(node)
    return value === undefined ? undefined : (canonicalDecimal(value) ?? bad('must be a decimal number'))
  },
}

/** A whole number. The range binds the writer; the reader takes any ("030", "30.0"), and the caller judges it. */
export const integer = (min: number, max: number): Shape<number> => ({
  write: (value) =>
    Number.isInteger(value) && value >= min && value <= max
      ? `${value}`
      : bad(`must be a whole number from ${min} to ${max}`),
  read: (node) => {
    const value = readText(node)
    if (value === undefined) return undefined
    const whole = canonicalDecimal(value) ?? ''
    return /^\d{1,9}$/.test(whole) ? Number(whole) : bad('must be a whole number')
  },
})

const boolean = (yes: string, no: string): Shape<boolean> => ({
  write: (value) => (value ? yes : no),
  read: (node) => {
    const value = readText(node)?.toLowerCase()
    if (value === undefined) return undefined
    if (['true', '1', 'y', 'yes'].includes(value)) return true
    if (['false', '0', 'n', 'no'].includes(value)) return false
    return bad('must be true or false')
  },
})
export const trueFalse = boolean('true', 'false')
export const yesNo = boolean('Y', 'N')

/** A moment, written in UTC with Z. */
export const moment: Shape<string> = {
  write: (value) => {
    const sent = typeof value === 'string' && value.endsWith('Z') ? utcMoment(value) : undefined
    return sent ?? bad('must be a moment in UTC, ending in Z')
  },
  read: (node) => {
    const value = readText(node)
    return value === undefined ? undefined : (utcMoment(value) ?? bad('must be a date and time'))
  },
}

const dayText = (node: XmlNode): string | undefined => {
  const inner = childrenOf(node, 'Date')[0]
  return inner === undefined ? readText(node) : readText(inner)
}

/** A day, in a Date child. A bare day as the element's own text is read too. */
export const day: Shape<string> = {
  write: (value) => (isCalendarDate(value) ? `<Date>${value}</Date>` : bad('must be a day, YYYY-MM-DD')),
  read: (node) => {
    const value = dayText(node)
    if (value === undefined) return undefined
    return isCalendarDate(value) ? value : bad('must be a day, YYYY-MM-DD')
  },
}

/** A day (Date child) or a moment in UTC (DateTime child): "2026-11-22" or "2026-11-22T09:30:00Z". */
export const dayOrMoment: Shape<string> = {
  write: (value, version) =>
    isCalendarDate(value)
      ? day.write(value, version)
      : `<DateTime>${moment.write(value, version)}</DateTime>`,
  read: (node) => {
    const inner = childrenOf(node, 'DateTime')[0]
    if (inner !== undefined) return moment.read(inner)
    const value = dayText(node)
    if (value === undefined) return undefined
    return isCalendarDate(value) ? value : (utcMoment(value) ?? bad('must be a day or a moment'))
  },
}

/** Text with a required Qualifier attribute (To, From). */
export const qualified = (max: number): Shape<{ qualifier: string; id: string }> => {
  const content = text(max)
  return {
    write: (value, version) => {
      if (!/^[A-Z]{1,3}$/.test(value.qualifier)) bad('needs a Qualifier of one to three capitals')
      return content.write(value.id, version)
    },
    attributes: (value) => ` Qualifier="${escapeXml(value.qualifier)}"`,
    read: (node) => {
      const id = readText(node)
      return id === undefined ? undefined : { qualifier: attributeOf(node, 'Qualifier'), id }
    },
  }
}
