/** What must be known (R) and should be known (A) before a drug can be ready: formulary §0.4 with review B29. */

import type { Facts } from '../facts/facts.ts'
import { NO, UNKNOWN, YES } from '../logic/tri.ts'
import type { ConceptId } from '../terminology/types.ts'
import { type Category, type DrugId, type MissingCode, missingCodes } from '../types.ts'
import { drugsOf } from './drugs/index.ts'
import { raisesPotassium } from './medicine-triggers.ts'
import { allDrugs, fiveAri, hairDrugs, incretins, pde5, weightDrugs } from './rule.ts'

/** Questions in the words an intake may use. */
export const questions: Readonly<Record<MissingCode, string>> = {
  heightWeight: 'What are your height and weight?',
  age: 'What is your date of birth?',
  sexAtBirth: 'What sex were you assigned at birth?',
  pregnancyStatus: 'Are you pregnant, or could you be? When was your last negative test?',
  contraception: 'Which contraception do you use?',
  breastfeedingStatus: 'Are you breastfeeding?',
  bloodPressure: 'What is your blood pressure, measured in the last 6 months?',
  heartRate: 'What is your resting pulse?',
  medicationList: 'Which medicines do you take, over-the-counter and supplements included?',
  allergyList: 'Which allergies do you have, and what happened?',
  nitrateUse: 'Do you use nitroglycerin or another nitrate in any form, even kept just in case?',
  recreationalNitrites: 'Do you use poppers (amyl, butyl or isobutyl nitrite)?',
  recentCardiacEvent:
    'In the last 6 months, have you had a heart attack, a stroke, a heart procedure, or a dangerous heart rhythm? When?',
  exerciseTolerance: 'Can you climb two flights of stairs, or walk a mile in 20 minutes, without symptoms?',
  nyhaClass: 'How far does heart failure limit you (NYHA class)?',
  familyHistoryMTC: 'Have you or your family had medullary thyroid cancer or MEN 2?',
  pancreatitisHistory: 'Have you ever had pancreatitis?',
  eatingDisorderScreen: 'SCOFF: five questions about eating',
  suicidalityScreen: 'PHQ-2 and, if positive, PHQ-9 with item 9',
  seizureHistory: 'Have you ever had a seizure?',
  opioidUse:
    'Have you taken an opioid in the last 14 days, or a buprenorphine injection in the last 6 months?',
  alcoholUse: 'How much alcohol do you drink, and have you stopped suddenly?',
  maoiUse14d: 'Have you taken an MAO inhibitor or linezolid in the last 14 days?',
  eGFR: 'What is your last kidney function (eGFR or creatinine)?',
  liverStatus: 'Do you have liver disease? What was your last ALT?',
  childPugh: 'What is the Child-Pugh class of the liver disease?',
  hba1c: 'What was your last HbA1c?',
  potassium: 'What was your last potassium?',
  bicarbonate: 'What was your last bicarbonate?',
  psa: 'What was your last PSA?',
  testosterone: 'What was your last morning testosterone?',
  eyeExam: 'When was your last eye examination?',
  hairLossPattern: 'Which picture matches your hair loss (Norwood or Ludwig)?',
  scalpPhoto: 'Please add four photographs of your scalp.',
  shimScore: 'SHIM: five questions about erections',
  symptomDuration: 'How long have you had this?',
  priorTherapy: 'Which of these medicines have you used, at what dose, for how long?',
  lastFill: 'When was your last fill, and for how many days?',
  plannedSurgery: 'Do you have an operation, endoscopy or sedation planned in the next 8 weeks?',
}

/** What each fact is called in a sentence, wherever a code would otherwise be read. */
export const factNames: Readonly<Record<MissingCode, string>> = {
  heightWeight: 'height and weight',
  age: 'age',
  sexAtBirth: 'sex at birth',
  pregnancyStatus: 'pregnancy status',
  contraception: 'contraception',
  breastfeedingStatus: 'breastfeeding status',
  bloodPressure: 'blood pressure',
  heartRate: 'heart rate',
  medicationList: 'medication list',
  allergyList: 'allergy list',
  nitrateUse: 'nitrate use',
  recreationalNitrites: 'recreational nitrites',
  recentCardiacEvent: 'recent cardiac event',
  exerciseTolerance: 'exercise tolerance',
  nyhaClass: 'NYHA class',
  familyHistoryMTC: 'family history of medullary thyroid cancer',
  pancreatitisHistory: 'history of pancreatitis',
  eatingDisorderScreen: 'eating disorder screen',
  suicidalityScreen: 'suicidality screen',
  seizureHistory: 'history of seizures',
  opioidUse: 'opioid use',
  alcoholUse: 'alcohol use',
  maoiUse14d: 'MAO inhibitor in the last 14 days',
  eGFR: 'eGFR',
  liverStatus: 'liver status',
  childPugh: 'Child-Pugh class',
  hba1c: 'HbA1c',
  potassium: 'potassium',
  bicarbonate: 'bicarbonate',
  psa: 'PSA',
  testosterone: 'testosterone',
  eyeExam: 'eye examination',
  hairLossPattern: 'hair loss pattern',
  scalpPhoto: 'scalp photographs',
  shimScore: 'SHIM score',
  symptomDuration: 'duration of symptoms',
  priorTherapy: 'prior therapy',
  lastFill: 'last fill',
  plannedSurgery: 'planned surgery',
}

