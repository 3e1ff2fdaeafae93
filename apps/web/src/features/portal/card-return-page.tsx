/**
 * Where the card page sends the patient back to. The card processor tells the clinic itself whether the card
 * was accepted; this page only leads to the visit, which shows it.
 */
import { useQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { meQuery } from '../session/use-me.ts'
import { BigLink } from './patient-ui/buttons.tsx'
import ui from './patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'

const isId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f-]{36}$/i.test(text)

export function CardReturnPage() {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const me = useQuery(meQuery)
  if (me.data?.role === 'patient') {
    return isId(search.consultation) ? (
      <Navigate to="/portal/visits/$id" params={{ id: search.consultation }} replace />
    ) : (
      <Navigate to="/portal" replace />
    )
  }
  return (
    <PatientPage title="Back from the card page" top={<BrandBar name="Countersign" href="/" />}>
      <Body>
        {me.isPending ? (
          <Skeletons heights={[34, 48]} />
        ) : (
          <>
            <ScreenHeading focusKey="card-return">Thank you</ScreenHeading>
            <p className={ui.help}>Sign in to see your visit and what comes next.</p>
            <div className={ui.tight} style={{ marginTop: 20 }}>
              <BigLink href="/sign-in?next=%2Fportal">Sign in</BigLink>
            </div>
          </>
        )}
      </Body>
    </PatientPage>
  )
}
