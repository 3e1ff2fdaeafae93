/** One theme of the page: what it is about at the left, what can be set at the right. */
import type { ReactNode } from 'react'
import styles from './preferences.module.css'

export function Group({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}
