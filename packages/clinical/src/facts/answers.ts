/**
 * Reads single intake answers in the forms that people and forms write them. "Not sure" is unknown, not no;
 * a "no" followed by "but" or "except" is read as yes, because the exception is what can harm.
 */

import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'
import type { Answer } from '../types.ts'

export type YesNo = {
  readonly tri: Tri
  /** The person answered that they do not know: an answer, but not a fact. */
  readonly unsure: boolean
  /** The words of the answer, when it has any beyond yes and no. */
  readonly text: string | null
}

const notAnswered: YesNo = { tri: UNKNOWN, unsure: false, text: null }
const plainYes: YesNo = { tri: YES, unsure: false, text: null }
const plainNo: YesNo = { tri: NO, unsure: false, text: null }
const saidNo: YesNo = { tri: NO, unsure: false, text: 'no' }

const unsureWords =
  /^(?:(?:i am|i'm|im|i'?ve|i have|i was|i) )?(unknown|unk|unsure|adopted|declined|not (really |totally |completely |quite |100% )?(sure|certain)|no idea|not known|(i |we )?(really )?(do not|don'?t|dont) (know|remember|recall)|don'?t know|cannot (say|remember|recall)|can'?t (say|remember|recall)|maybe|perhaps|possibl[ey]|might|not asked|not applicable|n\/?a|prefer not|decline|uncertain|undetermined|unclear|not available|not (yet )?answered|(?:not|never)(?: yet| ever)? (?:been |had (?:it|this|that|one) )?(?:tested|checked|screened|examined|measured)|haven'?t (?:yet )?been (?:tested|checked|screened|examined|measured))\b/
/** "No, not sure": what is added takes the no back. "I don't know of any" does not. */
const takenBack =
  /\b(?:(?:not|isn'?t) (?:really |totally |completely |quite |entirely |100% )?(?:sure|certain)|unsure|no idea|(?:do not|don'?t|cannot|can'?t) (?:really )?(?:know|say|remember|recall))\b(?! of\b)/
const noWords =
  /^(no|n|none|nope|nah|nobody|no-?one|never|not|false|denie[sd]|deny|denying|negative|neg|nil|nothing|0|absent|nein|without|(i )?(do not|don'?t|dont|did not|didn'?t|have not|haven'?t|has not|hasn'?t|am not|was not|wasn'?t))\b/
const exceptionWords =
  /\b(but|except|however|although|though|only when|just in case|unless|apart from|other than)\b/

/** Lower-cased, single-spaced words of an answer; null for no answer. */
export function answerText(value: Answer | undefined): string | null {
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) {
    const joined = value
      .filter((part) => typeof part !== 'object')
      .map((part) => String(part))
      .join(', ')
      .trim()
    return joined === '' ? null : joined
  }
  // An object is no answer to a question: its words would be made up.
  if (typeof value === 'object') return null
  const text = String(value).trim()
  return text === '' ? null : text
}

/** A yes/no answer in any of its written forms. */
export function yesNo(value: Answer | undefined): YesNo {
  if (value === undefined || value === null) return notAnswered
  if (typeof value === 'boolean') return value ? plainYes : plainNo
  // What a form's own buttons send.
  if (value === 'no') return saidNo
  if (value === 'yes') return plainYes
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value < 0) return notAnswered
    return { tri: value > 0 ? YES : NO, unsure: false, text: null }
  }
  if (Array.isArray(value) && value.length === 0) return { tri: NO, unsure: false, text: null }
  const raw = answerText(value)
  if (raw === null) return notAnswered
  const text = raw
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/[.!;\s]+$/, '')
  if (text === '' || text === '-') return notAnswered
  if (unsureWords.test(text) || /^\?+$/.test(text)) return { tri: UNKNOWN, unsure: true, text: raw }
  if (/^[[{(]?\]?[})]?$/.test(text)) return notAnswered
  if (noWords.test(text)) {
    if (exceptionWords.test(text)) return { tri: YES, unsure: false, text: raw }
    if (takenBack.test(text)) return { tri: UNKNOWN, unsure: true, text: raw }
    return { tri: NO, unsure: false, text: raw }
  }
  if (/^(yes|y|true|1|yeah|yep|yup|si|sí|positive|pos|present)$/.test(text))
    return { tri: YES, unsure: false, text: null }
  return { tri: YES, unsure: false, text: raw }
}

const feared =
  /^\W*(?:(?:i am|i['’]?m|i) )?(?:maybe|perhaps|possibl[ey]|might|not sure if|unsure if)\b.*[a-z]{4}/i

/**
 * The words of an answer that tell something: "not sure" tells nothing, "not sure, chest pain since yesterday" tells
 * what follows, and "maybe pregnant" or "possibly a small stroke" what is feared.
 */
export function tellingWords(value: Answer | undefined): string | null {
  const text = answerText(value)
  if (text === null || !yesNo(value).unsure || feared.test(text)) return text
  const rest = text.replace(/^[^.,;:!?]*?(?:[.,;:!?]+|\bbut\b|$)\s*/i, '')
  return rest === '' ? null : rest
}

/** A finite number, also when written as text ("3", "3/6", "5.2 mmol/L"); null when there is none. */
export function numeric(value: Answer | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const found = /^\s*[<>≥≤~]?\s*(-?\d+(?:\.\d+)?)/.exec(value)
  if (found === null) return null
  const number = Number(found[1])
  return Number.isFinite(number) ? number : null
}

/** A score between two bounds; anything outside is not an answer. */
export function scoreBetween(value: Answer | undefined, low: number, high: number): number | null {
  const number = numeric(value)
  return number === null || number < low || number > high ? null : number
}

/** PHQ-9 item 9 in numbers or in the words of its four choices. */
export function phqItem(value: Answer | undefined): number | null {
  const number = scoreBetween(value, 0, 3)
  if (number !== null) return number
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = answerText(value)?.toLowerCase()
  if (text === undefined) return null
  if (/^(not at all|none|never|no)\b/.test(text)) return 0
  if (/several days|sometimes|^yes|^positive/.test(text)) return 1
  if (/more than half/.test(text)) return 2
  if (/nearly every day|every day/.test(text)) return 3
  return null
}
