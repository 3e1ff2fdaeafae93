/** Reads alcohol, exercise tolerance, planned surgery, hair pattern and onset from answers in words. */

import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'
import { drinksHeavily } from '../terminology/concepts/drinking.ts'
import type { Answer } from '../types.ts'
import { answerText, yesNo } from './answers.ts'

export type Alcohol = {
  readonly any: Tri
  readonly heavy: Tri
  /** Drinking was, or is being, stopped abruptly: a seizure risk of its own. */
  readonly stoppingAbruptly: Tri
}

const perWeekHeavy = 14
const perDayHeavy = 4

/** Heavy: more than 14 drinks a week or more than 4 a day, AUDIT-C of 8 or more, or said so. */
export function readAlcohol(text: string | null, auditC: number | null, perOccasion: number | null): Alcohol {
  const words = text?.toLowerCase().replace(/\s+/g, ' ').trim() ?? null
  const auditHeavy: Tri = auditC === null ? UNKNOWN : auditC >= 8 ? YES : NO
  if (words === null || words === '') {
    const any: Tri =
      auditC !== null ? (auditC > 0 ? YES : NO) : perOccasion === null ? UNKNOWN : perOccasion > 0 ? YES : NO
    return { any, heavy: auditHeavy, stoppingAbruptly: any === NO || auditC !== null ? NO : UNKNOWN }
  }
  const answer = yesNo(words)
  const unsure = answer.unsure
  // A bare "yes" says that, not how much.
  const noAmount = answer.tri === YES && answer.text === null && perOccasion === null
  const abrupt =
    /withdraw|detox|delirium|\bshakes\b|cold turkey|abrupt|(stopp|quit|cutt?)\w* (drinking |alcohol )?(suddenly|yesterday|today|\d+ (hour|day)s? ago|this week|last week)|suddenly (stopp|quit)/.test(
      words,
    ) && !/\bno (withdrawal|history of withdrawal)/.test(words)
  const count =
    /(\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(\d+))?\s*(?:units?|drinks?|beers?|glasses|shots?|pints?|cans?|bottles?)?/.exec(
      words,
    )
  const amount = count === null ? null : Number(count[2] ?? count[1])
  const daily = /(a|per|each|every|\/)\s*(day|night|evening)|daily|nightly/.test(words)
  const weekly = /(a|per|each|every|\/)\s*(week|wk|weekend)|weekly/.test(words)
  const saidHeavy =
    drinksHeavily(words) || /heav|excess|binge|alcoholic|dependen|drunk|too much|hazardous|lot of/.test(words)
  const negatedHeavy = /\b(not|never|no|denies) (\w+ )?(heav|binge|excess)/.test(words)
  const amountHeavy =
    amount !== null && ((daily && amount > perDayHeavy) || (weekly && !daily && amount > perWeekHeavy))
  const heavy = (saidHeavy && !negatedHeavy) || amountHeavy || auditHeavy === YES
  const none =
    answer.tri === NO &&
    !heavy &&
    !abrupt &&
    !/social|occasion|rarely|sometimes|moderate|weekend|\bheavy\b|\bbinge\b/.test(words)
      ? true
      : /^(teetotal|sober|abstinent|non-?drinker|does not drink)/.test(words)
  return {
    any: unsure ? UNKNOWN : heavy || abrupt ? YES : none ? NO : YES,
    heavy: (unsure || noAmount) && auditC === null ? UNKNOWN : heavy ? YES : NO,
    stoppingAbruptly: abrupt ? YES : unsure ? UNKNOWN : NO,
  }
}

/** `limited`: not tried, or limited by something other than heart and lungs. */
export type ExerciseTolerance = 'good' | 'symptomatic' | 'symptoms_at_rest' | 'limited' | 'unknown'

const cardiacSymptoms =
  /chest (pain|tight|pressure|discomfort|heav)|angina|short(ness)? of breath|breathless|dyspn|winded|faint|syncop|pass(es|ed|ing)? out|light-?headed|palpitat|\bsob\b|tightness/

