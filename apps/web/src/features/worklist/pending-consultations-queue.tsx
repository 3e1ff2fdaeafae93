/**
 * The list of waiting cases: virtualised, in deadline order, moved by keys, and still under the pointer.
 * `getPendingConsultations` gives what is in it.
 */
import type { QueueCard, QueueSort } from '@countersign/contract'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useOnline } from '../../ui/banner.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed } from '../../ui/skeletons.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useQuickApprove } from '../consultations/decide.ts'
import { mayDecide } from '../consultations/key-guard.ts'
import { consultationQuery } from '../consultations/use-consultation.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { useMay } from '../session/use-me.ts'
import { useKeys } from '../workspace/keys.ts'
import { neighbour } from './list-anchor.ts'
import cardStyles from './patient-summary-card.module.css'
import { PatientSummaryCard, PhoneCard } from './patient-summary-card.tsx'
import styles from './pending-consultations-queue.module.css'
import { EmptyQueue, NewAbove, SkeletonCards } from './queue-faces.tsx'
import { PhoneActions, QuickActionButtons } from './quick-action-buttons.tsx'
import { SortMenu } from './sort-menu.tsx'
import { keyOfCard, useAnchoredQueue } from './use-anchored-queue.ts'
import type { Queue } from './use-queue.ts'

/** The preview follows the selection after this much rest. */
const previewRestMs = 120
const rowHeights = { compact: 85, comfortable: 97, phone: 118 }

