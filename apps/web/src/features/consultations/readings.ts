/** Readings as they are told: in the country's units, in the order they are looked at, the newest with its date. Pure. */
import type { ConsultationSummary } from '@countersign/contract'
import { shortDate } from '../../ui/format.ts'

type Observation = ConsultationSummary['facts']['observations'][number]
type Source = Observation['points'][number]['source']

/** Where a fact came from, in one word. */
export const sourceWords: Record<Source, string> = {
  intake: 'intake',
  answer: 'answer',
  provider: 'visit',
  pharmacy: 'fills',
  lab: 'lab',
  import: 'record',
}

/** Where a reading was taken, in one word. */
export const readingSources: Record<Source, string> = { ...sourceWords, pharmacy: 'pharmacy' }

/** Names of readings as they fit beside a figure. */
const shortLabels: Record<string, string> = {
  'Blood pressure': 'BP',
  'Body weight': 'Weight',
  'Body mass index': 'BMI',
}
export function shortLabel(label: string): string {
  return shortLabels[label] ?? label
}

/** A value with its unit, as a clinician here writes it: "124/78", "5.8 %", "211 lb". */
export function reading(value: number, value2: number | null, unit: string): string {
  if (value2 !== null) return `${trimmed(value)}/${trimmed(value2)}`
  return isUnitless(unit) ? trimmed(value) : `${trimmed(value)} ${unitWords[unit] ?? unit}`
}

/** Units whose code is not how they are written. */
const unitWords: Record<string, string> = {
  'm[IU]/L': 'mIU/L',
  'u[IU]/mL': 'mIU/L',
  'mm[Hg]': 'mmHg',
  'mL/min/1.73m2': 'mL/min',
  'mL/min/{1.73_m2}': 'mL/min',
}

const poundsPerKilogram = 2.204_622_6

/** Weight in pounds, as the country counts; every other reading as it came. */
function inLocalUnits(observation: Observation): Observation {
  if (observation.unit !== 'kg') return observation
  const points = observation.points.map((point) => ({
    ...point,
    value: Math.round(point.value * poundsPerKilogram),
  }))
  return { ...observation, unit: 'lb', points }
}

/** Height says nothing by itself: each weight becomes a body mass index with it (kg/m²). */
function bodyMassIndex(observations: readonly Observation[]): Observation[] {
  const height = observations.find((one) => one.label === 'Height' && one.unit === 'cm')?.points.at(-1)?.value
  const weight = observations.find((one) => one.label === 'Weight' && one.unit === 'kg')
  if (height === undefined || weight === undefined || observations.some((one) => one.label === 'BMI'))
    return []
  const metres = height / 100
  const points = weight.points.map((point) => ({
    ...point,
    value: Math.round((point.value / metres ** 2) * 10) / 10,
  }))
  return [{ code: '39156-5', label: 'BMI', unit: 'kg/m2', points }]
}

const vitalOrder = ['BMI', 'Weight', 'Blood pressure', 'Heart rate', 'SHIM score', 'A1c', 'LDL']

/** The readings a provider looks at, in the order they are looked at. */
export function vitalsOf(observations: readonly Observation[]): Observation[] {
  const rank = (label: string) => (vitalOrder.includes(label) ? vitalOrder.indexOf(label) : vitalOrder.length)
  return [...bodyMassIndex(observations), ...observations.map(inLocalUnits)]
    .filter((one) => one.label !== 'Height' && one.points.length > 0)
    .sort((a, b) => rank(a.label) - rank(b.label))
}

export function trimmed(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Units that stand for themselves: a BMI is not written with kg/m². */
function isUnitless(unit: string): boolean {
  return (
    unit === '' ||
    unit === '1' ||
    unit === 'kg/m2' ||
    unit === 'kg/m²' ||
    unit === '{score}' ||
    unit === 'score'
  )
}

export type Figure = { key: string; label: string; value: string; detail: string }

/** The newest reading of each series, with its date and where it came from. */
export function latestFigure(observation: Observation, now: Date): Figure | null {
  const last = observation.points.at(-1)
  if (last === undefined) return null
  return {
    key: observation.code,
    label: observation.label,
    value: reading(last.value, last.value2, observation.unit),
    detail: `${shortDate(last.at, now)}, ${readingSources[last.source]}`,
  }
}

/** "+15" since the oldest reading within a year; null when there is nothing to compare. */
export function yearChange(observation: Observation): string | null {
  const last = observation.points.at(-1)
  if (last === undefined || last.value2 !== null) return null
  const yearBefore = Date.parse(last.at) - 366 * 86_400_000
  const first = observation.points.find((point) => Date.parse(point.at) >= yearBefore)
  if (first === undefined || first === last) return null
  const change = Math.round((last.value - first.value) * 10) / 10
  if (change === 0) return 'steady'
  return change > 0 ? `+${change}` : `−${-change}`
}

/** The last of each reading in the country's units, in the order they are looked at, height left out. */
export function latestOf(
  readings: readonly { label: string; value: number; value2: number | null; unit: string; at: string }[],
): { label: string; value: string; at: string }[] {
  return vitalsOf(
    readings.map(({ label, unit, ...point }) => ({
      code: label,
      label,
      unit,
      points: [{ ...point, source: 'provider' as const }],
    })),
  ).flatMap(({ label, unit, points }) => {
    const last = points.at(-1)
    return last
      ? [{ label: shortLabel(label), value: reading(last.value, last.value2, unit), at: last.at }]
      : []
  })
}
