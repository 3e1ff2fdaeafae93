/** One intake in this browser: what the server has of it, and the way answers travel there. */
import type { Answer, IntakeView } from '@countersign/contract'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../../api/client.ts'
import { isProblem, problemOf } from '../../api/problem.ts'
import { type AnswerSender, createAnswerSender } from './answer-sender.ts'
import { draftStore } from './draft-store.ts'

export const intakeQuery = (id: string, token: string) =>
  queryOptions({
    queryKey: ['intake', id],
    queryFn: ({ signal }) =>
      api('getIntake', { params: { id } }, { signal, headers: { 'x-intake-token': token } }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

export const clinicQuery = (slug: string) =>
  queryOptions({
    queryKey: ['clinic', slug],
    queryFn: ({ signal }) => api('getClinic', { params: { slug } }, { signal }),
    staleTime: 600_000,
  })

/** The clinic of the landing page when the address names none. */
export const DEFAULT_CLINIC = 'cedar'

const senders = new Map<string, AnswerSender>()

function senderOf(id: string, token: string, queryClient: QueryClient): AnswerSender {
  const existing = senders.get(id)
  if (existing) return existing
  const sender = createAnswerSender({
    unsent: draftStore.unsent(id),
    keep: (unsent) => draftStore.keepUnsent(id, unsent),
    mayPass: (error) => {
      const problem = problemOf(error)
      return (
        problem !== null && (problem.outcomeUnknown || isProblem(problem, 'offline', 'too-many-requests'))
      )
    },
    put: async (linkId: string, answer: Answer) => {
      const saved = await api(
        'saveAnswer',
        { params: { id, linkId }, body: { answer } },
        { headers: { 'x-intake-token': token } },
      )
      draftStore.keepEmergency(id, linkId, saved.emergency)
      queryClient.setQueryData<IntakeView>(intakeQuery(id, token).queryKey, (view) =>
        view === undefined
          ? view
          : { ...view, version: saved.version, answers: { ...view.answers, [linkId]: answer } },
      )
      return saved
    },
    sleep: (ms, onWake) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        onWake(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
  })
  senders.set(id, sender)
  return sender
}

/** The sender of this intake; it tries again as soon as the connection is back. */
export function useAnswerSender(id: string, token: string, queryClient: QueryClient) {
  const sender = senderOf(id, token, queryClient)
  const state = useSyncExternalStore(sender.subscribe, sender.state)
  useEffect(() => {
    const retry = () => sender.retry()
    retry()
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [sender])
  return { sender, state }
}
