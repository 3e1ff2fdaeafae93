/** Pregnancy, childbearing potential and contraception, liver and kidney standing: formulary §0.5 with review A1, B12, B26. */

import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'
import type { ConceptId, DrugClass } from '../terminology/types.ts'
import type { PatientInput } from '../types.ts'
import type { ConditionFact, HepaticBand, MedicationFact } from './facts.ts'
import { type Contraception, readContraception } from './reproductive.ts'

type Index = ReadonlyMap<ConceptId, readonly ConditionFact[]>

const certainPregnancyCode = /^(Z33\.?[13]|Z3A|Z32\.?01|O09|Z34)/

/** A code of the pregnancy chapter counts for nine months and only when pregnancy is not denied (B12). */
export function readPregnancy(
  patient: PatientInput,
  sex: 'male' | 'female' | null,
  test: 'negative' | 'positive' | 'unknown',
  concepts: Index,
  wocbp: Tri,
): { readonly tri: Tri; readonly recorded: ConditionFact | null } {
  const facts = concepts.get('pregnancy') ?? []
  const certain = facts.find(
    (fact) =>
      (fact.match.code === null || certainPregnancyCode.test(fact.match.code)) &&
      (fact.monthsAgo === null || fact.monthsAgo < 10),
  )
  const possible = facts.find((fact) => fact.monthsAgo !== null && fact.monthsAgo < 10)
  const undated = facts.find((fact) => fact.monthsAgo === null)
  if (sex === 'male') return { tri: NO, recorded: null }
  if (patient.pregnant === true || test === 'positive') return { tri: YES, recorded: certain ?? null }
  if (certain !== undefined) return { tri: YES, recorded: certain }
  // "My period is late": whatever was ticked, it is not known.
  const doubt = wocbp === NO ? undefined : concepts.get('pregnancy-possible')?.[0]
  if (doubt !== undefined && doubt.match.code === null) return { tri: UNKNOWN, recorded: doubt }
  if (patient.pregnant === false) return { tri: NO, recorded: null }
  if (possible !== undefined) return { tri: YES, recorded: possible }
  if (test === 'negative') return { tri: NO, recorded: null }
  if (undated !== undefined) return { tri: UNKNOWN, recorded: undated }
  return { tri: UNKNOWN, recorded: null }
}

/** Woman of childbearing potential. Z90.712 (uterus remains) and perimenopause alone do not remove it (A1). */
export function readWocbp(
  sex: 'male' | 'female' | null,
  age: number | null,
  periods: 'menopausal' | 'present' | 'irregular' | 'unknown',
  concepts: Index,
): Tri {
  if (sex === 'male') return NO
  if (
    concepts.has('hysterectomy') ||
    concepts.has('bilateral-oophorectomy') ||
    concepts.has('ovarian-failure') ||
    concepts.has('menopause') ||
    periods === 'menopausal'
  )
    return NO
  if (sex === null) return UNKNOWN
  if (age === null) return UNKNOWN
  if (age > 55) return periods === 'present' || periods === 'irregular' ? YES : NO
  return age >= 18 ? YES : UNKNOWN
}

/** Child-Pugh class; cirrhosis without one is `unknown`, which is not "none". */
export function readHepatic(
  concepts: Index,
  stated: string | null,
): { readonly band: HepaticBand; readonly cirrhosis: boolean } {
  const liver: readonly ConceptId[] = [
    'cirrhosis',
    'decompensated-liver',
    'hepatic-failure',
    'liver-disease',
    'hepatitis',
  ]
  let band: HepaticBand = 'none'
  for (const concept of liver)
    for (const fact of concepts.get(concept) ?? []) {
      const read = fact.match.childPugh
      if (read !== null && (band === 'none' || read > band)) band = read
    }
  const letter = stated === null ? null : /\b(?:class |child-?pugh |grade )*([abc])\b/i.exec(stated)
  if (letter !== null) {
    const read = (letter[1] ?? '').toUpperCase() as 'A' | 'B' | 'C'
    if (band === 'none' || read > band) band = read
  }
  if (concepts.has('decompensated-liver')) return { band: 'C', cirrhosis: true }
  const cirrhosis = concepts.has('cirrhosis') || band === 'B' || band === 'C'
  if (band === 'none' && (concepts.has('cirrhosis') || concepts.has('hepatic-failure'))) band = 'unknown'
  return { band, cirrhosis }
}

/** Least and greatest eGFR of the worst CKD stage on record; null without one. */
export function egfrOfStage(concepts: Index): { readonly least: number; readonly most: number } | null {
  if (concepts.has('ckd-5')) return { least: 10, most: 14 }
  if (concepts.has('ckd-4')) return { least: 15, most: 29 }
  const third = concepts.get('ckd-3')
  if (third === undefined) return null
  const every = (code: string, words: RegExp) =>
    third.every((fact) => fact.match.code === code || words.test(fact.label))
  if (every('N18.31', /3 ?a/i)) return { least: 45, most: 59 }
  return {
    least: 30,
    most: third.some((fact) => fact.match.code === 'N18.32' || /3 ?b/i.test(fact.label)) ? 44 : 59,
  }
}

/**
 * The eGFR the rules act on: the least of the stage where nothing is measured, the most of the stage where the
 * measurement is better than the stage allows (G-08), else what was measured.
 */
export function kidneyOf(
  measured: number | null,
  concepts: Index,
): { readonly eGFR: number | null; readonly fromStage: boolean } {
  const stage = egfrOfStage(concepts)
  if (stage === null) return { eGFR: measured, fromStage: false }
  if (measured === null) return { eGFR: stage.least, fromStage: true }
  return measured > stage.most ? { eGFR: stage.most, fromStage: true } : { eGFR: measured, fromStage: false }
}

const effectiveAlone: ReadonlySet<Contraception> = new Set([
  'long_acting',
  'hormonal',
  'hormonal_with_barrier',
  'two_barriers',
])

const implantOrIud = (facts: readonly MedicationFact[]): boolean =>
  facts.some((fact) => fact.match.route === 'iud' || fact.match.route === 'implant')

/** The method relied on: the answer, outweighed by sterilisation, and by medicines where it says nothing. */
export function contraceptionOf(
  text: string | null,
  exposure: { readonly none: boolean; readonly partnerSterile: boolean },
  byConcept: Index,
  byClass: ReadonlyMap<DrugClass, readonly MedicationFact[]>,
): Contraception {
  if (byConcept.has('sterilisation')) return 'long_acting'
  const read = exposure.partnerSterile ? 'long_acting' : readContraception(text)
  const other = byClass.get('CONTRACEPTIVE_NON_ORAL')
  if (read === 'unknown' && other !== undefined) return implantOrIud(other) ? 'long_acting' : 'hormonal'
  if (read === 'unknown' && byClass.has('OC')) return 'hormonal'
  return exposure.none && !effectiveAlone.has(read) ? 'no_exposure' : read
}
