/** Ranked treatments, each with its reasons and sources; the excluded in the same frame, with why. */
import type { ConsultationSummary, TreatmentOption } from '@countersign/contract'
import { IconBan, IconHandStop } from '@tabler/icons-react'
import { SourceChip, SourceOf } from '../../ui/chips.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ConfidenceBar } from '../../ui/meters.tsx'
import { Reasons } from '../worklist/preview-parts.tsx'
import { checksWords, exclusions, firstStop, rankedOptions, treatmentTitle } from './summary-words.ts'
import styles from './treatment.module.css'

/** The stop that covers everything: shown above all when no drug can be offered. */
export function HardStop({ summary }: { summary: ConsultationSummary }) {
  const { assessment } = summary
  const ranked = rankedOptions(assessment)
  if (ranked.some((option) => option.plan !== null)) return null
  const stop = firstStop(assessment)
  const missing = assessment.unanswered.filter((one) => one.required)
  return (
    <section className={styles.stop} data-tone={stop ? 'danger' : 'ask'}>
      <IconHandStop size={22} stroke={1.6} aria-hidden />
      <div>
        <h2>{stop ? 'Hard stop: no drug option is safe' : 'Nothing can be proposed yet'}</h2>
        <p>
          {stop
            ? stop.text
            : `${missing.length} required facts are not known. Ask first; the answers decide what can be offered.`}
        </p>
        {stop && (
          <p className={styles.stopSources}>
            <SourceOf source={stop.source} />
            <SourceChip>
              {stop.rule} v{stop.ruleVersion}
            </SourceChip>
            {!stop.overridable && <span>Absolute: no override.</span>}
          </p>
        )}
      </div>
    </section>
  )
}

export function TreatmentOptions(props: {
  summary: ConsultationSummary
  chosen: string | null
  /** Absent when the case is not held: the options can be read and not chosen. */
  onChoose?: (option: TreatmentOption) => void
}) {
  const { assessment } = props.summary
  const ranked = rankedOptions(assessment)
  const excluded = exclusions(assessment)
  return (
    <section>
      <div className={styles.headRow}>
        <h2 className={styles.head}>
          {ranked.length > 0 ? 'Proposed treatment' : 'Excluded'}{' '}
          <span className="num">
            engine {assessment.engine}, {checksWords(assessment)}
          </span>
        </h2>
        {props.onChoose && ranked.length > 1 && (
          <span className={styles.hint}>
            <KeyCap>t</KeyCap> next option
          </span>
        )}
      </div>
      <div className={styles.options} role="radiogroup" aria-label="Treatment">
        {ranked.map((option) => {
          const on = option.drugId === props.chosen
          const short = option.reasons.find((reason) => !reason.for) ?? option.reasons[0]
          return (
            <div key={option.drugId} className={styles.option} data-on={on ? '' : undefined}>
              <label>
                <input
                  type="radio"
                  name="treatment"
                  checked={on}
                  disabled={!props.onChoose || option.plan === null}
                  onChange={() => props.onChoose?.(option)}
                />
                <b>{treatmentTitle(option)}</b>
                {option.verdict === 'needs_info' ? (
                  <span data-tone="ask">needs an answer first</span>
                ) : (
                  !on && short && <span>{short.text}</span>
                )}
              </label>
              {option.confidence !== null && <ConfidenceBar value={option.confidence} wide />}
              {on && (
                <div className={styles.optionWhy}>
                  <Reasons reasons={option.reasons} />
                  {option.requiresSync && (
                    <p className={styles.sync}>Needs a live visit before the first prescription.</p>
                  )}
                </div>
              )}
            </div>
          )
        })}
        {excluded.length > 0 && (
          <ul className={styles.excluded}>
            {excluded.map((group) => (
              <li key={group.text}>
                <IconBan size={14} stroke={1.9} role="img" aria-label="Excluded" />
                <b>{group.drugs.join(', ')}</b>
                <span>
                  {group.text} {group.source && <SourceOf source={group.source} />}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
