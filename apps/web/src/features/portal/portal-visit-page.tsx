/** One visit by its address. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { PortalFrame } from './portal-frame.tsx'
import { portalHomeQuery } from './use-visit.ts'
import { useVisit, VisitState } from './visit-state.tsx'
import { VisitView } from './visit-view.tsx'
import { visitNames } from './visit-words.ts'

export function PortalVisitPage() {
  const { id } = useParams({ from: '/portal/visits/$id' })
  const visit = useVisit(id)
  const others = useQuery(portalHomeQuery).data?.consultations.length ?? 0
  return (
    <PortalFrame
      title={visit.data ? visitNames[visit.data.category] : 'Your visit'}
      place="Home"
      {...(others > 1 ? { back: { to: '/portal', label: 'All my visits' } } : {})}
    >
      <VisitState visit={visit}>{(loaded) => <VisitView visit={loaded} />}</VisitState>
    </PortalFrame>
  )
}
