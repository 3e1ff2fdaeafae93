/** One titration: its steps with their days and check-ins, and what a provider says to the step that waits. */
import type { TitrationView } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Chip } from '../../ui/chips.tsx'
import { categoryNames, longDate, shortDate } from '../../ui/format.ts'
import { useMay } from '../session/use-me.ts'
import { signalNames, signalTones } from './refill-words.ts'
import { StepReview } from './step-review.tsx'
import task from './task-page.module.css'
import { TaskFoot, TaskPage, TaskUnread } from './task-page.tsx'
import styles from './titration-page.module.css'
import { checkInLines, progressWords, seriesNames, stepNames, stepTones } from './titration-words.ts'
import { titrationQuery } from './use-titrations.ts'

export function TitrationPage() {
  const { id } = useParams({ from: '/workspace/refills/titrations/$id' })
  const answer = useQuery(titrationQuery(id))
  const mayDecide = useMay('refill:decide')
  const series = answer.data
  if (!series)
    return (
      <TaskUnread
        lane="titrations"
        title="A titration"
        error={answer.error}
        onRetry={() => answer.refetch()}
      />
    )
  const head = {
    lane: 'titrations' as const,
    patient: series.patient,
    tags: <Chip tone={series.status === 'completed' ? 'done' : 'neutral'}>{seriesNames[series.status]}</Chip>,
    facts: <>Signed by {series.approvedBy}</>,
    left: <Series series={series} />,
  }
  if (series.status === 'active' && mayDecide)
    return <StepReview key={`${series.id} ${series.version}`} series={series} head={head} />
  return (
    <TaskPage
      {...head}
      foot={
        series.status === 'active' ? (
          <TaskFoot say="A provider licensed in the patient’s state decides.">{null}</TaskFoot>
        ) : (
          <TaskFoot
            say={
              <>
                <b>{seriesNames[series.status]}.</b> {series.stoppedReason}
              </>
            }
          >
            {null}
          </TaskFoot>
        )
      }
    />
  )
}

function Series({ series }: { series: TitrationView }) {
  return (
    <>
      <div className={task.lead}>
        <h2>
          {categoryNames[series.category]} titration, {progressWords(series.steps)}
        </h2>
        <p>
          One approval, a prescription a step. Each leaves on its day, after a check-in that is well, and only
          when the safety check passes again.
        </p>
      </div>
      <ol className={styles.steps} aria-label="Steps">
        {series.steps.map((step) => (
          <li
            key={step.step}
            data-status={step.status}
            aria-current={step.status === 'review' ? 'step' : undefined}
          >
            <span className={styles.mark} aria-hidden>
              {step.step}
            </span>
            <div>
              <p className={styles.head}>
                <b>{step.medicine}</b>
                <Chip tone={stepTones[step.status]}>{stepNames[step.status]}</Chip>
                <time dateTime={step.startsOn}>from {shortDate(step.startsOn)}</time>
              </p>
              {step.checkIn && <CheckIn checkIn={step.checkIn} />}
            </div>
          </li>
        ))}
      </ol>
      <p className={task.note}>
        <Link to="/orders/$id" params={{ id: series.orderId }} search={{ lane: undefined }}>
          Open the order
        </Link>
        {', '}
        <Link to="/consultations/$id" params={{ id: series.consultationId }} search={{ do: undefined }}>
          open the case
        </Link>
      </p>
    </>
  )
}

function CheckIn({ checkIn }: { checkIn: NonNullable<TitrationView['steps'][number]['checkIn']> }) {
  const { answers, answeredAt, signal, reasons } = checkIn
  return (
    <div className={styles.checkIn}>
      {answers === null || answeredAt === null ? (
        <p>Check-in asked {longDate(checkIn.askedAt)}, not answered. What they would say is unknown.</p>
      ) : (
        <details open={signal !== 'green'}>
          <summary>
            Check-in answered {longDate(answeredAt)}{' '}
            {signal && <Chip tone={signalTones[signal]}>{signalNames[signal]}</Chip>}
          </summary>
          <dl>
            {checkInLines(answers).map(({ label, text, known }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd data-unknown={known ? undefined : ''}>{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {reasons.length > 0 && (
        <ul className={task.list} aria-label="Why a provider is to look">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
