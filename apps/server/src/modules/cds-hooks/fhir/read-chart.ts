/**
 * A prefetch to the facts the engine reads. Pure. What did not come is unknown; an empty list says nothing; a list
 * that was cut off or held something unreadable is named, so that no check on it passes for a whole one.
 */
import type { ConditionEntry, PatientInput, PriorFill } from '@countersign/clinical'
import type { FieldError } from '@countersign/contract'
import { differenceInDays } from 'date-fns/differenceInDays'
import { differenceInYears } from 'date-fns/differenceInYears'
import { readAllergies, readCondition, readFamily, readForm } from './history.ts'
import {
  type ChartMedicine,
  daysOf,
  medicineOf,
  readRequest,
  readStatement,
  type Shelf,
  toEntries,
  toTherapy,
} from './medicines.ts'
import { readObservations } from './readings.ts'
import {
  type Extension,
  momentOf,
  patientOf,
  type Resource,
  type ResourceType,
  schemas,
  take,
} from './resources.ts'

export type Chart = {
  patient: PatientInput
  medicines: ChartMedicine[]
  shelf: Shelf
  /** What was not read, in words that hold nothing of the patient. */
  gaps: string[]
}
export type ReadChart =
  | { ok: true; chart: Chart }
  | { ok: false; problem: 'missing-prefetch' | 'validation-failed'; errors: FieldError[] }

/** The prefetch keys asked for, and the lists they stand for in words. */
const asked = {
  patient: 'the patient',
  conditions: 'the problem list',
  medications: 'the medication orders',
  statements: 'the medication statements',
  dispenses: 'the dispenses',
  allergies: 'the allergy list',
  observations: 'the observations',
  familyHistory: 'the family history',
  answers: 'the questionnaires',
} as const
type Key = keyof typeof asked

type Sorted = { [T in ResourceType]: Resource<T>[] }

export function readChart(
  prefetch: Readonly<Record<string, unknown>>,
  patientId: string,
  now: Date,
): ReadChart {
  const sorted = Object.fromEntries(Object.keys(schemas).map((type) => [type, []])) as unknown as Sorted
  const gaps: string[] = []
  const errors: FieldError[] = []
  const came = new Set<Key>()
  for (const key of Object.keys(asked) as Key[]) {
    const taken = take(prefetch[key])
    if (taken === null) continue
    if (taken === 'unreadable') {
      errors.push({ pointer: `/prefetch/${key}`, message: 'Not a FHIR R4 resource or Bundle.' })
      continue
    }
    if (taken.resources.length > 0) came.add(key)
    if (taken.cutOff) gaps.push(`More of ${asked[key]} exists than was sent.`)
    let unreadable = 0
    for (const resource of taken.resources) {
      const type = String(resource.resourceType)
      if (!(type in schemas)) continue
      const parsed = schemas[type as ResourceType].safeParse(resource)
      if (!parsed.success) {
        unreadable += 1
        continue
      }
      const whose = type === 'Patient' ? (parsed.data.id ?? null) : patientOf(parsed.data as object)
      if (whose !== null && whose !== bare(patientId))
        errors.push({ pointer: `/prefetch/${key}`, message: 'Holds a resource of another patient.' })
      ;(sorted[type as ResourceType] as unknown[]).push(parsed.data)
    }
    if (unreadable > 0) gaps.push(`${unreadable} of ${asked[key]} could not be read.`)
  }
  if (errors.length > 0) return { ok: false, problem: 'validation-failed', errors: unique(errors) }
  const [person] = sorted.Patient
  if (!person) {
    return {
      ok: false,
      problem: 'missing-prefetch',
      errors: [{ pointer: '/prefetch/patient', message: 'Without the Patient nothing can be checked.' }],
    }
  }
  return { ok: true, chart: assemble(person, sorted, gaps, now) }
}

