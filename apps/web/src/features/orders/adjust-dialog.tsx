/** Another dose for what no pharmacy has: checked live against today's chart, signed again by whoever changes it. */
import type { ConsultationSummary, OrderDetail } from '@countersign/contract'
import { Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { SkeletonLine } from '../../ui/skeletons.tsx'
import { AmendedPrescription, useAmendment } from '../consultations/amendment.tsx'
import { focusField } from '../consultations/focus-field.ts'
import { useConsultation } from '../consultations/use-consultation.ts'
import { treatmentOf } from '../consultations/use-prescription.ts'
import { FormDialog } from '../workspace/form-dialog.tsx'
import { useKeys } from '../workspace/keys.ts'
import { useOrderWork } from './use-orders.ts'

type Props = { detail: OrderDetail; onClose: () => void }

export function AdjustDialog(props: Props) {
  const answer = useConsultation(props.detail.consultationId)
  if (answer.data) return <Adjusting {...props} summary={answer.data} />
  return (
    <Modal opened onClose={props.onClose} title="Change the dose" size={720}>
      {answer.error === null ? <SkeletonLine width="70%" /> : <ProblemAlert error={answer.error} />}
    </Modal>
  )
}

function Adjusting({ detail, summary, onClose }: Props & { summary: ConsultationSummary }) {
  const rx = detail.prescriptions.find(
    ({ status }) => status !== 'draft' && status !== 'cancelled' && status !== 'rerouted',
  )
  const [notes, setNotes] = useState('')
  const amendment = useAmendment(
    summary,
    rx
      ? {
          drug: summary.formulary.find(({ drugId }) => drugId === rx.drugId)?.name ?? rx.drugDescription,
          drugId: rx.drugId,
          productRxcui: rx.rxcui,
          doseMg: rx.doseMg,
          frequency: rx.frequency,
          quantity: rx.quantity,
          daysSupply: rx.daysSupply,
          refills: rx.refills,
          sig: rx.sig,
        }
      : null,
  )
  useKeys({ e: () => focusField('dose-field') })
  const adjust = useOrderWork('adjustOrder', detail, onClose)
  const { prescription, gate } = amendment
  const { draft } = prescription
  const problem = !prescription.edited
    ? 'Nothing is changed yet.'
    : !gate.open
      ? gate.text.replace(/^Approve is off/, 'Not to be signed')
      : notes.trim().length < 5
        ? 'Say why the dose changes.'
        : null
  const held =
    detail.order.holdReason !== null && (detail.holdBy !== null || detail.order.holdReason !== 'pharmacy')
  return (
    <FormDialog
      title={`Change the dose of ${detail.patient.name}`}
      act="Sign the new dose"
      wide
      note={
        held
          ? 'The old prescription is withdrawn. The new one waits until the order goes on.'
          : `The old prescription is withdrawn. The new one leaves at once for ${rx?.pharmacy.name ?? 'the pharmacy'}.`
      }
      problem={problem}
      pending={adjust.isPending}
      error={adjust.error}
      onClose={onClose}
      onSubmit={() =>
        draft &&
        adjust.mutate({
          treatment: treatmentOf(draft),
          notes: notes.trim(),
          overrides: amendment.reasons,
        })
      }
    >
      <AmendedPrescription summary={summary} amendment={amendment} readOnly={false} />
      <Textarea
        label="Why the dose changes"
        description="Signed with the decision. The patient does not see it."
        value={notes}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={20_000}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
