/**
 * The prescription as it stands on the form, and the server's check of it, which runs again at each edit:
 * 150 ms after the last one, an older check given up for a newer.
 */
import type {
  AssessProposal,
  ConsultationSummary,
  PharmacyView,
  PrescriptionPlan,
  Product,
  Proposal,
  SignedTreatment,
  TreatmentOption,
} from '@countersign/contract'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { proposedOption } from './summary-words.ts'

const checkDelayMs = 150

/** `productKey` names the product on the form: some have no RxCUI. */
export type Draft = Proposal & { sig: string; productKey: string }

export function keyOfProduct(product: Product): string {
  return product.rxcui ?? product.ndc ?? product.description
}

export function draftOf(option: TreatmentOption | null): Draft | null {
  const plan = option?.plan
  if (!option || !plan) return null
  return {
    drug: option.drug,
    drugId: option.drugId,
    productRxcui: plan.product.rxcui,
    productKey: keyOfProduct(plan.product),
    doseMg: plan.doseMg,
    frequency: plan.frequency,
    quantity: plan.quantity,
    daysSupply: plan.daysSupply,
    refills: plan.refills,
    sig: plan.sig,
  }
}

/** What is wrong with the form itself, before any clinical check; null when it may be checked. */
export function formProblem(draft: Draft | null): string | null {
  if (draft === null) return null
  if (!(draft.doseMg > 0)) return 'the dose is missing.'
  if (!(draft.quantity > 0) || draft.quantity > 1000) return 'the quantity is missing.'
  if (!Number.isInteger(draft.daysSupply) || draft.daysSupply < 1 || draft.daysSupply > 365)
    return 'the days are missing.'
  if (!Number.isInteger(draft.refills) || draft.refills < 0 || draft.refills > 11)
    return 'refills go from 0 to 11.'
  if (draft.sig.trim().length < 5) return 'the directions are missing.'
  return null
}

/** What is checked: all that will be signed. */
const checkOf = ({ sig, productKey: _, ...proposal }: Draft): AssessProposal => ({ proposal, sig })
/** What is signed. */
export const treatmentOf = ({ productKey: _, ...treatment }: Draft): Proposal & { sig: string } => treatment

/** A treatment as it was signed before, on the form again. */
export function draftFrom(treatment: SignedTreatment, formulary: ConsultationSummary['formulary']): Draft {
  const products = formulary.find(({ drugId }) => drugId === treatment.drugId)?.products ?? []
  const product =
    products.find((one) => one.rxcui !== null && one.rxcui === treatment.productRxcui) ??
    products.find((one) => one.doseMg === treatment.doseMg)
  return { ...treatment, productKey: product ? keyOfProduct(product) : treatment.drug }
}

/**
 * The later steps that one signature may take in: the plan has some, and the first is as the plan has it. Mirrors the
 * server, which refuses anything else.
 */
export function laterSteps(
  draft: Pick<Draft, 'daysSupply' | 'refills' | 'doseMg'> | null,
  plan: PrescriptionPlan | null,
): PrescriptionPlan['titration'] {
  const [first, ...later] = plan?.titration ?? []
  if (!draft || !plan || !first || plan.daysSupply !== first.daysSupply) return []
  const fits = draft.doseMg === first.doseMg && draft.daysSupply === first.daysSupply && draft.refills === 0
  return fits ? later : []
}

/** @param start what the form holds at first; without it, the best that is proposed. */
export function usePrescription(
  summary: ConsultationSummary,
  checkable: boolean,
  start: SignedTreatment | null = null,
) {
  const first = useMemo(() => proposedOption(summary.assessment), [summary.assessment])
  const [drugId, setDrugId] = useState(start?.drugId ?? first?.drugId ?? null)
  const [draft, setDraft] = useState<Draft | null>(() =>
    start ? draftFrom(start, summary.formulary) : draftOf(first),
  )
  const [plan, setPlan] = useState<PrescriptionPlan | null>(start ? null : (first?.plan ?? null))
  const [pharmacy, setPharmacy] = useState<PharmacyView | null>(summary.order.pharmacy)
  const [edited, setEdited] = useState(false)
  const [seriesWanted, setSeriesWanted] = useState(false)
  /** The regimen changed by hand: the plan that comes back fills quantity, days and directions. */
  const adopt = useRef(false)

  const problem = formProblem(draft)
  const key = draft === null || problem !== null ? null : JSON.stringify(checkOf(draft))
  /** The chart it is checked against: a fact that arrives meanwhile has the check made again. */
  const chart = useMemo(() => JSON.stringify(summary.facts), [summary.facts])
  const [settled] = useDebouncedValue(key, edited ? checkDelayMs : 0)
  const check = useQuery({
    queryKey: ['assess', summary.consultation.id, summary.consultation.version, chart, settled],
    queryFn: ({ signal }) =>
      api(
        'assessProposal',
        { params: { id: summary.consultation.id }, body: JSON.parse(settled ?? 'null') as AssessProposal },
        { signal },
      ),
    enabled: checkable && settled !== null,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: 1,
  })

  const answer = check.data
  useEffect(() => {
    if (!answer || settled !== key) return
    if (answer.plan) setPlan(answer.plan)
    if (!adopt.current || !answer.plan) return
    adopt.current = false
    const { quantity, daysSupply, refills, sig, product } = answer.plan
    setDraft((now) =>
      now === null
        ? now
        : {
            ...now,
            quantity,
            daysSupply,
            refills,
            sig,
            productRxcui: product.rxcui,
            productKey: keyOfProduct(product),
          },
    )
  }, [answer, settled, key])

  const choose = (option: TreatmentOption) => {
    setDrugId(option.drugId)
    setDraft(draftOf(option))
    setPlan(option.plan)
    setEdited(true)
    adopt.current = false
  }
  const chooseTreatment = (treatment: SignedTreatment) => {
    setDrugId(treatment.drugId)
    setDraft(draftFrom(treatment, summary.formulary))
    setEdited(true)
    adopt.current = false
  }
  /** A change of drug, dose or rhythm. */
  const changeRegimen = (change: Partial<Draft>) => {
    adopt.current = true
    setEdited(true)
    setDraft((now) => (now === null ? now : { ...now, ...change }))
  }
  /** A change of amount or words. */
  const change = (change: Partial<Draft>) => {
    setEdited(true)
    setDraft((now) => (now === null ? now : { ...now, ...change }))
  }

  // Each step of a controlled substance is signed by itself.
  const later = answer?.controlled ? [] : laterSteps(draft, plan)
  return {
    drugId,
    draft,
    plan,
    /** The steps that may be signed with this one, and whether they are to be. */
    later,
    series: seriesWanted && later.length > 0,
    setSeries: setSeriesWanted,
    pharmacy,
    setPharmacy,
    choose,
    chooseTreatment,
    changeRegimen,
    change,
    edited,
    problem,
    assessment: settled === key ? (answer?.assessment ?? null) : null,
    misfits: settled === key ? (answer?.misfits ?? []) : [],
    controlled: settled === key && answer?.controlled === true,
    lastAssessment: answer?.assessment ?? null,
    checking: key !== null && checkable && (settled !== key || check.isFetching),
    checkFailed: check.isError && settled === key && !check.isFetching,
    checkError: check.error,
    recheck: () => check.refetch(),
    checkedAt: check.dataUpdatedAt,
  }
}

export type Prescription = ReturnType<typeof usePrescription>
