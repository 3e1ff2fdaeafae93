/** What answers in words tell beyond a yes or a no: of whom they speak, and of when. */

import { NO, YES } from '../logic/tri.ts'
import type { DrugClass } from '../terminology/types.ts'
import type { Answer, ConditionEntry } from '../types.ts'
import { answerText, yesNo } from './answers.ts'
import { readConditions } from './conditions.ts'
import type { Answers, ConditionFact } from './facts.ts'
import { countsFor, readMedications } from './medications.ts'
import {
  documentsNoExposure,
  type PregnancyPlans,
  readContraception,
  readPregnancyPlans,
  tellsOfExposure,
} from './reproductive.ts'

const plainYes = /^\s*(yes|y|true)\b/i

/** "My sister has epilepsy": an answer in words about relatives alone is no answer about the patient. */
export function tellsOfRelatives(value: Answer | undefined, year: number): boolean {
  const { tri, text } = yesNo(value)
  if (tri !== YES || text === null || plainYes.test(text)) return false
  const read = readConditions([{ text }], year, 'answer')
  return read.present.length === 0 && read.family.length > 0
}

/** "Oxycodone two years ago": every medicine of the class that is named was stopped, and its window is over. */
export function tellsOfThePast(
  value: Answer | undefined,
  drugClass: DrugClass,
  answers: Pick<Answers, 'maoi' | 'opioidUse'>,
): boolean {
  const { tri, text } = yesNo(value)
  if (tri !== YES || text === null || plainYes.test(text)) return false
  const named = readMedications([{ name: text }], 'answer', true).filter((fact) =>
    fact.classes.has(drugClass),
  )
  return named.length > 0 && named.every((fact) => !countsFor(drugClass, fact, answers))
}

/** Plans for a pregnancy; a man may tell them of his partner. */
export function plansOf(
  raw: Readonly<Record<string, Answer | undefined>>,
  told: readonly ConditionFact[],
): PregnancyPlans {
  const own = readPregnancyPlans(answerText(raw.pregnancyPlans))
  // A plan on the record counts as one for now unless its words put it off.
  const recorded = told.map((fact) => readPregnancyPlans(fact.match.text))
  if (own === 'now' || recorded.some((plan) => plan !== 'later')) return 'now'
  if (recorded.length > 0) return 'later'
  if (own !== 'unknown') return own
  const partner = answerText(raw.partner)
  if (partner === null || !/trying|conceiv|ttc|ivf|baby/i.test(partner) || /\bnot trying/i.test(partner))
    return own
  return 'now'
}

/** Questions whose answer may tell with whom, or whether, she has sex. */
const exposureKey = /partner|sexual|orientation|relationship|pregnan|reproduct|gyn/i

/**
 * Is it documented, outside the contraception answer, that no sperm reaches her (review B28), or that her partner is
 * sterilised? A partner whose sperm may reach her, told anywhere, outweighs it.
 */
export function readExposure(
  raw: Readonly<Record<string, Answer | undefined>>,
  conditions: readonly ConditionEntry[],
): { readonly none: boolean; readonly partnerSterile: boolean } {
  const told: string[] = []
  for (const [key, value] of Object.entries(raw)) {
    const text = exposureKey.test(key) ? answerText(value) : null
    if (text !== null) told.push(text)
  }
  for (const item of conditions) if (typeof item?.text === 'string') told.push(item.text)
  const inactive = yesNo(raw.sexuallyActive).tri === NO
  const possible = told.some(tellsOfExposure)
  const sterile = told.some(
    (text) => /vasectom|snip/i.test(text) && readContraception(text) === 'long_acting',
  )
  return {
    none: inactive || (!possible && told.some(documentsNoExposure)),
    partnerSterile: sterile,
  }
}
