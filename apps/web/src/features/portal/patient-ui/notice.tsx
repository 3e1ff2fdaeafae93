/** A boxed word to the patient; and a failed request, said as what happened and what to do. */
import { IconAlertTriangle, IconCheck, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { problemOf } from '../../../api/problem.ts'
import { wordsFor } from '../../../api/problem-words.ts'
import styles from './patient.module.css'

const icons = { danger: IconAlertTriangle, ask: IconHelpCircle, done: IconCheck, info: IconInfoCircle }
export type Tone = keyof typeof icons

export function Notice(props: {
  tone: Tone
  title?: string
  children?: ReactNode
  actions?: ReactNode
  /** Said at once to a screen reader (`alert`) or when it pauses (`status`). */
  role?: 'alert' | 'status'
}) {
  const Icon = icons[props.tone]
  return (
    <div className={styles.notice} data-tone={props.tone} role={props.role}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div>
        {props.title && <b>{props.title}</b>}
        {props.children}
        {props.actions && <div className={styles.noticeActions}>{props.actions}</div>}
      </div>
    </div>
  )
}

/** Nothing for no error. `saved` says what is safe, in the words of the screen. */
export function ProblemNotice(props: { error: unknown; saved?: string; actions?: ReactNode }) {
  if (props.error === null || props.error === undefined) return null
  const problem = problemOf(props.error)
  const words =
    problem === null
      ? { title: 'Something went wrong on this page', text: 'Please try again, or load the page again.' }
      : wordsFor(problem)
  const fields = problem?.body.errors ?? []
  const reasons = problem?.body.reasons ?? []
  return (
    <Notice
      tone={problem?.outcomeUnknown ? 'ask' : 'danger'}
      role="alert"
      title={words.title}
      actions={props.actions}
    >
      <p>
        {words.text} {props.saved}
      </p>
      {fields.length + reasons.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li key={field.pointer + field.message}>{field.message}</li>
          ))}
          {reasons.map((reason) => (
            <li key={reason.text}>{reason.text}</li>
          ))}
        </ul>
      )}
      {problem?.body.requestId && <p className={styles.reference}>Reference {problem.body.requestId}</p>}
    </Notice>
  )
}
