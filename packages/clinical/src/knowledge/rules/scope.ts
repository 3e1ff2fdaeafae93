/** Formulary §0.3: who may be treated here at all, and for what. */

import type { Facts } from '../../facts/facts.ts'
import {
  age,
  all,
  always,
  bmi,
  certainly,
  childPughUnknown,
  female,
  has,
  keyed,
  male,
  not,
  type Predicate,
  predicate,
  pregnant,
  recorded,
} from '../../logic/predicates.ts'
import { continuingWeightTreatment, indicationNotMet } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import type { DrugId, MissingCode } from '../../types.ts'
import { factNames } from '../requirements.ts'
import {
  allDrugs,
  fiveAri,
  incretins,
  minoxidils,
  pde5,
  phentermines,
  type Rule,
  rule,
  systemicDrugs,
  weightDrugs,
} from '../rule.ts'

/** Last day of the federal telemedicine flexibility for controlled substances; after it the rule fails closed. */
export const controlledTelemedicineUntil = '2026-12-31'

const lastDays = new Map<string, number>()
/** Whole days since 1970-01-01 of an ISO date, remembered. */
function dayOf(date: string): number {
  const known = lastDays.get(date)
  if (known !== undefined) return known
  const day = Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000)
  if (lastDays.size > 64) lastDays.clear()
  lastDays.set(date, day)
  return day
}

/** A date that cannot be read closes the flexibility. */
const flexibilityEnded = predicate(
  'the telemedicine flexibility for controlled substances has ended',
  (facts) =>
    facts.today <= dayOf(facts.policy.controlledTelemedicineUntil ?? controlledTelemedicineUntil) ? NO : YES,
)

/** Two sources disagree on a fact that matters to these drugs. */
const conflictOn = (...names: readonly MissingCode[]): Predicate => {
  const found = (facts: Facts) => facts.contradictions.filter((item) => names.includes(item.fact))
  return keyed(
    ['contradictions'],
    predicate(
      `sources disagree on ${names.map((name) => factNames[name]).join(' / ')}`,
      (facts) => (facts.contradictions.length > 0 && found(facts).length > 0 ? YES : NO),
      (facts) =>
        found(facts).map(
          (item) =>
            `${factNames[item.fact]}: intake says "${item.intakeSays}", record says "${item.recordSays}"`,
        ),
    ),
  )
}

const conflictText = 'Conflicting data: the more dangerous reading is used'
const conflictManagement = 'Ask the patient which is right and correct the record.'

const unrecognised = keyed(
  ['unrecognised', 'u:medications'],
  predicate(
    'a medicine on the list is not recognised',
    (facts) => (facts.unrecognised.length > 0 ? YES : facts.medicationsKnown ? NO : UNKNOWN),
    (facts) => facts.unrecognised.map((fact) => `"${fact.match.text || fact.entry}"`),
    ['medicationList'],
  ),
  ['unrecognised'],
)
const fuzzyMatched = keyed(
  ['fuzzy'],
  predicate(
    'a medicine was recognised only by its likeness to a name',
    (facts) => (facts.medications.some((fact) => fact.match.matchedBy === 'fuzzy') ? YES : NO),
    (facts) => facts.medications.filter((fact) => fact.match.matchedBy === 'fuzzy').map((fact) => fact.label),
  ),
)
const conditionsUnanswered = keyed(
  ['u:conditions'],
  predicate('the conditions list was not answered', (facts) => (facts.conditionsKnown ? NO : YES)),
)

const teratogens: readonly DrugId[] = [...weightDrugs, ...fiveAri, ...minoxidils, 'spironolactone']

