/** Weight, blood pressure and adherence of a comparison. Thresholds are platform policy, decision 0012. */
import type { Delta, Signal } from '@countersign/contract'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import type { DeltaInput } from './delta-input.ts'

const WEIGHT = '29463-7'
const HEIGHT = '8302-2'
const BLOOD_PRESSURE = '85354-9'
const KG_PER_LB = 0.45359237

type Reading = DeltaInput['facts']['observations'][number]

const last = (readings: readonly Reading[]): Reading | null =>
  readings.reduce<Reading | null>(
    (latest, reading) => (latest === null || reading.effectiveAt >= latest.effectiveAt ? reading : latest),
    null,
  )

/** The last reading at the approval, and the last one after it. */
function around({ facts, approvedAt }: DeltaInput, code: string) {
  const readings = facts.observations.filter((reading) => reading.code === code)
  return {
    before: last(readings.filter(({ effectiveAt }) => effectiveAt <= approvedAt)),
    now: last(readings.filter(({ effectiveAt }) => effectiveAt > approvedAt)),
  }
}

const pounds = (kg: number): string => `${(kg / KG_PER_LB).toFixed(1)} lb`
const day = (at: Date): string => at.toISOString().slice(0, 10)

/** Under this BMI nobody is treated for weight; a gain of this share, or a loss of this much a week, is looked at. */
const LOWEST_BMI = 20
const GAIN_PERCENT = 3
const LOSS_KG_A_WEEK = 2
const LOSS_OVER_DAYS = 14

export function weight(input: DeltaInput): Delta {
  const { before, now } = around(input, WEIGHT)
  const base = {
    key: 'weight' as const,
    label: 'Weight',
    before: before ? pounds(before.value) : null,
    now: now ? pounds(now.value) : null,
  }
  const said = (signal: Signal, text: string): Delta => ({ ...base, signal, text })
  if (now === null) {
    return input.category === 'weight'
      ? said('amber', 'No weight since the last approval.')
      : said('green', 'Not needed for this treatment.')
  }
  const heightCm = last(input.facts.observations.filter(({ code }) => code === HEIGHT))?.value ?? null
  const bmi = heightCm === null ? null : now.value / (heightCm / 100) ** 2
  if (input.category === 'weight' && bmi !== null && bmi < LOWEST_BMI)
    return said('red', `BMI ${bmi.toFixed(1)}: too low to go on losing weight.`)
  if (before === null)
    return said(input.category === 'weight' ? 'amber' : 'green', 'Nothing to compare with.')
  const change = now.value - before.value
  const percent = (change / before.value) * 100
  const days = Math.max(differenceInCalendarDays(now.effectiveAt, before.effectiveAt), 1)
  const words = `${change < 0 ? '−' : '+'}${(Math.abs(change) / KG_PER_LB).toFixed(1)} lb in ${days} days`
  if (percent >= GAIN_PERCENT) return said('amber', `${words}: gaining.`)
  if (days >= LOSS_OVER_DAYS && -change / (days / 7) > LOSS_KG_A_WEEK)
    return said('amber', `${words}: faster than ${LOSS_KG_A_WEEK} kg a week.`)
  return said('green', `${words}.`)
}

/** Severe at this and above; out of range outside these; a change of this much is looked at. mmHg. */
const SEVERE = { systolic: 180, diastolic: 110 }
const HIGH = { systolic: 140, diastolic: 90 }
const LOW = { systolic: 90, diastolic: 60 }
const CHANGE = 20
const READING_DAYS = 180

const inWords = (reading: Reading): string => `${reading.value}/${reading.value2 ?? '?'}`

export function bloodPressure(input: DeltaInput): Delta {
  const { before, now } = around(input, BLOOD_PRESSURE)
  const base = {
    key: 'blood_pressure' as const,
    label: 'Blood pressure',
    before: before ? inWords(before) : null,
    now: now ? inWords(now) : null,
  }
  const said = (signal: Signal, text: string): Delta => ({ ...base, signal, text })
  if (now === null) {
    if (input.category === 'hair' && before === null) return said('green', 'Not needed for this treatment.')
    if (before === null) return said('amber', 'No reading is known.')
    return differenceInCalendarDays(input.now, before.effectiveAt) > READING_DAYS
      ? said('amber', `The last reading is of ${day(before.effectiveAt)}: more than six months old.`)
      : said('green', `Last read ${day(before.effectiveAt)}.`)
  }
  const { value: systolic, value2: diastolic } = now
  if (diastolic === null) return said('amber', 'The lower value is not known.')
  if (systolic >= SEVERE.systolic || diastolic >= SEVERE.diastolic) return said('red', 'Severely high.')
  if (systolic >= HIGH.systolic || diastolic >= HIGH.diastolic) return said('amber', 'High.')
  if (systolic < LOW.systolic || diastolic < LOW.diastolic) return said('amber', 'Low: ask about dizziness.')
  if (before !== null && Math.abs(systolic - before.value) >= CHANGE)
    return said('amber', `Changed by ${Math.abs(systolic - before.value)} mmHg.`)
  return said('green', 'In range.')
}

/** More than a tenth of the doses, or more than one of a weekly medicine, is looked at. */
export function adherence({ answers, drug }: DeltaInput): Delta {
  const missed = answers?.missedDoses ?? null
  const said = (signal: Signal, text: string): Delta => ({
    key: 'adherence',
    label: 'Doses missed',
    before: null,
    now: missed === null ? null : String(missed),
    signal,
    text,
  })
  if (drug.rhythm === 'as_needed') return said('green', 'Taken as needed.')
  if (missed === null)
    return said('amber', answers === null ? 'The patient was not asked.' : 'The patient did not say.')
  const most = drug.rhythm === 'weekly' ? 1 : Math.floor(drug.daysSupply / 10)
  return missed > most
    ? said('amber', `${missed} missed: ask why, and whether the schedule has to start again.`)
    : said('green', missed === 0 ? 'None missed.' : `${missed} missed.`)
}
