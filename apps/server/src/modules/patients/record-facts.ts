/** Adds what was said to the chart, each fact with its source, in the caller's transaction. */
import type { Tx } from '../../platform/db/database.ts'
import { newEntries, type RecordFacts, sameWords, withoutNone } from './patient.ts'
import {
  insertAllergies,
  insertConditions,
  insertMedications,
  insertObservations,
  listActiveEntries,
  lockPatient,
  saveReviews,
} from './queries.ts'

const words = (...parts: (string | number | null | undefined)[]) =>
  parts.map((part) => sameWords(String(part ?? ''))).join('|')

/** @throws not-found for a patient of another clinic. */
export async function recordFacts(tx: Tx, said: RecordFacts): Promise<void> {
  const facts = withoutNone(said)
  await lockPatient(tx, facts.clinicId, facts.patientId)
  const known = await listActiveEntries(tx, facts.clinicId, facts.patientId)
  const conditions = newEntries(facts.conditions ?? [], known.conditions, (c) =>
    words(c.text, c.code, c.monthsAgo),
  )
  const medications = newEntries(facts.medications ?? [], known.medications, (m) =>
    words(m.text, m.dose, m.lastFilledOn, m.daysSupply),
  )
  const allergies = newEntries(facts.allergies ?? [], known.allergies, (a) => words(a.substance, a.reaction))
  await Promise.all([
    insertConditions(tx, facts, conditions),
    insertMedications(tx, facts, medications),
    insertAllergies(tx, facts, allergies),
    insertObservations(tx, facts, facts.observations ?? []),
    saveReviews(tx, facts),
  ])
}
