/** A word beside an icon button while it is pointed at or focused. The button carries the same word for those who hear it. */
import type { ReactNode } from 'react'
import styles from './primitives.module.css'

export function Tip({ label, below, children }: { label: string; below?: boolean; children: ReactNode }) {
  return (
    <span className={styles.tip} data-tip={label} data-below={below ? '' : undefined}>
      {children}
    </span>
  )
}
