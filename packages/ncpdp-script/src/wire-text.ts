// Text on the wire: how a value becomes element content, and what the exact forms of numbers, dates,
// telephone numbers and product codes are. Everything here is total: it answers undefined, it never throws.

// XML 1.0 section 2.2 forbids these anywhere; lone surrogates cannot be encoded in UTF-8.
// biome reads control characters in a pattern as a mistake, so the ranges are assembled from their code points.
const range = (from: number, to: number): string => `${String.fromCharCode(from)}-${String.fromCharCode(to)}`
const FORBIDDEN = new RegExp(
  `[${range(0x0, 0x8)}${range(0xb, 0xc)}${range(0xe, 0x1f)}${range(0xfffe, 0xffff)}]`,
)

/** Whether a text holds a character that XML cannot carry. */
export const hasForbiddenCharacter = (text: string): boolean => FORBIDDEN.test(text) || !text.isWellFormed()

/** Element content as it is sent: trimmed, every run of white space one space. */
export const wireText = (text: string): string => text.trim().replace(/\s+/g, ' ')

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escapes text for element content and attribute values. */
export const escapeXml = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character) : text

/**
 * An exact decimal as SCRIPT wants it: a digit before the point, no leading and no trailing zeros ("0.5", "30"),
 * at most 11 digits in all. Undefined when the text is not such a number. No float is involved.
 */
export const canonicalDecimal = (text: string): string | undefined => {
  // The pattern backtracks, so its input is bounded first.
  const match = text.length > 40 ? null : /^0*(\d*)(?:\.(\d*?)0*)?$/.exec(text.trim())
  if (match === null || !/\d/.test(text)) return undefined
  const whole = match[1] === '' || match[1] === undefined ? '0' : match[1]
  const fraction = match[2] ?? ''
  if (whole.length + fraction.length > 11) return undefined
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export const isCalendarDate = (text: string): boolean => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1800 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/**
 * A moment in UTC (YYYY-MM-DDThh:mm:ss[.fraction]Z). An offset is converted; a missing zone is read as UTC,
 * which SentTime is defined to be. Undefined when it is not a moment.
 */
export const utcMoment = (text: string): string | undefined => {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.exec(text)
  if (match === null || !isCalendarDate(match[1] ?? '')) return undefined
  if (Number(match[2]) > 23 || Number(match[3]) > 59 || Number(match[4]) > 59) return undefined
  const zone = match[6] ?? 'Z'
  if (zone === 'Z') return `${text.slice(0, 19)}${match[5] ?? ''}Z`
  if (Number(zone.slice(1, 3)) > 14 || Number(zone.slice(4)) > 59) return undefined
  return new Date(`${text.slice(0, 19)}${(match[5] ?? '').slice(0, 4)}${zone}`).toISOString()
}

/** Ten digits of a North American telephone number, or undefined. */
export const wirePhone = (text: string): string | undefined => {
  if (!/^[\d\s().+-]+$/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
  return /^\d{10}$/.test(national) ? national : undefined
}

/** A ZIP code of five or nine digits without its hyphen, or undefined. */
export const wirePostalCode = (text: string): string | undefined => {
  const digits = text.trim().replace('-', '')
  return /^\d{5}(\d{4})?$/.test(digits) ? digits : undefined
}

/**
 * The 11-digit NDC that SCRIPT carries, from 11 plain digits or from a hyphenated 5-4-2, 4-4-2, 5-3-2 or
 * 5-4-1 code (the short segment is padded). Ten plain digits are ambiguous and give undefined.
 */
export const ndc11 = (text: string): string | undefined => {
  const code = text.trim()
  if (/^\d{11}$/.test(code)) return code
  const match = /^(\d{4,5})-(\d{3,4})-(\d{1,2})$/.exec(code)
  if (match === null) return undefined
  const [labeler = '', product = '', pack = ''] = match.slice(1)
  if (labeler.length + product.length + pack.length < 10) return undefined
  return labeler.padStart(5, '0') + product.padStart(4, '0') + pack.padStart(2, '0')
}

/** Whether a text can be a MessageID (or RelatesToMessageID): 1 to 35 printable ASCII characters, no blank. */
export const isMessageId = (text: string): boolean => /^[\x21-\x7e]{1,35}$/.test(text)

/** The MessageID of a UUID: its 32 hexadecimal digits, which fit where its 36 characters do not. */
export const messageIdFrom = (uuid: string): string => uuid.replaceAll('-', '')
