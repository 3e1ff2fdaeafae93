/** A designed nothing: what is (not) here, why, and what to do about it. */
import type { ReactNode } from 'react'
import styles from './states.module.css'

export function EmptyState(props: {
  title: string
  text: ReactNode
  icon?: ReactNode
  /** Fills the window, as a page of its own. */
  page?: boolean
  /** `h1` where this is all there is. */
  heading?: 'h1' | 'h2'
  /** The server's reference for support, when there is one. */
  reference?: string
  children?: ReactNode
}) {
  const Heading = props.page ? 'h1' : (props.heading ?? 'h2')
  return (
    <div className={props.page ? styles.page : styles.empty} role={props.page ? 'main' : undefined}>
      <div className={styles.body}>
        {props.icon && (
          <div className={styles.icon} aria-hidden>
            {props.icon}
          </div>
        )}
        <Heading className={styles.title}>{props.title}</Heading>
        <p className={styles.text}>{props.text}</p>
        {props.reference && <p className={styles.reference}>Reference {props.reference}</p>}
        {props.children && <div className={styles.actions}>{props.children}</div>}
      </div>
    </div>
  )
}
