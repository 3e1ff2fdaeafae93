/**
 * A prescription that is changed after it was signed: checked live against today's chart as any other is, behind the
 * same gate. The server's gate has the last word.
 */
import type { ConsultationSummary, SignedTreatment } from '@countersign/contract'
import { useState } from 'react'
import { gateOf, type Overrides, reasonsGiven } from './gate.ts'
import { PrescriptionForm } from './prescription-form.tsx'
import { SafetyFindings } from './safety-findings.tsx'
import { usePrescription } from './use-prescription.ts'

/** @param start what was signed; null where nothing stands any more. */
export function useAmendment(summary: ConsultationSummary, start: SignedTreatment | null) {
  const [overrides, setOverrides] = useState<Overrides>({})
  const prescription = usePrescription(summary, true, start)
  const gate = gateOf({
    licence: summary.licence.status,
    redFlags: summary.assessment.redFlags,
    assessment: prescription.assessment,
    hasPrescription: prescription.draft !== null,
    misfits: prescription.misfits,
    // Signed in a visit’s own approval only.
    controlled: false,
    stop: null,
    checking: prescription.checking,
    checkFailed: prescription.checkFailed,
    overrides,
    // It goes where the first one went.
    pharmacyChosen: true,
    formProblem: prescription.problem,
  })
  return {
    prescription,
    gate,
    reasons: reasonsGiven(prescription.assessment?.findings ?? [], overrides),
    overrides,
    setOverrides,
  }
}

export function AmendedPrescription(props: {
  summary: ConsultationSummary
  amendment: ReturnType<typeof useAmendment>
  readOnly: boolean
}) {
  const { summary, amendment } = props
  const { prescription, overrides, setOverrides } = amendment
  return (
    <>
      <PrescriptionForm
        summary={summary}
        prescription={prescription}
        readOnly={props.readOnly}
        samePharmacy
      />
      <SafetyFindings
        summary={summary}
        prescription={prescription}
        fallback={[]}
        counselling={[]}
        monitoring={[]}
        overrides={overrides}
        onOverride={(rule, reason) => setOverrides((now) => ({ ...now, [rule]: reason }))}
      />
    </>
  )
}
