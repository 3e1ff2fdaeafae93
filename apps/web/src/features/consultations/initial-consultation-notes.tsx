/**
 * The review: who, why, what is dangerous, what is missing, what we propose, and the keys that decide.
 * `ConsultationPage` reads the case and takes it; `InitialConsultationNotes` is the screen of three panes.
 */
import type { ConsultationSummary } from '@countersign/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { ApiProblem, isProblem, problemOf } from '../../api/problem.ts'
import { Delayed } from '../../ui/skeletons.tsx'
import { useMay } from '../session/use-me.ts'
import { Review } from './review.tsx'
import { CaseUnavailable, ReviewSkeleton } from './review-faces.tsx'
import { offerUndo } from './undo-store.ts'
import { consultationKey, useConsultation } from './use-consultation.ts'

export function ConsultationPage() {
  const { id } = useParams({ from: '/workspace/consultations/$id' })
  const answer = useConsultation(id)
  if (answer.data) return <InitialConsultationNotes key={id} summary={answer.data} />
  if (answer.error) {
    const problem =
      problemOf(answer.error) ?? new ApiProblem('internal', { status: 500, title: 'Something went wrong' })
    return <CaseUnavailable error={problem} onRetry={() => answer.refetch()} />
  }
  return (
    <Delayed>
      <ReviewSkeleton />
    </Delayed>
  )
}

const takeable = new Set<ConsultationSummary['consultation']['status']>(['submitted', 'escalated'])

export function InitialConsultationNotes({ summary }: { summary: ConsultationSummary }) {
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
    if (undoable === null) return
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
      startWith={act === 'ask' || act === 'deny' || act === 'escalate' ? act : null}
      claiming={claim.isPending}
      claimProblem={problem}
      onTake={mayClaim ? () => take() : undefined}
      onLeave={() => navigate({ to: '/queue' })}
    />
  )
}
