/** Grey shapes of the true height while something loads, after a moment: most answers are faster. */
import { Delayed } from '../../../ui/skeletons.tsx'
import styles from './patient.module.css'

/** `heights` in px, top to bottom. */
export function Skeletons({ heights }: { heights: readonly number[] }) {
  const tops = heights.map((height, i) => ({
    height,
    top: heights.slice(0, i).reduce((sum, h) => sum + h, 0),
  }))
  return (
    <Delayed>
      <div className={styles.stack} role="status" aria-label="Loading">
        {tops.map(({ height, top }) => (
          <div key={top} className={styles.skeleton} style={{ height }} />
        ))}
      </div>
    </Delayed>
  )
}
