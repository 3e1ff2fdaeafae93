/**
 * The patient behind a signed-in account. Matched by that account alone, never by name or e-mail: two people
 * share a name more often than one person has two accounts.
 */
import { randomInt } from 'node:crypto'
import type { Person } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import type { PatientPerson } from './patient.ts'
import { insertPatient, lockPatientOfUser, updateContact } from './queries.ts'

/** Nine digits that say nothing about the person or the order of arrival. */
const newMrn = (): string => `M${String(randomInt(1_000_000_000)).padStart(9, '0')}`

/**
 * @throws validation-failed when the account belongs to a patient of another birth date or sex: facts of two
 * people never meet in one chart.
 */
export async function createOrMatchPatient(
  tx: Tx,
  input: PatientPerson,
): Promise<{ patientId: string; created: boolean }> {
  // A taken record number is drawn again; a concurrent submission of the same account is found on the next round.
  for (let attempt = 0; attempt < 5; attempt++) {
    const known = await lockPatientOfUser(tx, input.clinicId, input.userId)
    if (known) {
      requireSamePerson(known, input.person)
      await updateContact(tx, { ...input, patientId: known.id })
      return { patientId: known.id, created: false }
    }
    const patientId = newId()
    if (await insertPatient(tx, { ...input, patientId, mrn: newMrn() })) return { patientId, created: true }
  }
  throw new Problem('unavailable')
}

function requireSamePerson(known: { birthDate: string; sex: string }, person: Person): void {
  const message = 'This differs from what this account had before. Each person needs an account of their own.'
  const errors = [
    ...(known.birthDate === person.birthDate ? [] : [{ pointer: '/person/birthDate', message }]),
    ...(known.sex === person.sex ? [] : [{ pointer: '/person/sex', message }]),
  ]
  if (errors.length > 0) throw new Problem('validation-failed', { errors })
}
