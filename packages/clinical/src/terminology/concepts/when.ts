/** How long ago a statement says something began or happened, in months. */

const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'a couple of': 2,
  'a couple': 2,
  'couple of': 2,
  couple: 2,
  half: 0.5,
  'half a': 0.5,
}
const amount =
  '(\\d+(?:\\.\\d+)?|half a|half|a couple of|a couple|couple of|couple|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)'
const unit = '(days?|d|weeks?|wks?|w|months?|mos?|mths?|m|years?|yrs?|y)'
const ago = new RegExp(
  `\\b${amount}(?: and a half)?[ -]?\\+? ?${unit}\\.?,? (?:ago|back|prior|earlier|before)\\b`,
)
const within = new RegExp(
  `\\b(?:for|x|over|past|last|since|the past|the last|within(?: the)?(?: last| past)?) (?:the )?(?:about |around |over |past |last |almost )?${amount}[ -]?\\+? ?${unit}\\b`,
)
const bare = new RegExp(
  `\\b${amount} ?(?:days?|weeks?|months?|years?|yrs?|mos?) ?(?:s\\/p|post|out|status post)\\b`,
)
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const dated =
  /\b(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (?:\d{1,2}(?:st|nd|rd|th)?,? )?|(\d{1,2})\/(?:\d{1,2}\/)?|(?:in|since|from|dx|diagnosed|circa|around|about|back in|of|early|late|mid|summer|winter|spring|fall)[ -]?(?:of )?|^|[(, ])((?:19|20)\d\d)\b/

const monthsIn = (count: number, name: string): number => {
  const days = name.startsWith('d') ? count : name.startsWith('w') ? count * 7 : null
  // The labels' near limit is 90 days, read as three months: 91 days must not round down to it.
  if (days !== null) return Math.max(days / 30.44, days > 90 ? 3.1 : 0)
  if (name.startsWith('y')) return count * 12
  return count
}
const tidy = (months: number): number => Math.max(0, Math.round(months * 10) / 10)

/**
 * Months ago, or null when the text does not say or says it too loosely to tell recent from old: a year alone that is
 * this year or last. `nowYear` may carry the part of the year (2026.89), which narrows that.
 */
export const monthsAgoIn = (text: string, nowYear: number): number | null => {
  const match = ago.exec(text) ?? bare.exec(text) ?? within.exec(text)
  if (match !== null) {
    const word = match[1] ?? ''
    const count = numbers[word] ?? Number(word)
    const name =
      match[2] ??
      (/days?/.test(match[0])
        ? 'd'
        : /weeks?/.test(match[0])
          ? 'w'
          : /years?|yrs?/.test(match[0])
            ? 'y'
            : 'm')
    const extra = / and a half/.test(match[0]) ? 0.5 : 0
    if (Number.isFinite(count)) return tidy(monthsIn(count + extra, name))
  }
  if (/\b(?:yesterday|today|this morning|last night|just now|right now|this week|tonight)\b/.test(text))
    return 0
  if (/\blast week\b/.test(text)) return 0.2
  if (/\b(?:few|several|couple) (?:of )?weeks ago\b/.test(text)) return 0.5
  if (/\b(?:last|this) month\b/.test(text)) return 1
  if (/\b(?:few|several|some) months ago\b/.test(text)) return null
  if (
    /\b(?:few|several|some|many) years (?:ago|back)\b|\byears ago\b|\blong (?:time )?ago\b|\bdecades? ago\b/.test(
      text,
    )
  )
    return 24
  if (
    /\b(?:as a (?:child|kid|baby|teen\w*|young \w+)|in (?:childhood|infancy|high school|college|my (?:teens|20s|twenties))|when i was (?:a |little|young|\d))/.test(
      text,
    )
  )
    return 120
  const date = dated.exec(text)
  if (date !== null) {
    const year = Number(date[3])
    const month =
      date[1] !== undefined ? monthNames.indexOf(date[1]) + 1 : date[2] !== undefined ? Number(date[2]) : 0
    const wholeYears = Math.floor(nowYear) - year
    if (wholeYears < 0 || wholeYears > 110) return null
    if (wholeYears >= 2) return wholeYears * 12
    const part = nowYear - Math.floor(nowYear)
    if (part === 0) return null
    const now = nowYear * 12
    if (month >= 1 && month <= 12) return tidy(now - (year * 12 + month))
    return wholeYears === 1 ? tidy(now - (year + 1) * 12) : null
  }
  if (/\blast year\b/.test(text)) return 11
  return null
}
