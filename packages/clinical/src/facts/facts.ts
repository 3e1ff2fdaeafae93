/** The prepared facts: everything the rules may ask, read once from a case and never changed. */

import type { Tri } from '../logic/tri.ts'
import type {
  AllergyMatch,
  ConceptId,
  ConditionMatch,
  DrugClass,
  MedicationMatch,
} from '../terminology/types.ts'
import type { CaseInput, Category, ClinicPolicy, Contradiction, DrugId, LabName } from '../types.ts'
import type { Alcohol, ExerciseTolerance, HairPattern, YesNoText } from './lifestyle.ts'
import type { Contraception, PregnancyPlans } from './reproductive.ts'

/** Where a fact was read: the record's lists outweigh nothing; both are acted on, the dangerous one wins. */
export type FactOrigin = 'record' | 'answer' | 'therapy' | 'implied'

export type ConditionFact = {
  readonly label: string
  /** The whole entry it was read from: what belongs to it may stand in another sentence. */
  readonly told?: string
  readonly match: ConditionMatch
  readonly monthsAgo: number | null
  readonly origin: FactOrigin
}

export type MedicationFact = {
  /** "Imdur (isosorbide mononitrate)". */
  readonly label: string
  /** The entry as written. */
  readonly entry: string
  readonly match: MedicationMatch
  readonly classes: ReadonlySet<DrugClass>
  /** Taken now, or kept in case. Stopped medicines stay in `medications` for their after-effect windows. */
  readonly active: boolean
  readonly stoppedDaysAgo: number | null
  readonly doseMg: number | null
  readonly origin: FactOrigin
  /** The formulary's drug this is, when it is one of its labelled products for this use. */
  readonly drugId: DrugId | null
}

export type AllergyFact = {
  readonly label: string
  readonly match: AllergyMatch
  readonly reaction: string | null
  readonly kind: 'allergy' | 'probable' | 'intolerance'
}

/** Present or past use of a drug of the formulary. */
export type TherapyFact = {
  readonly drugId: DrugId
  readonly label: string
  /** Drug and dose as written. */
  readonly words: string
  readonly doseMg: number | null
  readonly weeksAtDose: number | null
  readonly current: boolean
  readonly result: string | null
  readonly tolerability: string | null
  readonly attempts: number | null
}

export type FillFact = {
  readonly drugId: DrugId
  readonly label: string
  readonly lastFillDaysAgo: number
  readonly daysSupply: number
}

export type Answers = {
  readonly scoff: number | null
  readonly phq2: number | null
  readonly phq9: number | null
  readonly phq9Item9: number | null
  readonly auditC: number | null
  readonly shim: number | null
  readonly symptomDurationMonths: number | null
  readonly alcoholPerOccasion: number | null
  readonly familyHistoryMTC: Tri
  readonly familyHistoryMTCUnsure: boolean
  readonly pancreatitisHistory: Tri
  readonly opioidUse: Tri
  readonly seizureHistory: Tri
  readonly maoi: Tri
  readonly nitrateUse: Tri
  readonly recreationalNitrites: Tri
  readonly recentCardiacEvent: Tri
  readonly partnerPregnant: Tri
  readonly sexualDysfunction: Tri
  readonly dizziness: Tri
  readonly needleAverse: Tri
  readonly contraceptionText: string | null
  readonly pregnancyTest: 'negative' | 'positive' | 'unknown'
  readonly plannedSurgery: YesNoText
  readonly scalpPhoto: Tri
  readonly onsetText: string | null
  readonly bloodPressureMonthsOld: number | null
  readonly missedDoses: number | null
  readonly weightGainKgWeek: number | null
  readonly pulseRise: number | null
  readonly onMinoxidilOral: boolean
  readonly diabetesPrescriberNamed: boolean
  readonly sexInadvisable: Tri
  readonly preferences: {
    readonly frequentActivity: boolean
    readonly topicalAversion: boolean
    readonly cravings: boolean
  }
}

export type HepaticBand = 'A' | 'B' | 'C' | 'unknown' | 'none'

export type Facts = {
  readonly input: CaseInput
  readonly category: Category
  /** The drug asked for, when the request names one of the formulary's. */
  readonly proposedId: DrugId | null
  /** Whole days since 1970-01-01 (UTC) of `now`. */
  readonly today: number
  readonly policy: ClinicPolicy
  readonly age: number | null
  readonly sex: 'male' | 'female' | null
  readonly weightKg: number | null
  readonly heightCm: number | null
  /** kg/m², one decimal (G-06). */
  readonly bmi: number | null
  /** BMI at the start of the present anti-obesity treatment, when it is documented. */
  readonly startBmi: number | null
  readonly systolic: number | null
  readonly diastolic: number | null
  readonly heartRate: number | null
  readonly eGFR: number | null
  readonly eGFREstimated: boolean
  readonly creatinineClearance: number | null
  readonly labs: Readonly<Record<LabName, number | null>>
  readonly conditionsKnown: boolean
  readonly medicationsKnown: boolean
  readonly allergiesKnown: boolean
  readonly conditions: readonly ConditionFact[]
  readonly medications: readonly MedicationFact[]
  readonly allergies: readonly AllergyFact[]
  readonly byConcept: ReadonlyMap<ConceptId, readonly ConditionFact[]>
  readonly byFamilyConcept: ReadonlyMap<ConceptId, readonly ConditionFact[]>
  /** Concepts that the record or an answer expressly denies. */
  readonly denied: ReadonlySet<ConceptId>
  /** Active medicines, and stopped ones still inside the window of the class. */
  readonly byClass: ReadonlyMap<DrugClass, readonly MedicationFact[]>
  readonly byIngredient: ReadonlyMap<string, readonly MedicationFact[]>
  /** Active medicines by ingredient whatever their route, for duplicates. */
  readonly anyRoute: ReadonlyMap<string, readonly MedicationFact[]>
  readonly unrecognised: readonly MedicationFact[]
  readonly therapy: readonly TherapyFact[]
  readonly fills: readonly FillFact[]
  readonly answers: Answers
  readonly alcohol: Alcohol
  readonly exercise: ExerciseTolerance
  readonly contraception: Contraception
  readonly pregnancyPlans: PregnancyPlans
  readonly periods: 'menopausal' | 'present' | 'irregular' | 'unknown'
  readonly hair: HairPattern
  readonly suddenHairLoss: Tri
  readonly patchyHairLoss: boolean
  /** Inflamed, infected or scarring scalp, or loss beyond it, as answered. */
  readonly scalpSymptoms: YesNoText
  readonly pregnant: Tri
  readonly breastfeeding: Tri
  readonly wocbp: Tri
  readonly hepatic: HepaticBand
  readonly cirrhosis: boolean
  readonly dialysis: Tri
  readonly nyha: number | null
  readonly contradictions: readonly Contradiction[]
  /** Numbers of the keys present (`logic/keys.ts`). */
  readonly present: readonly number[]
}
