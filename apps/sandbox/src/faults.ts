/**
 * How badly the outside behaves, per counterparty. Switched over HTTP, kept on disk, deterministic:
 * an error rate of 0.25 fails every fourth request, always the same ones.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Store } from './store.ts'

/** What a pharmacy does with a prescription. */
export const pharmacyBehaviours = [
  'accept',
  'slow',
  'reject_900',
  'reject_601',
  'reject_602',
  'never_answer',
  'duplicate',
  'out_of_order',
  'out_of_stock',
  'partial_fill',
] as const
export type PharmacyBehaviour = (typeof pharmacyBehaviours)[number]

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
const callbacks = {
  duplicateCallbacks: z.boolean().default(false),
  outOfOrder: z.boolean().default(false),
}

export const faultsSchema = z.strictObject({
  pharmacy: z
    .strictObject({
      ...reachability,
      ...callbacks,
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
}

export const createFaults = (store: Store): Faults => {
  const saved = store.collection<FaultSettings>('faults')
  const counters = store.collection<{ n: number }>('fault_counter')
  return {
    read: () => faultsSchema.parse(saved.get('current') ?? {}),
    replace: (settings) => saved.put('current', settings),
    failsNow: (name) => {
      const { errorRate } = faultsSchema.parse(saved.get('current') ?? {})[name]
      if (errorRate === 0) return false
      const n = (counters.get(name)?.n ?? 0) + 1
      counters.put(name, { n })
      return Math.floor(n * errorRate) > Math.floor((n - 1) * errorRate)
    },
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
    if (settings.down) {
      if (settings.downAs === '503') return reply.code(503).type('text/plain').send('Service Unavailable')
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    }
    if (settings.slowMs > 0) await sleep(settings.slowMs, undefined, { ref: false })
    if (faults.failsNow(name)) return fail(reply)
  },
  onSend: async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const settings = faults.read()[name]
    // The socket stays open and silent until the caller gives up or the sandbox closes.
    if (settings.timeoutAfterAccept && request.method === 'POST' && reply.statusCode < 500) {
      await new Promise(() => {})
    }
    return payload
  },
})
