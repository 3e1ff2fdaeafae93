/** The list of visits on its way, empty, or failed; else what to show of it. */
import type { PortalHome } from '@countersign/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { Notice, ProblemNotice } from './patient-ui/notice.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'

export function HomeState(props: {
  home: UseQueryResult<PortalHome>
  empty: string
  children: (rows: PortalHome['consultations']) => ReactNode
}) {
  const { home } = props
  if (home.data) {
    return home.data.consultations.length > 0 ? (
      props.children(home.data.consultations)
    ) : (
      <Notice tone="info" title="Nothing here yet" actions={<BigLink href="/">Start a visit</BigLink>}>
        <p>{props.empty}</p>
      </Notice>
    )
  }
  if (home.isPending) return <Skeletons heights={[74, 74]} />
  return (
    <ProblemNotice
      error={home.error}
      saved="Your visits go on as before."
      actions={
        <BigButton look="outline" onClick={() => void home.refetch()}>
          Try again
        </BigButton>
      }
    />
  )
}
