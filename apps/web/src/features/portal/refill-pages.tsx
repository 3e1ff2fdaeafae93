/** Asking for a refill, and saying how it goes when a pharmacy or the schedule asked for one. */
import type { CheckInAnswers } from '@countersign/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ApiBody, api } from '../../api/client.ts'
import { CheckInForm } from './check-in-form.tsx'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'
import { portalRefillsQuery } from './use-refills.ts'
import { usePortalLive } from './use-visit.ts'

/** What the contract fills up with "not said". */
export const told = (answers: Partial<CheckInAnswers>) => answers as ApiBody<'requestRefill'>['answers']

/** Reads the portal again and goes on. */
export function useDone() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (to: string) => {
    await client.invalidateQueries({ queryKey: ['portal'] })
    await navigate({ href: to, replace: true })
  }
}

/** A medicine to have again. */
export function RequestRefillPage() {
  const { prescriptionId } = useParams({ from: '/portal/refills/new/$prescriptionId' })
  usePortalLive()
  const navigate = useNavigate()
  const refills = useQuery(portalRefillsQuery)
  const done = useDone()
  const send = useMutation({
    mutationFn: (answers: Partial<CheckInAnswers>) =>
      api('requestRefill', { body: { prescriptionId, answers: told(answers) } }),
    onSuccess: ({ consultationId }) => done(`/portal/visits/${consultationId}`),
  })
  const medicine = refills.data?.refillable.find((one) => one.prescriptionId === prescriptionId)
  if (!medicine || (!medicine.open && !send.isPending && !send.isSuccess))
    return (
      <Closed
        query={refills}
        title="This cannot be asked for now"
        text={medicine?.reason ?? 'This medicine is not on your list.'}
      />
    )
  return (
    <CheckInForm
      title="Refill"
      about={medicine.medicine}
      ask={medicine.ask}
      send="Ask for the refill"
      sending={send.isPending}
      error={send.error}
      onSend={(answers) => send.mutate(answers)}
      onLeave={() => navigate({ to: '/portal/medicines' })}
    />
  )
}

/** A check-in for a refill that somebody else asked for. */
export function RefillCheckInPage() {
  const { id } = useParams({ from: '/portal/refills/$id' })
  usePortalLive()
  const navigate = useNavigate()
  const refills = useQuery(portalRefillsQuery)
  const done = useDone()
  const send = useMutation({
    mutationFn: (answers: Partial<CheckInAnswers>) =>
      api('answerRefill', { params: { id }, body: { answers: told(answers) } }),
    onSuccess: () => done(`/portal/visits/${id}`),
  })
  const request = refills.data?.requests.find((one) => one.id === id)
  if (!request?.ask && !send.isPending)
    return (
      <Closed
        query={refills}
        title="There is no question for you now"
        text="We have what we need. Thank you."
      />
    )
  if (!request?.ask) return null
  return (
    <CheckInForm
      title="How is it going?"
      about={request.medicine}
      ask={request.ask}
      send="Send my answers"
      sending={send.isPending}
      error={send.error}
      onSend={(answers) => send.mutate(answers)}
      onLeave={() => navigate({ to: '/portal/medicines' })}
    />
  )
}

/** Nothing to answer here, or it could not be read. */
export function Closed(props: {
  query: { isPending: boolean; error: unknown; refetch: () => unknown }
  title: string
  text: string
}) {
  const { query } = props
  return (
    <PatientPage title={props.title} top={<div className={ui.top} />}>
      <Body>
        {query.isPending ? (
          <Skeletons heights={[64, 180]} />
        ) : query.error ? (
          <ProblemNotice
            error={query.error}
            actions={
              <BigButton look="outline" onClick={() => void query.refetch()}>
                Try again
              </BigButton>
            }
          />
        ) : (
          <>
            <ScreenHeading focusKey={props.title}>{props.title}</ScreenHeading>
            <p className={ui.help}>{props.text}</p>
            <div className={ui.tight} style={{ marginTop: 20 }}>
              <BigLink href="/portal/medicines">Back to my medicines</BigLink>
            </div>
          </>
        )}
      </Body>
    </PatientPage>
  )
}
