/**
 * Messages a counterparty owes to the clinic's server: kept on disk, tried until answered, backing off.
 * Deliveries that share an ordering key leave strictly one after the other; without one they may overtake.
 */
import type { Store } from './store.ts'

export type Attempt = { url: string; headers: Record<string, string>; body: string }
/** What the receiver's answer means: done, or try again; `note` is shown on the page, and the answer if kept. */
export type Verdict = { delivered: boolean; note: string; answer?: string }

export type Channel = {
  /** Builds the request anew for each attempt, as a signature carries the time of sending. */
  request(body: string): Attempt
  judge(status: number, body: string): Verdict
  /** True while the counterparty is told to be down: nothing leaves. */
  held(): boolean
  onDelivered?(subject: string): void
}

export type NewDelivery = {
  channel: string
  /** The message's own id; equal for duplicates. */
  subject: string
  body: string
  orderingKey?: string | undefined
  delayMs?: number
}

export type DeliveryRow = {
  seq: number
  channel: string
  subject: string
  attempts: number
  state: 'pending' | 'delivered' | 'abandoned'
  lastOutcome: string
  /** What the receiver said last, where the channel keeps it. */
  lastAnswer: string
  /** When it is tried next, epoch milliseconds. */
  dueAt: number
}

export type Deliveries = {
  register(name: string, channel: Channel): void
  enqueue(delivery: NewDelivery): void
  /** The deliveries of one message, oldest first. */
  of(subject: string): DeliveryRow[]
  counts(): Record<string, { pending: number; delivered: number; abandoned: number }>
  /** Looks again at once, for instance because a fault was switched off. */
  wake(): void
  start(): void
  stop(): Promise<void>
}

/** Real counterparties give up after about three days (Stripe: "up to three days"). */
const patienceMs = 3 * 24 * 3_600_000
/** Shorter than a real network's, so that a demo sees the recovery. */
const backoffMs = (attempts: number) => Math.min(250 * 2 ** Math.min(attempts, 6), 10_000)
const attemptTimeoutMs = 10_000
const mostInFlight = 16
const heldPollMs = 500
const longestAnswer = 20_000

type Row = {
  seq: number
  channel: string
  subject: string
  body: string
  attempts: number
  created_at: number
}

export const createDeliveries = (store: Store, now: () => number): Deliveries => {
  const db = store.database
  const channels = new Map<string, Channel>()
  const insert = db.prepare(
    `insert into delivery (channel, ordering_key, subject, body, due_at, created_at) values (?, ?, ?, ?, ?, ?)`,
  )
  const selectDue = db.prepare(
    `select seq, channel, subject, body, attempts, created_at from delivery d
     where state = 'pending' and due_at <= ?
       and not exists (select 1 from delivery e
                       where e.state = 'pending' and e.ordering_key = d.ordering_key and e.seq < d.seq)
     order by due_at, seq limit 64`,
  )
  const selectNextDue = db.prepare(
    `select min(due_at) as at from delivery where state = 'pending' and due_at > ?`,
  )
  const settle = db.prepare(
    'update delivery set attempts = ?, state = ?, last_outcome = ?, last_answer = ?, due_at = ? where seq = ?',
  )
  const selectOf = db.prepare('select * from delivery where subject = ? order by seq')
  const selectCounts = db.prepare('select channel, state, count(*) as n from delivery group by 1, 2')

  const inFlight = new Map<number, Promise<void>>()
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running = false

  const attempt = async (channel: Channel, body: string): Promise<Verdict> => {
    const { url, headers, body: payload } = channel.request(body)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(attemptTimeoutMs)]),
      })
      return channel.judge(response.status, await response.text())
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
      return { delivered: false, note: cause instanceof Error ? cause.message : String(cause) }
    }
  }

  const deliver = async (row: Row, channel: Channel) => {
    const verdict = await attempt(channel, row.body)
    if (stopping.signal.aborted) return
    const attempts = row.attempts + 1
    const state = verdict.delivered
      ? 'delivered'
      : now() - row.created_at > patienceMs
        ? 'abandoned'
        : 'pending'
    store.atomically(() => {
      settle.run(
        attempts,
        state,
        verdict.note.slice(0, 300),
        verdict.answer?.slice(0, longestAnswer) ?? '',
        now() + backoffMs(row.attempts),
        row.seq,
      )
      if (state === 'delivered') channel.onDelivered?.(row.subject)
      store.touch()
    })
  }

  const pump = () => {
    clearTimeout(timer)
    if (!running) return
    let held = false
    // One moment for both questions: what falls due between two would be seen by neither.
    const moment = now()
    for (const row of selectDue.all(moment) as unknown as Row[]) {
      if (inFlight.size >= mostInFlight) break
      const channel = channels.get(row.channel)
      if (inFlight.has(row.seq) || !channel) continue
      if (channel.held()) {
        held = true
        continue
      }
      const work = deliver(row, channel).finally(() => {
        inFlight.delete(row.seq)
        if (running) pump()
      })
      inFlight.set(row.seq, work)
    }
    const { at } = selectNextDue.get(moment) as { at: number | null }
    const sleep = Math.min(at === null ? 3_600_000 : at - now(), held ? heldPollMs : 3_600_000)
    if (at !== null || held) timer = setTimeout(pump, Math.max(sleep, 1))
  }

  return {
    register: (name, channel) => channels.set(name, channel),
    enqueue: (delivery) => {
      insert.run(
        delivery.channel,
        delivery.orderingKey ?? null,
        delivery.subject,
        delivery.body,
        Math.round(now() + (delivery.delayMs ?? 0)),
        now(),
      )
      store.touch()
      if (running) setImmediate(pump)
    },
    of: (subject) =>
      selectOf.all(subject).map((row) => ({
        seq: Number(row.seq),
        channel: String(row.channel),
        subject: String(row.subject),
        attempts: Number(row.attempts),
        state: row.state as DeliveryRow['state'],
        lastOutcome: String(row.last_outcome),
        lastAnswer: String(row.last_answer),
        dueAt: Number(row.due_at),
      })),
    counts: () => {
      const result: ReturnType<Deliveries['counts']> = {}
      for (const row of selectCounts.all()) {
        const channel = String(row.channel)
        result[channel] ??= { pending: 0, delivered: 0, abandoned: 0 }
        result[channel][row.state as DeliveryRow['state']] = Number(row.n)
      }
      return result
    },
    wake: pump,
    start: () => {
      running = true
      pump()
    },
    stop: async () => {
      running = false
      clearTimeout(timer)
      stopping.abort()
      await Promise.allSettled(inFlight.values())
    },
  }
}
