/** A dialog that sends one thing: its fields, what it will do in words, and why it cannot be sent yet. */
import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useObstacle } from '../../ui/banner.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import styles from './form-dialog.module.css'
import { useKeys } from './keys.ts'

export function FormDialog(props: {
  title: string
  /** What the button says: what it does. */
  act: string
  danger?: boolean
  wide?: boolean
  /** What follows from sending it. */
  note: ReactNode
  /** Why it cannot be sent yet; null when it can. */
  problem: string | null
  pending: boolean
  error: unknown
  onClose: () => void
  onSubmit: () => void
  children: ReactNode
}) {
  const problem = useObstacle(props.problem)
  const submit = () => {
    if (problem === null && !props.pending) props.onSubmit()
  }
  useKeys({ escape: props.onClose, 'mod+enter': submit }, { exclusive: true })
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={props.wide ? 720 : 620}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {props.children}
        <ProblemAlert error={props.error} />
        <div className={styles.foot}>
          <span role="status">
            {problem ?? (
              <>
                {props.note}
                <span className={styles.byKey}> Ctrl Enter sends.</span>
              </>
            )}
          </span>
          <Button variant="default" onClick={props.onClose}>
            Back
          </Button>
          <Button
            type="submit"
            loading={props.pending}
            disabled={problem !== null}
            {...(props.danger && { color: 'red' })}
          >
            {props.act}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
