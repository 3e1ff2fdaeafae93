/** What was approved and where it is, by lane; one order opens beside the list, which stays live. */
import { OrderLane, type OrderRow } from '@countersign/contract'
import { Button } from '@mantine/core'
import { IconChevronDown, IconPackage } from '@tabler/icons-react'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Chip } from '../../ui/chips.tsx'
import { sexLetters, span } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ListFaces, ShowMore } from '../../ui/list-faces.tsx'
import { SkeletonLine } from '../../ui/skeletons.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useTakeNext } from '../consultations/decide.ts'
import { useMay } from '../session/use-me.ts'
import { useKeys } from '../workspace/keys.ts'
import { LiveIndicator, PausedBanner } from '../workspace/live-state.tsx'
import shell from '../workspace/workspace.module.css'
import { OrderDetailModal } from './order-detail-modal.tsx'
import { laneNames, rowFace } from './order-words.ts'
import styles from './orders.module.css'
import { useOrderCounts, useOrderList } from './use-orders.ts'

const lanes = OrderLane.options

const emptyTitles: Record<OrderLane, string> = {
  trouble: 'Nothing is in trouble',
  needs_review: 'Nothing waits for a signature',
  on_hold: 'Nothing is on hold',
  sent: 'Nothing is under way',
  done: 'Nothing is done yet',
}

export function OrdersPage() {
  const navigate = useNavigate()
  const { id } = useParams({ strict: false })
  const { lane: laneText } = useSearch({ strict: false })
  const lane = lanes.find((one) => one === laneText)
  const counts = useOrderCounts()
  const list = useOrderList(lane ?? 'open')
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const grouped = lanes
    .map((one) => ({ lane: one, rows: rows.filter((row) => row.lane === one) }))
    .filter((group) => group.rows.length > 0)
  const flat = grouped.flatMap((group) => group.rows)
  const show = (orderId: string) => navigate({ to: '/orders/$id', params: { id: orderId }, search: { lane } })
  const close = () => navigate({ to: '/orders', search: { lane } })
  const move = (by: number) => {
    const index = flat.findIndex((row) => row.id === id)
    const next = flat[index < 0 ? 0 : Math.max(0, Math.min(flat.length - 1, index + by))]
    if (next) show(next.id)
  }
  const takeNext = useTakeNext()
  const mayTake = useMay('queue:take')
  const take = () => {
    if (mayTake && !takeNext.isPending) takeNext.mutate()
  }
  useKeys({ j: () => move(1), k: () => move(-1), n: take, escape: () => id && close() })
  const open = counts && counts.trouble + counts.needs_review + counts.on_hold + counts.sent
  return (
    <main className={shell.main}>
      <header className={shell.topbar}>
        <h1>Orders</h1>
        <span className={shell.gap} />
        <LiveIndicator />
        {mayTake && (
          <Button
            size="md"
            onClick={take}
            loading={takeNext.isPending}
            rightSection={<KeyCap onFill>n</KeyCap>}
            visibleFrom="sm"
          >
            Take next
          </Button>
        )}
      </header>
      <PausedBanner />
      <div className={styles.split} data-open={id ? '' : undefined}>
        <section className={styles.list} aria-label="Orders">
          <nav className={styles.lanes} aria-label="Lanes">
            {[undefined, ...lanes].map((one) => (
              <button
                key={one ?? 'all'}
                type="button"
                aria-pressed={lane === one}
                onClick={() =>
                  navigate(
                    id
                      ? { to: '/orders/$id', params: { id }, search: { lane: one } }
                      : { to: '/orders', search: { lane: one } },
                  )
                }
              >
                {one ? laneNames[one] : 'All open'}
                {one !== 'done' && <span className="num">{one ? counts?.[one] : open}</span>}
              </button>
            ))}
          </nav>
          <div className={styles.rows}>
            <ListFaces
              pending={list.isPending}
              error={list.error}
              onRetry={list.refetch}
              empty={
                list.data && flat.length === 0
                  ? {
                      icon: <IconPackage size={26} stroke={1.6} />,
                      title: lane ? emptyTitles[lane] : 'No order is open',
                      text: 'An approval makes one; it shows here at once.',
                    }
                  : null
              }
              skeleton={
                <div className={styles.row}>
                  <SkeletonLine width={120} />
                  <SkeletonLine width={160} />
                  <SkeletonLine width={90} />
                </div>
              }
              rows={6}
            />
            {grouped.map((group) => (
              <Lane
                key={group.lane}
                lane={group.lane}
                count={counts?.[group.lane]}
                rows={group.rows}
                chosen={id}
                onOpen={show}
              />
            ))}
            <ShowMore list={list} />
          </div>
        </section>
        {id && <OrderDetailModal id={id} onClose={close} />}
      </div>
    </main>
  )
}

function Lane(props: {
  lane: OrderLane
  count: number | undefined
  rows: OrderRow[]
  chosen: string | undefined
  onOpen: (id: string) => void
}) {
  const [open, setOpen] = useState(true)
  const now = useNow(30_000)
  return (
    <section>
      <button type="button" className={styles.lane} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronDown size={15} stroke={1.75} aria-hidden />
        <b>{laneNames[props.lane]}</b>
        <span className="num">{props.count ?? props.rows.length}</span>
        {props.lane !== 'sent' && props.lane !== 'done' && <i>longest waiting first</i>}
      </button>
      {open && (
        <ul>
          {props.rows.map((row) => (
            <Row key={row.id} row={row} now={now} chosen={row.id === props.chosen} onOpen={props.onOpen} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({
  row,
  now,
  chosen,
  onOpen,
}: {
  row: OrderRow
  now: number
  chosen: boolean
  onOpen: (id: string) => void
}) {
  const face = rowFace(row)
  useEffect(() => {
    if (chosen) document.getElementById(`order-${row.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, row.id])
  return (
    <li id={`order-${row.id}`}>
      <button
        type="button"
        className={styles.row}
        data-on={chosen ? '' : undefined}
        aria-current={chosen}
        onClick={() => onOpen(row.id)}
      >
        <span>
          <b>{row.patient.name}</b> {row.patient.age} {sexLetters[row.patient.sex]}
        </span>
        <span>{row.drug}</span>
        <Chip tone={face.tone}>{face.text}</Chip>
        <time className="num" dateTime={row.since}>
          {span(now - Date.parse(row.since))}
        </time>
      </button>
    </li>
  )
}
