/** Decisions that can still be taken back, newest last. Kept in memory alone: names never reach a disk here. */
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
  /** Length of the whole window in milliseconds, for the ring. */
  total: number
}

let open: readonly Undoable[] = []
const listeners = new Set<() => void>()

function set(next: readonly Undoable[]): void {
  open = next
  for (const listener of listeners) listener()
}

export function offerUndo(decision: Omit<Undoable, 'total'>): void {
  const total = decision.effectiveAt - serverNow()
  // What is told first knows most: the case read again says only that it can be undone.
  if (total <= 0 || open.some((one) => one.decisionId === decision.decisionId)) return
  set([...open, { ...decision, total }])
  setTimeout(() => withdrawUndo(decision.decisionId), total)
}

export function withdrawUndo(decisionId: string): void {
  if (open.some((one) => one.decisionId === decisionId))
    set(open.filter((one) => one.decisionId !== decisionId))
}

/** All decisions that can be taken back now, newest last. */
export function useUndoable(): readonly Undoable[] {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => open,
  )
}
