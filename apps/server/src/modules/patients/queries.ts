/** All SQL of the module. */
import type { Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import type { ListName, PatientFacts, PatientPerson, RecordFacts, Source } from './patient.ts'

/** The whole chart as it stands: active entries only. @throws not-found */
export async function loadPatientFacts(db: Db, clinicId: string, patientId: string): Promise<PatientFacts> {
  const [patient, entries, observations, reviews] = await Promise.all([
    db
      .selectFrom('patients')
      .selectAll()
      .where('clinic_id', '=', clinicId)
      .where('id', '=', patientId)
      .executeTakeFirst(),
    listActiveEntries(db, clinicId, patientId),
    db
      .selectFrom('observations')
      .select(['code', 'value', 'value2', 'unit', 'source', 'effective_at as effectiveAt'])
      .where('clinic_id', '=', clinicId)
      .where('patient_id', '=', patientId)
      .orderBy('effective_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('patient_list_reviews')
      .select('list')
      .where('clinic_id', '=', clinicId)
      .where('patient_id', '=', patientId)
      .execute(),
  ])
  if (!patient) throw new Problem('not-found')
  const reviewed = (list: ListName) => reviews.some((review) => review.list === list)
  return {
    id: patient.id,
    mrn: patient.mrn,
    userId: patient.user_id,
    givenName: patient.given_name,
    familyName: patient.family_name,
    birthDate: patient.birth_date,
    sex: patient.sex as PatientFacts['sex'],
    email: patient.email,
    phone: patient.phone,
    address: {
      line: patient.address_line,
      city: patient.city,
      state: patient.state,
      postalCode: patient.postal_code,
    },
    identityStatus: patient.identity_status as PatientFacts['identityStatus'],
    ...entries,
    observations: observations.map((o) => ({
      ...o,
      value: Number(o.value),
      value2: o.value2 === null ? null : Number(o.value2),
      source: o.source as Source,
    })),
    reviewed: {
      conditions: reviewed('conditions'),
      medications: reviewed('medications'),
      allergies: reviewed('allergies'),
    },
  }
}

export async function listActiveEntries(
  db: Db,
  clinicId: string,
  patientId: string,
): Promise<Pick<PatientFacts, 'conditions' | 'medications' | 'allergies'>> {
  const [conditions, medications, allergies] = await Promise.all([
    db
      .selectFrom('patient_conditions')
      .select(['id', 'text', 'code', 'months_ago as monthsAgo', 'source', 'recorded_at as recordedAt'])
      .where('clinic_id', '=', clinicId)
      .where('patient_id', '=', patientId)
      .where('status', '=', 'active')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('patient_medications')
      .select([
        'id',
        'text',
        'dose',
        'last_filled_on as lastFilledOn',
        'days_supply as daysSupply',
        'source',
        'recorded_at as recordedAt',
      ])
      .where('clinic_id', '=', clinicId)
      .where('patient_id', '=', patientId)
      .where('status', '=', 'active')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('patient_allergies')
      .select(['id', 'substance', 'reaction', 'source', 'recorded_at as recordedAt'])
      .where('clinic_id', '=', clinicId)
      .where('patient_id', '=', patientId)
      .where('status', '=', 'active')
      .orderBy('id')
      .execute(),
  ])
  const sourced = <T extends { source: string }>(row: T) => ({ ...row, source: row.source as Source })
  return {
    conditions: conditions.map(sourced),
    medications: medications.map(sourced),
    allergies: allergies.map(sourced),
  }
}

/** Two writers to one chart follow each other. @throws not-found */
export async function lockPatient(tx: Tx, clinicId: string, patientId: string): Promise<void> {
  const row = await tx
    .selectFrom('patients')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', patientId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
}

export async function lockPatientOfUser(
  tx: Tx,
  clinicId: string,
  userId: string,
): Promise<{ id: string; birthDate: string; sex: string } | null> {
  const row = await tx
    .selectFrom('patients')
    .select(['id', 'birth_date as birthDate', 'sex'])
    .where('clinic_id', '=', clinicId)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

const contactOf = ({ person, email, now }: PatientPerson) => ({
  given_name: person.givenName,
  family_name: person.familyName,
  email,
  phone: person.phone,
  address_line: person.address.line,
  city: person.address.city,
  state: person.address.state,
  postal_code: person.address.postalCode,
  updated_at: now,
})

/** False when the account or the record number is taken. */
export async function insertPatient(
  tx: Tx,
  input: PatientPerson & { patientId: string; mrn: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('patients')
    .values({
      clinic_id: input.clinicId,
      id: input.patientId,
      user_id: input.userId,
      mrn: input.mrn,
      birth_date: input.person.birthDate,
      sex: input.person.sex,
      created_at: input.now,
      ...contactOf(input),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateContact(tx: Tx, input: PatientPerson & { patientId: string }): Promise<void> {
  await tx
    .updateTable('patients')
    .set(contactOf(input))
    .where('clinic_id', '=', input.clinicId)
    .where('id', '=', input.patientId)
    .execute()
}

const origin = (facts: RecordFacts) => ({
  clinic_id: facts.clinicId,
  patient_id: facts.patientId,
  source: facts.source,
  source_id: facts.sourceId,
  recorded_at: facts.at,
})

export async function insertConditions(
  tx: Tx,
  facts: RecordFacts,
  entries: NonNullable<RecordFacts['conditions']>,
): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('patient_conditions')
    .values(
      entries.map((entry) => ({
        ...origin(facts),
        id: newId(),
        text: entry.text,
        code: entry.code ?? null,
        months_ago: entry.monthsAgo ?? null,
      })),
    )
    .execute()
}

export async function insertMedications(
  tx: Tx,
  facts: RecordFacts,
  entries: NonNullable<RecordFacts['medications']>,
): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('patient_medications')
    .values(
      entries.map((entry) => ({
        ...origin(facts),
        id: newId(),
        text: entry.text,
        dose: entry.dose ?? null,
        last_filled_on: entry.lastFilledOn ?? null,
        days_supply: entry.daysSupply ?? null,
      })),
    )
    .execute()
}

export async function insertAllergies(
  tx: Tx,
  facts: RecordFacts,
  entries: NonNullable<RecordFacts['allergies']>,
): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('patient_allergies')
    .values(
      entries.map((entry) => ({
        ...origin(facts),
        id: newId(),
        substance: entry.substance,
        reaction: entry.reaction ?? null,
      })),
    )
    .execute()
}

export async function insertObservations(
  tx: Tx,
  facts: RecordFacts,
  readings: NonNullable<RecordFacts['observations']>,
): Promise<void> {
  if (readings.length === 0) return
  await tx
    .insertInto('observations')
    .values(
      readings.map((reading) => ({
        ...origin(facts),
        id: newId(),
        code: reading.code,
        value: reading.value,
        value2: reading.value2 ?? null,
        unit: reading.unit,
        effective_at: reading.effectiveAt,
      })),
    )
    .execute()
}

export async function saveReviews(tx: Tx, facts: RecordFacts): Promise<void> {
  if (facts.reviewedLists.length === 0) return
  await tx
    .insertInto('patient_list_reviews')
    .values(
      [...new Set(facts.reviewedLists)].map((list) => ({
        clinic_id: facts.clinicId,
        patient_id: facts.patientId,
        list,
        source: facts.source,
        source_id: facts.sourceId,
        reviewed_at: facts.at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['clinic_id', 'patient_id', 'list']).doUpdateSet((eb) => ({
        source: eb.ref('excluded.source'),
        source_id: eb.ref('excluded.source_id'),
        reviewed_at: eb.ref('excluded.reviewed_at'),
      })),
    )
    .execute()
}
