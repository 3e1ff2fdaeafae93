/** What changed since the last approval, and only that; the rest is folded under one line. */
import type { ConsultationSummary, Delta, RefillReview } from '@countersign/contract'
import { IconAlertOctagon, IconHelpCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Chip } from '../../ui/chips.tsx'
import { longDate, shortDate } from '../../ui/format.ts'
import { TrendChart } from '../../ui/trend-chart.tsx'
import { reading, sourceWords } from '../consultations/readings.ts'
import styles from './delta-pane.module.css'
import { signalNames, signalTones, sourceNames, splitDeltas } from './refill-words.ts'

const WEIGHT = '29463-7'

export function DeltaPane({
  review,
  summary,
  children,
}: {
  review: RefillReview
  summary: ConsultationSummary
  children?: ReactNode
}) {
  const { previous, request, checkIn } = review
  const { changed, same } = splitDeltas(review.deltas)
  const since = shortDate(previous.approvedAt)
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <div>
          <p>
            Since the last approval, {since}, by {previous.approvedBy}
          </p>
          <h2>{headline(review)}</h2>
        </div>
        <Chip tone={signalTones[review.signal]}>{signalNames[review.signal]}</Chip>
      </header>
      <WeightTrend summary={summary} since={previous.approvedAt} />
      <section>
        <h3 className={styles.title}>
          Changed{' '}
          <span>
            {changed.length} of {review.deltas.length} lines
          </span>
        </h3>
        {changed.length === 0 ? (
          <p className={styles.none}>Nothing: all that matters was asked, is known and is as it was.</p>
        ) : (
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">{since}</th>
                  <th scope="col">Now</th>
                  <th scope="col">Why it matters</th>
                </tr>
              </thead>
              <tbody>
                {changed.map((delta) => (
                  <tr key={delta.key} data-signal={delta.signal}>
                    <th scope="row">{delta.label}</th>
                    <td>{delta.before ?? '–'}</td>
                    <td>
                      <b>{delta.now ?? 'unknown'}</b>
                    </td>
                    <td>
                      <SignalIcon signal={delta.signal} /> {delta.text}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section className={styles.facts}>
        <div>
          <h3>{sourceNames[review.source]}</h3>
          <p>
            {request
              ? `${request.drugDescription}${request.refills === null ? '' : `, ${request.refills} refills`}${
                  request.lastFilledOn ? `, last filled ${shortDate(request.lastFilledOn)}` : ''
                }${request.note ? `. “${request.note}”` : ''}`
              : previous.drugDescription}
          </p>
        </div>
        <div>
          <h3>Check-in</h3>
          <p>
            {checkIn
              ? `Answered ${longDate(checkIn.at)}${checkIn.answers.comment ? `: “${checkIn.answers.comment}”` : '.'}`
              : 'The patient was asked and has not answered. What they would say is unknown.'}
          </p>
        </div>
      </section>
      {same.length > 0 && (
        <details className={styles.same}>
          <summary>
            <b>{same.length} unchanged</b> {same.map(({ label }) => label.toLowerCase()).join(', ')}
          </summary>
          <dl>
            {same.map((delta) => (
              <div key={delta.key}>
                <dt>{delta.label}</dt>
                <dd>{[delta.now, delta.text].filter(Boolean).join('. ')}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {children && (
        <details className={styles.same}>
          <summary>
            <b>The whole packet</b> as any visit shows it
          </summary>
          <div className={styles.packet}>{children}</div>
        </details>
      )}
    </div>
  )
}

function headline(review: RefillReview): string {
  const weight = review.deltas.find(({ key, before, now }) => key === 'weight' && before && now)
  const time = review.deltas.find(({ key }) => key === 'time')
  return weight ? weight.text.replace(/\.$/, '') : (time?.now ?? review.drug)
}

function SignalIcon({ signal }: { signal: Delta['signal'] }) {
  if (signal === 'red')
    return (
      <IconAlertOctagon className={styles.red} size={15} stroke={2} role="img" aria-label="Stop and look:" />
    )
  if (signal === 'amber')
    return <IconHelpCircle className={styles.amber} size={15} stroke={2} role="img" aria-label="Look:" />
  return null
}

function WeightTrend({ summary, since }: { summary: ConsultationSummary; since: string }) {
  const weights = summary.facts.observations.find(({ code }) => code === WEIGHT)
  if (summary.consultation.category !== 'weight' || !weights || weights.points.length < 2) return null
  const points = weights.points.map((point) => ({
    at: Date.parse(point.at),
    value: point.value,
    value2: null,
    label: reading(point.value, null, weights.unit),
    source: sourceWords[point.source],
  }))
  return (
    <div className={styles.trend}>
      <TrendChart
        points={points}
        label={`Weight, ${points.length} readings; last approval ${shortDate(since)}`}
      />
    </div>
  )
}
