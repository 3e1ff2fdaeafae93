/** Taking, giving back and deciding cases: the same acts from the card and from the review. */
import type {
  ConsultationSummary,
  Decided,
  DecisionStatus,
  PrescriptionPlan,
  QueuePage,
} from '@countersign/contract'
import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ApiInput, api } from '../../api/client.ts'
import { ApiProblem, isProblem } from '../../api/problem.ts'
import { money } from '../../ui/format.ts'
import { proposedOption, treatmentTitle } from './summary-words.ts'
import { offerUndo } from './undo-store.ts'
import { consultationKey, consultationQuery } from './use-consultation.ts'

function withoutCase(
  list: InfiniteData<QueuePage> | undefined,
  id: string,
): InfiniteData<QueuePage> | undefined {
  if (!list) return list
  const pages = list.pages.map((page) => ({
    ...page,
    items: page.items.filter((card) => card.consultationId !== id),
  }))
  return { ...list, pages }
}

/** Everything a decision touches is read anew; the card leaves the list at once. */
export function refreshAfterDecision(client: QueryClient, id: string): void {
  client.setQueriesData<InfiniteData<QueuePage>>({ queryKey: ['queue'] }, (list) => withoutCase(list, id))
  client.invalidateQueries({ queryKey: ['queue'] })
  client.invalidateQueries({ queryKey: ['shift'] })
  client.invalidateQueries({ queryKey: ['orders'] })
  client.invalidateQueries({ queryKey: consultationKey(id), refetchType: 'none' })
}

const verbs: Partial<Record<DecisionStatus, string>> = {
  approved: 'approved',
  denied: 'denied',
  info_requested: 'asked',
  escalated: 'escalated',
}

/** Puts the decision in the undo slot, in words that name what would leave. */
export function announce(decided: Decided, status: DecisionStatus, patientName: string, line: string): void {
  offerUndo({
    consultationId: decided.consultationId,
    decisionId: decided.decisionId,
    status,
    title: `${patientName} ${verbs[status] ?? status}`,
    line,
    effectiveAt: Date.parse(decided.effectiveAt),
  })
}

/** What signing would send, once it can no longer be taken back; empty without a pharmacy. */
export function consequenceOf(summary: ConsultationSummary, pharmacy: { name: string } | null): string {
  if (pharmacy === null) return ''
  const { amountCents, currency } = summary.order.invoice
  return `After a ${summary.undoSeconds} s undo: prescription to ${pharmacy.name}, ${money(amountCents, currency)} captured, ${summary.patient.name.split(' ')[0]} notified.`
}

export function approvalLine(drug: string, pharmacy: string | undefined): string {
  return pharmacy ? `${drug} to ${pharmacy}.` : `${drug}.`
}

/** The body of an approval from the card: the plan as the engine proposed it. */
export function approvalOf(
  summary: ConsultationSummary,
  plan: PrescriptionPlan,
  drug: string,
  drugId: string,
  pharmacyId: string,
): ApiInput<'approveConsultation'>['body'] {
  return {
    version: summary.consultation.version,
    treatment: {
      drug,
      drugId,
      productRxcui: plan.product.rxcui,
      doseMg: plan.doseMg,
      frequency: plan.frequency,
      quantity: plan.quantity,
      daysSupply: plan.daysSupply,
      refills: plan.refills,
      sig: plan.sig,
    },
    pharmacyId,
    notes: summary.note.body,
    overrides: [],
    fromCard: true,
  }
}

/** The case as it is now: a reading that began before it was taken must not stand in for this one. */
async function readAnew(client: QueryClient, id: string): Promise<ConsultationSummary> {
  await client.cancelQueries({ queryKey: consultationKey(id) })
  return client.fetchQuery({ ...consultationQuery(id), staleTime: 0 })
}

/**
 * Approves a green case from its card: takes it, reads it as it is now, and signs what was proposed. The
 * server's gate has the last word; when it refuses, the case is open for review and still held.
 */
export const quickApproveKey = ['quick-approve']

export function useQuickApprove(onDecided: (id: string) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationKey: quickApproveKey,
    mutationFn: async (id: string) => {
      await api('claimConsultation', { params: { id } })
      const summary = await readAnew(client, id)
      const option = proposedOption(summary.assessment)
      const pharmacy = summary.order.pharmacy
      if (!option?.plan || !pharmacy)
        throw new ApiProblem('consultation-not-approvable', {
          status: 409,
          title: 'Not approvable from the card',
          reasons: [
            {
              text: pharmacy
                ? 'There is no proposed treatment any more.'
                : 'The patient has chosen no pharmacy.',
            },
          ],
        })
      const decided = await api('approveConsultation', {
        params: { id },
        body: approvalOf(summary, option.plan, option.drug, option.drugId, pharmacy.ncpdpId),
      })
      announce(decided, 'approved', summary.patient.name, approvalLine(treatmentTitle(option), pharmacy.name))
      return decided
    },
    onSuccess: (_, id) => {
      onDecided(id)
      refreshAfterDecision(client, id)
    },
    onError: (_, id) => {
      client.invalidateQueries({ queryKey: ['queue'] })
      client.invalidateQueries({ queryKey: consultationKey(id) })
    },
  })
}

/** Takes the next case by deadline and opens it. With nothing waiting, goes to the queue and says so there. */
export function useTakeNext() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async () => {
      const claim = await api('takeNext', { body: {} })
      // The case opens in any event; what went wrong with reading it is said there.
      await readAnew(client, claim.consultationId).catch(() => undefined)
      return claim
    },
    onSuccess: (claim) => {
      client.invalidateQueries({ queryKey: ['queue'] })
      return navigate({ to: '/consultations/$id', params: { id: claim.consultationId } })
    },
    onError: (error) => {
      if (isProblem(error, 'queue-empty')) {
        client.invalidateQueries({ queryKey: ['queue'] })
        client.invalidateQueries({ queryKey: ['shift'] })
        return navigate({ to: '/queue' })
      }
    },
  })
}
