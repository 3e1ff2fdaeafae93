/**
 * Whether a medicine is being taken, from the words around its name. What is kept for need, expired but carried, or
 * said in no way to have ended counts as active.
 */
import type { MedicationMatch } from '../types.ts'

const numberWords: Readonly<Record<string, number>> = {
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
  couple: 2,
  'a couple': 2,
  'a couple of': 2,
  'couple of': 2,
  several: 4,
}
const daysIn: Readonly<Record<string, number>> = {
  d: 1,
  day: 1,
  w: 7,
  wk: 7,
  week: 7,
  m: 30,
  mo: 30,
  mth: 30,
  month: 30,
  y: 365,
  yr: 365,
  year: 365,
  hour: 0,
  hr: 0,
}

const amount =
  '(\\d+(?:\\.\\d+)?|a couple of|a couple|couple of|couple|several|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
const span = new RegExp(
  `\\b(?:about |around |approximately |approx |over |more than |almost |nearly |at least |~ ?)?${amount}\\+? ?-?(hours?|hrs?|days?|weeks?|wks?|w|months?|mos?|mths?|years?|yrs?|y|d)\\.?,? ?(?:ago|back|prior|earlier)\\b`,
)
const since = new RegExp(
  `\\b(?:off|stopped|quit|without|out of|been off|not taken|clean)(?: of)?(?: it)? ?(?:for|in|x)? ?${amount}\\+? ?(days?|weeks?|wks?|months?|mos?|years?|yrs?)\\b`,
)
const noneFor = new RegExp(
  `\\b(?:none|nothing|no doses?) (?:for|in) ${amount} ?(days?|weeks?|months?|years?)\\b`,
)

const notTakenFor = new RegExp(
  `\\b(?:haven'?t|have not|hasn'?t|has not|not) (?:taken|used|had|needed|taking)\\b.*\\b(?:in|for) (?:about |over |the (?:last|past) )?${amount}\\+? ?(days?|weeks?|wks?|months?|mos?|years?|yrs?)\\b|\\bnot (?:in|for) (?:about |over )?${amount}\\+? ?(days?|weeks?|wks?|months?|mos?|years?|yrs?)\\b`,
)

/** Days ago a text states, or null. "Weeks ago" without a number counts as two. */
export const statedDaysAgo = (text: string): number | null => {
  const match = span.exec(text) ?? since.exec(text) ?? noneFor.exec(text) ?? notTakenFor.exec(text)
  if (match !== null) {
    const said = match[1] ?? match[3] ?? ''
    const count = numberWords[said] ?? Number(said)
    const unit = (match[2] ?? match[4] ?? '').replace(/s$/, '')
    const days = daysIn[unit]
    return days === undefined || Number.isNaN(count) ? null : Math.round(count * days)
  }
  if (/\byesterday\b|\blast night\b/.test(text)) return 1
  if (/\btoday\b|\bthis morning\b/.test(text)) return 0
  if (/\blast week\b|\ba week ago\b/.test(text)) return 7
  if (/\blast month\b/.test(text)) return 30
  if (/\blast year\b/.test(text)) return 365
  if (/\byears ago\b/.test(text) && !/\bfew years ago\b/.test(text)) return 730
  if (/\b(?:few|some) years ago\b/.test(text)) return 730
  if (/\bmonths ago\b/.test(text)) return 60
  if (/\bweeks ago\b/.test(text)) return 14
  return null
}

const kept =
  /\bjust in case\b|\bin case\b|\bcarry\b|\bcarries\b|\bcarried\b|\bcarrying\b|\bstill (?:have|has|keep|keeps|take|takes|taking|use|uses|using|on|got)\b|\bkeeps?\b|\bkept\b|\bexpired\b|\bold bottle\b|\bleft ?over\b|\bbackup\b|\bas needed\b|\bprn\b|\boccasional(?:ly)?\b|\bsometimes\b|\brarely\b|\bfor emergenc(?:y|ies)\b|\bwhen needed\b|\bif needed\b|\bin (?:my|his|her|the) (?:purse|wallet|cabinet|drawer|bag|car)\b|\bonce in a while\b|\bnow and then\b|\bon hand\b/
