/** What stands between this case and a signature on this screen: the gate, what changed since it was read, and an answer that is missing. */
import type { ConsultationSummary } from '@countersign/contract'
import { useMemo, useState } from 'react'
import { changesBetween, changeWords } from './case-changes.ts'
import { type Gate, gateOf, type Overrides } from './gate.ts'
import { firstStop } from './summary-words.ts'
import type { Prescription } from './use-prescription.ts'

export function useReviewGate(
  summary: ConsultationSummary,
  prescription: Prescription,
  overrides: Overrides,
): {
  gate: Gate
  changes: ReturnType<typeof changesBetween>
  words: ReturnType<typeof changeWords>
  markRead: () => void
} {
  // What was read when the case opened, against what it says now.
  const [read, setRead] = useState(summary)
  const changes = useMemo(() => changesBetween(read, summary), [read, summary])
  const gate = gateOf({
    licence: summary.licence.status,
    redFlags: summary.assessment.redFlags,
    assessment: prescription.assessment,
    hasPrescription: prescription.draft !== null,
    misfits: prescription.misfits,
    controlled: prescription.controlled,
    stop: firstStop(summary.assessment),
    checking: prescription.checking,
    checkFailed: prescription.checkFailed,
    overrides,
    pharmacyChosen: prescription.pharmacy !== null,
    formProblem: prescription.problem,
  })
  return {
    gate:
      changes.length > 0
        ? { open: false, absolute: false, text: 'Approve is off until you have read what changed.' }
        : gate,
    changes,
    words: changeWords(read, summary),
    markRead: () => setRead(summary),
  }
}

/** Nothing is decided while nobody knows what became of the decision before. */
export const withoutAnswer: Gate = {
  open: false,
  absolute: false,
  text: 'No answer yet to your decision. Nothing else can be decided until there is one.',
}
