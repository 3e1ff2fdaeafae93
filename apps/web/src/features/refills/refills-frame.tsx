/** The lanes of what goes on after a first prescription, with what waits in each. */
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LiveIndicator, PausedBanner } from '../workspace/live-state.tsx'
import shell from '../workspace/workspace.module.css'
import styles from './refills.module.css'
import { laneNames, type RefillLane, refillLanes } from './use-refills.ts'
import { useTaskCounts } from './use-task-counts.ts'

export function RefillsFrame(props: { lane: RefillLane; action?: ReactNode; children: ReactNode }) {
  const navigate = useNavigate()
  const counts = useTaskCounts()
  return (
    <main className={shell.main}>
      <header className={shell.topbar}>
        <h1>Refills</h1>
        <span className={shell.gap} />
        <LiveIndicator />
        {props.action}
      </header>
      <PausedBanner />
      <nav className={styles.lanes} aria-label="Lanes">
        {refillLanes.map((lane) => (
          <button
            key={lane}
            type="button"
            aria-pressed={props.lane === lane}
            onClick={() =>
              navigate({ to: '/refills', search: { lane: lane === 'requested' ? undefined : lane } })
            }
          >
            {laneNames[lane]}
            {lane !== 'decided' && <span className="num">{counts[lane]}</span>}
          </button>
        ))}
      </nav>
      {props.children}
    </main>
  )
}
