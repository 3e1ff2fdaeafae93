/**
 * What stands in the wrong list: medicines told among conditions ("afib, on warfarin"), diseases told among
 * medicines ("Topamax for seizures"), allergies told in either. Read where it stands, since a patient who put it
 * there will not put it anywhere else.
 */

import { resolveAllergy, resolveCondition, resolveMedication, tellsOfFamily } from '../terminology/index.ts'
import type { ConceptId } from '../terminology/types.ts'
import type { AllergyEntry, ConditionEntry, MedicationEntry } from '../types.ts'
import { readConditions } from './conditions.ts'
import type { ConditionFact } from './facts.ts'

const taking =
  /\b(?:on|takes?|taking|uses?|using|prescribed|managed with|controlled (?:with|by|on)|treated with|carries|keeps?|injects?|wears?|stopped|quit|came off|coming off|withdrawing from)\b/i
/** "Vitamin D deficiency", "lithium toxicity": the name is part of a disease. */
const partOfDisease =
  /\b(?:anaphyla\w+|hypersensitivity|angioedema|hives|rash|reactions?|swelling) (?:to|from|after|with) [^.;\n]*|(?:\b[\w-]+ )?\b(?:allerg(?:y|ic|ies)|addict\w*|intoleran\w+|reaction) to [^.;\n]*|\b[\w-]+(?: [abcdek]\d*)?[ -](?:resistan\w+|deficien\w+|toxicity|allerg\w+|intoleran\w+|overdose|induced|dependen\w+|abuse|addict\w*|withdrawal|poisoning|use disorder|levels?|misuse|sensitiv\w+)\b/gi
/** A point between digits is part of a dose; the mark of a question stays with it. */
const sentences = (text: string) => text.split(/(?<!\d)\.|\.(?!\d)|[;\n]|(?<=[?!])/)

/** Names in condition texts that are as often a disease, a deficiency or a habit as a medicine. */
const notTaken: ReadonlySet<string> = new Set([
  'caffeine',
  'calcium',
  'cannabis',
  'cholecalciferol',
  'cocaine',
  'estradiol',
  'ethanol',
  'ferrous sulfate',
  'heroin',
  'iron',
  'magnesium',
  'methamphetamine',
  'nicotine',
  'potassium',
  'testosterone',
  'thyroid (usp)',
  'vitamin b12',
])

/** A clause that is a medicine's name and nothing else that is understood: "Imdur 30 mg", "Percocet for pain". */
function namesMedicine(clause: string, year: number): boolean {
  const name = clause.replace(/\b(?:for|due to|because of)\b.*$/i, '').trim()
  if (name === '' || name.split(/\s+/).length > 6) return false
  const matches = resolveMedication(name)
  return (
    matches.length > 0 &&
    matches.every(
      (match) =>
        match.status === 'recognised' &&
        match.matchedBy !== 'fuzzy' &&
        !match.ingredients.some((one) => notTaken.has(one.name)),
    ) &&
    resolveCondition({ text: name }, year).every((match) => !match.recognised && !match.negated)
  )
}

/** Clauses of condition texts that say that something is taken or was stopped, or that are a medicine's name. */
export function medicinesAmong(entries: readonly ConditionEntry[], year: number): readonly MedicationEntry[] {
  const found: MedicationEntry[] = []
  for (const item of entries) {
    if (typeof item?.text !== 'string' || item.text.length > 1000) continue
    const coded = typeof item.code === 'string' && item.code.trim() !== ''
    for (const sentence of sentences(item.text.replace(partOfDisease, ' '))) {
      if (tellsOfFamily(sentence)) continue
      const at = sentence.search(taking)
      if (at >= 0) found.push({ name: sentence.slice(sentence.lastIndexOf(',', at) + 1).trim() })
      else if (!coded)
        for (const clause of sentence.split(/[,()/:]| - | [–—] | with | and /))
          if (namesMedicine(clause, year)) found.push({ name: clause.trim() })
    }
  }
  return found
}

