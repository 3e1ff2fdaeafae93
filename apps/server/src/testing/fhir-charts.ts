/** FHIR R4 as record systems send it: fictional people, the shapes of US Core, Synthea and sloppier senders. */

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm'
const LOINC = 'http://loinc.org'

export type Json = Record<string, unknown>
export const bundle = (...resources: Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
})

export const person = (id: string, birthDate: string, birthSex: 'M' | 'F'): Json => ({
  resourceType: 'Patient',
  id,
  meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'] },
  extension: [
    { url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex', valueCode: birthSex },
  ],
  name: [{ family: 'Fictional', given: ['Pat'] }],
  gender: birthSex === 'F' ? 'female' : 'male',
  birthDate,
})

export const condition = (patient: string, code: string, display: string, more: Json = {}): Json => ({
  resourceType: 'Condition',
  id: `c-${code}`,
  clinicalStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
  },
  verificationStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
  },
  category: [{ coding: [{ code: 'problem-list-item' }] }],
  code: { coding: [{ system: ICD10, code, display }], text: display },
  subject: { reference: `Patient/${patient}` },
  ...more,
})

export const taking = (patient: string, rxcui: string, display: string, more: Json = {}): Json => ({
  resourceType: 'MedicationRequest',
  id: `m-${rxcui}`,
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { coding: [{ system: RXNORM, code: rxcui, display }], text: display },
  subject: { reference: `Patient/${patient}` },
  authoredOn: '2026-06-01',
  ...more,
})

export const draft = (patient: string, id: string, medication: Json, more: Json = {}): Json => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'draft',
  intent: 'order',
  medicationCodeableConcept: medication,
  subject: { reference: `Patient/${patient}` },
  ...more,
})

export const rxnorm = (code: string, display: string): Json => ({
  coding: [{ system: RXNORM, code, display }],
})

export const asNeeded = (mg: number): Json => ({
  text: `Take ${mg} mg by mouth as needed`,
  asNeededBoolean: true,
  timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
  doseAndRate: [{ doseQuantity: { value: mg, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } }],
})

export const measured = (
  patient: string,
  code: string,
  value: number,
  unit: string,
  at = '2026-11-01T09:00:00Z',
): Json => ({
  resourceType: 'Observation',
  id: `o-${code}`,
  status: 'final',
  code: { coding: [{ system: LOINC, code }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: at,
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
})

export const pressure = (
  patient: string,
  systolic: number,
  diastolic: number,
  at = '2026-11-01T09:00:00Z',
): Json => ({
  resourceType: 'Observation',
  id: 'o-bp',
  status: 'final',
  code: { coding: [{ system: LOINC, code: '85354-9', display: 'Blood pressure panel' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: at,
  component: [
    {
      code: { coding: [{ system: LOINC, code: '8480-6' }] },
      valueQuantity: { value: systolic, unit: 'mmHg', code: 'mm[Hg]' },
    },
    {
      code: { coding: [{ system: LOINC, code: '8462-4' }] },
      valueQuantity: { value: diastolic, unit: 'mmHg', code: 'mm[Hg]' },
    },
  ],
})

export const noKnownAllergy = (patient: string): Json => ({
  resourceType: 'AllergyIntolerance',
  id: 'a-none',
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }] },
  patient: { reference: `Patient/${patient}` },
})

export const form = (patient: string, answers: Record<string, boolean | number | string>): Json => ({
  resourceType: 'QuestionnaireResponse',
  id: 'q-1',
  status: 'completed',
  authored: '2026-11-20T10:00:00Z',
  subject: { reference: `Patient/${patient}` },
  item: Object.entries(answers).map(([linkId, value]) => ({
    linkId,
    answer: [
      typeof value === 'boolean'
        ? { valueBoolean: value }
        : typeof value === 'number'
          ? { valueInteger: value }
          : { valueString: value },
    ],
  })),
})

/** A man of 52 whose chart answers everything sildenafil asks, and nothing speaks against it. */
export const wholeEdChart = (patient: string): Record<string, Json> => ({
  patient: person(patient, '1974-03-09', 'M'),
  conditions: bundle(condition(patient, 'N52.9', 'Male erectile dysfunction, unspecified')),
  medications: bundle(taking(patient, '314076', 'lisinopril 10 MG Oral Tablet')),
  allergies: bundle(noKnownAllergy(patient)),
  observations: bundle(
    measured(patient, '8302-2', 178, 'cm'),
    measured(patient, '29463-7', 84, 'kg'),
    measured(patient, '98979-8', 88, 'mL/min/{1.73_m2}'),
    measured(patient, '2986-8', 480, 'ng/dL'),
    measured(patient, '8867-4', 70, '/min'),
    pressure(patient, 128, 78),
  ),
  answers: bundle(
    form(patient, {
      nitrateUse: false,
      recreationalNitrites: false,
      recentCardiacEvent: false,
      climbsTwoFlightsWithoutSymptoms: true,
      exerciseTolerance: 'climbs two flights without symptoms',
      symptomDurationMonths: 9,
      shim: 14,
      alcoholUse: 'one beer a week',
      onset: 'gradual',
      phq2: 0,
    }),
  ),
})
