/** Tasks in groups, moved through by `j` and `k` and opened by Enter, as every list of the workspace is. */
import type { ChangeRequestView } from '@countersign/contract'
import { type ReactNode, useEffect, useState } from 'react'
import { span } from '../../ui/format.ts'
import { ListFaces } from '../../ui/list-faces.tsx'
import { SkeletonLine } from '../../ui/skeletons.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useKeys } from '../workspace/keys.ts'
import styles from './refills.module.css'

export type TaskRow = {
  id: string
  patient: ChangeRequestView['patient']
  what: ReactNode
  why: ReactNode
  /** Since when it stands here; null where that says nothing. */
  since: string | null
}
export type TaskGroup = {
  title: string
  rows: readonly TaskRow[] | undefined
  error: unknown
  retry: () => void
}

export function TaskGroups(props: {
  groups: readonly TaskGroup[]
  empty: { icon: ReactNode; title: string; text: string }
  onOpen: (id: string) => void
}) {
  const { groups, onOpen } = props
  const [at, setAt] = useState(0)
  const now = useNow(30_000)
  const rows = groups.flatMap((group) => group.rows ?? [])
  const current = rows[at]
  const move = (by: number) => setAt((index) => Math.max(0, Math.min(rows.length - 1, index + by)))
  useKeys({ j: () => move(1), k: () => move(-1), enter: () => current && onOpen(current.id) })
  useEffect(() => {
    if (current) document.getElementById(`task-${current.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const failed = groups.find((group) => group.error !== null && group.rows === undefined)
  const pending = groups.some((group) => group.rows === undefined) && !failed
  return (
    <div className={styles.rows}>
      <ListFaces
        pending={pending}
        error={failed?.error ?? null}
        onRetry={failed?.retry ?? (() => undefined)}
        empty={!pending && !failed && rows.length === 0 ? props.empty : null}
        skeleton={<SkeletonTask />}
        rows={4}
      />
      {groups
        .filter((group) => (group.rows?.length ?? 0) > 0)
        .map((group) => (
          <section key={group.title}>
            <h2 className={styles.group}>
              {group.title} <span className="num">{group.rows?.length}</span>
            </h2>
            <ul aria-label={group.title}>
              {group.rows?.map((row) => (
                <li
                  key={row.id}
                  id={`task-${row.id}`}
                  className={styles.row}
                  data-on={row === current ? '' : undefined}
                >
                  <button
                    type="button"
                    className={styles.open}
                    data-plain
                    aria-current={row === current}
                    onClick={() => onOpen(row.id)}
                  >
                    <span className={styles.who}>
                      <b>{row.patient.name}</b> {row.patient.state}
                    </span>
                    <span className={styles.drug}>{row.what}</span>
                    <span className={styles.why}>{row.why}</span>
                    <time className="num">{row.since && span(now - Date.parse(row.since))}</time>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  )
}

export function SkeletonTask() {
  return (
    <div className={styles.skeleton}>
      <SkeletonLine width={140} />
      <SkeletonLine width={220} />
    </div>
  )
}
