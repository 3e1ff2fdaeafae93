/**
 * The review: who, why, what is dangerous, what is missing, what we propose, and the keys that decide.
 * `ConsultationPage` reads the case and takes it; `InitialConsultationNotes` is the screen of three panes.
 */
import type { ConsultationSummary, RefillReview } from '@countersign/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { ApiProblem, isProblem, problemOf } from '../../api/problem.ts'
import { serverNow } from '../../api/server-clock.ts'
import { Delayed } from '../../ui/skeletons.tsx'
import { useRefillReview } from '../refills/use-refills.ts'
import { useMay } from '../session/use-me.ts'
import { Review } from './review.tsx'
import { CaseUnavailable, NoPermission, ReviewSkeleton } from './review-faces.tsx'
import { offerUndo } from './undo-store.ts'
import { consultationKey, useConsultation } from './use-consultation.ts'

export function ConsultationPage() {
  const { id } = useParams({ from: '/workspace/consultations/$id' })
  return useMay('chart:read') ? <OneConsultation id={id} /> : <NoPermission />
}

function OneConsultation({ id }: { id: string }) {
  const answer = useConsultation(id)
  const summary = answer.data
  const isRefill = summary?.consultation.visitKind === 'refill'
  const refill = useRefillReview(id, isRefill ? summary.consultation.version : null)
  if (summary && !isRefill) return <InitialConsultationNotes key={id} summary={summary} />
  if (summary && refill.data)
    return <InitialConsultationNotes key={id} summary={summary} refill={refill.data} />
  const failed = answer.error ?? refill.error
  if (failed) {
    const problem =
      problemOf(failed) ?? new ApiProblem('internal', { status: 500, title: 'Something went wrong' })
    return (
      <CaseUnavailable error={problem} onRetry={() => (answer.error ? answer.refetch() : refill.refetch())} />
    )
  }
  return (
    <Delayed>
      <ReviewSkeleton />
    </Delayed>
  )
}

const takeable = new Set<ConsultationSummary['consultation']['status']>(['submitted', 'escalated'])

export function InitialConsultationNotes({
  summary,
  refill,
}: {
  summary: ConsultationSummary
  refill?: RefillReview
}) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { do: act } = useSearch({ from: '/workspace/consultations/$id' })
  const mayClaim = useMay('consultation:claim')
  const { consultation } = summary
  const asked = useRef(false)
  const [problem, setProblem] = useState<unknown>(null)

  const claim = useMutation({
    mutationFn: () => api('claimConsultation', { params: { id: consultation.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: consultationKey(consultation.id) }),
    onError: (error) => {
      // Somebody was faster: the case shows who, read-only.
      if (!isProblem(error, 'consultation-claimed')) setProblem(error)
    },
  })

  // Opening a free case takes it, once: after a lost or released hold it is the person's turn to act.
  const free =
    takeable.has(consultation.status) && consultation.claim === null && summary.licence.status === 'active'
  const { mutate: take } = claim
  useEffect(() => {
    if (asked.current || !mayClaim || !free) return
    asked.current = true
    take()
  }, [free, mayClaim, take])

  // A decision made here before a reload can still be taken back.
  const { undoable } = consultation
  useEffect(() => {
    if (undoable === null || Date.parse(undoable.effectiveAt) <= serverNow()) return
    offerUndo({
      consultationId: consultation.id,
      decisionId: undoable.decisionId,
      status: undoable.status,
      title: `${summary.patient.name} ${undoable.status === 'info_requested' ? 'asked' : undoable.status}`,
      line: '',
      effectiveAt: Date.parse(undoable.effectiveAt),
    })
  }, [undoable, consultation.id, summary.patient.name])

  return (
    <Review
      summary={summary}
      refill={refill}
      startWith={act === 'ask' || act === 'deny' || act === 'escalate' ? act : null}
      claiming={claim.isPending}
      claimProblem={problem}
      onTake={mayClaim ? () => take() : undefined}
      onLeave={() => navigate({ to: '/queue' })}
    />
  )
}
