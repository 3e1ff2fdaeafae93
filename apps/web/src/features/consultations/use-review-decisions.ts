/** The four decisions and the release, from the review: send, put in the undo slot, open the next case. */
import type { ConsultationSummary } from '@countersign/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { type ApiBody, api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { count } from '../../ui/format.ts'
import { announce, approvalLine, refreshAfterDecision, useTakeNext } from './decide.ts'
import { consultationKey } from './use-consultation.ts'

const askAgainMs = 5_000

export function useReviewDecisions(input: {
  summary: ConsultationSummary
  /** Done before a decision is sent. */
  before: () => Promise<void>
  /** The server refused it: the case is still held. */
  onRefused: () => void
  /** The note went with the decision: forget the draft. */
  onDecided: () => void
  onReleased: () => void
}) {
  const client = useQueryClient()
  const takeNext = useTakeNext()
  const { summary } = input
  const id = summary.consultation.id
  const name = summary.patient.name
  const params = { id }

  const after = () => {
    input.onDecided()
    refreshAfterDecision(client, id)
    takeNext.mutate()
  }
  /** A refusal because the case moved on: read it again, so that the screen says how. */
  const onError = (error: unknown) => {
    const problem = problemOf(error)
    if (!problem?.outcomeUnknown) input.onRefused()
    if (problem?.body.status === 409) client.invalidateQueries({ queryKey: consultationKey(id) })
  }
  const approve = useMutation({
    mutationFn: async ({
      body,
      drug,
      pharmacy,
    }: {
      body: ApiBody<'approveConsultation'>
      drug: string
      pharmacy: string | undefined
    }) => {
      await input.before()
      const decided = await api('approveConsultation', { params, body })
      announce(decided, 'approved', name, approvalLine(drug, pharmacy))
    },
    onSuccess: after,
    onError,
  })
  const deny = useMutation({
    mutationFn: async (body: ApiBody<'denyConsultation'>) => {
      await input.before()
      const decided = await api('denyConsultation', { params, body })
      announce(decided, 'denied', name, 'Card hold released, the patient told.')
    },
    onSuccess: after,
    onError,
  })
  const ask = useMutation({
    mutationFn: async (body: ApiBody<'askPatient'>) => {
      await input.before()
      const decided = await api('askPatient', { params, body })
      announce(decided, 'info_requested', name, `${count(body.questions.length, 'question')} to the portal.`)
    },
    onSuccess: after,
    onError,
  })
  const escalate = useMutation({
    mutationFn: async (body: ApiBody<'escalateConsultation'>) => {
      await input.before()
      const decided = await api('escalateConsultation', { params, body })
      announce(decided, 'escalated', name, 'The patient told where to go.')
    },
    onSuccess: after,
    onError,
  })
  const release = useMutation({
    mutationFn: async () => {
      await input.before()
      await api('releaseConsultation', { params })
    },
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['queue'] })
      client.invalidateQueries({ queryKey: ['shift'] })
      client.invalidateQueries({ queryKey: consultationKey(id), refetchType: 'none' })
      input.onReleased()
    },
    onError,
  })

  // A decision without an answer is asked about again with the same key until there is one.
  const open = [approve, deny, ask, escalate].find((one) => problemOf(one.error)?.outcomeUnknown)
  const again = () => {
    if (approve.error && approve.variables) approve.mutate(approve.variables)
    else if (deny.error && deny.variables) deny.mutate(deny.variables)
    else if (ask.error && ask.variables) ask.mutate(ask.variables)
    else if (escalate.error && escalate.variables) escalate.mutate(escalate.variables)
  }
  const unanswered = open !== undefined && !open.isPending
  const askAgain = useEffectEvent(again)
  // Not at every rendering: the seconds that are counted beside it would put the asking off for ever.
  useEffect(() => {
    if (!unanswered) return
    const timer = setTimeout(() => askAgain(), askAgainMs)
    return () => clearTimeout(timer)
  }, [unanswered])

  return {
    approve,
    deny,
    ask,
    escalate,
    release,
    again,
    busy: [approve, deny, ask, escalate, release, takeNext].some((one) => one.isPending),
    takingNext: takeNext.isPending,
    unknown: open ? problemOf(open.error) : null,
    refused:
      [approve, ask, release]
        .map((one) => one.error)
        .find((error) => error !== null && !problemOf(error)?.outcomeUnknown) ?? null,
  }
}
