/**
 * What goes into the clinical engine and what comes out of it. Everything is plain JSON: it can be stored,
 * sent and replayed. An absent or null fact means "not answered", which is never the same as "no".
 */

export type Category = 'weight' | 'ed' | 'hair'

/** A yes/no/number/text answer as an intake form or an import may carry it. */
export type Answer = string | number | boolean | null | readonly (string | number | boolean)[]

export type ConditionEntry = {
  readonly code?: string | null
  readonly text?: string | null
  readonly monthsAgo?: number | null
}
export type MedicationEntry = { readonly name: string; readonly dose?: string | null }
export type AllergyEntry = { readonly substance: string; readonly reaction?: string | null }

/** Laboratory values in US conventional units (mg/dL, mmol/L for potassium and bicarbonate, ng/mL PSA …). */
export type LabName =
  | 'hba1c'
  | 'potassium'
  | 'bicarbonate'
  | 'psa'
  | 'calcitonin'
  | 'tsh'
  | 'alt'
  | 'alp'
  | 'bilirubin'
  | 'albumin'
  | 'inr'
  | 'creatinine'
  | 'testosterone'

export type PriorTherapy = {
  readonly drug: string
  readonly doseMg?: number | null
  readonly doseText?: string | null
  readonly weeksAtDose?: number | null
  readonly current?: boolean | null
  readonly result?: string | null
  readonly tolerability?: string | null
  readonly attempts?: number | null
}
export type PriorFill = {
  readonly drug: string
  readonly lastFillDaysAgo?: number | null
  readonly daysSupply?: number | null
}

export type PatientInput = {
  readonly age?: number | null
  readonly sex?: 'male' | 'female' | null
  readonly heightCm?: number | null
  readonly weightKg?: number | null
  readonly systolic?: number | null
  readonly diastolic?: number | null
  readonly heartRate?: number | null
  readonly eGFR?: number | null
  readonly pregnant?: boolean | null
  readonly breastfeeding?: boolean | null
  readonly conditions?: readonly ConditionEntry[] | null
  /** False: what is listed is known, what is not listed is unknown. A list is whole unless this says otherwise. */
  readonly conditionsComplete?: boolean | null
  readonly medications?: readonly MedicationEntry[] | null
  readonly allergies?: readonly AllergyEntry[] | null
  readonly labs?: Readonly<Record<string, number | string | null | undefined>> | null
  readonly intakeAnswers?: Readonly<Record<string, Answer | undefined>> | null
  readonly priorTherapy?: readonly PriorTherapy[] | null
  readonly priorFills?: readonly PriorFill[] | null
}

/** What is asked for: the drug by any name of the formulary, one dose in mg, the frequency in words. */
export type Proposal = {
  readonly drug: string
  readonly drugId?: DrugId | null
  readonly doseMg?: number | null
  readonly frequency?: string | null
  readonly quantity?: number | null
  readonly daysSupply?: number | null
  readonly refills?: number | null
  readonly productRxcui?: string | null
}

/** One case: the input line of the batch command, and the snapshot stored with a recommendation. */
export type CaseInput = {
  readonly id?: string | number | null
  readonly category: Category
  readonly patient: PatientInput
  readonly proposed?: Proposal | null
}

export const drugIds = [
  'semaglutide_sc',
  'semaglutide_po',
  'tirzepatide',
  'liraglutide',
  'orforglipron',
  'phentermine',
  'phentermine_topiramate',
  'naltrexone_bupropion',
  'orlistat',
  'metformin',
  'sildenafil',
  'tadalafil',
  'tadalafil_daily',
  'vardenafil',
  'avanafil',
  'finasteride',
  'dutasteride',
  'minoxidil_topical',
  'minoxidil_oral',
  'spironolactone',
  'ketoconazole_shampoo',
] as const
/** The ids of the formulary's index; tadalafil's two regimens are judged apart because their limits differ. */
export type DrugId = (typeof drugIds)[number]