type Requirement = {
  readonly code: MissingCode
  readonly level: 'R' | 'A'
  readonly drugs: readonly DrugId[]
  /** Does the requirement apply to this patient? */
  readonly applies: (facts: Facts) => boolean
  readonly known: (facts: Facts) => boolean
}

const everybody = () => true
const fertileWoman = (facts: Facts) =>
  facts.wocbp === YES || (facts.wocbp === UNKNOWN && facts.sex === 'female')
const has = (facts: Facts, ...concepts: readonly ConceptId[]) =>
  concepts.some((concept) => facts.byConcept.has(concept))
const answer = (facts: Facts, key: string) => {
  const value = facts.input.patient.intakeAnswers?.[key]
  return value !== undefined && value !== null && value !== ''
}
const bloodPressureKnown = (facts: Facts) =>
  facts.systolic !== null &&
  facts.diastolic !== null &&
  (facts.answers.bloodPressureMonthsOld === null || facts.answers.bloodPressureMonthsOld <= 6)

/** PHQ-2 of 3 or more asks for item 9; a PHQ-9 total of 0 settles it. */
const suicidalityKnown = (facts: Facts) =>
  facts.answers.phq9Item9 !== null ||
  facts.answers.phq9 === 0 ||
  (facts.answers.phq2 !== null && facts.answers.phq2 < 3) ||
  has(facts, 'suicidality-active')

/** Kidney function measured: a coded CKD stage is acted on but does not replace the figure. */
const egfrKnown = (facts: Facts) =>
  facts.eGFR !== null &&
  ((facts.input.patient.eGFR !== null && facts.input.patient.eGFR !== undefined) ||
    facts.labs.creatinine !== null)

const potassiumRequired = (facts: Facts) =>
  facts.age === null ||
  facts.age >= 45 ||
  has(
    facts,
    'hypertension',
    't1dm',
    't2dm',
    'diabetes-unspecified',
    'ckd',
    'ckd-3',
    'ckd-4',
    'ckd-5',
    'dialysis',
  ) ||
  (facts.eGFR !== null && facts.eGFR < 60) ||
  raisesPotassium.test(facts) === YES

const kidneyStageUnknown = (facts: Facts) =>
  has(facts, 'ckd') &&
  !has(facts, 'ckd-3', 'ckd-4', 'ckd-5', 'dialysis') &&
  !(facts.byConcept.get('ckd') ?? []).every(
    (fact) =>
      /^N18\.[12]/.test(fact.match.code ?? '') || /stage ?(?:1|2|i|ii)\b|\bckd ?-?[12]\b/i.test(fact.label),
  )
const renallyLimited: readonly DrugId[] = [
  ...pde5,
  'phentermine',
  'phentermine_topiramate',
  'naltrexone_bupropion',
  'minoxidil_oral',
]

const stimulantsAndContrave: readonly DrugId[] = [
  'phentermine',
  'phentermine_topiramate',
  'naltrexone_bupropion',
]
const make = (
  level: 'R' | 'A',
  code: MissingCode,
  drugs: readonly DrugId[],
  known: (facts: Facts) => boolean,
  applies: (facts: Facts) => boolean = everybody,
): Requirement => ({ code, level, drugs, known, applies })

const liverKnown = (facts: Facts) =>
  facts.labs.alt !== null ||
  has(facts, 'liver-disease', 'hepatitis', 'cirrhosis', 'hepatic-failure', 'masld', 'mash') ||
  answer(facts, 'liverStatus') ||
  answer(facts, 'liverDisease')

