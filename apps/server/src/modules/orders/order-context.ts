/** What one must know of the patient to judge an order: the chart's lists and the last of each reading. */
import type { OrderContext } from '@countersign/contract'
import { observationLabels, type PatientFacts } from '../patients/index.ts'

export function contextOf(facts: PatientFacts): OrderContext {
  const last = new Map(facts.observations.map((reading) => [reading.code, reading]))
  return {
    city: facts.address.city,
    phone: facts.phone,
    birthDate: facts.birthDate,
    conditions: facts.conditions.map(({ text, recordedAt }) => ({ text, at: recordedAt.toISOString() })),
    medications: facts.medications.map(({ text, dose, recordedAt }) => ({
      text,
      dose,
      at: recordedAt.toISOString(),
    })),
    allergies: facts.allergies.map(({ substance, reaction, recordedAt }) => ({
      text: reaction ? `${substance}: ${reaction}` : substance,
      at: recordedAt.toISOString(),
    })),
    reviewed: facts.reviewed,
    readings: [...last.values()].map(({ code, value, value2, unit, effectiveAt }) => ({
      label: observationLabels[code] ?? code,
      value,
      value2,
      unit,
      at: effectiveAt.toISOString(),
    })),
  }
}