export function PendingConsultationsQueue(props: {
  queue: Queue
  sort: QueueSort
  onSort: (sort: QueueSort) => void
  filtered: boolean
  onClearFilters: () => void
  onRest: (consultationId: string | null) => void
  /** Where to reach the act of approving the selected card from outside. */
  approveSelected: RefObject<() => void>
  phone: boolean
}) {
  const { queue, onRest, phone } = props
  const navigate = useNavigate()
  const client = useQueryClient()
  const scroller = useRef<HTMLDivElement>(null)
  const mayDecideHere = useMay('consultation:decide')
  const density = usePreferences()?.dashboardLayout.density ?? 'compact'
  const rowHeight = phone ? rowHeights.phone : rowHeights[density]
  const now = useNow(10_000)

  const lastVisible = useRef(0)
  const { list, settleNow, dropCard, pointer } = useAnchoredQueue(queue, () => lastVisible.current)
  const cards = list.shown
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const [movedAt, setMovedAt] = useState(0)
  const [said, setSaid] = useState('')
  /** Focus moves the selection before the click comes: what was selected is known at the press. */
  const pressedSelected = useRef(false)
  const selectedIndex = Math.max(
    0,
    cards.findIndex((card) => card.consultationId === selectedId),
  )
  const selected: QueueCard | undefined = cards[selectedIndex]

  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => cards[index]?.consultationId ?? index,
    overscan: 6,
  })
  lastVisible.current = rows.range?.endIndex ?? 0
  useEffect(() => {
    if (rowHeight > 0) rows.measure()
  }, [rowHeight, rows])

  // When the list settles, what is selected stays where the eye has it.
  const place = useRef<{ id: string; top: number } | null>(null)
  useLayoutEffect(() => {
    const box = scroller.current
    const before = place.current
    if (box && before) {
      const index = cards.findIndex((card) => card.consultationId === before.id)
      if (index >= 0) {
        const shift = index * rowHeight - before.top
        if (shift !== 0 && box.scrollTop > 0) box.scrollTop += shift
      }
    }
    place.current = selected ? { id: selected.consultationId, top: selectedIndex * rowHeight } : null
  }, [cards, selected, selectedIndex, rowHeight])

  const restedId = selected?.consultationId ?? null
  useEffect(() => {
    const timer = setTimeout(() => onRest(restedId), previewRestMs)
    return () => clearTimeout(timer)
  }, [restedId, onRest])

  // The page after next is read before the end is reached.
  const endIndex = rows.range?.endIndex ?? 0
  const { hasMore, loadMore } = queue
  useEffect(() => {
    if (hasMore && endIndex > cards.length - 15) loadMore()
  })

  const onDecided = useCallback(
    (id: string) => {
      const next = neighbour(list.shown, id, keyOfCard)
      dropCard(id)
      setSelectedId(next)
      setMovedAt(performance.now())
    },
    [list.shown, dropCard],
  )
  const approve = useQuickApprove(onDecided)
  const online = useOnline()

  const select = (index: number) => {
    const card = cards[Math.max(0, Math.min(cards.length - 1, index))]
    if (!card) return
    setSelectedId(card.consultationId)
    setSaid('')
    rows.scrollToIndex(cards.indexOf(card), { align: 'auto' })
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-id="${card.consultationId}"]`)
      row?.focus({ preventScroll: true })
    })
  }
  const open = (card: QueueCard | undefined, act?: 'ask' | 'deny') => {
    if (!card || list.gone.has(card.consultationId)) return
    client.prefetchQuery(consultationQuery(card.consultationId))
    navigate({
      to: '/consultations/$id',
      params: { id: card.consultationId },
      search: act ? { do: act } : {},
    })
  }
  const isFree = (card: QueueCard) =>
    (card.claim === null || card.claim.mine) && !list.gone.has(card.consultationId)
  const isGreen = (card: QueueCard) => card.readyToApprove && isFree(card)
  const quickApprove = (card: QueueCard | undefined) => {
    if (!card || !mayDecideHere || approve.isPending) return
    if (!online) return setSaid('Decisions need a connection.')
    if (!isFree(card)) return setSaid(`${card.claim?.providerName ?? 'Someone else'} has this case.`)
    if (!card.readyToApprove) return setSaid('Not ready to approve from the card. Enter opens it.')
    setSaid('')
    approve.mutate(card.consultationId)
  }
  props.approveSelected.current = () => quickApprove(selected)
  const guarded = (act: () => void) => (event: KeyboardEvent) => {
    if (
      mayDecide({
        openedAt: movedAt,
        now: performance.now(),
        checking: approve.isPending,
        repeat: event.repeat,
      })
    )
      act()
  }
  useKeys({
    j: () => select(selectedId === null ? 0 : selectedIndex + 1),
    k: () => select(selectedIndex - 1),
    enter: () => open(selected),
    a: guarded(() => quickApprove(selected)),
    i: guarded(() => open(selected, 'ask')),
    d: guarded(() => open(selected, 'deny')),
    s: settleNow,
  })

  const fresh = list.waiting.size
  const failed = approve.error !== null && approve.variables !== undefined
  return (
    <section className={styles.list} aria-label="Waiting cases">
      {!phone && (
        <div className={styles.listHead}>
          <b className="num">{queue.counts ? `${queue.total.toLocaleString('en-US')} waiting` : 'Waiting'}</b>
          <SortMenu sort={props.sort} onSort={props.onSort} />
          <span className={styles.said} role="status">
            {said}
          </span>
          {fresh > 0 && <NewAbove count={fresh} onClick={settleNow} />}
        </div>
      )}
      {phone && fresh > 0 && (
        <div className={styles.phoneNew}>
          <NewAbove count={fresh} onClick={settleNow} />
        </div>
      )}
      {(failed || queue.error !== null) && cards.length > 0 && (
        <div className={styles.problem}>
          {failed ? (
            <ProblemAlert error={approve.error}>
              <Button size="xs" variant="default" onClick={() => approve.reset()}>
                Close
              </Button>
              <Button
                size="xs"
                variant="default"
                renderRoot={(rest) => (
                  <Link to="/consultations/$id" params={{ id: approve.variables }} {...rest}>
                    Open the case
                  </Link>
                )}
              />
            </ProblemAlert>
          ) : (
            <ProblemAlert error={queue.error} onRetry={queue.retry} />
          )}
        </div>
      )}
      <div
        ref={scroller}
        className={styles.scroller}
        data-stale={queue.isStale ? '' : undefined}
        {...pointer}
      >
        {queue.isPending ? (
          <Delayed>
            <SkeletonCards rowHeight={rowHeight} />
          </Delayed>
        ) : cards.length === 0 && queue.error !== null ? (
          <div className={styles.problem}>
            <ProblemAlert error={queue.error} onRetry={queue.retry} />
          </div>
        ) : cards.length === 0 ? (
          <EmptyQueue filtered={props.filtered} onClear={props.onClearFilters} />
        ) : (
          <ul className={styles.rows} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((row) => {
              const card = cards[row.index]
              if (!card) return null
              const Card = phone ? PhoneCard : PatientSummaryCard
              const signing = approve.isPending && approve.variables === card.consultationId
              const act = {
                approve: () => quickApprove(card),
                ask: () => open(card, 'ask'),
                deny: () => open(card, 'deny'),
              }
              return (
                <li
                  key={row.key}
                  data-id={card.consultationId}
                  data-index={row.index}
                  ref={phone ? rows.measureElement : undefined}
                  tabIndex={row.index === selectedIndex ? 0 : -1}
                  className={cardStyles.row}
                  style={{ transform: `translateY(${row.start}px)`, height: phone ? undefined : rowHeight }}
                  onFocus={() => setSelectedId(card.consultationId)}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.target !== event.currentTarget) return
                    event.preventDefault()
                    open(card)
                  }}
                  onPointerDown={() => {
                    pressedSelected.current = row.index === selectedIndex
                  }}
                  onClick={() => {
                    // On a phone the first tap on a green card shows what can be done with it.
                    if (phone && isGreen(card) && !pressedSelected.current) setSelectedId(card.consultationId)
                    else open(card)
                  }}
                >
                  <Card
                    card={card}
                    now={now}
                    selected={row.index === selectedIndex}
                    gone={list.gone.has(card.consultationId)}
                    actions={
                      mayDecideHere &&
                      isGreen(card) &&
                      (phone ? (
                        <PhoneActions {...act} signing={signing} />
                      ) : (
                        <QuickActionButtons
                          {...act}
                          name={card.patient.name}
                          selected={row.index === selectedIndex}
                          signing={signing}
                        />
                      ))
                    }
                  />
                </li>
              )
            })}
          </ul>
        )}
      </div>
    </section>
  )
}
