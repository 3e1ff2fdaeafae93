/** The dialog that a review has open, if any: what it sends, it sends for the version on the screen. */
import type { ConsultationSummary } from '@countersign/contract'
import { DenyDialog, EscalateDialog } from './decision-dialogs.tsx'
import type { useReviewDecisions } from './use-review-decisions.ts'

export function DecisionDialogs(props: {
  open: 'deny' | 'escalate' | null
  summary: ConsultationSummary
  note: string
  decisions: Pick<ReturnType<typeof useReviewDecisions>, 'deny' | 'escalate'>
  onClose: () => void
}) {
  const { open, summary, note, onClose } = props
  const { deny, escalate } = props.decisions
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
  return null
}