export const missingCodes = [
  'heightWeight',
  'age',
  'sexAtBirth',
  'pregnancyStatus',
  'contraception',
  'breastfeedingStatus',
  'bloodPressure',
  'heartRate',
  'medicationList',
  'allergyList',
  'nitrateUse',
  'recreationalNitrites',
  'recentCardiacEvent',
  'exerciseTolerance',
  'nyhaClass',
  'familyHistoryMTC',
  'pancreatitisHistory',
  'eatingDisorderScreen',
  'suicidalityScreen',
  'seizureHistory',
  'opioidUse',
  'alcoholUse',
  'maoiUse14d',
  'eGFR',
  'liverStatus',
  'childPugh',
  'hba1c',
  'potassium',
  'bicarbonate',
  'psa',
  'testosterone',
  'eyeExam',
  'hairLossPattern',
  'scalpPhoto',
  'shimScore',
  'symptomDuration',
  'priorTherapy',
  'lastFill',
  'plannedSurgery',
] as const
/** Formulary §0.4: exactly these, in this order. */
export type MissingCode = (typeof missingCodes)[number]

export type Severity = 'contraindicated' | 'major' | 'moderate' | 'minor'
/** H: label or guideline; M: re-check against the current label; P: platform policy, not a label statement. */
export type Confidence = 'H' | 'M' | 'P'
export type SourceRef = { readonly key: string; readonly section: string | null; readonly label: string }

export type Finding = {
  readonly rule: string
  readonly ruleVersion: number
  readonly severity: Severity | 'needs_info' | 'info'
  readonly text: string
  readonly management: string | null
  readonly source: SourceRef
  readonly confidence: Confidence
  /** A clinician may go past it with a written reason (major, moderate). Contraindications may not be. */
  readonly overridable: boolean
  readonly missing: readonly MissingCode[]
  /** The facts that fired it, in plain words. */
  readonly facts: readonly string[]
}

export type RedFlagRoute = 'emergency' | 'synchronous' | 'in_person'
export type RedFlag = {
  /** The id of the rule that raised it, or a word of its own for the triggers of §11 that have no row. */
  readonly code: string
  readonly route: RedFlagRoute
  readonly level: 'P0' | 'P1' | 'P2'
  readonly text: string
  readonly destination: string
  readonly source: string
}

export type Verdict = 'offer' | 'warn' | 'needs_info' | 'hold' | 'block'

/** `tty` follows RxNorm. `rxcui` and `ndc` are null where no source we hold states them: never guessed. */
export type Product = {
  readonly drugId: DrugId
  readonly rxcui: string | null
  readonly tty: 'SCD' | 'SBD' | 'GPCK' | 'BPCK'
  readonly ndc: string | null
  /** NCPDP DrugDescription, at most 105 characters. */
  readonly description: string
  readonly strength: string
  readonly form: string
  /** Active ingredient of one dose unit in mg (the first-named ingredient of a combination). */
  readonly doseMg: number
  readonly brand: string | null
  /** NCIt code of the DEA schedule (C48677 = IV), null when not controlled. */
  readonly deaSchedule: string | null
  /** NCIt code of the unit in which quantity is counted. */
  readonly quantityUnitCode: string
}

export type TitrationStep = {
  readonly doseMg: number
  readonly frequency: string
  readonly fromWeek: number
  readonly toWeek: number | null
  /** ISO date (UTC). */
  readonly startsOn: string
  readonly quantity: number
  readonly daysSupply: number
  readonly product: Product
}
export type PrescriptionPlan = {
  readonly product: Product
  readonly doseMg: number
  readonly frequency: string
  readonly quantity: number
  readonly quantityUnitCode: string
  readonly daysSupply: number
  readonly refills: number
  /** The directions as the patient reads them. */
  readonly sig: string
  readonly titration: readonly TitrationStep[]
}

export type Reason = { readonly for: boolean; readonly text: string; readonly source: string }

export type Option = {
  readonly drug: string
  readonly drugId: DrugId
  readonly verdict: Verdict
  readonly rank: number | null
  readonly score: number | null
  /** 0.00–1.00, two decimals; null when the drug is blocked or held. */
  readonly confidence: number | null
  readonly confidenceParts: {
    readonly evidence: number
    readonly completeness: number
    readonly safety: number
  } | null
  readonly reasons: readonly Reason[]
  readonly start: { readonly doseMg: number; readonly frequency: string } | null
  readonly plan: PrescriptionPlan | null
  readonly requiresSync: boolean
  readonly missing: readonly MissingCode[]
  readonly monitoring: readonly string[]
  readonly counselling: readonly string[]
  readonly findings: readonly Finding[]
}

export type DoseVerdict =
  | 'ok'
  | 'exceeds_max'
  | 'skips_titration'
  | 'titration_too_fast'
  | 'start_too_high'
  | 'exceeds_adjusted_cap'
  | 'wrong_frequency'

