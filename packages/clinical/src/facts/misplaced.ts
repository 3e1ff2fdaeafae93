/**
 * What stands in the wrong list: medicines told among conditions ("afib, on warfarin"), diseases told among
 * medicines ("Topamax for seizures"), allergies told in either. Read where it stands, since a patient who put it
 * there will not put it anywhere else.
 */

import { resolveAllergy, resolveMedication, tellsOfFamily } from '../terminology/index.ts'
import type { ConceptId } from '../terminology/types.ts'
import type { AllergyEntry, ConditionEntry, MedicationEntry } from '../types.ts'
import { readConditions } from './conditions.ts'
import type { ConditionFact } from './facts.ts'

const taking =
  /\b(?:on|takes?|taking|uses?|using|prescribed|managed with|controlled (?:with|by|on)|treated with|carries|keeps?|injects?|wears?|stopped|quit|came off|coming off|withdrawing from)\b/i
/** "Vitamin D deficiency", "lithium toxicity": the name is part of a disease. */
const partOfDisease =
  /\b[\w-]+(?: [abcdek]\d*)?[ -](?:resistan\w+|deficien\w+|toxicity|allerg\w+|intoleran\w+|overdose|induced|dependen\w+|abuse|addict\w*|withdrawal|poisoning|use disorder|levels?|misuse|sensitiv\w+)\b|\b(?:allerg(?:y|ic|ies)|addict\w*|intoleran\w+|reaction) to [^.;\n]*/gi
const sentences = (text: string) => text.split(/[.;\n]/)

/** Clauses of condition texts that say that something is taken, or was stopped. */
export function medicinesAmong(entries: readonly ConditionEntry[]): readonly MedicationEntry[] {
  const found: MedicationEntry[] = []
  for (const item of entries) {
    if (typeof item?.text !== 'string' || item.text.length > 1000) continue
    for (const sentence of sentences(item.text.replace(partOfDisease, ' '))) {
      const at = sentence.search(taking)
      if (at < 0 || tellsOfFamily(sentence)) continue
      found.push({ name: sentence.slice(sentence.lastIndexOf(',', at) + 1).trim() })
    }
  }
  return found
}

/** Diseases that the purpose of a medicine gives away; symptoms it is taken for are not happening now. */
const lasting: ReadonlySet<ConceptId> = new Set<ConceptId>([
  'addison',
  'alcohol-use-disorder',
  'angina-stable',
  'anorexia-bulimia',
  'arrhythmia',
  'arrhythmia-life-threatening',
  'atrial-fibrillation',
  'autonomic-failure',
  'bipolar',
  'bleeding-disorder',
  'breast-cancer',
  'cholestasis',
  'cirrhosis',
  'ckd',
  'ckd-3',
  'ckd-4',
  'ckd-5',
  'cns-lesion',
  'coronary-artery-disease',
  'cvd-any',
  'depression',
  'diabetes-unspecified',
  'dialysis',
  'gastroparesis',
  'glaucoma',
  'glaucoma-angle-closure',
  'heart-failure',
  'hepatitis',
  'hyperkalaemia',
  'hypertension',
  'hyperthyroidism',
  'hypotension',
  'long-qt-congenital',
  'lvot-obstruction',
  'malabsorption',
  'mania',
  'mi',
  'mitral-stenosis',
  'mtc-men2',
  'nephrolithiasis',
  'opioid-use-disorder',
  'organ-transplant',
  'pancreatitis-history',
  'pericardial-disease',
  'phaeochromocytoma',
  'priapism-predisposition',
  'prostate-cancer',
  'psychosis',
  'pulmonary-hypertension',
  'retinitis-pigmentosa',
  'revascularisation',
  'seizure',
  'stroke-tia',
  't1dm',
  't2dm',
  'thyroid-cancer-unknown',
  'valve-disease',
])
const purpose = /\b(?:for|to treat|because of|due to|after)\b (?:my |the |her |his |a |an )?(.+)$/i
const notHaving =
  /\b(?:prevent\w*|prophyla\w*|protect\w*|risk|avoid|in case|instead|dog|cat|pet|support|health)\b/i

/** Diseases told on the medication list, marked as implied: they warn, and earn no indication. */
export function diseasesAmong(entries: readonly MedicationEntry[], year: number): readonly ConditionFact[] {
  const texts: { text: string }[] = []
  for (const item of entries) {
    const name = typeof item?.name === 'string' ? item.name.trim() : ''
    if (name === '' || name.length > 1000 || notHaving.test(name) || /\ballerg/i.test(name)) continue
    const matches = resolveMedication(name)
    const told = purpose.exec(name)?.[1]
    if (matches.some((match) => match.activity === 'negated' || match.status === 'none')) continue
    if (told !== undefined) texts.push({ text: told })
    else if (matches.every((match) => match.status === 'unrecognised')) texts.push({ text: name })
  }
  return readConditions(texts, year, 'implied').present.flatMap((fact) => {
    const concepts = fact.match.concepts.filter((concept) => lasting.has(concept))
    return concepts.length === 0
      ? []
      : [{ ...fact, label: `"${fact.label}" on the medication list`, match: { ...fact.match, concepts } }]
  })
}

const allergicTo = /\ballerg(?:ic|y|ies)(?: reactions?)? to ([^.;\n]+)/gi
const allergyOf = /\b([a-z][\w-]*(?: [a-z][\w-]*)?) allerg(?:y|ies)\b/gi
const noAllergy = /\b(?:no|not|denies|denied|never|without|any)(?: known| any)?(?: drug)? (?:\w+ )?allerg/i
const notSubstance =
  /^(?:.* )?(?:seasonal|food|environmental|pet|skin|drug|for|my|severe|mild|known|some|the|an?|and|or)$/i

/** Allergies told among conditions or medicines. */
export function allergiesAmong(texts: readonly (string | null | undefined)[]): readonly AllergyEntry[] {
  const found: AllergyEntry[] = []
  for (const text of texts) {
    if (typeof text !== 'string' || text.length > 1000 || !/allerg/i.test(text)) continue
    if (noAllergy.test(text) || tellsOfFamily(text)) continue
    for (const match of text.matchAll(allergicTo))
      if (match[1] !== undefined) found.push({ substance: match[1] })
    for (const match of text.matchAll(allergyOf)) {
      const substance = (match[1] ?? '').replace(/^(?:has|have|had|with|severe|an?|my|known|to) /i, '')
      if (notSubstance.test(substance)) continue
      if (resolveAllergy({ substance }).status === 'recognised') found.push({ substance })
    }
  }
  return found
}

/** Does an entry of the medication list tell of an allergy, not of a medicine? "Allergy pill" is a medicine. */
export const isAllergyEntry = (name: string): boolean =>
  /\ballerg(?:ic|y|ies)(?: reactions?)? to\b/i.test(name) ||
  (/^[\w -]+ allerg(?:y|ies)$/i.test(name.trim()) && !/\bfor\b|^(?:seasonal|food) /i.test(name))