export const requirements: readonly Requirement[] = [
  make('R', 'age', allDrugs, (facts) => facts.age !== null),
  make('R', 'sexAtBirth', allDrugs, (facts) => facts.sex !== null),
  make('R', 'medicationList', allDrugs, (facts) => facts.medicationsKnown),
  make('R', 'allergyList', allDrugs, (facts) => facts.allergiesKnown),
  make('R', 'pregnancyStatus', allDrugs, (facts) => facts.pregnant !== UNKNOWN, fertileWoman),
  make('R', 'breastfeedingStatus', allDrugs, (facts) => facts.breastfeeding !== UNKNOWN, fertileWoman),
  make(
    'A',
    'eGFR',
    allDrugs.filter((id) => id !== 'metformin' && id !== 'spironolactone'),
    egfrKnown,
  ),
  make('A', 'eGFR', ['spironolactone'], egfrKnown, (facts) => !potassiumRequired(facts)),
  make('A', 'liverStatus', allDrugs, liverKnown),

  make('R', 'heightWeight', weightDrugs, (facts) => facts.bmi !== null),
  make(
    'R',
    'eatingDisorderScreen',
    weightDrugs,
    (facts) => facts.answers.scoff !== null || has(facts, 'anorexia-bulimia', 'eating-disorder-unspecified'),
  ),
  make('R', 'suicidalityScreen', [...weightDrugs, ...fiveAri], suicidalityKnown),
  make(
    'R',
    'pancreatitisHistory',
    weightDrugs,
    (facts) =>
      facts.answers.pancreatitisHistory !== UNKNOWN ||
      has(facts, 'pancreatitis-history', 'pancreatitis-acute'),
  ),
  make(
    'R',
    'familyHistoryMTC',
    incretins,
    (facts) =>
      facts.answers.familyHistoryMTC !== UNKNOWN ||
      facts.byFamilyConcept.has('mtc-men2') ||
      has(facts, 'mtc-men2'),
  ),
  make('A', 'hba1c', weightDrugs, (facts) => facts.labs.hba1c !== null),
  make(
    'A',
    'plannedSurgery',
    weightDrugs,
    (facts) => facts.answers.plannedSurgery.tri !== UNKNOWN || has(facts, 'planned-surgery'),
  ),
  make(
    'A',
    'bloodPressure',
    weightDrugs.filter((id) => !stimulantsAndContrave.includes(id)),
    bloodPressureKnown,
  ),
  make(
    'A',
    'eyeExam',
    incretins,
    (facts) => answer(facts, 'eyeExam') || answer(facts, 'lastEyeExam') || answer(facts, 'eyeExamDate'),
    (facts) => has(facts, 'diabetic-retinopathy', 'diabetic-retinopathy-proliferative'),
  ),
  make('R', 'bloodPressure', stimulantsAndContrave, bloodPressureKnown),
  make('R', 'heartRate', stimulantsAndContrave, (facts) => facts.heartRate !== null),
  make(
    'R',
    'maoiUse14d',
    stimulantsAndContrave,
    (facts) => facts.answers.maoi !== UNKNOWN || facts.byClass.has('MAOI'),
  ),
  make(
    'R',
    'opioidUse',
    ['naltrexone_bupropion'],
    (facts) => facts.answers.opioidUse !== UNKNOWN || facts.byClass.has('OPIOID'),
  ),
  make(
    'R',
    'seizureHistory',
    ['naltrexone_bupropion'],
    (facts) => facts.answers.seizureHistory !== UNKNOWN || has(facts, 'seizure'),
  ),
  make(
    'R',
    'alcoholUse',
    ['naltrexone_bupropion'],
    (facts) =>
      (facts.alcohol.any !== UNKNOWN &&
        (facts.alcohol.heavy !== UNKNOWN ||
          facts.alcohol.any === NO ||
          facts.answers.alcoholPerOccasion !== null)) ||
      has(facts, 'alcohol-use-disorder'),
  ),
  make(
    'R',
    'contraception',
    ['phentermine_topiramate', 'spironolactone'],
    (facts) => facts.contraception !== 'unknown',
    fertileWoman,
  ),
  make('A', 'bicarbonate', ['phentermine_topiramate'], (facts) => facts.labs.bicarbonate !== null),
  make('R', 'eGFR', ['metformin'], egfrKnown),
  // Kidney disease of unknown stage: whatever has a renal limit waits for the figure.
  make('R', 'eGFR', renallyLimited, egfrKnown, kidneyStageUnknown),

  make('R', 'bloodPressure', pde5, bloodPressureKnown),
  make(
    'R',
    'nitrateUse',
    pde5,
    (facts) => facts.answers.nitrateUse !== UNKNOWN || facts.byClass.has('NITRATE'),
  ),
  make(
    'R',
    'recreationalNitrites',
    pde5,
    (facts) => facts.answers.recreationalNitrites !== UNKNOWN || facts.byClass.has('NITRITE'),
  ),
  make('R', 'recentCardiacEvent', pde5, (facts) => facts.answers.recentCardiacEvent !== UNKNOWN),
  make('R', 'exerciseTolerance', pde5, (facts) => facts.exercise !== 'unknown'),
  make('A', 'shimScore', pde5, (facts) => facts.answers.shim !== null),
  make('A', 'testosterone', pde5, (facts) => facts.labs.testosterone !== null),
  make('A', 'hba1c', pde5, (facts) => facts.labs.hba1c !== null),
  make('A', 'symptomDuration', pde5, (facts) => facts.answers.symptomDurationMonths !== null),

  make('R', 'hairLossPattern', hairDrugs, (facts) => facts.hair.known),
  make('R', 'symptomDuration', hairDrugs, (facts) => facts.answers.symptomDurationMonths !== null),
  make('R', 'scalpPhoto', hairDrugs, (facts) => facts.answers.scalpPhoto === YES),
  make(
    'A',
    'psa',
    fiveAri,
    (facts) => facts.labs.psa !== null,
    (facts) => facts.sex === 'male' && facts.age !== null && facts.age >= 45,
  ),
  make('R', 'bloodPressure', ['minoxidil_oral', 'spironolactone'], bloodPressureKnown),
  make('R', 'heartRate', ['minoxidil_oral'], (facts) => facts.heartRate !== null),
  make('R', 'potassium', ['spironolactone'], (facts) => facts.labs.potassium !== null, potassiumRequired),
  make(
    'A',
    'potassium',
    ['spironolactone'],
    (facts) => facts.labs.potassium !== null,
    (facts) => !potassiumRequired(facts),
  ),
  make('R', 'eGFR', ['spironolactone'], egfrKnown, potassiumRequired),
]

