// A medication as SCRIPT carries it: one model for what is prescribed, dispensed, requested or answered.

/** A code with the list it is from. */
export type QualifiedCode = { code: string; qualifier: string }

/** Strength: a number as text (a combination has several: "37.5-25"), and NCIt codes of form and unit. */
export type Strength = { value: string; form?: string; unitOfMeasure: string }

export type DrugCoded = {
  /** The product, as a rule its 11-digit NDC with Qualifier ND. 2023011 codes a drug only with it. */
  productCode?: QualifiedCode
  strength?: Strength
  /** RxNorm concepts: SCD, SBD, GPCK, BPCK; other databases have their own qualifiers. */
  drugDbCodes?: QualifiedCode[]
  /** NCIt code of the DEA schedule; absent is not stated, which is not the same as not controlled. */
  deaSchedule?: string
}

/** Value is an exact decimal; unitOfMeasure an NCIt quantity unit; codeListQualifier 38 is the original quantity. */
export type Quantity = { value: string; codeListQualifier: string; unitOfMeasure: string }

export type DiagnosisCode = {
  /** On the wire an ICD-10-CM code has no point. */
  code: string
  /** ABF is ICD-10-CM. */
  qualifier: string
  description?: string
}

export type Diagnosis = {
  /** 1: the prescriber supplied it; 2: the pharmacy inferred it. */
  clinicalInformationQualifier?: string
  primary: DiagnosisCode
  secondary?: DiagnosisCode
}

/** A further date of a prescription; EffectiveDate: not to be filled before. */
export type OtherMedicationDate = { date: string; qualifier: string }

type MedicationParts = {
  drugDescription: string
  drugCoded?: DrugCoded
  /** 1 to 999. */
  daysSupply?: number
  lastFillDate?: string
  diagnoses?: Diagnosis[]
  priorAuthorization?: string
  note?: string
  otherDates?: OtherMedicationDate[]
}

/** The medication as the prescriber wrote it. */
export type MedicationPrescribed = MedicationParts & {
  quantity: Quantity
  /** A day or a moment. */
  writtenDate?: string
  /** 0: substitution allowed; 1: not allowed by the prescriber. */
  substitutions?: string
  /** Refills after the first fill, 0 to 99. */
  numberOfRefills?: number
  /** At most 1000 characters. */
  sigText?: string
  /** Which RxFill notices the prescriber asks for: RX_FILL_INDICATORS. */
  rxFillIndicator?: string
}

/** The medication as the pharmacy dispensed it, or last dispensed it. */
export type MedicationDispensed = MedicationParts & {
  quantity: Quantity
  writtenDate?: string
  substitutions?: string
  numberOfRefills?: number
  sigText?: string
  /** Refills the pharmacy asks for in a renewal request. */
  pharmacyRequestedRefills?: number
}

/** What a pharmacy proposes instead: only the drug is certain. */
export type MedicationRequested = MedicationParts & {
  quantity?: Quantity
  writtenDate?: string
  substitutions?: string
  numberOfRefills?: number
  sigText?: string
}
