/** Deny and escalate: a reason for the record, and what the patient will read, prefilled in safe words. */
import type { ConsultationSummary, DenialReason, EscalationRoute } from '@countersign/contract'
import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { FormDialog } from '../workspace/form-dialog.tsx'
import styles from './dialogs.module.css'
import {
  alternativesFor,
  denialMessage,
  denialNames,
  escalationMessage,
  escalationNames,
  withAlternative,
} from './note-words.ts'
import { proposedOption } from './summary-words.ts'

type DialogProps = {
  summary: ConsultationSummary
  note: string
  pending: boolean
  error: unknown
  onClose: () => void
}

/** The reason the findings suggest. */
function likelyReason(summary: ConsultationSummary): DenialReason {
  const { assessment } = summary
  const stop = assessment.findings
    .concat(assessment.options.flatMap((option) => option.findings))
    .find((one) => one.severity === 'contraindicated')
  if (assessment.redFlags.some((flag) => flag.route === 'in_person')) return 'needs_in_person_exam'
  if (stop)
    return /interact|with a|together|combin/i.test(stop.text) ? 'unsafe_interaction' : 'contraindication'
  if (assessment.unanswered.some((one) => one.required)) return 'insufficient_information'
  return assessment.duplicate ? 'duplicate_therapy' : 'not_indicated'
}

export function DenyDialog(
  props: DialogProps & {
    onDeny: (input: { reason: DenialReason; notes: string; patientMessage: string }) => void
  },
) {
  const { summary } = props
  const [reason, setReason] = useState<DenialReason>(() => likelyReason(summary))
  const others = alternativesFor(summary.consultation.category)
  const [message, setMessage] = useState(() =>
    proposedOption(summary.assessment) === null
      ? others
          .filter((one) => one.first)
          .reduce((text, { words }) => withAlternative(text, words, true), denialMessage(reason, summary))
      : denialMessage(reason, summary),
  )
  const [notes, setNotes] = useState(props.note)
  const reasons = Object.keys(denialNames) as DenialReason[]
  /** The words for a reason with the other ways that stand in the message now. */
  const worded = (of: DenialReason) =>
    others
      .filter(({ words }) => message.includes(words))
      .reduce((text, { words }) => withAlternative(text, words, true), denialMessage(of, summary))
  const problem =
    notes.trim().length < 3
      ? 'The record needs a reason.'
      : message.trim().length < 20
        ? 'Write what the patient will read.'
        : null
  const submit = () => {
    props.onDeny({ reason, notes: notes.trim(), patientMessage: message.trim() })
  }
  return (
    <Dialog
      {...props}
      title={`Deny: ${summary.patient.name}`}
      act="Deny and tell the patient"
      undoable
      problem={problem}
      onSubmit={submit}
    >
      <NativeSelect
        data-autofocus
        label="Reason"
        value={reason}
        onChange={(event) => {
          const next = event.currentTarget.value as DenialReason
          // Words the provider has changed are theirs; only untouched ones follow the reason.
          if (message === worded(reason)) setMessage(worded(next))
          setReason(next)
        }}
        data={reasons.map((value) => ({ value, label: denialNames[value] }))}
      />
      <fieldset className={styles.others}>
        <legend>Other ways to offer</legend>
        {others.map(({ label, words }) => (
          <Checkbox
            key={label}
            size="xs"
            label={label}
            checked={message.includes(words)}
            onChange={(event) => setMessage(withAlternative(message, words, event.currentTarget.checked))}
          />
        ))}
      </fieldset>
      <Textarea
        label={`What ${summary.patient.name.split(' ')[0]} will read`}
        description="In the portal, after the undo window. Names the danger, gives the next step."
        value={message}
        autosize
        minRows={5}
        maxRows={10}
        maxLength={4000}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Textarea
        label="For the record"
        description="Signed with the decision. The patient does not see it."
        value={notes}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
    </Dialog>
  )
}

export function EscalateDialog(
  props: DialogProps & {
    onEscalate: (input: { route: EscalationRoute; notes: string; patientMessage: string }) => void
  },
) {
  const { summary } = props
  const [route, setRoute] = useState<EscalationRoute>(summary.assessment.redFlags[0]?.route ?? 'synchronous')
  const [message, setMessage] = useState(() => escalationMessage(route, summary))
  const [notes, setNotes] = useState(props.note)
  const routes = Object.keys(escalationNames) as EscalationRoute[]
  const problem =
    notes.trim().length < 3
      ? 'The record needs a reason.'
      : message.trim().length < 20
        ? 'Write what the patient will read.'
        : null
  const submit = () => {
    props.onEscalate({ route, notes: notes.trim(), patientMessage: message.trim() })
  }
  return (
    <Dialog
      {...props}
      title={`Escalate: ${summary.patient.name}`}
      act="Escalate and tell the patient"
      undoable={false}
      problem={problem}
      onSubmit={submit}
    >
      <NativeSelect
        data-autofocus
        label="To"
        value={route}
        onChange={(event) => {
          const next = event.currentTarget.value as EscalationRoute
          if (message === escalationMessage(route, summary)) setMessage(escalationMessage(next, summary))
          setRoute(next)
        }}
        data={routes.map((value) => ({ value, label: escalationNames[value] }))}
      />
      <Textarea
        label={`What ${summary.patient.name.split(' ')[0]} will read`}
        value={message}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Textarea
        label="For the record"
        value={notes}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
    </Dialog>
  )
}

function Dialog({
  undoable,
  summary,
  ...props
}: DialogProps & {
  title: string
  act: string
  /** Has it an undo window? */
  undoable: boolean
  problem: string | null
  onSubmit: () => void
  children: ReactNode
}) {
  return (
    <FormDialog
      {...props}
      note={
        undoable
          ? `Can be undone for ${summary.undoSeconds} s.`
          : 'The patient is told at once: it cannot be undone.'
      }
    />
  )
}
