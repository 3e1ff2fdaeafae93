/** What is read before anything else in the packet: answers that came back, red flags, and what does not fit. */
import type { ConsultationSummary } from '@countersign/contract'
import { IconAlertOctagon, IconAlertTriangle, IconBuildingStore, IconFileText } from '@tabler/icons-react'
import { Chip, SourceChip } from '../../ui/chips.tsx'
import { moment } from '../../ui/format.ts'
import styles from './packet.module.css'
import { answerText, answerWords, factWords, recordBehind } from './summary-words.ts'

const routeWords = {
  emergency: 'Emergency care',
  synchronous: 'Live visit',
  in_person: 'In-person visit',
} as const

export function Dangers({ summary, said }: { summary: ConsultationSummary; said?: string }) {
  const { assessment } = summary
  return (
    <>
      {assessment.redFlags.map((flag) => (
        <section key={flag.code + flag.text} className={styles.alert} data-tone="danger">
          <div className={styles.alertHead}>
            <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
            <div>
              <h3>Red flag: {routeWords[flag.route].toLowerCase()}</h3>
              {/* On a phone the stop stands right above, in the same words. */}
              {flag.text !== said && (
                <p>
                  {flag.text} <SourceChip>{flag.source}</SourceChip>
                </p>
              )}
            </div>
          </div>
        </section>
      ))}
      {assessment.contradictions.map((one) => (
        <section key={one.rule + one.fact} className={styles.alert} data-tone="danger">
          <div className={styles.alertHead}>
            <IconAlertOctagon size={18} stroke={1.75} aria-hidden />
            <div>
              <h3>Contradiction: {factWords(one.fact)}</h3>
              <p>
                The intake and the record cannot both be true. The more dangerous of the two is taken as true
                until cleared. <SourceChip>{one.rule}</SourceChip>
              </p>
            </div>
          </div>
          <div className={styles.versus}>
            <div>
              <span>
                <IconFileText size={14} stroke={1.75} aria-hidden />
                Intake, {moment(summary.consultation.submittedAt)}
              </span>
              <b>{answerWords(one.intakeSays)}</b>
            </div>
            <div data-tone="danger">
              <span>
                <IconBuildingStore size={14} stroke={1.75} aria-hidden />
                Chart
              </span>
              <b>{one.recordSays}</b>
              <Behind recordSays={one.recordSays} facts={summary.facts} />
            </div>
          </div>
        </section>
      ))}
    </>
  )
}

/** What came back to the questions asked last: the first thing to read of a case that returns. */
export function Answered({ summary }: { summary: ConsultationSummary }) {
  const request = summary.requests.findLast((one) => one.answers !== null)
  if (!request?.answeredAt) return null
  return (
    <section className={styles.answered}>
      <h2 className={styles.head}>
        Answered{' '}
        <span>
          {moment(request.answeredAt)}, asked by {request.askedBy}
        </span>
      </h2>
      <dl className={styles.positives}>
        {request.questions.map((question) => {
          const answer = request.answers?.find((one) => one.questionId === question.id)
          return (
            <div key={question.id}>
              <dt>{question.text}</dt>
              <dd>
                {answer === undefined || answer.unknown ? (
                  <Chip tone="ask">unknown</Chip>
                ) : (
                  answerText(answer)
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}

/** The entry of the chart itself, so that nobody has to look for it. */
function Behind(props: { recordSays: string; facts: ConsultationSummary['facts'] }) {
  const text = recordBehind(props.recordSays, props.facts, new Date())
  return text === null ? null : <p>{text}</p>
}
