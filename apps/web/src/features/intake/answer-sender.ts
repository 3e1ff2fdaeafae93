/**
 * Carries answers to the server one at a time, in order, and never loses one: while there is no connection an
 * answer stays in its queue (kept by `keep`, so that a reload finds it) and is tried again by itself. Only an
 * answer the server refuses comes back to the question.
 */
import type { Answer, SavedAnswer } from '@countersign/contract'
import type { Unsent } from './draft-store.ts'

export type SenderState = { status: 'saved' | 'saving' | 'waiting'; pending: number }

type Entry = Unsent & {
  settle: { resolve: (saved: SavedAnswer) => void; reject: (reason: unknown) => void }[]
}

export type SenderDeps = {
  put: (linkId: string, answer: Answer) => Promise<SavedAnswer>
  keep: (unsent: readonly Unsent[]) => void
  /** Whether an error may pass by itself: no connection, no answer, a busy server. */
  mayPass: (error: unknown) => boolean
  /** Waits for so many milliseconds, or less when `wake` is called. */
  sleep: (ms: number, onWake: (wake: () => void) => void) => Promise<void>
  unsent?: readonly Unsent[]
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

export function createAnswerSender(deps: SenderDeps) {
  const queue = new Map<string, Entry>()
  for (const unsent of deps.unsent ?? []) queue.set(unsent.linkId, { ...unsent, settle: [] })
  const listeners = new Set<() => void>()
  let state: SenderState = { status: 'saved', pending: 0 }
  let running = false
  let wake: (() => void) | null = null

  const show = (status: SenderState['status']) => {
    if (state.status === status && state.pending === queue.size) return
    state = { status, pending: queue.size }
    for (const listener of listeners) listener()
  }
  const keep = () => deps.keep([...queue.values()].map(({ linkId, answer }) => ({ linkId, answer })))

  async function run(): Promise<void> {
    if (running) return
    running = true
    let wait = FIRST_WAIT_MS
    for (;;) {
      const entry = queue.values().next().value
      if (entry === undefined) break
      if (state.status !== 'waiting') show('saving')
      try {
        const saved = await deps.put(entry.linkId, entry.answer)
        wait = FIRST_WAIT_MS
        // Answered anew while on its way: the newer answer goes next.
        if (queue.get(entry.linkId) === entry) queue.delete(entry.linkId)
        keep()
        show(queue.size === 0 ? 'saved' : 'saving')
        for (const { resolve } of entry.settle) resolve(saved)
      } catch (error) {
        if (deps.mayPass(error)) {
          show('waiting')
          await deps.sleep(wait, (wakeNow) => {
            wake = wakeNow
          })
          wake = null
          wait = Math.min(wait * 2, LONGEST_WAIT_MS)
          continue
        }
        if (queue.get(entry.linkId) === entry) queue.delete(entry.linkId)
        keep()
        show(queue.size === 0 ? 'saved' : 'saving')
        for (const { reject } of entry.settle) reject(error)
      }
    }
    running = false
    show('saved')
  }

  return {
    /** Resolves when the server has the answer, however long that takes; rejects when it refuses it. */
    send(linkId: string, answer: Answer): Promise<SavedAnswer> {
      return new Promise((resolve, reject) => {
        const earlier = queue.get(linkId)
        queue.delete(linkId)
        queue.set(linkId, { linkId, answer, settle: [...(earlier?.settle ?? []), { resolve, reject }] })
        if (earlier) earlier.settle = []
        keep()
        void run()
      })
    },
    /** Tries again now: the connection is back, or the patient says so. */
    retry() {
      wake?.()
      void run()
    },
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type AnswerSender = ReturnType<typeof createAnswerSender>
