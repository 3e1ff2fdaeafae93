/** A provider without a browser: signs in, takes cases from the queue, reads them, decides, undoes. */
import type {
  AskedQuestion,
  ConsultationSummary,
  Decided,
  DenyConsultation,
  Override,
  QueueCard,
  TreatmentOption,
} from '@countersign/contract'
import { ApiClient } from './api-client.ts'

export type Treatment = {
  readonly drug: string
  readonly drugId: string
  readonly productRxcui: string | null
  readonly doseMg: number
  readonly frequency: string
  readonly quantity: number
  readonly daysSupply: number
  readonly refills: number
  readonly sig: string
}

export type Approval = {
  readonly treatment?: Treatment
  readonly notes?: string
  readonly overrides?: Override[]
}

export type SignInAs = { readonly email: string; readonly password: string }

export type Provider = {
  readonly email: string
  readonly api: ApiClient
  readonly queueCard: (consultationId: string) => Promise<QueueCard | undefined>
  readonly open: (consultationId: string) => Promise<ConsultationSummary>
  readonly claim: (consultationId: string) => Promise<ConsultationSummary>
  readonly approve: (summary: ConsultationSummary, approval?: Approval) => Promise<Decided>
  readonly deny: (
    summary: ConsultationSummary,
    denial: Pick<DenyConsultation, 'reason' | 'notes' | 'patientMessage'>,
  ) => Promise<Decided>
  readonly ask: (summary: ConsultationSummary, questions: AskedQuestion[]) => Promise<Decided>
  readonly undo: (decided: Decided) => Promise<void>
}

/** The best option of the assessment that has a prescription ready. Throws where there is none. */
export const proposedOption = (summary: ConsultationSummary): TreatmentOption => {
  const [best] = summary.assessment.options
    .filter((option) => option.plan !== null && (option.verdict === 'offer' || option.verdict === 'warn'))
    .toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
  if (best) return best
  const seen = summary.assessment.options.map(
    ({ drugId, verdict, missing }) => `${drugId} ${verdict} ${missing}`,
  )
  throw new Error(`Nothing is proposed: ${seen.join('; ') || 'no options'}`)
}

/** An option as the form is prefilled with it. */
export const treatmentOf = ({ drug, drugId, plan }: TreatmentOption): Treatment => {
  if (!plan) throw new Error(`${drugId} has no plan`)
  return {
    drug,
    drugId,
    productRxcui: plan.product.rxcui,
    doseMg: plan.doseMg,
    frequency: plan.frequency,
    quantity: plan.quantity,
    daysSupply: plan.daysSupply,
    refills: plan.refills,
    sig: plan.sig,
  }
}

/** A prescription for an option that is blocked or unproposed: what somebody would try to sign anyway. */
export const insistOn = (summary: ConsultationSummary, drugId: string): Treatment => {
  const option = summary.assessment.options.find((each) => each.drugId === drugId)
  const entry = summary.formulary.find((each) => each.drugId === drugId)
  const product = entry?.products[0]
  const dose = entry?.doses.find((each) => each.doseMg === product?.doseMg) ?? entry?.doses[0]
  if (!entry || !product || !dose) throw new Error(`The formulary of this case has no ${drugId}`)
  return {
    drug: option?.drug ?? entry.name,
    drugId,
    productRxcui: product.rxcui,
    doseMg: product.doseMg,
    frequency: dose.frequency,
    quantity: 10,
    daysSupply: 30,
    refills: 0,
    sig: 'Take as directed by your provider.',
  }
}

export const signInProvider = async (url: string, account: SignInAs): Promise<Provider> => {
  const api = new ApiClient(url)
  await api.signIn(account)
  const open = (id: string) => api.call('getConsultation', { params: { id } })
  const of = (summary: ConsultationSummary) => ({
    params: { id: summary.consultation.id },
    version: summary.consultation.version,
  })
  return {
    email: account.email,
    api,
    open,
    queueCard: async (id) => {
      let cursor: string | undefined
      do {
        const page = await api.call('getQueue', { query: { limit: 100, cursor } })
        const found = page.items.find((card) => card.consultationId === id)
        if (found) return found
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      return undefined
    },
    claim: async (id) => {
      await api.call('claimConsultation', { params: { id } })
      return open(id)
    },
    approve: (summary, approval = {}) => {
      const { params, version } = of(summary)
      const treatment = approval.treatment ?? treatmentOf(proposedOption(summary))
      const { ncpdpId } = summary.order.pharmacy ?? {}
      if (!ncpdpId) throw new Error('The order names no pharmacy')
      return api.call('approveConsultation', {
        params,
        body: {
          version,
          treatment,
          pharmacyId: ncpdpId,
          notes: approval.notes ?? 'Intake reviewed; history, medicines and readings support this treatment.',
          overrides: approval.overrides ?? [],
        },
      })
    },
    deny: (summary, denial) => {
      const { params, version } = of(summary)
      return api.call('denyConsultation', { params, body: { version, ...denial } })
    },
    ask: (summary, questions) => {
      const { params, version } = of(summary)
      const message = 'Thank you for your answers. One thing is missing before I can decide safely.'
      return api.call('askPatient', {
        params,
        body: { version, message, questions, notes: 'Asked what is missing.' },
      })
    },
    undo: async ({ consultationId, decisionId }) => {
      await api.call('undoDecision', { params: { id: consultationId }, body: { decisionId } })
    },
  }
}
