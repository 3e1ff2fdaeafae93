/** Grey lines of the true height while something loads. Shown only after 150 ms: most answers are faster. */
import { type ReactNode, useEffect, useState } from 'react'
import styles from './states.module.css'

export function Delayed({ children, ms = 150 }: { children: ReactNode; ms?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return late ? children : null
}

export function SkeletonLine({ width, height }: { width: number | string; height?: number }) {
  return <div className={styles.skeleton} style={{ width, height }} />
}
