/** Who the patient is, medically: trends, conditions, medicines, allergies and what happened when. */
import type { ConsultationSummary } from '@countersign/contract'
import { IconAlertOctagon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { categoryNames, roughDate, shortDate, timeOfDay } from '../../ui/format.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import styles from './patient-pane.module.css'
import { usualRange } from './reading-ranges.ts'
import { latestFigure, sourceWords, vitalsOf, yearChange } from './readings.ts'

type Facts = ConsultationSummary['facts']

export function PatientPane({
  summary,
  onReading,
}: {
  summary: ConsultationSummary
  /** Opens every reading of a series, by its code. */
  onReading: (code: string) => void
}) {
  const { facts, assessment } = summary
  const now = new Date()
  // A medicine the engine names in a contradiction or a contraindication stands out where it is listed.
  const alarming = [
    ...assessment.contradictions.map((one) => one.recordSays),
    ...assessment.findings
      .filter((one) => one.severity === 'contraindicated')
      .flatMap((one) => [one.text, ...one.facts]),
  ]
    .join(' ')
    .toLowerCase()
  const isAlarming = (text: string) => alarming.includes((text.split(' ')[0] ?? text).toLowerCase())
  return (
    <div className={styles.pane}>
      <Vitals observations={vitalsOf(facts.observations)} now={now} onReading={onReading} />
      <List
        title="Conditions"
        reviewed={facts.reviewed.conditions}
        items={facts.conditions.map((one) => ({ id: one.id, text: one.text, from: sourceWords[one.source] }))}
      />
      <List
        title="Medications"
        reviewed={facts.reviewed.medications}
        items={facts.medications.map((one) => ({
          id: one.id,
          text: one.dose ? `${one.text} ${one.dose}` : one.text,
          from: one.lastFilledOn ? `filled ${shortDate(one.lastFilledOn, now)}` : sourceWords[one.source],
          bad: isAlarming(one.text),
        }))}
      />
      <List
        title="Allergies"
        reviewed={facts.reviewed.allergies}
        items={facts.allergies.map((one) => ({
          id: one.id,
          text: one.reaction ? `${one.substance}: ${one.reaction}` : `${one.substance}: reaction unknown`,
          from: sourceWords[one.source],
        }))}
        none="None known, asked"
      />
      {summary.earlier.length > 0 && (
        <Section title="Earlier visits" count={summary.earlier.length}>
          <ol className={styles.timeline}>
            {summary.earlier.map((visit) => (
              <li key={visit.id}>
                <time dateTime={visit.submittedAt}>{roughDate(visit.submittedAt, now)}</time>
                <Link to="/consultations/$id" params={{ id: visit.id }}>
                  {categoryNames[visit.category]}: {visit.outcome}
                </Link>
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Section title="Timeline">
        <ol className={styles.timeline}>
          {summary.timeline.map((entry) => (
            <li key={`${entry.at}${entry.text}`} data-bad={isAlarming(entry.text) ? '' : undefined}>
              <time dateTime={entry.at}>{dayOrTime(entry.at, now)}</time>
              <span>{entry.text}</span>
            </li>
          ))}
          {summary.timeline.length === 0 && (
            <li className={styles.none}>Nothing on record before this visit</li>
          )}
        </ol>
      </Section>
    </div>
  )
}

/** What happened today is told by the hour. */
function dayOrTime(at: string, now: Date): string {
  return new Date(at).toDateString() === now.toDateString() ? timeOfDay(at) : roughDate(at, now)
}

function Section({
  title,
  count,
  children,
}: {
  title: string
  count?: number | string
  children: ReactNode
}) {
  return (
    <section>
      <h2 className={styles.head}>
        {title} {count !== undefined && <span className="num">{count}</span>}
      </h2>
      {children}
    </section>
  )
}

function Vitals(props: {
  observations: Facts['observations']
  now: Date
  onReading: (code: string) => void
}) {
  const { observations, now } = props
  return (
    <Section title="Vitals and labs" count={observations.length === 0 ? undefined : '12 months'}>
      {observations.length === 0 && <p className={styles.none}>None on record. Unknown, not normal.</p>}
      <ul className={styles.vitals}>
        {observations.map((observation) => {
          const figure = latestFigure(observation, now)
          if (figure === null) return null
          const change = yearChange(observation)
          return (
            <li key={observation.code}>
              <button type="button" aria-haspopup="dialog" onClick={() => props.onReading(observation.code)}>
                <span>{figure.label}</span>
                <b>
                  {figure.value}
                  <small>
                    {change !== null && `${change}, `}
                    {figure.detail}
                  </small>
                </b>
              </button>
              <Sparkline
                label={`${figure.label}, ${observation.points.length} readings`}
                normal={usualRange(figure.label)}
                points={observation.points.map((point) => ({
                  at: Date.parse(point.at),
                  value: point.value,
                  value2: point.value2,
                }))}
              />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function List(props: {
  title: string
  items: { id: string; text: string; from: string; bad?: boolean }[]
  /** False: nobody went through this list with the patient, so its emptiness says nothing. */
  reviewed: boolean
  none?: string
}) {
  return (
    <Section title={props.title} count={props.items.length}>
      <ul className={styles.items}>
        {props.items.map((item) => (
          <li key={item.id} data-bad={item.bad ? '' : undefined}>
            {item.bad && (
              <IconAlertOctagon size={15} stroke={1.9} aria-label="Named in an alert" role="img" />
            )}
            <span>{item.text}</span>
            <small>{item.from}</small>
          </li>
        ))}
        {props.items.length === 0 && (
          <li className={props.reviewed ? undefined : styles.unknown}>
            <span>{props.reviewed ? (props.none ?? 'None, asked') : 'Unknown: not asked'}</span>
            {props.reviewed && <small>intake</small>}
          </li>
        )}
        {props.items.length > 0 && !props.reviewed && (
          <li className={styles.unknown}>
            <span>May be incomplete: not asked</span>
          </li>
        )}
      </ul>
    </Section>
  )
}
