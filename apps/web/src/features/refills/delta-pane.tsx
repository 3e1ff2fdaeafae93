/** What changed since the last approval, and only that; the rest is folded under one line. */
import type { ConsultationSummary, Delta, RefillReview } from '@countersign/contract'
import { IconAlertOctagon, IconHelpCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Chip } from '../../ui/chips.tsx'
import { longDate, shortDate } from '../../ui/format.ts'
import { vitalsOf } from '../consultations/readings.ts'
import styles from './delta-pane.module.css'
import { signalNames, signalTones, sourceNames, splitDeltas } from './refill-words.ts'
import { SideEffects } from './side-effects.tsx'
import { WeightChart } from './weight-chart.tsx'
import { percentWords, weightTrend } from './weight-trend.ts'

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
  const trend =
    summary.consultation.category === 'weight'
      ? weightTrend(summary.facts.observations, previous.approvedAt)
      : null
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <div>
          <p>
            Since the last approval, {since}, by {previous.approvedBy}
          </p>
          <h2>
            {headline(review)}
            {trend && (
              <small>
                , {percentWords(trend.percentSinceStart)} since{' '}
                {shortDate(new Date(trend.points[0]?.at ?? 0))}
              </small>
            )}
          </h2>
        </div>
        <dl className={styles.figures}>
          {figuresOf(review, summary).map(({ label, now, before }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <b>{now}</b>
                {before && ` was ${before}`}
              </dd>
            </div>
          ))}
        </dl>
        <Chip tone={signalTones[review.signal]}>{signalNames[review.signal]}</Chip>
      </header>
      {trend && <WeightChart trend={trend} approvedAt={previous.approvedAt} />}
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
      {checkIn && <SideEffects answers={checkIn.answers} />}
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

/** Figures beside the headline: the body mass index then and now, and the doses that were missed. */
function figuresOf(review: RefillReview, summary: ConsultationSummary) {
  const bmi = vitalsOf(summary.facts.observations).find(({ label }) => label === 'BMI')?.points ?? []
  const now = bmi.at(-1)
  const before = bmi.findLast(({ at }) => Date.parse(at) <= Date.parse(review.previous.approvedAt))
  const adherence = review.deltas.find(({ key }) => key === 'adherence')
  const missed = adherence && (adherence.now ?? (adherence.signal === 'green' ? null : 'unknown'))
  return [
    ...(summary.consultation.category === 'weight' && now
      ? [
          {
            label: 'BMI',
            now: now.value.toFixed(1),
            before: before && before !== now ? before.value.toFixed(1) : null,
          },
        ]
      : []),
    ...(missed ? [{ label: 'Doses missed', now: missed, before: null }] : []),
  ]
}
