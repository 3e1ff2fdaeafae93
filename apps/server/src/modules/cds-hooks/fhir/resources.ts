/**
 * The parts of FHIR R4 that are read here, and how a prefetch value is taken apart. Everything is optional that
 * the standard lets be absent; what a resource holds beyond this is left alone.
 */
import { z } from 'zod'

const Coding = z.object({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
})
export type Coding = z.infer<typeof Coding>
const Concept = z.object({ coding: z.array(Coding).optional(), text: z.string().optional() })
export type Concept = z.infer<typeof Concept>
const Reference = z.object({ reference: z.string().optional(), display: z.string().optional() })
export type Reference = z.infer<typeof Reference>
const Quantity = z.object({
  value: z.number().optional(),
  comparator: z.string().optional(),
  unit: z.string().optional(),
  code: z.string().optional(),
})
export type Quantity = z.infer<typeof Quantity>
const Period = z.object({ start: z.string().optional(), end: z.string().optional() })
const Extension: z.ZodType<Extension> = z.lazy(() =>
  z.object({
    url: z.string().optional(),
    valueCode: z.string().optional(),
    valueString: z.string().optional(),
    valueCodeableConcept: Concept.optional(),
    extension: z.array(Extension).optional(),
  }),
)
export type Extension = {
  url?: string | undefined
  valueCode?: string | undefined
  valueString?: string | undefined
  valueCodeableConcept?: Concept | undefined
  extension?: Extension[] | undefined
}

