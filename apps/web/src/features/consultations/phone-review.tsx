/** The review on a phone: ready or not, the figures, the treatment, and the rest folded under one line each. */
import type { ConsultationSummary } from '@countersign/contract'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { count, shortDate } from '../../ui/format.ts'
import { KeyFigures, Readiness } from '../worklist/preview-parts.tsx'
import { Answered, Dangers } from './packet-alerts.tsx'
import styles from './phone-review.module.css'
import { firstStop, positiveRows, proposedOption } from './summary-words.ts'

export type PhoneParts = {
  alerts: ReactNode
  treatment: ReactNode
  prescription: ReactNode
  prescriptionLine: string
  findings: ReactNode
  findingsLine: string
  ask: ReactNode
  packet: ReactNode
  patient: ReactNode
  answers: ReactNode
  messages: ReactNode
  documents: ReactNode
  note: ReactNode
  noteLine: string
}

const joined = (texts: string[], none: string) => (texts.length > 0 ? texts.join(', ') : none)

export function PhoneReview(props: {
  summary: ConsultationSummary
  parts: PhoneParts
  asking: boolean
  needsReasons: boolean
  /** A refill is read by what changed: that comes first, in place of the figures. */
  refill: boolean
}) {
  const { summary, parts } = props
  const { facts, assessment } = summary
  const last = summary.messages.at(-1)
  const proposed = proposedOption(assessment)
  return (
    <div className={styles.column}>
      {parts.alerts}
      <Answered summary={summary} />
      <Dangers summary={summary} said={proposed === null ? firstStop(assessment)?.text : undefined} />
      {props.refill ? (
        parts.packet
      ) : (
        <>
          {proposed !== null && <Readiness summary={summary} />}
          <KeyFigures observations={facts.observations} bare />
        </>
      )}
      {parts.treatment}
      {props.asking && parts.ask}
      <div className={styles.folds}>
        <Fold label="Prescription" holds="dose-field" line={parts.prescriptionLine}>
          {parts.prescription}
        </Fold>
        <Fold label="Safety findings" line={parts.findingsLine} open={props.needsReasons}>
          {parts.findings}
        </Fold>
        {!props.refill && (
          <Fold
            label="Positive answers"
            line={joined(
              positiveRows(assessment.positives).map((one) => one.label),
              'None',
            )}
          >
            {parts.packet}
          </Fold>
        )}
        <Fold
          label="Takes"
          line={joined(
            facts.medications.map((one) => (one.dose ? `${one.text} ${one.dose}` : one.text)),
            facts.reviewed.medications ? 'None' : 'Unknown, not asked',
          )}
        >
          {parts.patient}
        </Fold>
        <Fold
          label="Allergies"
          line={joined(
            facts.allergies.map((one) =>
              one.reaction ? `${one.substance}: ${one.reaction}` : one.substance,
            ),
            facts.reviewed.allergies ? 'None known, asked' : 'Unknown, not asked',
          )}
        >
          {parts.patient}
        </Fold>
        <Fold label="All answers" line={count(summary.answers.length, 'answer')}>
          {parts.answers}
        </Fold>
        <Fold
          label="Messages"
          holds="message-field"
          line={last ? `${last.authorName}, ${shortDate(last.sentAt)}: ${last.body}` : 'None'}
        >
          {parts.messages}
        </Fold>
        {summary.documents.length > 0 && (
          <Fold
            label="Documents"
            line={joined(
              summary.documents.map((one) => one.title),
              'None',
            )}
          >
            {parts.documents}
          </Fold>
        )}
        {parts.note && (
          <Fold label="Note" holds="note-field" line={parts.noteLine}>
            {parts.note}
          </Fold>
        )}
      </div>
    </div>
  )
}

function Fold(props: {
  label: string
  line: string
  open?: boolean
  /** The id of the field inside that a key or a button goes to. */
  holds?: string
  children: ReactNode
}) {
  const [open, setOpen] = useState(props.open ?? false)
  const asked = props.open ?? false
  useEffect(() => {
    if (asked) setOpen(true)
  }, [asked])
  return (
    <details data-holds={props.holds} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>
          <small>{props.label}</small>
          <span className={styles.line}>{props.line}</span>
        </span>
        <IconChevronRight size={18} stroke={1.6} aria-hidden />
      </summary>
      {open && <div className={styles.inside}>{props.children}</div>}
    </details>
  )
}
