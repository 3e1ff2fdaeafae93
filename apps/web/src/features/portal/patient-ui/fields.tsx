/** A labelled field with its hint and its error tied to it. */
import { IconAlertTriangle } from '@tabler/icons-react'
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import styles from './patient.module.css'

type Shared = { label: ReactNode; hint?: ReactNode; error?: string | undefined }

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className={styles.error} id={id}>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span>{children}</span>
    </p>
  )
}

const describedBy = (id: string, hint: unknown, error: unknown) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

function Around(props: Shared & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={props.id}>
        {props.label}
      </label>
      {props.hint && (
        <p className={styles.hint} id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.children}
      {props.error && <FieldError id={`${props.id}-error`}>{props.error}</FieldError>}
    </div>
  )
}

export function TextField(
  props: Shared &
    Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'onChange'> & {
      value: string
      onValue: (value: string) => void
    },
) {
  const made = useId()
  const { label, hint, error, onValue, id = made, ...rest } = props
  return (
    <Around label={label} hint={hint} error={error} id={id}>
      <input
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </Around>
  )
}

export function SelectField(
  props: Shared &
    Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'onChange'> & {
      value: string
      onValue: (value: string) => void
      children: ReactNode
    },
) {
  const made = useId()
  const { label, hint, error, onValue, id = made, children, ...rest } = props
  return (
    <Around label={label} hint={hint} error={error} id={id}>
      <select
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {children}
      </select>
    </Around>
  )
}
