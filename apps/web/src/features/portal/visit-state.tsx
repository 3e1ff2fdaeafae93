/** A visit on its way, missing, or failed to load; else what to show of it. */
import type { PortalConsultation } from '@countersign/contract'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isProblem } from '../../api/problem.ts'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'
import styles from './portal.module.css'
import { visitQuery } from './use-visit.ts'

export const useVisit = (id: string) => useQuery(visitQuery(id))

export function VisitState(props: {
  visit: UseQueryResult<PortalConsultation>
  children: (visit: PortalConsultation) => ReactNode
}) {
  const { visit } = props
  if (visit.data) {
    return (
      <>
        {visit.isError && (
          <ProblemNotice
            error={visit.error}
            saved="What you see is from a moment ago."
            actions={
              <BigButton look="outline" onClick={() => void visit.refetch()}>
                Load again
              </BigButton>
            }
          />
        )}
        {props.children(visit.data)}
      </>
    )
  }
  if (visit.isPending) return <Skeletons heights={[64, 48, 260, 74, 74]} />
  if (isProblem(visit.error, 'not-found', 'validation-failed', 'bad-request')) {
    return (
      <div className={styles.narrow}>
        <ScreenHeading focusKey="no-visit">This visit is not in your account</ScreenHeading>
        <p className={styles.lead}>Did you use another e-mail for it? Sign in with that one.</p>
        <div className={ui.tight} style={{ marginTop: 20 }}>
          <BigLink href="/portal">See my visits</BigLink>
        </div>
      </div>
    )
  }
  return (
    <div className={styles.narrow}>
      <ScreenHeading focusKey="visit-failed">Your visit could not be loaded</ScreenHeading>
      <div style={{ marginTop: 16 }}>
        <ProblemNotice
          error={visit.error}
          saved="Your visit goes on as before."
          actions={
            <BigButton look="outline" onClick={() => void visit.refetch()}>
              Try again
            </BigButton>
          }
        />
      </div>
    </div>
  )
}
