/** The dialog that a review has open, if any: what it sends, it sends for the version on the screen. */
import type { ConsultationSummary, ControlledSignature } from '@countersign/contract'
import { DenyDialog, EscalateDialog } from './decision-dialogs.tsx'
import { SignControlledDialog } from './sign-controlled-dialog.tsx'
import type { Prescription } from './use-prescription.ts'
import type { useReviewDecisions } from './use-review-decisions.ts'

export function DecisionDialogs(props: {
  open: 'deny' | 'escalate' | 'sign' | null
  summary: ConsultationSummary
  note: string
  decisions: Pick<ReturnType<typeof useReviewDecisions>, 'approve' | 'deny' | 'escalate'>
  prescription: Prescription
  onSign: (signature: ControlledSignature) => void
  onClose: () => void
}) {
  const { open, summary, note, onClose } = props
  const { approve, deny, escalate } = props.decisions
  const { version } = summary.consultation
  if (open === 'deny')
    return (
      <DenyDialog
        summary={summary}
        note={note}
        pending={deny.isPending}
        error={deny.error}
        onClose={onClose}
        onDeny={(input) => deny.mutate({ version, ...input })}
      />
    )
  if (open === 'escalate')
    return (
      <EscalateDialog
        summary={summary}
        note={note}
        pending={escalate.isPending}
        error={escalate.error}
        onClose={onClose}
        onEscalate={(input) => escalate.mutate({ version, ...input })}
      />
    )
  if (open === 'sign')
    return (
      <SignControlledDialog
        summary={summary}
        prescription={props.prescription}
        pending={approve.isPending}
        error={approve.error}
        onClose={onClose}
        onSign={props.onSign}
      />
    )
  return null
}