const needed =
  /\bas needed\b|\bprn\b|\boccasional(?:ly)?\b|\bsometimes\b|\brarely\b|\bin case\b|\bwhen needed\b|\bif needed\b|\bfor emergenc(?:y|ies)\b|\bonce in a while\b|\bnow and then\b/
/** "Last dose 3 weeks ago": of a medicine taken daily that is long over. */
export const lastTaken = /\blast (?:dose|taken|took|time|used?|pill|tablet|one)\b|\blast \|/

const stop =
  /\bnot (?:in|for) (?:about |over )?(?:\d|an?\b|two|three|several|many)|\bnone (?:now|since)\b|\bnot since\b|\bstopped\b|\bdiscontinued\b|\bdiscontinue\b|\bd ?\/ ?c'?e?d?\b|\bdc'?e?d\b|\bno longer\b|\bnot (?:taking|on|using|take|use)\b.*\b(?:anymore|any more|any longer|now|currently)\b|\b(?:don'?t|doesn'?t|do not|does not) (?:take|use|need)\b.*\b(?:anymore|any more|any longer)\b|\bused to\b|\bquit\b|\buntil (?:about )?(?:yesterday|last|(?:\w+ ){1,3}ago)|\bcame off\b|\bcome off\b|\bweaned off\b|\btapered off\b|\btaken off\b|\bbeen off\b|\bwent off\b|\boff (?:it|of it|this|for|since|x \d|\d)\b|\bfinished\b|\bcompleted\b|\bended\b|\bprevious(?:ly)?\b|\bpast use\b|\bin the past\b|\bformer(?:ly)?\b|\b(?:was|were|had been) (?:on|taking|using|prescribed)\b|\bceased\b|\bnot (?:taken|used) (?:it )?(?:for|in|since)\b|\bhaven'?t (?:taken|used|had)\b|\bhas not taken\b|\bhistory of (?:taking|using|use)\b|\bswitched from\b|\breplaced by\b|\bswitched to\b.*\binstead\b|\binactive\b|\bstop date\b|\bgave up\b|\bran out\b/
const pastWithAgo = /\b(?:took|used|tried|had|was given|received)\b/
const begun =
  /\b(?:start(?:ed|ing)?|began|begun|since|new|prescribed|restarted|resumed|increased|changed to|switched to)\b/
