/** Decisions just made: what can still be taken back, newest last, and what is told for a moment. Kept in memory alone: names never reach a disk here. */
import type { DecisionStatus } from '@countersign/contract'
import { useSyncExternalStore } from 'react'
import { serverNow } from '../../api/server-clock.ts'

export type Undoable = {
  consultationId: string
  decisionId: string
  /** "Dana Kowalski approved" */
  title: string
  /** What would leave: "Wegovy 0.25 mg to Lakeline Pharmacy." */
  line: string
  status: DecisionStatus
  /** Milliseconds by the server's clock. */
  effectiveAt: number
  /** Length of the whole window in milliseconds, for the ring; 0 for what cannot be taken back and is only told. */
  total: number
}

/** How long it is told that a decision without an undo window was made. */
const tellMs = 6_000
/** Less than this nobody can press in, and clocks differ by as much. */
const shortestMs = 1_000

let open: readonly Undoable[] = []
const listeners = new Set<() => void>()

function set(next: readonly Undoable[]): void {
  open = next
  for (const listener of listeners) listener()
}

export function offerUndo(decision: Omit<Undoable, 'total'>): void {
  const left = decision.effectiveAt - serverNow()
  const total = left < shortestMs ? 0 : left
  // What is told first knows most: the case read again says only that it can be undone.
  if (open.some((one) => one.decisionId === decision.decisionId)) return
  set([...open, { ...decision, total }])
  setTimeout(() => withdrawUndo(decision.decisionId), total || tellMs)
}

export function withdrawUndo(decisionId: string): void {
  if (open.some((one) => one.decisionId === decisionId))
    set(open.filter((one) => one.decisionId !== decisionId))
}

/** What is told now, newest last: decisions that can be taken back, and those that were only made. */
export function useUndoable(): readonly Undoable[] {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => open,
  )
}