const Dosage = z.object({
  sequence: z.number().optional(),
  text: z.string().optional(),
  asNeededBoolean: z.boolean().optional(),
  asNeededCodeableConcept: Concept.optional(),
  route: Concept.optional(),
  timing: z
    .object({
      code: Concept.optional(),
      repeat: z
        .object({
          boundsPeriod: Period.optional(),
          frequency: z.number().optional(),
          frequencyMax: z.number().optional(),
          period: z.number().optional(),
          periodUnit: z.string().optional(),
          dayOfWeek: z.array(z.string()).optional(),
          when: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
  doseAndRate: z
    .array(
      z.object({
        doseQuantity: Quantity.optional(),
        doseRange: z.object({ low: Quantity.optional(), high: Quantity.optional() }).optional(),
      }),
    )
    .optional(),
})
export type Dosage = z.infer<typeof Dosage>

const base = { id: z.string().optional() }
const ofPatient = { subject: Reference.optional(), patient: Reference.optional() }
const Medication = z.object({ ...base, resourceType: z.literal('Medication'), code: Concept.optional() })
export type Medication = z.infer<typeof Medication>
const Contained = z.array(z.looseObject({ resourceType: z.string() }))
const medicine = {
  medicationCodeableConcept: Concept.optional(),
  medicationReference: Reference.optional(),
  contained: Contained.optional(),
}

export const schemas = {
  Patient: z.object({
    ...base,
    resourceType: z.literal('Patient'),
    birthDate: z.string().optional(),
    gender: z.string().optional(),
    deceasedBoolean: z.boolean().optional(),
    extension: z.array(Extension).optional(),
  }),
  Condition: z.object({
    ...base,
    ...ofPatient,
    resourceType: z.literal('Condition'),
    clinicalStatus: Concept.optional(),
    verificationStatus: Concept.optional(),
    code: Concept.optional(),
    onsetDateTime: z.string().optional(),
    onsetPeriod: Period.optional(),
    abatementDateTime: z.string().optional(),
    recordedDate: z.string().optional(),
  }),
  MedicationRequest: z.object({
    ...base,
    ...ofPatient,
    ...medicine,
    resourceType: z.literal('MedicationRequest'),
    status: z.string().optional(),
    doNotPerform: z.boolean().optional(),
    authoredOn: z.string().optional(),
    reasonCode: z.array(Concept).optional(),
    reasonReference: z.array(Reference).optional(),
    dosageInstruction: z.array(Dosage).optional(),
    dispenseRequest: z
      .object({
        numberOfRepeatsAllowed: z.number().optional(),
        quantity: Quantity.optional(),
        expectedSupplyDuration: Quantity.optional(),
      })
      .optional(),
  }),
  MedicationStatement: z.object({
    ...base,
    ...ofPatient,
    ...medicine,
    resourceType: z.literal('MedicationStatement'),
    status: z.string().optional(),
    effectiveDateTime: z.string().optional(),
    effectivePeriod: Period.optional(),
    dosage: z.array(Dosage).optional(),
  }),
  MedicationDispense: z.object({
    ...base,
    ...ofPatient,
    ...medicine,
    resourceType: z.literal('MedicationDispense'),
    status: z.string().optional(),
    whenHandedOver: z.string().optional(),
    whenPrepared: z.string().optional(),
    daysSupply: Quantity.optional(),
  }),
  Medication,
  AllergyIntolerance: z.object({
    ...base,
    ...ofPatient,
    resourceType: z.literal('AllergyIntolerance'),
    clinicalStatus: Concept.optional(),
    verificationStatus: Concept.optional(),
    type: z.string().optional(),
    criticality: z.string().optional(),
    code: Concept.optional(),
    reaction: z
      .array(
        z.object({
          substance: Concept.optional(),
          manifestation: z.array(Concept).optional(),
          description: z.string().optional(),
          severity: z.string().optional(),
        }),
      )
      .optional(),
  }),
  Observation: z.object({
    ...base,
    ...ofPatient,
    resourceType: z.literal('Observation'),
    status: z.string().optional(),
    code: Concept.optional(),
    effectiveDateTime: z.string().optional(),
    effectiveInstant: z.string().optional(),
    effectivePeriod: Period.optional(),
    issued: z.string().optional(),
    valueQuantity: Quantity.optional(),
    valueInteger: z.number().optional(),
    valueString: z.string().optional(),
    valueBoolean: z.boolean().optional(),
    valueCodeableConcept: Concept.optional(),
    component: z.array(z.object({ code: Concept.optional(), valueQuantity: Quantity.optional() })).optional(),
  }),
  FamilyMemberHistory: z.object({
    ...base,
    ...ofPatient,
    resourceType: z.literal('FamilyMemberHistory'),
    status: z.string().optional(),
    relationship: Concept.optional(),
    condition: z.array(z.object({ code: Concept.optional() })).optional(),
  }),
  QuestionnaireResponse: z.object({
    ...base,
    ...ofPatient,
    resourceType: z.literal('QuestionnaireResponse'),
    status: z.string().optional(),
    authored: z.string().optional(),
    item: z.array(z.unknown()).optional(),
  }),
} as const
export type ResourceType = keyof typeof schemas
export type Resource<T extends ResourceType> = z.infer<(typeof schemas)[T]>

/** One prefetch value taken apart. `null`: it was not sent, which says nothing about the patient. */
export type Taken = {
  resources: Record<string, unknown>[]
  /** There is more than came: what is not in it is unknown. */
  cutOff: boolean
}

const Bundle = z.object({
  resourceType: z.literal('Bundle'),
  total: z.number().optional(),
  link: z.array(z.object({ relation: z.string().optional() })).optional(),
  entry: z
    .array(
      z.object({
        resource: z.looseObject({ resourceType: z.string() }).optional(),
        search: z.object({ mode: z.string().optional() }).optional(),
      }),
    )
    .optional(),
})
const Any = z.looseObject({ resourceType: z.string() })

/** @returns null when nothing came; `unreadable` when what came is no FHIR resource. */
export function take(value: unknown): Taken | null | 'unreadable' {
  if (value === undefined || value === null) return null
  const bundle = Bundle.safeParse(value)
  if (!bundle.success) {
    const single = Any.safeParse(value)
    if (!single.success || single.data.resourceType === 'Bundle') return 'unreadable'
    return single.data.resourceType === 'OperationOutcome'
      ? null
      : { resources: [single.data], cutOff: false }
  }
  const entries = bundle.data.entry ?? []
  const resources = entries.flatMap(({ resource }) => (resource ? [resource] : []))
  const failed = resources.some(({ resourceType }) => resourceType === 'OperationOutcome')
  const matches = entries.filter(
    ({ resource, search }) =>
      resource && resource.resourceType !== 'OperationOutcome' && (search?.mode ?? 'match') === 'match',
  )
  const next = (bundle.data.link ?? []).some(({ relation }) => relation === 'next')
  return {
    resources: resources.filter(({ resourceType }) => resourceType !== 'OperationOutcome'),
    cutOff: next || failed || (bundle.data.total ?? 0) > matches.length,
  }
}

export const wordsOf = (concept: Concept | undefined): string | null =>
  nonEmpty(concept?.text) ??
  (concept?.coding ?? []).map(({ display }) => nonEmpty(display)).find((text) => text !== null) ??
  null
const nonEmpty = (text: string | undefined): string | null => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

const systems = {
  rxnorm: /(?:^http:\/\/www\.nlm\.nih\.gov\/research\/umls\/rxnorm\/?$)|2\.16\.840\.1\.113883\.6\.88$/,
  ndc: /(?:^http:\/\/hl7\.org\/fhir\/sid\/ndc\/?$)|2\.16\.840\.1\.113883\.6\.69$/,
  icd10cm: /(?:^http:\/\/hl7\.org\/fhir\/sid\/icd-10(?:-cm)?\/?$)|2\.16\.840\.1\.113883\.6\.90$/,
  loinc: /(?:^http:\/\/loinc\.org\/?$)|2\.16\.840\.1\.113883\.6\.1$/,
  snomed: /(?:^http:\/\/snomed\.info\/sct\/?)|2\.16\.840\.1\.113883\.6\.96$/,
} as const

export const codesOf = (concept: Concept | undefined, system: keyof typeof systems): string[] =>
  (concept?.coding ?? []).flatMap(({ system: stated, code }) =>
    stated !== undefined && code !== undefined && systems[system].test(stated) ? [code] : [],
  )

/** Whether any coding of a status concept is one of these, whatever its system's spelling. */
export const isAny = (concept: Concept | undefined, ...codes: string[]): boolean =>
  (concept?.coding ?? []).some(({ code }) => code !== undefined && codes.includes(code.toLowerCase())) ||
  (concept?.text !== undefined && codes.includes(concept.text.toLowerCase()))

const patientReference = /(?:^|\/)Patient\/([A-Za-z0-9\-.]+)(?:\/_history\/.*)?$/

/** The patient a resource says it is of; null when it does not say so by a literal reference. */
export function patientOf(resource: { subject?: Reference; patient?: Reference }): string | null {
  const stated = (resource.subject ?? resource.patient)?.reference
  return (stated === undefined ? null : patientReference.exec(stated)?.[1]) ?? null
}

/** Midday UTC of a day, month or year; null when it is no date. A month or year counts from its last day. */
export function momentOf(text: string | undefined): Date | null {
  if (text === undefined) return null
  const partial = /^(\d{4})(?:-(\d{2}))?$/.exec(text)
  if (partial) {
    const [, year, month] = partial
    const last =
      month === undefined ? Date.UTC(Number(year), 12, 0) : Date.UTC(Number(year), Number(month), 0)
    return new Date(last + 12 * 60 * 60 * 1000)
  }
  const parsed = new Date(text.length === 10 ? `${text}T12:00:00Z` : text)
  return Number.isNaN(parsed.getTime()) ? null : parsed
}
