/** Dates, durations, money and names as the product writes them (US English). Pure. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-03-17` or an instant → "Mar 17", with the year when it is not this one. */
export function shortDate(value: string | Date, now = new Date()): string {
  const date = asDate(value)
  const year = date.getFullYear() === now.getFullYear() ? '' : `, ${date.getFullYear()}`
  return `${months[date.getMonth()]} ${date.getDate()}${year}`
}

/** As exact as a timeline needs: "Mar 17" this year, "Aug 2025" within a year, "2019" before. */
export function roughDate(value: string | Date, now = new Date()): string {
  const date = asDate(value)
  if (date.getFullYear() === now.getFullYear()) return `${months[date.getMonth()]} ${date.getDate()}`
  const withinYear = now.getTime() - date.getTime() < 366 * 86_400_000
  return withinYear ? `${months[date.getMonth()]} ${date.getFullYear()}` : String(date.getFullYear())
}

/** "Mar 17, 2026". */
export function longDate(value: string | Date): string {
  const date = asDate(value)
  return `${months[date.getMonth()]} ${date.getDate()}, ${date.getFullYear()}`
}

/** "9:38 am". */
export function timeOfDay(value: string | Date): string {
  const date = asDate(value)
  const hours = date.getHours() % 12 || 12
  return `${hours}:${String(date.getMinutes()).padStart(2, '0')} ${date.getHours() < 12 ? 'am' : 'pm'}`
}

/** "9:38:24 am". */
export function timeWithSeconds(value: string | Date): string {
  const date = asDate(value)
  const [clock, half] = timeOfDay(date).split(' ')
  return `${clock}:${String(date.getSeconds()).padStart(2, '0')} ${half}`
}

/** Time alone today, date and time before. */
export function moment(value: string | Date, now = new Date()): string {
  const date = asDate(value)
  return date.toDateString() === now.toDateString()
    ? timeOfDay(date)
    : `${shortDate(date, now)}, ${timeOfDay(date)}`
}

/** Minutes and seconds: "3:12". */
export function clockLength(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** "14 min", "1 h 04", "2 d 3 h": how long, never rounded up. */
export function span(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** A length that is whole hours or minutes, as an SLA is: "4 h", "30 min". */
export function wholeSpan(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes % 60 === 0) return `${minutes / 60} h`
  return minutes < 60 ? `${minutes} min` : span(milliseconds)
}

/** "just now", "12 s ago", "3 min ago", then the moment. */
export function ago(value: string | Date, now: number): string {
  const seconds = Math.floor((now - asDate(value).getTime()) / 1000)
  if (seconds < 5) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  return moment(value, new Date(now))
}

/** Integer cents as "$49.00". */
export function money(amountCents: number, currency = 'USD'): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() }).format(
    amountCents / 100,
  )
}

/** "(512) 555-0170" for a US number, however it is punctuated and with or without its country code; any other as it is. */
export function phoneWords(number: string): string {
  const parts = /^(?:\+?1)?(\d{3})(\d{3})(\d{4})$/.exec(number.replace(/[^\d+]/g, ''))
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number
}

/** The words with a full stop, unless they end as a sentence does: others' words often lack it. */
export const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** "1 case", "2 cases". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

export const categoryNames = { weight: 'Weight', ed: 'ED', hair: 'Hair' } as const
export const visitNames = { first: 'First visit', follow_up: 'Follow-up', refill: 'Refill' } as const
export const sexLetters = { female: 'F', male: 'M' } as const

const stateNames: Record<string, string> = {
  AL: 'Alabama',
  AK: 'Alaska',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  PR: 'Puerto Rico',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
}

/** Every state we know, in the order of their names. */
export const stateCodes: readonly string[] = Object.keys(stateNames)

/** "Texas" for "TX"; the code itself when it is not a state we know. */
export function stateName(code: string): string {
  return stateNames[code] ?? code
}

/** A calendar date has no time zone: it is read as that day here, not as midnight in London. */
function asDate(value: string | Date): Date {
  if (value instanceof Date) return value
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00`) : new Date(value)
}
