/** Large buttons. A button that is at work says so and cannot be pressed twice; it keeps the focus. */
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './patient.module.css'

export type Look = 'primary' | 'quiet' | 'outline' | 'danger'

export function BigButton(
  props: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
    look?: Look
    /** What the button says while it works; it is then inert. */
    busy?: string | false | undefined
    children: ReactNode
  },
) {
  const { look = 'primary', busy, children, onClick, type = 'button', ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      className={styles.button}
      data-look={look}
      aria-disabled={busy ? true : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy || children}
    </button>
  )
}

export function BigLink(
  props: Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className'> & { look?: Look; children: ReactNode },
) {
  const { look = 'primary', children, ...rest } = props
  return (
    <a {...rest} className={styles.button} data-look={look}>
      {children}
    </a>
  )
}
