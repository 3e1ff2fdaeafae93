/**
 * How badly the outside behaves, per counterparty. Switched over HTTP, kept on disk, deterministic:
 * an error rate of 0.25 fails every fourth request, always the same ones.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { pharmacyBehaviours } from './pharmacy-network/behaviours.ts'
import type { Store } from './store.ts'

const reachability = {
  /** Unreachable: nothing is accepted and no callback leaves. */
  down: z.boolean().default(false),
  downAs: z.enum(['closed', '503']).default('closed'),
  /** Added before each answer, milliseconds. */
  slowMs: z.int().min(0).max(120_000).default(0),
  /** Share of requests that fail before anything happened, 0 to 1. */
  errorRate: z.number().min(0).max(1).default(0),
  /** Acts on the request, then never answers: the caller cannot know. */
  timeoutAfterAccept: z.boolean().default(false),
}
const share = z.number().min(0).max(1).default(0)
/** Faults of the line itself, each at its own rate, all at once if wanted. Shares are 0 to 1. */
const line = {
  /** Closes the connection before anything was read. */
  cutBeforeRate: share,
  /** Acts on the message, then closes the connection instead of answering. */
  cutAfterRate: share,
  /** Acts on the message, then keeps the connection open and says nothing. */
  lostAnswerRate: share,
  /** Answers HTTP 503 and does nothing. */
  busyRate: share,
  /** Answers Error 600 and does nothing. */
  error600Rate: share,
  /** Takes `slowByMs` longer. */
  slowRate: share,
  slowByMs: z.int().min(0).max(120_000).default(1000),
}
/** The rates of `line`, which strike one request in so many, each by its own count. */
export type LineFault = Exclude<keyof typeof line, 'slowByMs'>
const callbacks = {
  duplicateCallbacks: z.boolean().default(false),
  outOfOrder: z.boolean().default(false),
}

export const faultsSchema = z.strictObject({
  pharmacy: z
    .strictObject({
      ...reachability,
      ...callbacks,
      ...line,
      /** From acceptance to Verify, milliseconds. */
      verifyMs: z.int().min(0).max(3_600_000).default(500),
      /** From acceptance to RxFill, milliseconds. */
      fillMs: z.int().min(0).max(3_600_000).default(2000),
      /** Overrides the directory, by NCPDPID. */
      behaviours: z.record(z.string().regex(/^\d{7}$/), z.enum(pharmacyBehaviours)).default({}),
    })
    .prefault({}),
  card: z
    .strictObject({ ...reachability, ...callbacks, declineCaptures: z.boolean().default(false) })
    .prefault({}),
  payer: z
    .strictObject({
      ...reachability,
      /** Answers every inquiry with AAA 42, unable to respond at current time. */
      unavailable: z.boolean().default(false),
    })
    .prefault({}),
  mailbox: z.strictObject({ ...reachability }).prefault({}),
})
export type FaultSettings = z.output<typeof faultsSchema>
export type Counterparty = keyof FaultSettings
export const counterparties = ['pharmacy', 'card', 'payer', 'mailbox'] as const satisfies Counterparty[]

export type Faults = {
  read(): FaultSettings
  replace(settings: FaultSettings): void
  /** Counts one request of this counterparty and tells whether it is one that fails. */
  failsNow(name: Counterparty): boolean
  /** The same for one fault of the pharmacy network's line. */
  strikes(fault: LineFault): boolean
}

export const createFaults = (store: Store): Faults => {
  const saved = store.collection<FaultSettings>('faults')
  let current: FaultSettings | undefined
  store.onReset(() => {
    current = undefined
  })
  const read = () => {
    current ??= faultsSchema.parse(saved.get('current') ?? {})
    return current
  }
  const isTheOne = (series: string, rate: number): boolean => {
    if (rate === 0) return false
    const n = store.next(`fault:${series}`)
    return Math.floor(n * rate) > Math.floor((n - 1) * rate)
  }
  return {
    read,
    replace: (settings) => {
      saved.put('current', settings)
      current = settings
    },
    failsNow: (name) => isTheOne(name, read()[name].errorRate),
    strikes: (fault) => isTheOne(`pharmacy.${fault}`, read().pharmacy[fault]),
  }
}

/** Lays `patch` over `base`, object by object; arrays and scalars replace. */
export const overlay = (base: unknown, patch: unknown): unknown => {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject(base) || !isObject(patch)) return patch
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(patch)) {
    merged[key] = Object.hasOwn(base, key) ? overlay(base[key], value) : value
  }
  return merged
}

/**
 * Hooks that put one counterparty's HTTP face under its faults.
 * `fail` answers in the counterparty's own error format when the error rate strikes.
 */
export const faultGate = (
  faults: Faults,
  name: Exclude<Counterparty, 'mailbox'>,
  fail: (reply: FastifyReply) => FastifyReply,
) => ({
  onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
    const settings = faults.read()[name]
    if (settings.down) return settings.downAs === '503' ? turnAway(reply) : hangUp(request, reply)
    if (settings.slowMs > 0) await sleep(settings.slowMs, undefined, { ref: false })
    if (faults.failsNow(name)) return fail(reply)
  },
  onSend: async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const settings = faults.read()[name]
    if (settings.timeoutAfterAccept && request.method === 'POST' && reply.statusCode < 500) await silence()
    return payload
  },
})

const turnAway = (reply: FastifyReply) => reply.code(503).type('text/plain').send('Service Unavailable')
const hangUp = (request: FastifyRequest, reply: FastifyReply) => {
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}
/** The socket stays open and silent until the caller gives up or the sandbox closes. */
const silence = () => new Promise<never>(() => {})

/** The faults of the pharmacy network's line, for the door messages come in by. `communicationError` answers 600. */
export const lineGate = (faults: Faults, communicationError: (reply: FastifyReply) => FastifyReply) => ({
  onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
    if (faults.strikes('cutBeforeRate')) return hangUp(request, reply)
    if (faults.strikes('busyRate')) return turnAway(reply)
    if (faults.strikes('error600Rate')) return communicationError(reply)
    if (faults.strikes('slowRate')) await sleep(faults.read().pharmacy.slowByMs, undefined, { ref: false })
  },
  onSend: async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    if (reply.statusCode !== 200) return payload
    if (faults.strikes('cutAfterRate')) request.raw.socket.destroy()
    else if (faults.strikes('lostAnswerRate')) await silence()
    return payload
  },
})
