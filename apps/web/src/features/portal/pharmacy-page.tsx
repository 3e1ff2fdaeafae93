/** Another pharmacy, as long as nothing was sent. */
import type { PortalConsultation } from '@countersign/contract'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { PharmacyPicker } from './patient-ui/pharmacy-picker.tsx'
import styles from './portal.module.css'
import { PortalFrame } from './portal-frame.tsx'
import { useVisitChanged } from './use-visit.ts'
import { useVisit, VisitState } from './visit-state.tsx'

export function PharmacyPage() {
  const { id } = useParams({ from: '/portal/visits/$id/pharmacy' })
  const visit = useVisit(id)
  return (
    <PortalFrame
      title="Your pharmacy"
      place="Home"
      back={{ to: `/portal/visits/${id}`, label: 'Back to my visit' }}
    >
      <div className={`${styles.narrow} ${ui.stack}`}>
        <VisitState visit={visit}>
          {(loaded) =>
            loaded.pharmacyChangeable ? (
              <ChangePharmacy visit={loaded} />
            ) : (
              <>
                <ScreenHeading focusKey="pharmacy-fixed">The prescription is on its way</ScreenHeading>
                <p className={styles.lead}>
                  {loaded.pharmacy?.name ?? 'The pharmacy'} has it or is getting it. To move it to another
                  pharmacy, write to us.
                </p>
                <BigLink href={`/portal/visits/${loaded.id}/messages`}>Write to us</BigLink>
              </>
            )
          }
        </VisitState>
      </div>
    </PortalFrame>
  )
}

function ChangePharmacy({ visit }: { visit: PortalConsultation }) {
  const [chosen, setChosen] = useState(visit.pharmacy?.ncpdpId ?? null)
  const [error, setError] = useState<string | undefined>()
  const navigate = useNavigate()
  const changed = useVisitChanged()
  const save = useMutation({
    mutationFn: (pharmacyId: string) =>
      api('choosePharmacy', { params: { id: visit.id }, body: { pharmacyId } }),
    onSuccess: (next) => {
      changed(next)
      void navigate({ to: '/portal/visits/$id', params: { id: visit.id } })
    },
  })
  return (
    <>
      <div>
        <ScreenHeading focusKey="change-pharmacy">Choose your pharmacy</ScreenHeading>
        <p className={styles.lead}>You can change it until the prescription is sent.</p>
      </div>
      <PharmacyPicker
        state={visit.pharmacy?.state ?? null}
        chosen={chosen}
        error={error}
        onChoose={(ncpdpId) => {
          setError(undefined)
          setChosen(ncpdpId)
        }}
      />
      <ProblemNotice error={save.error} saved="Your pharmacy is as it was." />
      <BigButton
        busy={save.isPending && 'Saving'}
        onClick={() => {
          if (chosen === null) setError('Choose a pharmacy to go on.')
          else save.mutate(chosen)
        }}
      >
        Use this pharmacy
      </BigButton>
    </>
  )
}
