/** A provider's task beside its patient: what is asked at the left, the answer at the right, the act at the foot. */
import type { ChangeRequestView } from '@countersign/contract'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { PausedBanner } from '../workspace/live-state.tsx'
import shell from '../workspace/workspace.module.css'
import styles from './task-page.module.css'
import type { RefillLane } from './use-refills.ts'

export function TaskPage(props: {
  lane: RefillLane
  patient: ChangeRequestView['patient']
  tags: ReactNode
  facts: ReactNode
  left: ReactNode
  /** Absent where there is nothing to do. */
  right?: ReactNode
  foot?: ReactNode
}) {
  const { patient } = props
  return (
    <main className={shell.main}>
      <header className={styles.bar}>
        <BackTo lane={props.lane} />
        <h1>{patient.name}</h1>
        <span className={styles.quiet}>
          {patient.state}, {patient.mrn}
        </span>
        <span className={styles.tags}>{props.tags}</span>
        <span className={styles.facts}>{props.facts}</span>
      </header>
      <PausedBanner />
      <div className={styles.panes} data-one={props.right ? undefined : ''}>
        <div className={styles.pane}>{props.left}</div>
        {props.right && (
          <section className={styles.pane} aria-label="Answer">
            {props.right}
          </section>
        )}
      </div>
      {props.foot}
    </main>
  )
}

function BackTo({ lane }: { lane: RefillLane }) {
  return (
    <Link to="/refills" search={{ lane: lane === 'requested' ? undefined : lane }} className={styles.back}>
      <IconArrowLeft size={16} stroke={1.75} aria-hidden />
      <span className="visually-hidden">Back to </span>Refills
    </Link>
  )
}

/** While a task is read, and when it cannot be. */
export function TaskUnread(props: { lane: RefillLane; title: string; error: unknown; onRetry: () => void }) {
  return (
    <main className={shell.main}>
      <header className={styles.bar}>
        <BackTo lane={props.lane} />
        <h1>{props.title}</h1>
      </header>
      <div className={styles.pane}>
        {props.error ? (
          <ProblemAlert error={props.error} onRetry={props.onRetry} />
        ) : (
          <Delayed>
            {[60, 80, 40, 70].map((width) => (
              <SkeletonLine key={width} width={`${width}%`} />
            ))}
          </Delayed>
        )}
      </div>
    </main>
  )
}

/** What is said of the act, and the act, last on the right. */
export function TaskFoot({ say, children }: { say: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.foot} aria-label="Decision">
      <p id="task-say" className={styles.say}>
        {say}
      </p>
      <div>{children}</div>
    </section>
  )
}
