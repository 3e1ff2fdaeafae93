/** The names by which the clinical engine knows an answer. A questionnaire may feed these and no others. */

/** Yes or no to the engine; a text explains a yes. */
const yesNoKeys = [
  'familyHistoryMTC',
  'pancreatitisHistory',
  'opioidUse',
  'seizureHistory',
  'maoiLast14Days',
  'nitrateUse',
  'recreationalNitrites',
  'recentCardiacEvent',
  'familyHistoryHairLoss',
  'partnerPregnant',
  'sexualDysfunction',
  'dizziness',
  'needleAverse',
  'plannedSurgery',
  'scalpPhoto',
  'sexInadvisable',
  'topicalAversion',
] as const

/** Numbers; a score is the sum of its questions. */
const numberKeys = ['phq9Item9', 'symptomDurationMonths', 'alcoholPerOccasion', 'startingWeightKg'] as const

/** Words the engine reads. Several questions may feed one: it gets all their words. */
const textKeys = [
  'contraception',
  'pregnancyTest',
  'pregnancyPlans',
  'periods',
  'exerciseTolerance',
  'nyhaClass',
  'hairLossPattern',
  'onset',
  'scalpSymptoms',
  'virilisation',
  'recreationalDrugs',
  'symptomsNow',
  'symptoms',
  'liverDisease',
  'eyeExam',
  'frequency',
  'reason',
] as const

/** Facts of the patient itself rather than answers. */
const patientKeys = ['pregnant', 'breastfeeding'] as const

/** Instruments, with how many questions each has. */
export const instruments = { scoff: 5, phq2: 2, phq9: 9, auditC: 3, shim: 5 } as const
export type Instrument = keyof typeof instruments

const known: ReadonlySet<string> = new Set([...yesNoKeys, ...numberKeys, ...textKeys, ...patientKeys])
export const isFactKey = (key: string): boolean => known.has(key)
export const isYesNoKey = (key: string): boolean => (yesNoKeys as readonly string[]).includes(key)
export const isTextKey = (key: string): boolean => (textKeys as readonly string[]).includes(key)
export const isInstrument = (name: string): name is Instrument => Object.hasOwn(instruments, name)

/** What each part of the "what you have tried" questions tells. */
export const therapyParts = [
  'ever',
  'current',
  'last',
  'dose',
  'weeks',
  'filled-on',
  'days-supply',
  'result',
  'attempts',
  'tolerability',
] as const
export type TherapyPart = (typeof therapyParts)[number]

/** LOINC codes a numeric answer may be recorded under, with their UCUM unit. */
export const readings: Readonly<Record<string, string>> = {
  '8867-4': '/min',
  '98979-8': 'mL/min/1.73m2',
  '4548-4': '%',
  '2823-3': 'mmol/L',
  '1963-8': 'mmol/L',
  '2857-1': 'ng/mL',
  '2986-8': 'ng/dL',
}
