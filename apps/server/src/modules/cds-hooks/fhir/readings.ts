/**
 * Observations by LOINC code, in the units the engine counts in. A unit that is not known is no reading; one that
 * is older than what may be acted on is none either; "<" and ">" keep to their side of the figure.
 */
import type { LabName, PatientInput } from '@countersign/clinical'
import { differenceInMonths } from 'date-fns/differenceInMonths'
import { LAB_MONTHS, VITALS_MONTHS } from '../../recommendations/index.ts'
import { codesOf, isAny, momentOf, type Quantity, type Resource, wordsOf } from './resources.ts'

type Converted = (value: number) => number
const same: Converted = (value) => value
const times =
  (factor: number): Converted =>
  (value) =>
    value * factor

/** Units as UCUM writes them and as people do, lower case, without spaces. */
const units = {
  length: {
    cm: same,
    m: times(100),
    mm: times(0.1),
    '[in_i]': times(2.54),
    in: times(2.54),
    inches: times(2.54),
  },
  mass: {
    kg: same,
    g: times(0.001),
    '[lb_av]': times(0.45359237),
    lb: times(0.45359237),
    lbs: times(0.45359237),
    '[oz_av]': times(0.028349523125),
  },
  index: { 'kg/m2': same, 'kg/m^2': same, 'kg/m²': same },
  pressure: { 'mm[hg]': same, mmhg: same },
  rate: {
    '/min': same,
    '{beats}/min': same,
    bpm: same,
    'beats/min': same,
    'beats/minute': same,
    '{h.b.}/min': same,
  },
  percent: { '%': same, '%{hb}': same, 'mmol/mol': (value: number) => 0.09148 * value + 2.152 },
  electrolyte: { 'mmol/l': same, 'meq/l': same },
  creatinine: { 'mg/dl': same, 'umol/l': times(1 / 88.42), 'µmol/l': times(1 / 88.42) },
  bilirubin: { 'mg/dl': same, 'umol/l': times(1 / 17.1), 'µmol/l': times(1 / 17.1) },
  albumin: { 'g/dl': same, 'g/l': times(0.1) },
  filtration: {
    'ml/min/1.73m2': same,
    'ml/min/{1.73_m2}': same,
    'ml/min/1.73.m2': same,
    'ml/min/{1.73m2}': same,
    'ml/min/1.73m^2': same,
    'ml/min/1.73m²': same,
    'ml/min/1.73': same,
  },
  psa: { 'ng/ml': same, 'ug/l': same, 'µg/l': same, 'mcg/l': same },
  testosterone: { 'ng/dl': same, 'nmol/l': times(28.842), 'ng/ml': times(100) },
  tsh: { 'miu/l': same, 'm[iu]/l': same, 'uiu/ml': same, 'u[iu]/ml': same, 'mu/l': same },
  enzyme: { 'u/l': same, '[iu]/l': same, 'iu/l': same },
  calcitonin: { 'pg/ml': same, 'ng/l': same },
  ratio: { '{inr}': same, '1': same, '': same, inr: same, ratio: same },
  score: { '{score}': same, '1': same, '': same, score: same, points: same },
} as const satisfies Record<string, Record<string, Converted>>
type Kind = keyof typeof units

