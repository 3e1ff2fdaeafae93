/** Facts of the chart: added, never overwritten, and of one clinic. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../db/test-database/index.ts'
import { type Database, openDatabase } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { loadPatientFacts, type RecordFacts, recordFacts } from './index.ts'

let database: TestDatabase
let db: Database
let clinic: TestClinic
let other: TestClinic
const at = new Date('2026-11-22T15:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, { poolSize: 4, onError: () => {} })
  clinic = await insertTestClinic(database.adminUrl)
  other = await insertTestClinic(database.adminUrl)
})
afterAll(async () => {
  await db?.close()
  await database?.drop()
})

const record = (facts: Partial<RecordFacts>, of: { clinicId: string; patientId: string } = clinic) =>
  db.write(clinic.clinicId, (tx) =>
    recordFacts(tx, {
      clinicId: of.clinicId,
      patientId: of.patientId,
      source: 'intake',
      sourceId: newId(),
      at,
      reviewedLists: [],
      ...facts,
    }),
  )
const load = () =>
  db.read(clinic.clinicId, (read) => loadPatientFacts(read, clinic.clinicId, clinic.patientId))

describe('a chart', () => {
  it('begins with nothing known, which is not nothing', async () => {
    expect(await load()).toMatchObject({
      id: clinic.patientId,
      birthDate: '1984-05-06',
      sex: 'male',
      medications: [],
      reviewed: { conditions: false, medications: false, allergies: false },
    })
  })

  it('keeps what was said with its source, once, and a new detail beside the old', async () => {
    await record({
      medications: [
        { text: 'Lisinopril', dose: '10 mg' },
        { text: ' lisinopril ', dose: '10 MG' },
      ],
      conditions: [{ text: 'Stroke', code: 'Z86.73', monthsAgo: 7 }],
      allergies: [{ substance: 'Penicillin', reaction: 'rash' }],
      observations: [{ code: '85354-9', value: 128.5, value2: 82, unit: 'mm[Hg]', effectiveAt: at }],
      reviewedLists: ['medications'],
    })
    await record({
      source: 'answer',
      medications: [
        { text: 'LISINOPRIL', dose: '10 mg' },
        { text: 'Lisinopril', dose: '20 mg' },
      ],
      allergies: [{ substance: 'penicillin', reaction: 'Rash' }],
      reviewedLists: ['medications', 'allergies', 'allergies'],
    })
    const facts = await load()
    expect(facts.medications.map(({ text, dose, source }) => [text, dose, source])).toEqual([
      ['Lisinopril', '10 mg', 'intake'],
      ['Lisinopril', '20 mg', 'answer'],
    ])
    expect(facts.conditions).toMatchObject([{ text: 'Stroke', code: 'Z86.73', monthsAgo: 7, recordedAt: at }])
    expect(facts.allergies).toHaveLength(1)
    expect(facts.observations).toEqual([
      { code: '85354-9', value: 128.5, value2: 82, unit: 'mm[Hg]', source: 'intake', effectiveAt: at },
    ])
    expect(facts.reviewed).toEqual({ conditions: false, medications: true, allergies: true })
  })

  it('leaves out what a clinician has settled', async () => {
    await db.write(clinic.clinicId, (tx) =>
      tx
        .updateTable('patient_medications')
        .set({ status: 'stopped' })
        .where('clinic_id', '=', clinic.clinicId)
        .where('dose', '=', '10 mg')
        .execute(),
    )
    expect((await load()).medications.map(({ dose }) => dose)).toEqual(['20 mg'])
  })

  it('adds the same entry once when two write at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => record({ conditions: [{ text: 'Asthma' }] })))
    expect((await load()).conditions.filter(({ text }) => text === 'Asthma')).toHaveLength(1)
  })
})

describe('another clinic', () => {
  it('has no such patient, whichever clinic is named', async () => {
    await expect(record({ conditions: [{ text: 'X' }] }, other)).rejects.toMatchObject({
      problem: 'not-found',
    })
    await expect(
      record({ conditions: [{ text: 'X' }] }, { clinicId: clinic.clinicId, patientId: other.patientId }),
    ).rejects.toMatchObject({ problem: 'not-found' })
    await expect(
      db.read(other.clinicId, (read) => loadPatientFacts(read, other.clinicId, clinic.patientId)),
    ).rejects.toMatchObject({ problem: 'not-found' })
  })
})