export type ProposalAssessment = {
  readonly drug: string
  readonly drugId: DrugId | null
  readonly verdict: 'clear' | 'warn' | 'needs_info' | 'hold' | 'block'
  /** null when the dose or the drug was not given. */
  readonly dose: DoseVerdict | null
  readonly doseText: string | null
  readonly requiresSync: boolean
  readonly missing: readonly MissingCode[]
  /** The next two drugs of the category that nothing forbids, then what is not a drug (§12). */
  readonly alternatives: readonly string[]
  readonly findings: readonly Finding[]
}

export type Contradiction = {
  readonly fact: MissingCode
  readonly intakeSays: string
  readonly recordSays: string
  readonly rule: string
}
export type Positive = { readonly label: string; readonly text: string; readonly source?: string }
export type AskedAndClear = { readonly label: string; readonly answer: string }
export type Unanswered = {
  readonly code: MissingCode
  readonly question: string
  readonly required: boolean
}
export type WhatWouldChange = { readonly code: MissingCode; readonly text: string }
export type CheckRun = {
  readonly rule: string
  readonly outcome: 'fired' | 'clear' | 'not_run'
  readonly why?: string
}

export type Scores = {
  readonly bmi?: number
  readonly bmiClass?: string
  readonly shim?: { readonly score: number; readonly band: string }
  readonly phq2?: { readonly score: number; readonly positive: boolean }
  readonly phq9?: { readonly score: number; readonly band: string }
  readonly scoff?: { readonly score: number; readonly positive: boolean }
  readonly auditC?: { readonly score: number; readonly band: string }
  readonly norwood?: { readonly stage: string; readonly note: string }
  readonly ludwig?: { readonly stage: string; readonly note: string }
  readonly eoss?: { readonly stage: number; readonly why: string }
  readonly princeton?: { readonly risk: string; readonly why: string }
  readonly eGFR?: number
  readonly creatinineClearance?: number
}

export type Refill = 'ok' | 'too_soon' | null

export type CaseAssessment = {
  readonly engine: string
  readonly category: Category
  readonly redFlags: readonly RedFlag[]
  readonly priority: 'urgent' | 'high' | 'normal'
  /** The queue level of formulary §11. */
  readonly level: 'P0' | 'P1' | 'P2' | 'P3' | 'P4'
  readonly priorityReasons: readonly string[]
  readonly missing: readonly MissingCode[]
  readonly duplicate: boolean
  readonly refill: Refill
  readonly options: readonly Option[]
  readonly findings: readonly Finding[]
  readonly contradictions: readonly Contradiction[]
  readonly positives: readonly Positive[]
  readonly askedAndClear: readonly AskedAndClear[]
  readonly unanswered: readonly Unanswered[]
  readonly whatWouldChange: readonly WhatWouldChange[]
  readonly scores: Scores
  readonly checksRun: readonly CheckRun[]
  readonly proposal: ProposalAssessment | null
}

/** `now` is an ISO date or date-time; the engine has no clock of its own. */
export type Context = { readonly now: string; readonly policy?: ClinicPolicy }

/** The platform's own cut-offs ([P] rows). A clinic's protocol may tune them; label rows cannot be tuned. */
export type ClinicPolicy = {
  readonly version?: string
  /** Rules switched off or re-graded by the clinic. Ignored for rules that are not platform policy. */
  readonly rules?: Readonly<Record<string, 'off' | Severity>>
  /** Fraction of the days' supply that must have passed before a refill. Default 0.75. */
  readonly refillFraction?: number
  /** The same for controlled substances. Default 0.9; the law's floor cannot be lowered below it. */
  readonly controlledRefillFraction?: number
  /** Drugs this clinic does not offer. */
  readonly excludedDrugs?: readonly DrugId[]
  /** Last day (ISO date) of the telemedicine flexibility for controlled substances. Fails closed. */
  readonly controlledTelemedicineUntil?: string
}

export type Recommendations = {
  readonly engine: string
  readonly category: Category
  readonly redFlags: readonly RedFlag[]
  readonly missing: readonly MissingCode[]
  readonly options: readonly Option[]
  readonly findings: readonly Finding[]
  readonly whatWouldChange: readonly WhatWouldChange[]
}

export type Gate = {
  readonly allowed: boolean
  readonly overridable: readonly Finding[]
  readonly blocking: readonly Finding[]
  readonly redFlags: readonly RedFlag[]
  readonly missing: readonly MissingCode[]
}
