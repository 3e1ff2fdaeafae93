/**
 * One listener for the whole process that hands each committed event to the streams of its clinic.
 *
 * No gap: transactions commit out of order, so an event with a lower xid can appear after one with a higher.
 * Every tail query reads all events from the last known safe xid (below which every transaction had ended)
 * and delivers those not delivered yet; then the safe xid moves to that query's snapshot xmin. A stream's
 * resume position is such a safe xid, and a resumed stream may see an event twice, never miss one.
 */
import { type ClinicEvent, EventType } from '@countersign/contract'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'

export type StreamedEvent = { event: ClinicEvent; position: string }
export type Subscriber = {
  clinicId: string
  /** Only this patient's events when set; all of the clinic's when null. */
  patientId: string | null
  deliver: (streamed: StreamedEvent) => void
}

/** One statement, one snapshot: the safe xid and the rows belong together. */
type Snapshot = { safe: string; events: (Omit<Row, 'at'> & { at: string })[] }

type Row = {
  clinic_id: string
  id: string
  xid: string
  type: string
  subject_id: string
  patient_id: string | null
  body: ClinicEvent['body']
  at: Date
}
const BATCH = 5000
/** A stream that missed more than this starts anew. */
const MOST_MISSED = 20_000

export class EventHub {
  readonly #database: Database
  readonly #url: string
  readonly #log: Log
  readonly #subscribers = new Map<string, Set<Subscriber>>()
  #listener: pg.Client | null = null
  #position = '0'
  #delivered = new Map<string, bigint>()
  #tailing: Promise<void> | null = null
  #again = false
  #batch = BATCH
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: { database: Database; url: string; log: Log }) {
    this.#database = options.database
    this.#url = options.url
    this.#log = options.log
  }

  async start(): Promise<void> {
    this.#position = await this.#safeXid()
    await this.#listen()
    // A notification can be lost with its connection: a slow poll makes that a delay, not a gap.
    this.#timer = setInterval(() => this.#tail(), 1000)
    this.#timer.unref()
  }

  /** The position a new stream starts from: everything before it can be read from the tables. */
  get position(): string {
    return this.#position
  }

  subscribe(subscriber: Subscriber): () => void {
    const group = this.#subscribers.get(subscriber.clinicId) ?? new Set()
    group.add(subscriber)
    this.#subscribers.set(subscriber.clinicId, group)
    return () => {
      group.delete(subscriber)
      if (group.size === 0) this.#subscribers.delete(subscriber.clinicId)
    }
  }

  /**
   * What a client that stopped at `position` has missed, read as its clinic. Null when the position is not one
   * of ours, or too long ago to be told event by event.
   */
  async replay(position: string, subscriber: Subscriber): Promise<StreamedEvent[] | null> {
    if (!/^\d{1,19}$/.test(position)) return null
    const { clinicId, patientId } = subscriber
    const { rows } = await this.#database.read(clinicId, (db) =>
      sql<Snapshot>`
        select pg_snapshot_xmin(pg_current_snapshot())::text as safe, coalesce((select json_agg(t) from (
          select e.clinic_id, e.id, e.xid::text, e.type, e.subject_id, e.patient_id, e.body, e.at from events e
          where e.clinic_id = ${clinicId} and e.xid >= ${position}::xid8
            and (${patientId}::uuid is null or e.patient_id = ${patientId}::uuid)
          order by e.xid, e.id limit ${MOST_MISSED + 1}) t), '[]') as events`.execute(db),
    )
    const { safe, events } = rows[0] as Snapshot
    if (events.length > MOST_MISSED) return null
    return events.map((row) => ({ event: toEvent({ ...row, at: new Date(row.at) }), position: safe }))
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#tailing?.catch(() => {})
    await this.#listener?.end().catch(() => {})
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'countersign-events' })
    client.on('notification', () => this.#tail())
    client.on('error', () => {})
    client.on('end', () => {
      if (this.#closed || this.#listener !== client) return
      this.#log.warn('event listener lost its connection')
      setTimeout(() => this.#closed || this.#listen().catch(() => client.emit('end')), 500).unref()
    })
    this.#listener = client
    await client.connect()
    await client.query('listen countersign_events')
    this.#tail()
  }

  #tail(): void {
    if (this.#closed) return
    if (this.#tailing) {
      this.#again = true
      return
    }
    this.#tailing = this.#tailOnce()
      .catch((error) => this.#log.warn({ err: error }, 'events could not be read; trying again'))
      .finally(() => {
        this.#tailing = null
        if (this.#again) {
          this.#again = false
          this.#tail()
        }
      })
  }

  async #tailOnce(): Promise<void> {
    const { rows, safe, full } = await this.#read(this.#position, this.#batch)
    for (const row of rows) {
      if (this.#delivered.has(row.id)) continue
      this.#delivered.set(row.id, BigInt(row.xid))
      const group = this.#subscribers.get(row.clinic_id)
      if (!group) continue
      const streamed = { event: toEvent(row), position: this.#position }
      for (const subscriber of group) if (concerns(row, subscriber)) subscriber.deliver(streamed)
    }
    // Never past a transaction that still runs, however many events others committed meanwhile.
    const last = rows.at(-1)?.xid ?? safe
    const next = full && BigInt(last) < BigInt(safe) ? last : safe
    const moved = BigInt(next) > BigInt(this.#position)
    if (moved) this.#position = next
    // A batch that is full and leads nowhere hides what follows it: look further.
    this.#batch = full && !moved ? this.#batch * 2 : BATCH
    for (const [id, xid] of this.#delivered) if (xid < BigInt(this.#position)) this.#delivered.delete(id)
    if (full) this.#again = true
  }

  async #read(position: string, most: number): Promise<{ rows: Row[]; safe: string; full: boolean }> {
    return this.#database.global(async (db) => {
      const { rows } = await sql<Snapshot>`
        select pg_snapshot_xmin(pg_current_snapshot())::text as safe,
          coalesce((select json_agg(t) from app.tail_events(${position}, ${most}) t), '[]') as events`.execute(
        db,
      )
      const { safe, events } = rows[0] as (typeof rows)[number]
      return { rows: events.map((e) => ({ ...e, at: new Date(e.at) })), safe, full: events.length === most }
    })
  }

  async #safeXid(): Promise<string> {
    return (await this.#read('9223372036854775807', 1)).safe
  }
}

const concerns = (row: Row, subscriber: Subscriber) =>
  row.clinic_id === subscriber.clinicId &&
  (subscriber.patientId === null || row.patient_id === subscriber.patientId)

const toEvent = (row: Row): ClinicEvent => ({
  id: row.id,
  type: EventType.parse(row.type),
  subjectId: row.subject_id,
  body: row.body,
  at: row.at.toISOString(),
})
