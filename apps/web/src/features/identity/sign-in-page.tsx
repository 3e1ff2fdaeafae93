/** One door for patients and staff. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { phoneWords } from '../../ui/format.ts'
import { clinicQuery, DEFAULT_CLINIC } from '../intake/use-intake.ts'
import { Notice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { idleWords, readIdleMinutes } from '../session/idle.ts'
import { homeOf, meQuery } from '../session/use-me.ts'
import { SignInForm } from './account-form.tsx'
import { safeNext } from './safe-next.ts'

/** Goes where the person wanted to go, or home. The whole app starts anew, with the new session. */
export function useGoOn(next: string | undefined): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    const wanted = safeNext(next)
    // An account whose first visit was never sent belongs to no clinic yet: there is only that visit to go on with.
    if (me === null) window.location.replace(wanted?.startsWith('/intake/') ? wanted : '/')
    else window.location.replace(me.secondFactorRequired ? '/set-up-two-factor' : (wanted ?? homeOf(me)))
  }
}

export function SignInPage() {
  const { next, idle } = useSearch({ from: '/sign-in' })
  const idleMinutes = readIdleMinutes(idle)
  const navigate = useNavigate()
  const goOn = useGoOn(next)
  const me = useQuery(meQuery)
  const clinic = useQuery(clinicQuery(DEFAULT_CLINIC)).data
  const already = useRef(false)
  useEffect(() => {
    if (!me.data || already.current) return
    already.current = true
    void goOn()
  }, [me.data, goOn])
  return (
    <PatientPage
      title="Sign in · Countersign"
      top={<BrandBar name={clinic?.name ?? 'Countersign'} href="/" />}
    >
      <Body wide={448}>
        <ScreenHeading focusKey="sign-in">Sign in</ScreenHeading>
        {idleMinutes !== null && (
          <div style={{ margin: '16px 0' }}>
            <Notice tone="info" role="status">
              {idleWords(idleMinutes, next)}
            </Notice>
          </div>
        )}
        <p className={ui.help}>Patients and clinic staff sign in here.</p>
        <div style={{ marginTop: 24 }}>
          <SignInForm
            onSignedIn={goOn}
            onSecondFactor={() => void navigate({ to: '/two-factor', search: { next } })}
          />
        </div>
        <div className={ui.why}>
          <b>Forgot your password?</b>
          <a href="/forgot-password">Choose a new one</a>.
        </div>
        <div className={ui.why}>
          <b>New here?</b>
          <a href="/">Start a visit</a>. You make your account on the way.
        </div>
        {clinic && (
          <p className={ui.smaller} style={{ marginTop: 16 }}>
            Can't sign in? Call {clinic.name} at{' '}
            <a href={`tel:${clinic.phone}`}>{phoneWords(clinic.phone)}</a>.
          </p>
        )}
      </Body>
    </PatientPage>
  )
}
