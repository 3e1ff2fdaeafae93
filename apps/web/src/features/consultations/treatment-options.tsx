/** Ranked treatments, each with its reasons and sources; the excluded in the same frame, with why. */
import type { ConsultationSummary, TreatmentOption } from '@countersign/contract'
import { IconBan, IconChevronDown, IconHandStop } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { SourceChip, SourceOf } from '../../ui/chips.tsx'
import { count } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ConfidenceBar } from '../../ui/meters.tsx'
import { Reasons } from '../worklist/preview-parts.tsx'
import { RuleWhy } from './rule-why.tsx'
import section from './section-head.module.css'
import {
  checksWords,
  distinction,
  exclusions,
  firstStop,
  rankedOptions,
  treatmentTitle,
} from './summary-words.ts'
import styles from './treatment-options.module.css'

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
          <div className={styles.stopSources}>
            <SourceOf source={stop.source} />
            <SourceChip>
              {stop.rule} v{stop.ruleVersion}
            </SourceChip>
            {!stop.overridable && <span>Absolute: no override.</span>}
            <RuleWhy finding={stop} summary={summary} />
          </div>
        )}
      </div>
    </section>
  )
}

export function TreatmentOptions(props: {
  summary: ConsultationSummary
  chosen: string | null
  /** Shown before the others unfold. */
  most: number
  /** Absent when the case is not held: the options can be read and not chosen. */
  onChoose?: (option: TreatmentOption) => void
  /** What is ordered of the chosen one, where the form is out of sight. */
  detail?: ReactNode
  /** Stands beside the button that unfolds the others. */
  beside?: ReactNode
}) {
  const { assessment } = props.summary
  const [all, setAll] = useState(false)
  const ranked = rankedOptions(assessment)
  const excluded = exclusions(assessment)
  const current = ranked.find((option) => option.drugId === props.chosen)
  const first = props.most === 1 && current ? [current] : ranked.slice(0, props.most)
  const shown = all ? ranked : ranked.filter((option) => first.includes(option) || option === current)
  const folded = ranked.length - shown.length
  /** On a phone one option stands alone, and the buttons below it are large. */
  const alone = props.most === 1
  const unfold = (folded > 0 || all) && (
    <button type="button" className={styles.unfold} aria-expanded={all} onClick={() => setAll(!all)}>
      {all ? 'Fewer' : alone ? count(folded, 'other option') : `${folded} more`}
      <IconChevronDown size={14} stroke={1.75} aria-hidden />
    </button>
  )
  return (
    <section>
      <div className={section.headRow}>
        <h2 className={section.head}>
          {ranked.length > 0 ? 'Proposed treatment' : 'Excluded'}{' '}
          <span className="num">{checksWords(assessment)}</span>
        </h2>
        <span className={section.hint}>
          {!alone && unfold}
          {props.onChoose && ranked.length > 1 && (
            <>
              <KeyCap>t</KeyCap> next option
            </>
          )}
        </span>
      </div>
      <div className={styles.options}>
        <div role="radiogroup" aria-label="Treatment">
          {shown.map((option) => (
            <Option
              key={option.drugId}
              option={option}
              current={current}
              onChoose={props.onChoose}
              detail={props.detail}
            />
          ))}
        </div>
        {alone && (props.beside || unfold) && (
          <div className={styles.others}>
            {props.beside}
            {unfold}
          </div>
        )}
        {excluded.length > 0 && (
          <ul className={styles.excluded} aria-label="Excluded">
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

function Option(props: {
  option: TreatmentOption
  current: TreatmentOption | undefined
  onChoose: ((option: TreatmentOption) => void) | undefined
  detail: ReactNode
}) {
  const { option, current, onChoose } = props
  const on = option === current
  const distinct = on ? null : distinction(option, current)
  return (
    <div className={styles.option} data-on={on ? '' : undefined}>
      <label>
        <input
          type="radio"
          name="treatment"
          checked={on}
          disabled={!onChoose || option.plan === null}
          onChange={() => onChoose?.(option)}
        />
        <b>{treatmentTitle(option)}</b>
        {option.verdict === 'needs_info' ? (
          <span data-tone="ask">needs an answer first</span>
        ) : (
          distinct && <span title={distinct}>{distinct}</span>
        )}
      </label>
      {option.confidence !== null && <ConfidenceBar value={option.confidence} wide={on} />}
      {on && (
        <div className={styles.optionWhy}>
          {props.detail}
          <Reasons reasons={option.reasons} />
          {option.requiresSync && (
            <p className={styles.sync}>Needs a live visit before the first prescription.</p>
          )}
        </div>
      )}
    </div>
  )
}