const never =
  /^\s*(?:no(?! (?:idea|clue|name|longer\b))|none|non|denies|denied|never|without|negative for|not? (?:currently )?(?:on|taking|using)|neither|don'?t (?:take|use)|doesn'?t (?:take|use)|do not (?:take|use)|does not (?:take|use)|have never|has never|i have never|i never|i don'?t (?:take|use)|i do not (?:take|use)|i am not (?:on|taking)|i'?m not (?:on|taking)|am not (?:on|taking)|isn'?t (?:on|taking)|declines?|refuses?|not(?! (?:sure|certain|only|just)\b))\b|\b(?:never (?:took|taken|used|tried|started|filled|picked up)|denies (?:any |use|taking))\b/
/** What is owned for need and was not needed is still owned: "never used", "unopened", "have not needed it". */
const unneeded =
  /\b(?:never|not|no|hardly|haven'?t|have not|has not|hasn'?t|didn'?t|did not) (?:\w+ ){0,3}(?:use|used|using|need|needed|touch|touched|open|opened|take|taken|took|taking|tried)\b|\bunused\b|\bunopened\b|\bno use\b/
const given =
  /\b(?:never|not|no longer) (?:\w+ ){0,2}(?:filled|fill|pick(?:ed)? up|prescribed|have|has|own|owned|started)\b|\bthr(?:ew|own) (?:\w+ )?(?:out|away)\b|\bdiscontinued\b|\bstopped\b|\bfinished\b/
/** Begun again after it had been given up. */
export const isResumed = (text: string): boolean =>
  /\b(?:restarted|resumed|back on|started (?:it |them |taking it )?(?:again|back)|(?:on|taking|using) (?:it|them) again|re-?started)\b/.test(
    text,
  ) && !/\b(?:not|never|haven'?t|hasn'?t|before i|until i) (?:\w+ ){0,2}(?:restart|resum|start)/.test(text)

/** The words after a name say only that it was not needed. */
export const isUnneeded = (text: string): boolean => unneeded.test(text) && !given.test(text)

const neverAfter =
  /\b(?:denied|never (?:took|taken|used|started|filled|picked(?: it)?(?: up)?|tried)(?: it| them| any)?|not taking|not using|not started|hasn'?t started|not yet started|not on it|:? ?no|none)\s*$/

/** Kept for need, though not in use: to a rule it is taken. */
export const isKept = (text: string): boolean => kept.test(text)

export type Activity = Pick<MedicationMatch, 'activity' | 'stoppedDaysAgo' | 'asNeeded'>

/** Reads the words of one segment, of which `before` stands ahead of the name and `after` behind it. */
export const activityOf = (
  ahead: string,
  after: string,
): Activity & { readonly said: boolean; readonly starts: boolean } => {
  let before = ahead
  // "No medicines except X": what is denied stands before the exception.
  const exception = /^.*\b(?:except(?: for)?|other than|besides|apart from|aside from|only|just)\b/.exec(
    before,
  )
  if (exception !== null && !/\bjust (?:stopped|quit|finished|discontinued)\b/.test(before))
    before = before.slice(exception[0].length)
  // "Zyban to quit smoking": what it is for, not that it was given up.
  const purpose = /(?<!\b(?:had|told|told me|advised|asked|needed) )\bto (?:help (?:me |him |her )?)?quit\b/g
  const goesOn =
    /\b(?:not|never|hasn'?t|has not|have not|haven'?t) (?:been |yet )?(?:stopped|discontinued|finished|quit)\b/g
  const all = `${before} | ${after}`
    .replace(purpose, ' ')
    .replace(goesOn, ' ')
    .replace(/\boff(?: of)?(?: my| the)?\s+\| (?=for |since )/, 'off ')
  const asNeeded = needed.test(all)
  const starts = begun.test(before)
  const active = { activity: 'active', stoppedDaysAgo: null, asNeeded, said: false, starts } as const
  if (stop.test(all)) {
    if (kept.test(all) && !/\bno longer (?:keep|carr|have)/.test(all)) return { ...active, said: true }
    if (
      /\b(?:started|restarted|resumed|back on)\b/.test(after) &&
      !/\bstopped\b.*\bstarted\b/.test(all) &&
      /\brestarted|resumed|back on\b/.test(after)
    )
      return { ...active, said: true }
    return { activity: 'stopped', stoppedDaysAgo: statedDaysAgo(all), asNeeded, said: true, starts }
  }
  if (never.test(before) || neverAfter.test(after)) {
    if (kept.test(after)) return { ...active, said: true }
    return { activity: 'negated', stoppedDaysAgo: null, asNeeded, said: true, starts }
  }
  if (pastWithAgo.test(before) && /\bago\b|\blast (?:year|month)\b/.test(after) && !begun.test(all))
    return { activity: 'stopped', stoppedDaysAgo: statedDaysAgo(all), asNeeded, said: true, starts }
  // "Chemo in 2010": a year alone is of the past, unless something began in it.
  if (/\b(?:back )?in (?:19|20)\d\d\b/.test(all) && !begun.test(all) && !kept.test(all))
    return { activity: 'stopped', stoppedDaysAgo: null, asNeeded, said: true, starts }
  if (/\btried\b/.test(before) && !/\bnow\b|\bstill\b|\bcurrently\b/.test(all))
    return { activity: 'stopped', stoppedDaysAgo: statedDaysAgo(all), asNeeded, said: true, starts }
  return {
    ...active,
    said: kept.test(all) || /\b(?:now|currently|still|taking|takes|take|on)\b/.test(all) || starts,
  }
}
