/** Conditions, allergies, family history and answered questionnaires, each in the words and codes the engine reads. */
import type { AllergyEntry, ConditionEntry } from '@countersign/clinical'
import { differenceInMonths } from 'date-fns/differenceInMonths'
import { z } from 'zod'
import { codesOf, isAny, momentOf, type Resource, wordsOf } from './resources.ts'

const isRefuted = (one: { verificationStatus?: Parameters<typeof isAny>[0] }) =>
  isAny(one.verificationStatus, 'refuted', 'entered-in-error')
/** A state that is over when it is resolved: nobody is still pregnant of a resolved pregnancy. */
const passing = /^(?:Z33|Z34|O\d\d)|pregnan|lactat|breast ?feeding/i

export function readCondition(one: Resource<'Condition'>, now: Date): ConditionEntry[] {
  if (isRefuted(one)) return []
  const text = wordsOf(one.code)
  const [icd] = codesOf(one.code, 'icd10cm')
  const [snomed] = codesOf(one.code, 'snomed')
  const words = text ?? (icd === undefined && snomed !== undefined ? `SNOMED CT ${snomed}` : null)
  if (words === null && icd === undefined) return []
  const over = isAny(one.clinicalStatus, 'inactive', 'remission', 'resolved')
  if (over && passing.test(`${icd ?? ''} ${words ?? ''}`)) return []
  const at = momentOf(one.onsetDateTime ?? one.onsetPeriod?.start)
  const monthsAgo = at === null ? null : Math.max(0, differenceInMonths(now, at))
  return [{ code: icd ?? null, text: over && words !== null ? `history of ${words}` : words, monthsAgo }]
}

/** SNOMED CT: no known allergy, and no known drug allergy. */
const nothingKnown = ['716186003', '409137002']

export type ReadAllergies = { entries: AllergyEntry[]; saysNone: boolean }
export function readAllergies(all: readonly Resource<'AllergyIntolerance'>[]): ReadAllergies {
  const current = all.filter((one) => !isRefuted(one) && !isAny(one.clinicalStatus, 'inactive', 'resolved'))
  const none = (one: Resource<'AllergyIntolerance'>) =>
    isAny(one.code, ...nothingKnown) || /^no known (?:drug )?allerg/i.test(wordsOf(one.code) ?? '')
  return {
    saysNone: current.some(none),
    entries: current.filter((one) => !none(one)).flatMap(toAllergy),
  }
}

function toAllergy(one: Resource<'AllergyIntolerance'>): AllergyEntry[] {
  const reactions = one.reaction ?? []
  const substance = wordsOf(one.code) ?? reactions.map((r) => wordsOf(r.substance)).find(Boolean) ?? null
  const [rxcui] = codesOf(one.code, 'rxnorm')
  const named = substance ?? (rxcui === undefined ? null : `RxNorm ${rxcui}`)
  if (named === null) return []
  const words = reactions.flatMap(({ manifestation, description, severity }) => [
    ...(severity === 'severe' ? ['severe'] : []),
    ...(manifestation ?? []).flatMap((one) => wordsOf(one) ?? []),
    ...(description === undefined ? [] : [description]),
  ])
  if (one.type === 'intolerance') words.push('intolerance')
  return [{ substance: named, reaction: words.length === 0 ? null : words.join(', ') }]
}

export const readFamily = (one: Resource<'FamilyMemberHistory'>): string[] =>
  one.status === 'entered-in-error'
    ? []
    : (one.condition ?? []).flatMap(({ code }) => {
        const text = wordsOf(code) ?? codesOf(code, 'icd10cm')[0] ?? null
        return text === null ? [] : [`${wordsOf(one.relationship) ?? 'relative'}: ${text}`]
      })

type Answer = string | number | boolean
type Item = {
  linkId: string
  text?: string | undefined
  answer?: unknown[] | undefined
  item?: unknown[] | undefined
}
const Item: z.ZodType<Item> = z.object({
  linkId: z.string(),
  text: z.string().optional(),
  answer: z.array(z.unknown()).optional(),
  item: z.array(z.unknown()).optional(),
})
const Value = z.object({
  valueBoolean: z.boolean().optional(),
  valueInteger: z.number().optional(),
  valueDecimal: z.number().optional(),
  valueString: z.string().optional(),
  valueDate: z.string().optional(),
  valueCoding: z.object({ code: z.string().optional(), display: z.string().optional() }).optional(),
  valueQuantity: z.object({ value: z.number().optional() }).optional(),
  item: z.array(z.unknown()).optional(),
})

/** Questions by their LOINC codes, as PHQ forms number their items. */
const byLoinc: Record<string, string> = {
  '55758-7': 'phq2',
  '44261-6': 'phq9',
  '44260-8': 'phq9Item9',
  '75626-2': 'auditC',
}
const ownKey = /^[a-z][A-Za-z0-9]{2,60}$/

export type ReadForm = {
  answers: Record<string, Answer>
  person: { pregnant?: boolean; breastfeeding?: boolean }
  unreadable: number
}

/**
 * Answers by the engine's own names (`linkId: "nitrateUse"`). A yes to another question is read as its words, and
 * other words as free text; a no to another question says nothing the engine could act on.
 */
export function readForm(one: Resource<'QuestionnaireResponse'>): ReadForm {
  const form: ReadForm = { answers: {}, person: {}, unreadable: 0 }
  const waiting = [...(one.item ?? [])]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const item = Item.safeParse(next)
    if (!item.success) {
      form.unreadable += 1
      continue
    }
    const { linkId, text, answer = [], item: inner = [] } = item.data
    waiting.push(...inner)
    const values: Answer[] = []
    for (const each of answer) {
      const value = Value.safeParse(each)
      if (!value.success) {
        form.unreadable += 1
        continue
      }
      waiting.push(...(value.data.item ?? []))
      const read = answerOf(value.data)
      if (read !== null) values.push(read)
    }
    const [first] = values
    if (first === undefined) continue
    const said: Answer = values.length === 1 ? first : values.map(String).join(', ')
    const key = byLoinc[linkId.replace(/^\//, '')] ?? (ownKey.test(linkId) ? linkId : (text ?? linkId))
    if ((key === 'pregnant' || key === 'breastfeeding') && typeof said === 'boolean') form.person[key] = said
    else form.answers[key] = said
  }
  return form
}

function answerOf(value: z.infer<typeof Value>): Answer | null {
  return (
    value.valueBoolean ??
    value.valueInteger ??
    value.valueDecimal ??
    value.valueString ??
    value.valueCoding?.display ??
    value.valueCoding?.code ??
    value.valueDate ??
    value.valueQuantity?.value ??
    null
  )
}
