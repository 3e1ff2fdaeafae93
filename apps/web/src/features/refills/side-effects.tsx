/** What the patient says of the medicine, one cell each: how bad in bars and in a word. Not said is unknown. */
import type { CheckInAnswers } from '@countersign/contract'
import styles from './delta-pane.module.css'

const levels = { mild: 1, moderate: 2, severe: 3 } as const

export function SideEffects({ answers }: { answers: CheckInAnswers }) {
  const { sideEffects, warningSigns } = answers
  return (
    <section>
      <h3 className={styles.title}>
        Side effects <span>asked at every refill</span>
      </h3>
      <dl className={styles.effects}>
        {sideEffects === null || sideEffects.length === 0 ? (
          <Cell name="Side effects" level={sideEffects === null ? null : 0} words="none" />
        ) : (
          sideEffects.map(({ text, severity }) => (
            <Cell key={text} name={text} level={levels[severity]} words={severity} />
          ))
        )}
        {warningSigns === null || warningSigns.length === 0 ? (
          <Cell name="Warning signs, by name" level={warningSigns === null ? null : 0} words="none" />
        ) : (
          warningSigns.map((sign) => <Cell key={sign} name={sign} level={3} words="now" />)
        )}
      </dl>
    </section>
  )
}

function Cell(props: { name: string; level: number | null; words: string }) {
  const { level } = props
  return (
    <div>
      <dt>{props.name}</dt>
      <dd data-level={level} data-unknown={level === null ? '' : undefined}>
        {level !== null && (
          <span className={styles.bars} aria-hidden>
            {[1, 2, 3].map((bar) => (
              <i key={bar} data-on={bar <= level ? '' : undefined} />
            ))}
          </span>
        )}
        {level === null ? 'not said' : props.words}
      </dd>
    </div>
  )
}