/** What somebody hopes for, asks about or has heard of is not taken; what they mean to stop or keep is. */
const wishing =
  /\b(?:would like|i'?d like|want(?:s|ed|ing)?\b|interested in|consider(?:ing|s)?|prefer\w*|hop(?:e|ing) (?:to|for)|ask(?:ed|ing)? (?:about|for)|heard (?:of|about|that)|curious|think(?:ing)? (?:of|about)|request(?:ing|ed)?|looking (?:for|into|at)|can i|could i|should i|may i|please (?:give|prescribe|send)|is\b.*\b(?:safe|ok|okay|better|covered|available|right)\b|what about|tell me|wonder\w*|read about|ads? for|commercials?|afraid of|scared of|worried about|instead of|versus|difference between|goal)\b|\?\s*$/i
const holding =
  /\b(?:stop|stopping|quit|come off|coming off|get off|continue|keep|stay|remain|increase|raise|refill|renew|restart|switch(?:ing)? from|wean|taper|currently|already|right now|still|been (?:on|taking|using)|am (?:on|taking|using)|i'?m (?:on|taking|using)|i (?:take|use|took|used|carry|have|had)|prescribed|gave me|gives me)\b/i
const others =
  /\bmy (?:\w+ )?(?:friends?|neighbou?rs?|co-?workers?|colleagues?|boss|room ?mates?)\b|\b(?:a|some) friends?\b|\beveryone\b|\bpeople\b/i
const ofSelf =
  /\bi (?:\w+ )?(?:take|took|use|used|borrow\w*|tried|share\w*|have|had)\b|\b(?:gave|gives) me\b/i

const another =
  /^\W*(?:no\W+)?(?:only |just )?(?:my |the |our |his |her )?(?:ex-?)?(?:wife|husband|spouse|partner|girlfriend|boyfriend|mother|mom|mum|father|dad|parents?|son|daughter|brother|sister|kids?|child(?:ren)?|roommate|friend|uncle|aunt|grand\w+|dog|cat)\b(?:'s)? (?:does|do|did|takes?|took|uses?|used|is|was|has|had|have)\b/i

/** "My father does", "my wife takes nitroglycerin": said of somebody else, and of nobody else. */
export const tellsOfAnother = (text: string): boolean =>
  another.test(text) && !ofSelf.test(text) && !/\b(?:me|mine|shar\w+|both|we|i)\b/i.test(text)

/** What is said behind a "no" ("no, only tramadol", "none; stopped Imdur last week"); empty when nothing is. */
export const behindNo = (text: string): string =>
  /^\s*(?:no|none|nope|not|never|nothing|denies)\b[^,;.:–—-]*(?:[,;.:–—]|\s-)\s*(?:(?:just|only|but|except)\s+)*(.+)$/is.exec(
    text,
  )?.[1] ?? ''

/** The sentences of an answer in words that tell of what the patient takes. */
export function medicinesTold(text: string): readonly MedicationEntry[] {
  if (text.length > 1000) return [{ name: text }]
  const told = sentences(text.replace(partOfDisease, ' ')).filter(
    (sentence) =>
      !(wishing.test(sentence) && !holding.test(sentence)) &&
      !((tellsOfFamily(sentence) || others.test(sentence)) && !ofSelf.test(sentence)),
  )
  return told.length === 0 ? [] : [{ name: told.join('. ') }]
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
const purpose =
  /(?:\b(?:for|to treat|because of|due to|after|since)\b|[(]| - | [–—] ) ?(?:my |the |her |his |a |an )?([^)]+)/i
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

const allergicTo =
  /\b(?:allerg(?:ic|y|ies)(?: reactions?)? to|(?:anaphyla\w+|hypersensitiv\w+|angioedema|hives)(?: (?:reactions?|shock))? (?:to|from|after|with)|(?:bad|severe|serious|adverse) reactions? (?:to|from)) ([^.;\n]+)/gi
const allergyOf = /\b([a-z][\w-]*(?: [a-z][\w-]*)?) allerg(?:y|ies)\b/gi
const noAllergy = /\b(?:no|not|denies|denied|never|without|any)(?: known| any)?(?: drug)? (?:\w+ )?allerg/i
const notSubstance =
  /^(?:.* )?(?:seasonal|food|environmental|pet|skin|drug|for|my|severe|mild|known|some|the|an?|and|or)$/i

/** Allergies told among conditions or medicines. */
export function allergiesAmong(texts: readonly (string | null | undefined)[]): readonly AllergyEntry[] {
  const found: AllergyEntry[] = []
  for (const text of texts) {
    if (typeof text !== 'string' || text.length > 1000) continue
    if (!/allerg|anaphyla|hypersens|angioedema|hives|reactions?/i.test(text)) continue
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
  /\ballerg(?:ic|y|ies)(?: reactions?)? to\b|^(?:anaphyla\w+|angioedema|hives|hypersensitivity)\b.*\b(?:to|from|after|with)\b/i.test(
    name,
  ) ||
  (/^[\w -]+ allerg(?:y|ies)$/i.test(name.trim()) && !/\bfor\b|^(?:seasonal|food) /i.test(name))
