/** The check-in before a next dose, and stopping the doses that are still to come. */
import type { CheckInAnswers } from '@countersign/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { CheckInForm } from './check-in-form.tsx'
import { BigButton } from './patient-ui/buttons.tsx'
import { Notice, ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { BackButton, Body, PatientPage, ScreenHeading } from './patient-ui/patient-page.tsx'
import styles from './portal.module.css'
import { Closed, told, useDone } from './refill-pages.tsx'
import { portalTitrationsQuery } from './use-titrations.ts'
import { usePortalLive } from './use-visit.ts'

const MEDICINES = '/portal/medicines'

export function TitrationCheckInPage() {
  const { id } = useParams({ from: '/portal/titrations/$id' })
  usePortalLive()
  const navigate = useNavigate()
  const titrations = useQuery(portalTitrationsQuery)
  const done = useDone()
  const series = titrations.data?.items.find((one) => one.id === id)
  const checkIn = series?.checkIn
  const send = useMutation({
    mutationFn: ({ step, answers }: { step: number; answers: Partial<CheckInAnswers> }) =>
      api('answerCheckIn', { params: { id }, body: { step, answers: told(answers) } }),
    onSuccess: () => done(MEDICINES),
  })
  if (!series || !checkIn)
    return send.isPending || send.isSuccess ? null : (
      <Closed
        query={titrations}
        title="There is no question for you now"
        text="We ask you how it is going before your next dose."
      />
    )
  const present = series.steps.find(({ state }) => state === 'now')
  return (
    <CheckInForm
      title="How is it going?"
      about={present?.medicine ?? ''}
      ask={checkIn.ask}
      send="Send my answers"
      sending={send.isPending}
      error={send.error}
      onSend={(answers) => send.mutate({ step: checkIn.step, answers })}
      onLeave={() => navigate({ to: MEDICINES })}
    />
  )
}

export function StopTitrationPage() {
  const { id } = useParams({ from: '/portal/titrations/$id/stop' })
  usePortalLive()
  const navigate = useNavigate()
  const titrations = useQuery(portalTitrationsQuery)
  const done = useDone()
  const [reason, setReason] = useState('')
  const stop = useMutation({
    mutationFn: () => api('stopMyTitration', { params: { id }, body: { reason: reason.trim() } }),
    onSuccess: () => done(MEDICINES),
  })
  const series = titrations.data?.items.find((one) => one.id === id)
  if (series?.status !== 'active')
    return stop.isPending || stop.isSuccess ? null : (
      <Closed query={titrations} title="There is nothing to stop" text="No more doses are planned for you." />
    )
  return (
    <PatientPage
      title="Stop the next doses"
      top={
        <header className={styles.questionTop}>
          <BackButton onClick={() => navigate({ to: MEDICINES })} />
        </header>
      }
    >
      <form
        style={{ flex: 1, display: 'flex', flexDirection: 'column' }}
        onSubmit={(event) => {
          event.preventDefault()
          if (!stop.isPending) stop.mutate()
        }}
      >
        <Body>
          <ScreenHeading focusKey="stop the next doses">Stop the next doses?</ScreenHeading>
          <p className={ui.help}>
            Nothing more will be sent to your pharmacy. What you have at home is not changed. Your provider is
            told.
          </p>
          <div className={ui.stack}>
            <Notice tone="info" title="Not feeling well?">
              <p>
                Send us a message first, or call 911 if you are in danger. You do not have to stop to be
                heard.
              </p>
            </Notice>
            <label className={ui.field}>
              <span className={ui.label}>Why? You do not have to say.</span>
              <textarea
                className={ui.input}
                rows={3}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            </label>
            <ProblemNotice error={stop.error} />
          </div>
        </Body>
        <footer className={ui.foot} data-line>
          <BigButton type="submit" busy={stop.isPending && 'Stopping'}>
            Stop the next doses
          </BigButton>
        </footer>
      </form>
    </PatientPage>
  )
}
