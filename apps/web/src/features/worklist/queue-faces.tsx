/** The list when there is no list: empty, without a license, loading; and what waits above it. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconFilterOff, IconLicenseOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../ui/empty-state.tsx'
import { clockLength, count } from '../../ui/format.ts'
import { SkeletonLine } from '../../ui/skeletons.tsx'
import { useMe } from '../session/use-me.ts'
import styles from './patient-summary-card.module.css'
import { ArrivalSound } from './sound-switch.tsx'
import { useShift } from './use-queue.ts'

export function NewAbove({ count: n, onClick }: { count: number; onClick: () => void }) {
  return (
    <Button size="xs" variant="light" onClick={onClick}>
      {n} new above, show
    </Button>
  )
}

export function EmptyQueue({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const shift = useShift()
  const profile = useMe()?.provider
  if (profile && !profile.licences.some((licence) => licence.active))
    return (
      <EmptyState
        icon={<IconLicenseOff size={26} stroke={1.6} />}
        title="You hold no active license"
        text={
          profile.licences.length > 0
            ? `Cases are offered where a license of yours is active. ${count(profile.licences.length, 'license')} on record ${profile.licences.length === 1 ? 'is' : 'are'} not. Your administrator keeps the list.`
            : 'Cases are offered where a license of yours is active, and none is on record. Your administrator keeps the list.'
        }
      >
        <Button renderRoot={(props) => <Link to="/preferences" {...props} />}>See my licenses</Button>
      </EmptyState>
    )
  if (filtered)
    return (
      <EmptyState
        icon={<IconFilterOff size={26} stroke={1.6} />}
        title="No case matches these filters"
        text={
          shift && shift.waiting > 0
            ? `${count(shift.waiting, 'case')} wait outside of them.`
            : 'Nothing waits outside of them either.'
        }
      >
        <Button onClick={onClear}>Clear filters</Button>
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<IconCircleCheck size={26} stroke={1.6} />}
      title="Nothing is waiting"
      text={
        <>
          {shift && shift.doneToday > 0 && `You did ${count(shift.doneToday, 'case')} today`}
          {shift &&
            shift.doneToday > 0 &&
            shift.averageActiveSeconds !== null &&
            ` at ${clockLength(shift.averageActiveSeconds)} each`}
          {shift && shift.doneToday > 0 && '. '}
          New cases show here at once; the tab title counts them.
        </>
      }
    >
      <ArrivalSound />
    </EmptyState>
  )
}

/** Rows of the true height, so that nothing moves when the cases come. */
export function SkeletonCards({ rowHeight }: { rowHeight: number }) {
  return (
    <div aria-hidden>
      {[0, 1, 2, 3, 4, 5, 6, 7, 8].map((row) => (
        <div key={row} style={{ height: rowHeight }}>
          <div className={styles.card}>
            <div className={styles.skeletonLines}>
              <SkeletonLine width={48} />
              <SkeletonLine width={64} height={4} />
            </div>
            <div className={styles.skeletonLines}>
              <SkeletonLine width={130 + ((row * 37) % 70)} />
              <SkeletonLine width={`${60 + ((row * 17) % 30)}%`} />
              <SkeletonLine width={`${40 + ((row * 23) % 30)}%`} />
            </div>
            <div className={styles.skeletonLines}>
              <SkeletonLine width={140} />
              <SkeletonLine width={80} />
            </div>
          </div>
        </div>
      ))}
    </div>
  )
}
