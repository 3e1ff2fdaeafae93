/** Reads a frequency in words: how many takings a day or a week, or as needed. */

export type FrequencyUnit = 'day' | 'week' | 'prn'
export type Frequency = {
  readonly unit: FrequencyUnit
  /** Takings in the unit (for prn: most in a day, when stated). */
  readonly takings: number
  /** Least hours between takings when the words state it; else null. */
  readonly everyHours: number | null
  /** The stated dose is the day's total, to be divided. */
  readonly divided: boolean
}

const numberWords: Readonly<Record<string, number>> = {
  once: 1,
  one: 1,
  single: 1,
  twice: 2,
  two: 2,
  thrice: 3,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
}

const count = (word: string | undefined): number => {
  if (word === undefined) return 1
  return numberWords[word] ?? (Number(word) || 1)
}

const latin: readonly (readonly [RegExp, number])[] = [
  [/\b(qid|q\.i\.d\.?|q6h)\b/, 4],
  [/\b(tid|t\.i\.d\.?|q8h)\b/, 3],
  [/\b(bid|b\.i\.d\.?|q12h)\b/, 2],
  [/\b(qd|q\.d\.?|od|qam|qhs|qpm|q24h)\b/, 1],
]

/** null = no frequency was given or none can be read from the words. */
export function readFrequency(text: string | null | undefined): Frequency | null {
  const key = text ?? ''
  const known = readings.get(key)
  if (known !== undefined) return known
  const read = parseFrequency(key)
  if (readings.size > 512) readings.clear()
  readings.set(key, read)
  return read
}

const readings = new Map<string, Frequency | null>()

function parseFrequency(text: string): Frequency | null {
  const words = text.toLowerCase().replace(/[–—]/g, '-').replace(/\s+/g, ' ').trim()
  if (words === '') return null
  const divided = /divided/.test(words)
  const make = (unit: FrequencyUnit, takings: number, everyHours: number | null = null): Frequency => ({
    unit,
    takings,
    everyHours,
    divided,
  })
  const every =
    /(?:every|q|each|per|once in|in)\s*(\d+|two|three|four)(?:\s*-\s*\d+)?\s*(hour|hr|h|day|d|week|wk)s?\b/.exec(
      words,
    )
  const prn =
    /as[- ]needed|\bprn\b|when needed|if needed|on demand|before (sex|sexual|intercourse|activity)|prior to (sex|sexual)|occasion/.test(
      words,
    )
  if (prn) {
    const daily =
      /(twice|two times|2 times|2x|three times|3 times) (a|per|each)? ?day|twice daily|\bbid\b|three times daily/.test(
        words,
      )
    const takings = daily ? (/three|3/.test(words) ? 3 : 2) : 1
    const interval =
      every === null
        ? null
        : every[2]?.startsWith('h')
          ? count(every[1])
          : every[2]?.startsWith('d')
            ? count(every[1]) * 24
            : null
    return make('prn', takings, interval)
  }
  const weekCount =
    /(once|one|twice|two|thrice|three|four|five|six|\d+)(?:\s*(?:-|to|or)\s*(twice|two|three|four|\d+))?\s*(?:times?|x|×)?\s*(?:a|per|each|every|\/)?\s*(?:week(?:ly)?|wk)\b/.exec(
      words,
    )
  if (weekCount !== null) return make('week', count(weekCount[2] ?? weekCount[1]))
  if (every !== null) {
    const amount = count(every[1])
    if (every[2]?.startsWith('h'))
      return amount <= 24 ? make('day', Math.round(24 / amount), amount) : make('week', 168 / amount, amount)
    if (every[2]?.startsWith('d'))
      return amount === 1 ? make('day', 1) : make('week', 7 / amount, amount * 24)
    return make('week', 1 / amount, amount * 168)
  }
  if (/every other day|alternate days|every second day|\bqod\b|eod/.test(words)) return make('week', 3.5, 48)
  if (/biweekly|fortnight|every other week/.test(words)) return make('week', 0.5, 336)
  if (/weekly|every week|a week|per week|\bq ?w(?:ee)?k?\b/.test(words)) return make('week', 1)
  const days = new Set(words.match(/\b(?:mon|tues?|wed|thur?s?|fri|satur|sat|sun)(?=(?:nes)?(?:day)?s?\b)/g))
  if (days.size > 0) return make('week', days.size)
  if (/monthly|every month|a month/.test(words)) return make('week', 0.25)
  const parts = /\b(?:in|into) (two|three|four|[2-4]) (?:divided |equal |separate )?doses\b/.exec(words)
  if (parts !== null) return { ...make('day', count(parts[1])), divided: true }
  for (const [pattern, takings] of latin) if (pattern.test(words)) return make('day', takings)
  const dayCount =
    /(once|one|twice|two|thrice|three|four|five|six|\d+)\s*(?:times?|x|×)?\s*(?:a|per|each|every|\/)?\s*(?:day|daily)\b/.exec(
      words,
    )
  if (dayCount !== null) return make('day', count(dayCount[1]))
  const timesBare = /(twice|thrice|three times|four times|2x|3x|4x)/.exec(words)
  if (timesBare !== null) return make('day', count(timesBare[1]?.replace(/ times|x/, '')))
  if (/morning and (evening|night|bedtime|afternoon)|am and pm/.test(words)) return make('day', 2)
  if (/(each|every|with|per) (\w+[- ])*meals?|with meals/.test(words)) return make('day', 3)
  if (
    /daily|every day|each day|a day|per day|morning|evening|night|bedtime|breakfast|once|nightly/.test(words)
  )
    return make('day', 1)
  return null
}
