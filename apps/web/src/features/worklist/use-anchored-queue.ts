/** Binds the anchoring of `list-anchor.ts` to the live queue, the pointer and the scroll position. */
import type { QueueCard } from '@countersign/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Anchored, anchored, drop, isUnsettled, receive, settle } from './list-anchor.ts'
import type { Queue } from './use-queue.ts'

export const keyOfCard = (card: QueueCard) => card.consultationId
/** How long the pointer must have left the list before it may move. */
const restMs = 2_000

export function useAnchoredQueue(queue: Queue, lastVisible: () => number) {
  const [list, setList] = useState<Anchored<QueueCard>>(() => anchored(queue.items))
  const question = useRef(queue.question)
  const dropped = useRef(new Set<string>())
  const [pointerInside, setPointerInside] = useState(false)
  const visible = useRef(lastVisible)
  visible.current = lastVisible

  const { items, isStale } = queue
  const asked = queue.question
  useEffect(() => {
    if (isStale) return
    const alive = items.filter((card) => !dropped.current.has(card.consultationId))
    for (const id of dropped.current)
      if (!items.some((card) => card.consultationId === id)) dropped.current.delete(id)
    const same = question.current === asked
    question.current = asked
    setList((before) =>
      same && before.shown.length > 0
        ? receive(before, alive, visible.current(), keyOfCard)
        : anchored(alive),
    )
  }, [items, asked, isStale])

  const settleNow = useCallback(() => setList(settle), [])
  const unsettled = isUnsettled(list)
  useEffect(() => {
    if (!unsettled || pointerInside) return
    const timer = setTimeout(settleNow, restMs)
    return () => clearTimeout(timer)
  }, [unsettled, pointerInside, settleNow])

  /** Takes out a card this person decided, without waiting for the server's next list. */
  const dropCard = useCallback((id: string) => {
    dropped.current.add(id)
    setList((before) => drop(before, id, keyOfCard))
  }, [])

  return {
    list,
    settleNow,
    dropCard,
    pointer: {
      onPointerEnter: () => setPointerInside(true),
      onPointerLeave: () => setPointerInside(false),
    },
  }
}