const loinc = {
  height: { codes: ['8302-2', '3137-7', '3138-5', '8301-4'], kind: 'length', months: null },
  weight: { codes: ['29463-7', '3141-9', '3142-7', '8335-2'], kind: 'mass', months: VITALS_MONTHS },
  bmi: { codes: ['39156-5'], kind: 'index', months: VITALS_MONTHS },
  heartRate: { codes: ['8867-4', '8893-0'], kind: 'rate', months: VITALS_MONTHS },
  systolic: { codes: ['8480-6'], kind: 'pressure', months: VITALS_MONTHS },
  diastolic: { codes: ['8462-4'], kind: 'pressure', months: VITALS_MONTHS },
  eGFR: {
    codes: [
      '98979-8',
      '62238-1',
      '69405-9',
      '33914-3',
      '77147-7',
      '50210-4',
      '88293-6',
      '88294-4',
      '48642-3',
    ],
    kind: 'filtration',
    months: LAB_MONTHS,
  },
  hba1c: { codes: ['4548-4', '17856-6', '4549-2', '59261-8'], kind: 'percent', months: LAB_MONTHS },
  potassium: { codes: ['2823-3', '6298-4', '77142-8'], kind: 'electrolyte', months: LAB_MONTHS },
  bicarbonate: { codes: ['1963-8', '2028-9', '77143-6'], kind: 'electrolyte', months: LAB_MONTHS },
  psa: { codes: ['2857-1', '35741-8', '83112-3'], kind: 'psa', months: LAB_MONTHS },
  creatinine: { codes: ['2160-0', '38483-4', '14682-9'], kind: 'creatinine', months: LAB_MONTHS },
  tsh: { codes: ['3016-3', '11580-8', '11579-0'], kind: 'tsh', months: LAB_MONTHS },
  testosterone: { codes: ['2986-8', '14913-8'], kind: 'testosterone', months: LAB_MONTHS },
  alt: { codes: ['1742-6', '1743-4'], kind: 'enzyme', months: LAB_MONTHS },
  alp: { codes: ['6768-6'], kind: 'enzyme', months: LAB_MONTHS },
  bilirubin: { codes: ['1975-2', '14631-6'], kind: 'bilirubin', months: LAB_MONTHS },
  albumin: { codes: ['1751-7', '61151-7', '61152-5'], kind: 'albumin', months: LAB_MONTHS },
  inr: { codes: ['6301-6', '34714-6'], kind: 'ratio', months: LAB_MONTHS },
  calcitonin: { codes: ['1992-7'], kind: 'calcitonin', months: LAB_MONTHS },
  phq2: { codes: ['55758-7'], kind: 'score', months: VITALS_MONTHS },
  phq9: { codes: ['44261-6'], kind: 'score', months: VITALS_MONTHS },
  auditC: { codes: ['75626-2'], kind: 'score', months: LAB_MONTHS },
} as const satisfies Record<string, { codes: readonly string[]; kind: Kind; months: number | null }>
type Name = keyof typeof loinc
const names = Object.keys(loinc) as Name[]
const nameByCode: ReadonlyMap<string, Name> = new Map(
  names.flatMap((name) => loinc[name].codes.map((code) => [code, name] as const)),
)
const labs: ReadonlySet<string> = new Set<LabName>([
  'hba1c',
  'potassium',
  'bicarbonate',
  'psa',
  'creatinine',
  'tsh',
  'testosterone',
  'alt',
  'alp',
  'bilirubin',
  'albumin',
  'inr',
  'calcitonin',
])

const PREGNANCY_STATUS = '82810-3'
const pregnancyTests = ['2106-3', '2118-8', '2110-5', '80384-1', '80385-8']
const SUICIDALITY_ITEM = '44260-8'
const bloodPressurePanels = ['85354-9', '55284-4']
const PREGNANCY_DAYS = 30

/** The LOINC codes asked for in the prefetch template. */
export const observationCodes: readonly string[] = [
  ...nameByCode.keys(),
  ...bloodPressurePanels,
  PREGNANCY_STATUS,
  ...pregnancyTests,
  SUICIDALITY_ITEM,
]

type Reading = { name: Name; value: number; at: Date }

/** Just beyond the figure: "<15" is under 15, ">60" over 60. */
function amountOf(name: Name, quantity: Quantity | undefined): number | null {
  const { value, comparator, unit, code } = quantity ?? {}
  if (value === undefined) return null
  const table: Record<string, Converted> = units[loinc[name].kind]
  const spelled = (text: string | undefined) => (text ?? '').toLowerCase().replace(/\s+/g, '')
  const own = (key: string) => (Object.hasOwn(table, key) ? table[key] : undefined)
  const convert = own(spelled(code)) ?? own(spelled(unit))
  if (!convert) return null
  const beyond = comparator === '<' ? -0.01 : comparator === '>' ? 0.01 : 0
  return Math.round((convert(value) + beyond) * 10_000) / 10_000
}

const usable = ['final', 'amended', 'corrected', 'preliminary']

function readingsOf(resource: Resource<'Observation'>, at: Date): Reading[] {
  const parts = [
    { code: resource.code, quantity: resource.valueQuantity ?? integerOf(resource) },
    ...(resource.component ?? []).map(({ code, valueQuantity }) => ({ code, quantity: valueQuantity })),
  ]
  return parts.flatMap(({ code, quantity }) => {
    const name = codesOf(code, 'loinc')
      .map((one) => nameByCode.get(one))
      .find(Boolean)
    const value = name === undefined ? null : amountOf(name, quantity)
    return name === undefined || value === null ? [] : [{ name, value, at }]
  })
}
const integerOf = ({ valueInteger }: Resource<'Observation'>): Quantity | undefined =>
  valueInteger === undefined ? undefined : { value: valueInteger, unit: '' }

