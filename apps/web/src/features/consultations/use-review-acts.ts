/** What a provider does in a review, by button or key: each only while the case is theirs, online and nothing is under way. */
import type { ConsultationSummary, ControlledSignature, RefillReview } from '@countersign/contract'
import { type RefObject, useEffect, useState } from 'react'
import { chosenQuestions } from './ask-composer.tsx'
import { type Gate, type Overrides, reasonsGiven } from './gate.ts'
import { mayDecide } from './key-guard.ts'
import { doseWords, drugName, rankedOptions } from './summary-words.ts'
import type { useAsking } from './use-asking.ts'
import { type Prescription, treatmentOf } from './use-prescription.ts'
import type { useReviewDecisions } from './use-review-decisions.ts'

export type ReviewAct = 'ask' | 'deny' | 'escalate'
export type ReviewDialog = 'deny' | 'escalate' | 'sign'

export function useReviewActs(input: {
  summary: ConsultationSummary
  refill: RefillReview | undefined
  mine: boolean
  /** The case is held here, and there is a connection. */
  live: boolean
  gate: Gate
  prescription: Prescription
  overrides: Overrides
  /** As it goes with the decision. */
  notes: string
  asking: ReturnType<typeof useAsking>
  decisions: ReturnType<typeof useReviewDecisions>
  /** When what is on the screen was last new: keys pressed for what stood there before do nothing. */
  openedAt: RefObject<number>
  startWith: ReviewAct | null
}) {
  const { summary, mine, gate, prescription, asking, decisions, openedAt, startWith } = input
  const { version } = summary.consultation
  const [dialog, setDialog] = useState<ReviewDialog | null>(null)
  const [said, setSaid] = useState('')
  /** One decision at a time, and none while nobody knows what became of the one before. */
  const free = input.live && !decisions.busy && decisions.unknown === null

  const startDialog = startWith === 'ask' ? null : startWith
  useEffect(() => {
    if (mine && startDialog !== null) setDialog(startDialog)
  }, [mine, startDialog])

  const approve = (controlled?: ControlledSignature) => {
    if (!free) return
    const { draft, pharmacy } = prescription
    if (!gate.open || draft === null || pharmacy === null) return setSaid(gate.text)
    if (prescription.controlled && !controlled) return setDialog('sign')
    decisions.approve.mutate({
      body: {
        version,
        treatment: treatmentOf(draft),
        pharmacyId: pharmacy.ncpdpId,
        notes: input.notes,
        overrides: reasonsGiven(prescription.assessment?.findings ?? [], input.overrides),
        ...(prescription.series && !input.refill && { titration: true }),
        ...(controlled && { controlled }),
      },
      drug: `${drugName({ drug: draft.drug, plan: prescription.plan })} ${doseWords(draft.doseMg)}`,
      pharmacy: pharmacy.name,
    })
  }
  const ask = () => {
    if (!free) return
    if (!asking.open) {
      asking.setOpen(true)
      openedAt.current = performance.now()
      requestAnimationFrame(() =>
        document.getElementById('ask-composer')?.scrollIntoView({ block: 'nearest' }),
      )
      return
    }
    if (asking.problem !== null) return setSaid(asking.problem)
    decisions.ask.mutate({
      version,
      message: asking.draft.message.trim(),
      questions: chosenQuestions(asking.draft),
      notes: input.notes,
    })
  }
  return {
    dialog,
    closeDialog: () => setDialog(null),
    /** For those who hear the screen: why nothing happened. */
    said,
    approve,
    ask,
    deny: () => {
      if (free) setDialog('deny')
    },
    escalate: () => {
      if (free) setDialog('escalate')
    },
    release: () => {
      if (free) decisions.release.mutate()
    },
    nextOption: () => {
      const options = rankedOptions(summary.assessment).filter((option) => option.plan !== null)
      const index = options.findIndex((option) => option.drugId === prescription.drugId)
      const next = options[(index + 1) % options.length]
      if (next && mine) prescription.choose(next)
    },
    guarded: (act: () => void) => (event: KeyboardEvent) => {
      const { checking } = prescription
      const now = performance.now()
      if (mayDecide({ openedAt: openedAt.current, now, checking, repeat: event.repeat })) act()
    },
  }
}
