import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../db/test-database/index.ts'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { newId } from '../ids.ts'
import { createLog } from '../log.ts'
import { EventHub, type StreamedEvent } from './hub.ts'
import { recordEvent } from './record-event.ts'

let test: TestDatabase
let db: Database
let hub: EventHub
let clinic: TestClinic
let other: TestClinic

beforeAll(async () => {
  test = await createTestDatabase()
  db = openDatabase(test.appUrl, { poolSize: 8, onError: () => {} })
  clinic = await insertTestClinic(test.adminUrl)
  other = await insertTestClinic(test.adminUrl)
  hub = new EventHub({ database: db, url: test.appUrl, log: createLog('silent') })
  await hub.start()
})
afterAll(async () => {
  await hub?.close()
  await db?.close()
  await test?.drop()
})

const record = (of: TestClinic, subjectId: string, patientId: string | null = null) =>
  db.write(of.clinicId, (tx) =>
    recordEvent(tx, {
      clinicId: of.clinicId,
      type: 'consultation.queued',
      subjectId,
      patientId,
      at: new Date(),
    }),
  )
const listen = (of: TestClinic, patientId: string | null = null) => {
  const seen: StreamedEvent[] = []
  const stop = hub.subscribe({ clinicId: of.clinicId, patientId, deliver: (streamed) => seen.push(streamed) })
  return { seen, stop, subjects: () => seen.map((streamed) => streamed.event.subjectId) }
}
const until = async (done: () => boolean) => {
  const deadline = Date.now() + 10_000
  while (!done()) {
    if (Date.now() > deadline) throw new Error('waited too long')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('live events', () => {
  it('reach the clinic’s listeners and nobody else’s', async () => {
    const mine = listen(clinic)
    const theirs = listen(other)
    const [a, b] = [newId(), newId()]
    await record(clinic, a)
    await record(other, b)
    await until(() => mine.seen.length > 0 && theirs.seen.length > 0)
    expect(mine.subjects()).toEqual([a])
    expect(theirs.subjects()).toEqual([b])
    mine.stop()
    theirs.stop()
  })
  it('reach a patient only when they are that patient’s', async () => {
    const patient = listen(clinic, clinic.patientId)
    const staff = listen(clinic)
    const [a, b] = [newId(), newId()]
    await record(clinic, a)
    await record(clinic, b, clinic.patientId)
    await until(() => staff.seen.length === 2)
    expect(patient.subjects()).toEqual([b])
    patient.stop()
    staff.stop()
  })
  it('come although a transaction with a lower number commits later', async () => {
    const mine = listen(clinic)
    const slow = new pg.Client({ connectionString: test.appUrl })
    await slow.connect()
    await slow.query('begin')
    await slow.query("select set_config('app.clinic_id', $1, true)", [clinic.clinicId])
    const [late, early] = [newId(), newId()]
    await slow.query(
      "insert into events (clinic_id, id, type, subject_id) values ($1, $2, 'consultation.queued', $3)",
      [clinic.clinicId, newId(), late],
    )
    await record(clinic, early)
    await until(() => mine.seen.length === 1)
    await slow.query('commit')
    await slow.end()
    await until(() => mine.seen.length === 2)
    expect(mine.subjects()).toEqual([early, late])
    mine.stop()
  })
  it('go on after the listening connection is cut', async () => {
    const mine = listen(clinic)
    const owner = new pg.Client({ connectionString: test.adminUrl })
    await owner.connect()
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign-events' and datname = current_database()",
    )
    await owner.end()
    const subject = newId()
    await record(clinic, subject)
    await until(() => mine.seen.length === 1)
    expect(mine.subjects()).toEqual([subject])
    mine.stop()
  })
})

describe('a stream that was away', () => {
  it('gets every event it missed, under concurrent writers, none skipped', async () => {
    const position = hub.position
    const subjects = Array.from({ length: 120 }, () => newId())
    const half = subjects.slice(0, 60)
    await Promise.all(half.map((subject) => record(clinic, subject)))
    const mine = listen(clinic)
    const rest = Promise.all(subjects.slice(60).map((subject) => record(clinic, subject)))
    const missed = await hub.replay(position, {
      clinicId: clinic.clinicId,
      patientId: null,
      deliver: () => {},
    })
    await rest
    await until(
      () =>
        new Set([...(missed ?? []).map((m) => m.event.subjectId), ...mine.subjects()]).size >=
        subjects.length,
    )
    const got = new Set([...(missed ?? []).map((m) => m.event.subjectId), ...mine.subjects()])
    expect(subjects.filter((subject) => !got.has(subject))).toEqual([])
    mine.stop()
  })
  it('is told when its position is none of ours', async () => {
    const subscriber = { clinicId: clinic.clinicId, patientId: null, deliver: () => {} }
    expect(await hub.replay('not-a-position', subscriber)).toBeNull()
  })
})