const bare = (id: string): string => id.replace(/^.*Patient\//, '')
const unique = (errors: FieldError[]): FieldError[] => [
  ...new Map(errors.map((error) => [`${error.pointer} ${error.message}`, error])).values(),
]

function assemble(person: Resource<'Patient'>, sorted: Sorted, gaps: string[], now: Date): Chart {
  const shelf = new Map(sorted.Medication.map(({ id, code }) => [`Medication/${id}`, code]))
  const medicines = [
    ...sorted.MedicationRequest.flatMap((one) => readRequest(one, shelf) ?? []),
    ...sorted.MedicationStatement.flatMap((one) => readStatement(one, shelf) ?? []),
  ]
  const unnamed = [...sorted.MedicationRequest, ...sorted.MedicationStatement].filter(
    (one) => medicineOf(one, shelf) === null,
  ).length
  if (unnamed > 0) gaps.push(`${unnamed} of the medicines have neither a name nor a code.`)
  const allergies = readAllergies(sorted.AllergyIntolerance)
  const { answers: measured, ...readings } = readObservations(sorted.Observation, now)
  const conditions: ConditionEntry[] = sorted.Condition.flatMap((one) => readCondition(one, now))
  const family = sorted.FamilyMemberHistory.flatMap(readFamily)
  const forms = sorted.QuestionnaireResponse.filter(({ status }) => status !== 'entered-in-error')
    .sort((a, b) => (a.authored ?? '').localeCompare(b.authored ?? ''))
    .map(readForm)
  const codesOnly = conditions.filter(({ text }) => /^(?:history of )?SNOMED CT \d+$/.test(text ?? '')).length
  if (codesOnly > 0) gaps.push(`${codesOnly} of the problem list came as a code without words.`)
  const unread = forms.reduce((sum, { unreadable }) => sum + unreadable, 0)
  if (unread > 0) gaps.push(`${unread} answers of the questionnaires could not be read.`)
  const born = momentOf(person.birthDate)
  const said = Object.assign({}, ...forms.map((form) => form.person)) as PatientInput
  const cut = (key: Key) => gaps.some((gap) => gap.includes(asked[key]))
  const medicationsKnown = medicines.length > 0
  return {
    shelf,
    medicines,
    gaps,
    patient: {
      age: born === null || born > now ? null : differenceInYears(now, born),
      sex: sexOf(person),
      ...readings,
      pregnant: readings.pregnant ?? said.pregnant ?? null,
      breastfeeding: said.breastfeeding ?? null,
      conditions: sorted.Condition.length > 0 ? conditions : null,
      conditionsComplete: !cut('conditions'),
      medications: medicationsKnown ? medicines.flatMap((one) => toEntries(one, now)) : null,
      allergies: allergies.entries.length > 0 || allergies.saysNone ? allergies.entries : null,
      priorTherapy: medicines.flatMap((one) => toTherapy(one, now)),
      priorFills: sorted.MedicationDispense.flatMap((one) => toFill(one, shelf, now)),
      intakeAnswers: {
        ...measured,
        ...(family.length > 0 && { familyHistoryText: family.join('; ') }),
        ...Object.assign({}, ...forms.map((form) => form.answers)),
      },
    },
  }
}

function toFill(one: Resource<'MedicationDispense'>, shelf: Shelf, now: Date): PriorFill[] {
  if (!['completed', 'in-progress'].includes(one.status ?? 'completed')) return []
  const named = medicineOf(one, shelf)
  const at = momentOf(one.whenHandedOver ?? one.whenPrepared)
  const days = one.daysSupply === undefined ? null : daysOf(one.daysSupply)
  if (named === null || at === null || days === null || at > now) return []
  return [{ drug: named.text, lastFillDaysAgo: differenceInDays(now, at), daysSupply: days }]
}

const birthSex = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex'

/** Sex at birth where the record keeps it (US Core), else administrative gender; anything but the two is unknown. */
function sexOf(person: Resource<'Patient'>): 'male' | 'female' | null {
  const stated = (person.extension ?? []).find(({ url }: Extension) => url === birthSex)
  if (stated) return stated.valueCode === 'F' ? 'female' : stated.valueCode === 'M' ? 'male' : null
  return person.gender === 'male' || person.gender === 'female' ? person.gender : null
}
