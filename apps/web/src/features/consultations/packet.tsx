/** The decision packet: what is dangerous, what does not fit, what is unanswered, what is positive; the rest folded. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button } from '@mantine/core'
import { IconCheck, IconChevronRight, IconHelpCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { SourceChip } from '../../ui/chips.tsx'
import { count, moment } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import styles from './packet.module.css'
import { Answered, Dangers } from './packet-alerts.tsx'
import { answerWords, checks, positiveRows } from './summary-words.ts'

export function Packet(props: {
  summary: ConsultationSummary
  /** Answers that came back, red flags and contradictions stand elsewhere on the page. */
  withoutDangers?: boolean
  /** Photos of the case, shown before the answers. */
  photos: ReactNode
  normalOpen: boolean
  onNormal: () => void
  /** Absent when there is nobody to ask: the case is not held. */
  onAsk?: () => void
  onMessages: () => void
}) {
  const { assessment, answers, messages } = props.summary
  const required = assessment.unanswered.filter((one) => one.required)
  const optional = assessment.unanswered.filter((one) => !one.required)
  const clear = assessment.redFlags.length + assessment.contradictions.length + required.length === 0
  const normal = answers.filter((answer) => answer.state === 'normal')
  const positives = positiveRows(assessment.positives, props.summary.facts.medications)
  const lastMessage = messages.at(-1)
  return (
    <div className={styles.packet}>
      {!props.withoutDangers && <Answered summary={props.summary} />}
      {clear ? (
        <ul className={styles.clear} aria-label="Nothing found">
          {['No red flags', 'No contradictions', 'Nothing unanswered'].map((text) => (
            <li key={text}>
              <IconCheck size={15} stroke={1.75} aria-hidden />
              {text}
            </li>
          ))}
        </ul>
      ) : null}
      {!props.withoutDangers && <Dangers summary={props.summary} />}
      {required.length > 0 && (
        <section className={styles.alert} data-tone="ask">
          <div className={styles.alertHead}>
            <IconHelpCircle size={18} stroke={1.75} aria-hidden />
            <div>
              <h3>{count(required.length, 'safety question')} unanswered</h3>
              <ul>
                {required.map((one) => (
                  <li key={one.code}>{one.question}</li>
                ))}
              </ul>
            </div>
            {props.onAsk && (
              <Button
                size="xs"
                variant="light"
                color="ask"
                onClick={props.onAsk}
                rightSection={<KeyCap onFill>i</KeyCap>}
              >
                Ask
              </Button>
            )}
          </div>
        </section>
      )}
      {required.length > 0 && <NotRun assessment={assessment} tone="ask" />}
      {clear && <Quote summary={props.summary} />}
      {props.photos}
      <section>
        <h2 className={styles.head}>
          Positive answers{' '}
          <span className="num">
            {positives.length} of {answers.length}
          </span>
        </h2>
        {positives.length === 0 ? (
          <p className={styles.none}>None.</p>
        ) : (
          <dl className={styles.positives}>
            {positives.map((one) => (
              <div key={one.label + one.text}>
                <dt>{one.label}</dt>
                <dd>
                  {one.text} {one.source && <SourceChip>{one.source}</SourceChip>}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      {!clear && <Quote summary={props.summary} />}
      {assessment.askedAndClear.length > 0 && (
        <section>
          <h2 className={styles.head}>
            Asked and clear <span>the answers that would have stopped this</span>
          </h2>
          <ul className={styles.asked}>
            {assessment.askedAndClear.map((one) => (
              <li key={one.label}>
                <IconCheck size={14} stroke={1.75} aria-hidden />
                <span>{one.label}</span>
                <em>{answerWords(one.answer)}</em>
              </li>
            ))}
          </ul>
        </section>
      )}
      {normal.length > 0 && (
        <details
          className={styles.fold}
          open={props.normalOpen}
          onToggle={(event) => {
            if (event.currentTarget.open !== props.normalOpen) props.onNormal()
          }}
        >
          <summary>
            <IconChevronRight size={15} stroke={1.75} aria-hidden />
            <b>{count(normal.length, 'normal answer')}</b>
            <span>
              {[...new Set(normal.map((answer) => answer.section.toLowerCase()))].slice(0, 5).join(', ')}
            </span>
            <KeyCap>.</KeyCap>
          </summary>
          <dl className={styles.normal}>
            {normal.map((answer) => (
              <div key={answer.linkId}>
                <dt>{answer.question}</dt>
                <dd>{answer.answer}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {required.length === 0 && <NotRun assessment={assessment} />}
      {optional.length > 0 && (
        <section>
          <h2 className={styles.head}>
            Not known <span>would help, does not block</span>
          </h2>
          <ul className={styles.plain}>
            {optional.map((one) => (
              <li key={one.code}>{one.question}</li>
            ))}
          </ul>
        </section>
      )}
      {assessment.whatWouldChange.length > 0 && (
        <section>
          <h2 className={styles.head}>What would change this</h2>
          <ul className={styles.plain}>
            {assessment.whatWouldChange.map((one) => (
              <li key={one.code + one.text}>{one.text}</li>
            ))}
          </ul>
        </section>
      )}
      {lastMessage && (
        <section>
          <h2 className={styles.head}>Last message</h2>
          <p className={styles.message}>
            <span>
              {lastMessage.authorName}, {moment(lastMessage.sentAt)}
            </span>{' '}
            “{lastMessage.body}”{' '}
            <button type="button" onClick={props.onMessages}>
              Answer
            </button>{' '}
            <KeyCap>m</KeyCap>
          </p>
        </section>
      )}
    </div>
  )
}

/** What could not be checked for want of a fact: amber where a required one is missing, always said. */
function NotRun({ assessment, tone }: { assessment: ConsultationSummary['assessment']; tone?: 'ask' }) {
  const { notRun } = checks(assessment)
  if (notRun === 0) return null
  return (
    <details className={styles.fold} data-tone={tone}>
      <summary>
        <IconChevronRight size={15} stroke={1.75} aria-hidden />
        <b>{count(notRun, 'check')} not run</b>
        <span>for want of facts; not the same as passed</span>
      </summary>
      <ul className={styles.notRun}>
        {assessment.checksRun
          .filter((check) => check.outcome === 'not_run')
          .map((check) => (
            <li key={check.rule}>
              <SourceChip>{check.rule}</SourceChip> {check.why ?? 'A fact it needs is not known'}
            </li>
          ))}
      </ul>
    </details>
  )
}

/** The patient's own words: the longest free-text answer of the intake. */
function Quote({ summary }: { summary: ConsultationSummary }) {
  const words = summary.answers
    .filter(
      (answer) =>
        answer.state !== 'unanswered' &&
        answer.answer.split(' ').length > 7 &&
        /own words|why|goal|tell us|anything else|describe/i.test(answer.question),
    )
    .sort((a, b) => b.answer.length - a.answer.length)[0]
  return words ? <blockquote className={styles.quote}>“{words.answer}”</blockquote> : null
}
