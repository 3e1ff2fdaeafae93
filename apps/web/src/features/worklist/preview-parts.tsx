/** Pieces of the preview that the review uses too. */
import type { ConsultationSummary } from '@countersign/contract'
import { IconCircleCheck, IconHelpCircle, IconMinus, IconPlus } from '@tabler/icons-react'
import { SourceChip } from '../../ui/chips.tsx'
import { latestFigure, shortLabel, vitalsOf } from '../consultations/readings.ts'
import { checks, checksWords, factWords, proposedOption } from '../consultations/summary-words.ts'
import styles from './preview.module.css'

/** The first readings, large. `bare` leaves out where and when, which the patient's pane tells. */
export function KeyFigures(props: {
  observations: ConsultationSummary['facts']['observations']
  bare?: boolean
}) {
  const now = new Date()
  const figures = vitalsOf(props.observations)
    .map((observation) => latestFigure(observation, now))
    .filter((figure) => figure !== null)
    .slice(0, 4)
  if (figures.length === 0) return null
  return (
    <dl className={styles.figures}>
      {figures.map((figure) => (
        <div key={figure.key}>
          <dt>{shortLabel(figure.label)}</dt>
          <dd>{figure.value}</dd>
          {!props.bare && <dd>{figure.detail.replace(', intake', '')}</dd>}
        </div>
      ))}
    </dl>
  )
}

export function Reasons({ reasons }: { reasons: { for: boolean; text: string; source: string }[] }) {
  return (
    <ul className={styles.why}>
      {reasons.map((reason) => {
        const Icon = reason.for ? IconPlus : IconMinus
        return (
          <li key={`${reason.for}${reason.text}`} data-for={reason.for ? '' : undefined}>
            <Icon size={14} stroke={1.75} role="img" aria-label={reason.for ? 'For' : 'Against'} />
            <span>
              {reason.text} {reason.source !== '' && <SourceChip>{reason.source}</SourceChip>}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

const shownTroubles = 4

/** What the engine found, in one box: ready, or what stands in the way. Never a bare colour. */
export function Readiness({ summary }: { summary: ConsultationSummary }) {
  const { assessment } = summary
  const { notRun } = checks(assessment)
  const required = assessment.unanswered.filter((question) => question.required)
  const troubles = [
    ...assessment.redFlags.map((flag) => flag.text),
    ...assessment.contradictions.map((one) => `Contradiction: ${factWords(one.fact)}`),
    ...required.map((one) => `Unanswered: ${one.question}`),
  ].map((text) => text.replace(/\.$/, ''))
  if (troubles.length === 0 && proposedOption(assessment)?.verdict === 'offer')
    return (
      <div className={styles.ready}>
        <IconCircleCheck size={18} stroke={1.75} aria-hidden />
        <div>
          <b>Ready to approve</b>
          No red flags, no contradictions, nothing unanswered. {checksWords(assessment)}
          {notRun > 0 && ', for want of facts'}.
        </div>
      </div>
    )
  const grave =
    assessment.redFlags.length + assessment.contradictions.length > 0 || proposedOption(assessment) === null
  return (
    <div className={styles.ready} data-tone={grave ? 'danger' : 'ask'}>
      <IconHelpCircle size={18} stroke={1.75} aria-hidden />
      <div>
        <b>
          {proposedOption(assessment) === null
            ? 'No drug option is safe as things stand'
            : 'Needs your review'}
        </b>
        {troubles.length === 0 && `${checksWords(assessment)}.`}
        {troubles.length === 1 && troubles[0]}
        {troubles.length > 1 && (
          <ul>
            {troubles.slice(0, shownTroubles).map((text) => (
              <li key={text}>{text}</li>
            ))}
            {troubles.length > shownTroubles && <li>{troubles.length - shownTroubles} more</li>}
          </ul>
        )}
      </div>
    </div>
  )
}
