/** A refused or unanswered request, beside what it concerns: what happened, what was not done, what to do. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconHelpCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiProblem, problemOf } from '../api/problem.ts'
import { wordsFor } from '../api/problem-words.ts'
import styles from './states.module.css'

export function ProblemAlert({
  error,
  onRetry,
  children,
}: {
  error: unknown
  onRetry?: (() => unknown) | undefined
  children?: ReactNode
}) {
  if (error === null || error === undefined) return null
  const problem =
    problemOf(error) ?? new ApiProblem('internal', { status: 500, title: 'Something went wrong' })
  const words = wordsFor(problem)
  const Icon = problem.outcomeUnknown ? IconHelpCircle : IconAlertTriangle
  return (
    <div className={styles.alert} data-tone={problem.outcomeUnknown ? 'ask' : 'danger'} role="alert">
      <Icon size={18} stroke={1.8} aria-hidden />
      <div className={styles.alertBody}>
        <b>{words.title}</b>
        {words.text}
        {problem.body.reasons && problem.body.reasons.length > 0 && (
          <ul>
            {problem.body.reasons.map((reason) => (
              <li key={`${reason.rule ?? ''}${reason.text}`}>{reason.text}</li>
            ))}
          </ul>
        )}
        {problem.body.requestId && <p className={styles.reference}>Reference {problem.body.requestId}</p>}
        {(children || onRetry) && (
          <div className={styles.actions}>
            {onRetry && (
              <Button size="xs" variant="default" onClick={() => onRetry()}>
                Try again
              </Button>
            )}
            {children}
          </div>
        )}
      </div>
    </div>
  )
}