export type DataState = {
  readonly required: readonly MissingCode[]
  readonly advised: readonly MissingCode[]
  /** Required and advised data known, and all that apply. */
  readonly known: number
  readonly total: number
}

/** The requirements of a category: each is asked once a case, and drugs that need the same share the answer. */
type Checklist = {
  readonly items: readonly Requirement[]
  /** Places in `items`, for each different set of needs. */
  readonly sets: readonly (readonly number[])[]
  /** Which of the sets a drug has, by its position in the category. */
  readonly setOf: readonly number[]
}

function checklistOf(category: Category): Checklist {
  const drugs = drugsOf[category]
  const items = requirements.filter((item) => drugs.some((drug) => item.drugs.includes(drug.id)))
  const sets: number[][] = []
  const setOf = drugs.map((drug) => {
    const own = items.flatMap((item, index) => (item.drugs.includes(drug.id) ? [index] : []))
    const same = sets.findIndex((set) => set.join() === own.join())
    if (same >= 0) return same
    sets.push(own)
    return sets.length - 1
  })
  return { items, sets, setOf }
}

const checklists: Readonly<Record<Category, Checklist>> = {
  weight: checklistOf('weight'),
  ed: checklistOf('ed'),
  hair: checklistOf('hair'),
}

const NOT_APPLICABLE = 0
const KNOWN = 1
const OPEN = 2

const noCodes: readonly MissingCode[] = []

/** What is missing for each drug of the category, in its order, and how complete its data are (§12). */
export function dataOf(facts: Facts): readonly DataState[] {
  const { items, sets, setOf } = checklists[facts.category]
  const states: number[] = []
  for (const item of items)
    states.push(!item.applies(facts) ? NOT_APPLICABLE : item.known(facts) ? KNOWN : OPEN)
  const data = sets.map((set): DataState => {
    let required = noCodes
    let advised = noCodes
    let known = 0
    for (const index of set) {
      const state = states[index]
      if (state === KNOWN) known += 1
      const item = items[index]
      if (state !== OPEN || item === undefined) continue
      if (item.level === 'R') required = [...required, item.code]
      else advised = [...advised, item.code]
    }
    return { required, advised, known, total: known + required.length + advised.length }
  })
  return setOf.map((set) => data[set] ?? { required: noCodes, advised: noCodes, known: 0, total: 0 })
}

const placeOf = Object.fromEntries(missingCodes.map((code, place) => [code, place])) as Readonly<
  Record<MissingCode, number>
>

/** Sorted as §0.4 lists them, without repeats. */
export function inOrder(codes: readonly MissingCode[]): readonly MissingCode[] {
  if (codes.length < 2) return codes
  let low = 0
  let high = 0
  for (const code of codes) {
    const place = placeOf[code]
    if (place < 32) low |= 1 << place
    else high |= 1 << (place - 32)
  }
  const found: MissingCode[] = []
  for (let base = 0, bits = low; ; base = 32, bits = high) {
    while (bits !== 0) {
      const lowest = bits & -bits
      bits ^= lowest
      const code = missingCodes[base + 31 - Math.clz32(lowest)]
      if (code !== undefined) found.push(code)
    }
    if (base === 32) return found
  }
}

/** Those that hold for a group of drugs alone: they are asked where one of the group is still open. */
const groupOnly: readonly (readonly DrugId[])[] = [fiveAri, renallyLimited]

/** Required of a category whatever becomes of its drugs. */
export const coreRequired: ReadonlySet<MissingCode> = new Set(
  requirements
    .filter((item) => item.level === 'R' && item.drugs.length >= 5 && !groupOnly.includes(item.drugs))
    .map((item) => item.code),
)