const momentOfObservation = (one: Resource<'Observation'>): Date | null =>
  momentOf(
    one.effectiveDateTime ?? one.effectiveInstant ?? one.effectivePeriod?.end ?? one.effectivePeriod?.start,
  ) ?? momentOf(one.issued)

type Answers = Record<string, string | number | boolean>
export type Readings = Pick<
  PatientInput,
  'heightCm' | 'weightKg' | 'systolic' | 'diastolic' | 'heartRate' | 'eGFR' | 'pregnant' | 'labs'
> & { answers: Answers }

/** The newest of each; a pair of pressures is one taking, never two halves of different days. */
export function readObservations(observations: readonly Resource<'Observation'>[], now: Date): Readings {
  const dated = observations.flatMap((one) => {
    const at = usable.includes(one.status ?? '') ? momentOfObservation(one) : null
    return at === null ? [] : [{ one, at }]
  })
  dated.sort((a, b) => b.at.getTime() - a.at.getTime())
  const all = dated.flatMap(({ one, at }) => readingsOf(one, at))
  const newest = (name: Name): Reading | null =>
    all.find(
      (reading) =>
        reading.name === name &&
        (loinc[name].months === null || differenceInMonths(now, reading.at) < loinc[name].months),
    ) ?? null
  const value = (name: Name): number | null => newest(name)?.value ?? null

  const systolic = newest('systolic')
  const diastolic = systolic
    ? (all.find(({ name, at }) => name === 'diastolic' && at.getTime() === systolic.at.getTime()) ?? null)
    : null
  const height = value('height')
  const bmi = value('bmi')
  const weight = value('weight') ?? (height !== null && bmi !== null ? bmi * (height / 100) ** 2 : null)
  const scores = (['phq2', 'phq9', 'auditC'] as const).flatMap((name) => {
    const score = value(name)
    return score === null ? [] : [[name, score] as const]
  })
  const coded = (codes: readonly string[], days: number) =>
    dated.find(
      ({ one, at }) =>
        codesOf(one.code, 'loinc').some((code) => codes.includes(code)) &&
        now.getTime() - at.getTime() <= days * 86_400_000,
    )?.one ?? null
  const test = testResult(coded(pregnancyTests, PREGNANCY_DAYS))
  const item = coded([SUICIDALITY_ITEM], 183)
  const itemAnswer = item?.valueInteger ?? item?.valueQuantity?.value ?? wordsOf(item?.valueCodeableConcept)
  return {
    heightCm: height,
    weightKg: weight === null ? null : Math.round(weight * 100) / 100,
    systolic: systolic && diastolic ? systolic.value : null,
    diastolic: systolic && diastolic ? diastolic.value : null,
    heartRate: value('heartRate'),
    eGFR: value('eGFR'),
    pregnant: pregnancyOf(coded([PREGNANCY_STATUS], PREGNANCY_DAYS), test),
    labs: Object.fromEntries(names.filter((name) => labs.has(name)).map((name) => [name, value(name)])),
    answers: {
      ...Object.fromEntries(scores),
      ...(test !== null && { pregnancyTest: test }),
      ...(itemAnswer !== null && itemAnswer !== undefined && { phq9Item9: itemAnswer }),
    },
  }
}

/** Pregnancy status (LOINC 82810-3): LA15173-0 pregnant, LA26683-5 not pregnant, anything else unknown. */
function pregnancyOf(
  one: Resource<'Observation'> | null,
  test: 'positive' | 'negative' | null,
): boolean | null {
  const status = one?.valueCodeableConcept
  if (test === 'positive' || isAny(status, 'la15173-0', '77386006')) return true
  if (isAny(status, 'la26683-5', '60001007')) return false
  return null
}

function testResult(one: Resource<'Observation'> | null): 'positive' | 'negative' | null {
  const said = `${wordsOf(one?.valueCodeableConcept) ?? ''} ${one?.valueString ?? ''}`.toLowerCase()
  if (isAny(one?.valueCodeableConcept, 'la6576-8', '10828004') || /\bpositive\b|^ ?detected/.test(said))
    return 'positive'
  if (isAny(one?.valueCodeableConcept, 'la6577-6', '260385009') || /\bnegative\b|not detected/.test(said))
    return 'negative'
  return null
}