export const scopeRules: readonly Rule[] = [
  rule({
    id: 'G-01',
    title: 'Adults only',
    drugs: allDrugs,
    source: ['POLICY', '0.3'],
    confidence: 'P',
    cases: [
      {
        when: age('<', 18),
        severity: 'contraindicated',
        text: 'Under 18: this platform treats adults only',
        management: 'Refer to a paediatric specialist in person.',
        redFlag: { level: 'P2', route: 'in_person', destination: 'paediatric specialist' },
      },
    ],
  }),
  rule({
    id: 'G-02',
    title: 'Pregnancy',
    drugs: teratogens,
    source: ['L-all', '8.1'],
    confidence: 'H',
    cases: [
      {
        when: pregnant,
        severity: 'contraindicated',
        text: 'Pregnant: not to be used (metformin: not for weight loss)',
        management: 'Stop if taken; obstetric care.',
      },
    ],
  }),
  rule({
    id: 'G-03',
    title: 'Sex for which the drug is used',
    drugs: [...pde5, 'spironolactone'],
    source: ['L-PDE5', '1, 8.1'],
    confidence: 'H',
    cases: [
      {
        when: female,
        only: pde5,
        severity: 'contraindicated',
        text: 'PDE5 inhibitors are not indicated in women',
      },
      {
        when: male,
        only: ['spironolactone'],
        severity: 'contraindicated',
        confidence: 'P',
        source: ['POLICY', '0.3'],
        text: 'Spironolactone is not used for hair loss in men (anti-androgen)',
      },
    ],
  }),
  rule({
    id: 'G-05',
    title: 'Controlled substances need a live visit',
    drugs: phentermines,
    source: ['DEA-2026', null],
    confidence: 'H',
    cases: [
      {
        when: flexibilityEnded,
        severity: 'contraindicated',
        text: 'The federal telemedicine flexibility for controlled substances has ended',
        management: 'Only after an in-person evaluation.',
      },
      {
        when: always,
        severity: 'info',
        text: 'Schedule IV: needs a real-time audio-video visit, a PDMP check and state law; it cannot be finalised from a questionnaire',
      },
    ],
  }),
  rule({
    id: 'G-07',
    title: 'Indication for weight drugs',
    drugs: weightDrugs,
    source: ['L-all', '1'],
    confidence: 'H',
    cases: [
      {
        when: all(continuingWeightTreatment, bmi('<', 18.5)),
        severity: 'contraindicated',
        confidence: 'P',
        text: 'Underweight on treatment',
        management: 'Stop; assess for excessive loss and for an eating disorder.',
        redFlag: { level: 'P2', route: 'synchronous', destination: 'primary care' },
      },
      {
        when: indicationNotMet,
        only: weightDrugs.filter((id) => id !== 'metformin'),
        severity: 'contraindicated',
        text: 'Indication not met: BMI 30 or more, or 27 or more with a weight-related comorbidity',
        management: 'Lifestyle treatment; reconsider if BMI or comorbidity changes.',
      },
      {
        when: all(indicationNotMet, not(certainly(has('t2dm')))),
        only: ['metformin'],
        severity: 'contraindicated',
        text: 'Indication not met: BMI 30 or more, or 27 or more with a weight-related comorbidity',
        management: 'Metformin for known type 2 diabetes stays a diabetes drug.',
      },
      {
        when: all(continuingWeightTreatment, bmi('<', 22)),
        severity: 'moderate',
        confidence: 'P',
        text: 'BMI under 22 on treatment',
        management: 'Reassess the dose.',
      },
    ],
  }),
  rule({
    id: 'G-08',
    version: 2,
    title: 'Conflicting data',
    drugs: allDrugs,
    source: ['POLICY', '0.3'],
    confidence: 'P',
    cases: [
      {
        when: conflictOn('pregnancyStatus', 'breastfeedingStatus'),
        only: teratogens,
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
      {
        when: conflictOn('bloodPressure'),
        only: [...pde5, ...phentermines, 'naltrexone_bupropion', 'minoxidil_oral', 'spironolactone'],
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
      {
        when: conflictOn('eGFR'),
        only: [...weightDrugs, ...pde5, 'minoxidil_oral', 'spironolactone'],
        severity: 'moderate',
        text: conflictText,
        management: 'Measure creatinine again and correct the record.',
      },
      {
        when: conflictOn('nitrateUse', 'recreationalNitrites', 'recentCardiacEvent', 'exerciseTolerance'),
        only: [...pde5, 'minoxidil_oral'],
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
      {
        when: conflictOn('familyHistoryMTC', 'pancreatitisHistory'),
        only: incretins,
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
      {
        when: conflictOn('opioidUse', 'seizureHistory', 'maoiUse14d', 'alcoholUse'),
        only: ['naltrexone_bupropion'],
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
      {
        when: conflictOn('maoiUse14d', 'recentCardiacEvent'),
        only: phentermines,
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
      {
        when: conflictOn('contraception'),
        only: ['phentermine_topiramate', 'spironolactone', 'minoxidil_oral'],
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
      {
        when: conflictOn('alcoholUse'),
        only: ['metformin'],
        severity: 'moderate',
        text: conflictText,
        management: conflictManagement,
      },
    ],
  }),
  rule({
    id: 'G-10',
    title: 'Conditions not answered',
    drugs: allDrugs,
    source: ['POLICY', '0.2'],
    confidence: 'P',
    cases: [
      {
        when: conditionsUnanswered,
        severity: 'needs_info',
        text: 'The list of conditions was not answered, so contraindications could not be checked',
        management: 'Ask for current and past conditions; "none" is an answer.',
      },
    ],
  }),
  rule({
    id: 'G-11',
    title: 'Unrecognised medicine',
    drugs: allDrugs,
    source: ['POLICY', '0.6'],
    confidence: 'P',
    cases: [
      {
        when: unrecognised,
        severity: 'moderate',
        text: 'A medicine was not recognised and could not be checked',
        management: 'Ask what it is, with the name on the package. Never treat it as safe.',
      },
      {
        when: fuzzyMatched,
        severity: 'info',
        text: 'A medicine was read in spite of its spelling and is acted on as read',
        management: 'Confirm the name with the patient.',
      },
    ],
  }),
  rule({
    id: 'G-12',
    title: 'Decompensated liver disease, or impairment of unknown degree',
    drugs: systemicDrugs,
    source: ['POLICY', '0.5'],
    confidence: 'P',
    cases: [
      {
        when: recorded('decompensated-liver'),
        severity: 'major',
        text: 'Decompensated liver disease',
        management: 'Hepatology before any systemic drug.',
        redFlag: { level: 'P2', route: 'in_person', destination: 'hepatology' },
      },
      {
        when: childPughUnknown,
        severity: 'major',
        text: 'Cirrhosis or hepatic failure without a Child-Pugh class',
        management: 'Obtain the class (bilirubin, albumin, INR, ascites, encephalopathy) before deciding.',
        asks: ['childPugh'],
      },
    ],
  }),
]
