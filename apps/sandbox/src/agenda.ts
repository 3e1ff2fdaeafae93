/**
 * Things a counterparty will do later (verify, fill, expire), kept on disk: an appointment is kept once,
 * also when the sandbox was down at its hour. The handler's writes and the striking-off commit together.
 */
import type { Store } from './store.ts'

/** `subject` names what the appointment is about, so that it can be cancelled. */
export type Appointment = { kind: string; subject: string; dueAt: number; body: unknown }
export type AppointmentHandler = (appointment: Appointment) => void

export type Agenda = {
  handle(kind: string, handler: AppointmentHandler): void
  add(appointment: Appointment): void
  /** Strikes off every appointment of these kinds about `subject`; answers how many there were. */
  cancel(subject: string, kinds: readonly string[]): number
  /** How many there are of the kinds that begin so. */
  count(kindsBeginning: string): number
  start(): void
  stop(): void
}

/** Node's timers overflow past 24.8 days; a far appointment is looked at again every hour. */
const longestSleepMs = 3_600_000

export const createAgenda = (store: Store, now: () => number): Agenda => {
  const handlers = new Map<string, AppointmentHandler>()
  const insert = store.database.prepare(
    'insert into appointment (kind, subject, due_at, body) values (?, ?, ?, ?)',
  )
  const selectNext = store.database.prepare('select * from appointment order by due_at, id limit 1')
  const strike = store.database.prepare('delete from appointment where id = ?')
  const cancelOne = store.database.prepare('delete from appointment where subject = ? and kind = ?')
  const countOf = store.database.prepare('select count(*) as n from appointment where kind like ?')
  let timer: NodeJS.Timeout | undefined
  let running = false

  const next = () => selectNext.get() as undefined | Record<string, string | number>

  const keepDue = () => {
    for (let row = next(); running && row && Number(row.due_at) <= now(); row = next()) {
      const due = row
      store.atomically(() => {
        strike.run(Number(due.id))
        handlers.get(String(due.kind))?.({
          kind: String(due.kind),
          subject: String(due.subject),
          dueAt: Number(due.due_at),
          body: JSON.parse(String(due.body)),
        })
      })
    }
    arm()
  }

  const arm = () => {
    clearTimeout(timer)
    if (!running) return
    const row = next()
    if (row) timer = setTimeout(keepDue, Math.min(Math.max(Number(row.due_at) - now(), 0), longestSleepMs))
  }

  return {
    handle: (kind, handler) => handlers.set(kind, handler),
    add: (appointment) => {
      insert.run(
        appointment.kind,
        appointment.subject,
        Math.round(appointment.dueAt),
        JSON.stringify(appointment.body),
      )
      arm()
    },
    cancel: (subject, kinds) =>
      kinds.reduce((sum, kind) => sum + Number(cancelOne.run(subject, kind).changes), 0),
    count: (kindsBeginning) => Number(countOf.get(`${kindsBeginning}%`)?.n ?? 0),
    start: () => {
      running = true
      keepDue()
    },
    stop: () => {
      running = false
      clearTimeout(timer)
    },
  }
}