/** Two flights of stairs, or a mile in twenty minutes, without symptoms (formulary ED-15, review A16). */
export function readExerciseTolerance(
  text: Answer | undefined,
  climbs: Answer | undefined,
): ExerciseTolerance {
  const stairs = yesNo(climbs)
  const raw = answerText(text) ?? stairs.text
  const words = raw?.toLowerCase().replace(/[’`]/g, "'").replace(/\s+/g, ' ') ?? null
  let read: ExerciseTolerance = 'unknown'
  if (words !== null && words !== '') {
    // "Cannot climb two flights without chest tightness" has the tightness.
    const doubleNegative =
      /\b(cannot|can'?t|can not|unable|not able|could not|couldn'?t|do not|don'?t|does not|doesn'?t|never|rarely)\b[^.;]*\b(climb|walk|go|do|manage|get|make|exercise|run)\w*\b[^.;]*\bwithout\b/.test(
        words,
      )
    const freeOfSymptoms =
      !doubleNegative &&
      (/(no|without|denies|never|not have|doesn'?t (get|have)|not get)( any| exertional| cardiac| getting| becoming| feeling| having| being| developing)* (symptom|chest|angina|short|breathless|dyspn|problem|difficult|issue|limitation|trouble|sob\b)/.test(
        words,
      ) ||
        /asymptomatic|symptom-?free/.test(words))
    // Two flights or a mile are the question: less than that is a no.
    const lessThanAsked =
      /(\b(less than|under|only|barely|hardly|not even|at most|maximum|max)\b|<)\s*(a |an |one |1 |half |half a |two |2 |4 |four )*(flight|block|step|mile|met)/.test(
        words,
      )
    const cannot = /\b(cannot|can'?t|can not|unable|not able|could not|couldn'?t)\b/.test(words)
    const joints =
      /knee|hip\b|joint|arthrit|back\b|ankle|foot|leg pain|wheelchair|amput|mobility|not tried|never tried|haven'?t tried|has not tried|not tested|untested/.test(
        words,
      )
    if (cardiacSymptoms.test(words) && !freeOfSymptoms)
      read = /at rest|resting|new (chest|onset)|crescendo|worsening|right now|currently/.test(words)
        ? 'symptoms_at_rest'
        : 'symptomatic'
    else if (joints && !/\bcan\b.*(climb|walk)|without/.test(words)) read = 'limited'
    else if ((cannot || doubleNegative || lessThanAsked) && !freeOfSymptoms) read = 'symptomatic'
    else if (yesNo(words).unsure) read = 'unknown'
    else if (
      /\b(poor|very low|bad|reduced|decreased|limited|low|symptomatic|stops)\b/.test(words) &&
      !freeOfSymptoms
    )
      read = /\blimited\b/.test(words) && !/symptom/.test(words) ? 'limited' : 'symptomatic'
    else if (/^(no|false)\b/.test(words) && !freeOfSymptoms)
      read = /^no (limit|problem|issue)/.test(words) ? 'good' : 'symptomatic'
    else if (
      freeOfSymptoms ||
      /^true$|^able\b|good|excellent|normal|fine|fit\b|active|yes|can |climb|walk|run|jog|gym|mile|flight|swim|cycl|bike|met[s]?\b|ok|unlimited|great|high|adequate|exercis|sport|\bplays?\b|tennis|average|moderate|stairs/.test(
        words,
      )
    )
      read = 'good'
  }
  if (stairs.tri === NO && stairs.text === null) {
    if (read === 'limited' || read === 'symptoms_at_rest') return read
    return 'symptomatic'
  }
  if (stairs.tri === NO && read === 'unknown') return 'symptomatic'
  // "With difficulty" is no good answer; words not understood stay unknown.
  if (stairs.tri === YES && stairs.text === null && read === 'unknown') return 'good'
  return read
}

/** A planned operation, anaesthetic or deep sedation. */
export function readPlannedSurgery(value: Answer | undefined): YesNoText {
  const answer = yesNo(value)
  return { tri: answer.tri, text: answer.tri === YES ? (answer.text ?? 'yes') : null }
}
export type YesNoText = { readonly tri: Tri; readonly text: string | null }

export type HairPattern = {
  readonly known: boolean
  readonly norwood: string | null
  readonly ludwig: string | null
  readonly patchy: boolean
  /** Told with the pattern: sudden loss, or a scalp or body finding that pattern hair loss does not have. */
  readonly sudden: boolean
  readonly scalp: boolean
}

const roman: Readonly<Record<string, string>> = {
  '1': 'I',
  '2': 'II',
  '3': 'III',
  '4': 'IV',
  '5': 'V',
  '6': 'VI',
  '7': 'VII',
}

/** Norwood I–VII, Ludwig I–III (Sinclair is kept as words), or words such as "receding hairline". */
export function readHairPattern(text: string | null): HairPattern {
  const words = text?.trim() ?? ''
  if (words === '' || yesNo(words).unsure)
    return { known: false, norwood: null, ludwig: null, patchy: false, sudden: false, scalp: false }
  const norwood =
    /norwood(?:[- ]hamilton)?(?: (?:scale|stage|class|type|grade))*[ :]*(vii|vi|iv|v|iii|ii|i|[1-7])\b/i.exec(
      words,
    )
  const bareNorwood = /^(?:stage |type |nw ?)?(vii|vi|iv|v|iii|ii|i|[1-7])(?: ?v(?:ertex)?| ?a)?$/i.exec(
    words,
  )
  const ludwig = /ludwig(?: (?:scale|stage|class|type|grade))*[ :]*(iii|ii|i|[1-3])\b/i.exec(words)
  const stage = (match: RegExpExecArray | null) =>
    match === null ? null : (roman[match[1] ?? ''] ?? (match[1] ?? '').toUpperCase())
  return {
    known: true,
    norwood: stage(norwood) ?? (ludwig === null ? stage(bareNorwood) : null),
    ludwig: stage(ludwig),
    patchy: isPatchy(words),
    sudden: suddenWords.test(words) && !negatedSudden.test(words),
    scalp: inflamed(words),
  }
}

/** Patches or round spots; a bald spot at the crown is the usual male pattern, not a patch. */
const isPatchy = (words: string): boolean =>
  (/patch(y|es)|round spot|coin|areata|\bround\b/i.test(words) ||
    (/bald spots?/i.test(words) && !/vertex|crown|\btop\b|norwood/i.test(words))) &&
  !/\b(no|not|without) (\w+ )?patch/i.test(words)

const suddenWords = /sudden|abrupt|rapid|overnight|handful|clumps|fast|quick|all at once/i
const negatedSudden = /\b(not|no|denies|without) (a )?(sudden|abrupt|rapid|fast)/i

/** Sudden or rapid shedding (under three months), or patches: not pattern hair loss until shown to be. */
export function readOnset(
  text: string | null,
  durationMonths: number | null,
): { sudden: Tri; patchy: boolean } {
  const words = text?.toLowerCase() ?? ''
  const slow = negatedSudden.test(words)
  const patchy = isPatchy(words)
  if (suddenWords.test(words) && !slow) return { sudden: YES, patchy }
  if (/gradual|slow|progressive|over (the )?(years|several|many)|years|long/.test(words) || slow)
    return { sudden: NO, patchy }
  const weeks = /(\d+)\s*(day|week)s?/.exec(words)
  if (weeks !== null)
    return { sudden: Number(weeks[1]) * (weeks[2] === 'week' ? 7 : 1) < 90 ? YES : NO, patchy }
  if (words === '' && durationMonths !== null && durationMonths >= 3) return { sudden: NO, patchy }
  return { sudden: UNKNOWN, patchy }
}

/** A red, painful, infected or scarring scalp, or loss beyond the scalp (H3): not pattern hair loss. */
export function readScalpSymptoms(value: Answer | undefined): YesNoText {
  const answer = yesNo(value)
  if (answer.tri !== YES) return { tri: answer.tri, text: null }
  const text = answer.text ?? 'yes'
  return inflamed(text) ? { tri: YES, text } : { tri: answer.text === null ? YES : NO, text }
}

/** Redness, pain, pus, scars, or loss of brows, lashes or body hair, and not denied. */
function inflamed(text: string): boolean {
  const words = text.toLowerCase()
  return (
    /\bred(ness)?\b|inflam|pain|\bpus\b|pustul|burn|scar|infect|tender|sore|ooz|crust|\bscaling\b|bleed|blister|eyebrow|eyelash|lashes|body hair|beard/.test(
      words,
    ) &&
    (!/\b(no|without|denies|non-?) ?(\w+ )?(red|pain|pus|burn|scar|inflam)/.test(words) ||
      /\bbut\b/.test(words))
  )
}

/** A photo is held; "missing", "declined" and "will send" are none. */
export function readPhoto(value: Answer | undefined): Tri {
  const answer = yesNo(value)
  if (answer.tri !== YES || answer.text === null) return answer.tri
  return /missing|declin|refus|pending|absent|later|will (send|upload|provide)|unavailable|\bnot\b|\bnone\b|\bunable\b/i.test(
    answer.text,
  )
    ? NO
    : YES
}

/** Weight gained in kg, from words such as "gained 6 lb this week"; null when none is stated. */
export function readGain(text: string | null): number | null {
  const found =
    /gain(?:ed|ing)?\s*(?:about|around|over|nearly)?\s*(\d+(?:\.\d+)?)\s*(kg|kilos?|lbs?|pounds?)\b/i.exec(
      text ?? '',
    )
  if (found === null) return null
  const amount = Number(found[1])
  return /^k/i.test(found[2] ?? '') ? amount : amount * 0.4536
}
