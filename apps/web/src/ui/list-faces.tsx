/** A list that is not there: being read, not readable, or with nothing in it; and the way to what comes after. */
import { Button } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { Delayed } from './skeletons.tsx'
import styles from './states.module.css'

export function ListFaces(props: {
  pending: boolean
  error: unknown
  onRetry: () => unknown
  /** What is said of nothing; null while there is something, or nobody knows yet. */
  empty: Pick<ComponentProps<typeof EmptyState>, 'icon' | 'title' | 'text'> | null
  /** One row while the list is read, and how many of it. */
  skeleton: ReactNode
  rows: number
}) {
  return (
    <>
      {props.pending && (
        <Delayed>
          {Array.from({ length: props.rows }, (_, row) => row).map((row) => (
            <div key={row}>{props.skeleton}</div>
          ))}
        </Delayed>
      )}
      {props.error !== null && (
        <div className={styles.inList}>
          <ProblemAlert error={props.error} onRetry={props.onRetry} />
        </div>
      )}
      {props.empty && <EmptyState {...props.empty} />}
    </>
  )
}

/** At the end of a list that comes in pages. */
export function ShowMore({
  list,
}: {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  if (!list.hasNextPage) return null
  return (
    <div className={styles.inList}>
      <Button variant="default" onClick={() => list.fetchNextPage()} loading={list.isFetchingNextPage}>
        Show more
      </Button>
    </div>
  )
}
