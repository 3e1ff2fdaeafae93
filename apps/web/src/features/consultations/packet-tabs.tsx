/** The middle pane: the packet, every answer, the messages and the documents. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Chip } from '../../ui/chips.tsx'
import { moment } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { answerText } from './summary-words.ts'
import styles from './tabs.module.css'
import { consultationKey } from './use-consultation.ts'

export type Tab = 'packet' | 'answers' | 'messages' | 'documents' | 'patient'

export function TabList(props: {
  tab: Tab
  onTab: (tab: Tab) => void
  summary: ConsultationSummary
  withPatient: boolean
  /** The name of the first: a refill shows what changed there. */
  first: string
}) {
  const { summary } = props
  const openRequest = summary.requests.some((request) => request.status === 'open')
  const tabs: { id: Tab; label: string; count?: number; ask?: boolean }[] = [
    { id: 'packet', label: props.first },
    ...(props.withPatient ? [{ id: 'patient' as const, label: 'Patient' }] : []),
    { id: 'answers', label: 'Answers', count: summary.answers.length },
    {
      id: 'messages',
      label: 'Messages',
      count: summary.messages.length + summary.requests.length,
      ask: openRequest,
    },
    { id: 'documents', label: 'Documents', count: summary.documents.length },
  ]
  const move = (by: number) => {
    const index = tabs.findIndex((tab) => tab.id === props.tab)
    const next = tabs[(index + by + tabs.length) % tabs.length]
    if (next) {
      props.onTab(next.id)
      document.getElementById(`tab-${next.id}`)?.focus()
    }
  }
  return (
    <div
      className={styles.tabs}
      role="tablist"
      aria-label="Case"
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(1)
        else if (event.key === 'ArrowLeft') move(-1)
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={`tab-${tab.id}`}
          type="button"
          role="tab"
          aria-selected={props.tab === tab.id}
          aria-controls="case-panel"
          tabIndex={props.tab === tab.id ? 0 : -1}
          onClick={() => props.onTab(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && (
            <span className="num" data-ask={tab.ask ? '' : undefined}>
              {tab.count}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}

export function Answers({ summary }: { summary: ConsultationSummary }) {
  const sections = Map.groupBy(summary.answers, (answer) => answer.section)
  const tones = { positive: 'line', normal: null, unknown: 'ask', unanswered: 'ask' } as const
  const words = { positive: 'positive', normal: '', unknown: 'unknown', unanswered: 'not answered' } as const
  return (
    <div className={styles.stack}>
      {summary.answers.length === 0 && <p className={styles.none}>No answers are on record.</p>}
      {[...sections].map(([section, answers]) => (
        <section key={section}>
          <h2 className={styles.head}>
            {section} <span className="num">{answers.length}</span>
          </h2>
          <dl className={styles.answers}>
            {answers.map((answer) => {
              const tone = tones[answer.state]
              return (
                <div key={answer.linkId}>
                  <dt>{answer.question}</dt>
                  <dd>
                    {answer.state === 'unanswered' ? '' : answer.answer}{' '}
                    {tone && <Chip tone={tone}>{words[answer.state]}</Chip>}
                  </dd>
                </div>
              )
            })}
          </dl>
        </section>
      ))}
    </div>
  )
}

/** Messages and typed questions of this visit, oldest first, with a field to write. */
export function Messages({ summary, mayWrite }: { summary: ConsultationSummary; mayWrite: boolean }) {
  const client = useQueryClient()
  const id = summary.consultation.id
  const [body, setBody] = useState('')
  const send = useMutation({
    mutationFn: (text: string) => api('sendMessage', { params: { id }, body: { body: text } }),
    onSuccess: () => {
      setBody('')
      return client.invalidateQueries({ queryKey: consultationKey(id) })
    },
  })
  const first = summary.patient.name.split(' ')[0]
  const entries = [
    ...summary.messages.map((message) => ({ at: message.sentAt, message, request: null })),
    ...summary.requests.map((request) => ({ at: request.askedAt, message: null, request })),
  ].sort((a, b) => a.at.localeCompare(b.at))
  return (
    <div className={styles.stack}>
      {entries.length === 0 && <p className={styles.none}>Nothing was written yet.</p>}
      <ol className={styles.messages}>
        {entries.map(({ at, message, request }) =>
          message ? (
            <li key={message.id} data-from={message.authorKind}>
              <span>
                {message.authorName}, {moment(at)}
                {message.authorKind === 'staff' && (message.readAt ? ', read' : ', not read yet')}
              </span>
              <p>{message.body}</p>
            </li>
          ) : request ? (
            <li key={request.id} data-from="staff">
              <span>
                {request.askedBy} asked, {moment(at)}
                {request.status === 'open' && ', not answered yet'}
                {request.answeredAt && `, answered ${moment(request.answeredAt)}`}
              </span>
              {request.message && <p>{request.message}</p>}
              <dl className={styles.answers}>
                {request.questions.map((question) => {
                  const answer = request.answers?.find((one) => one.questionId === question.id)
                  return (
                    <div key={question.id}>
                      <dt>{question.text}</dt>
                      <dd>
                        {answer === undefined ? (
                          <Chip tone="ask">{request.status === 'open' ? 'waiting' : 'not answered'}</Chip>
                        ) : answer.unknown ? (
                          <Chip tone="ask">unknown</Chip>
                        ) : (
                          answerText(answer)
                        )}
                      </dd>
                    </div>
                  )
                })}
              </dl>
            </li>
          ) : null,
        )}
      </ol>
      {mayWrite && (
        <form
          className={styles.write}
          onSubmit={(event) => {
            event.preventDefault()
            if (body.trim() !== '' && !send.isPending) send.mutate(body.trim())
          }}
        >
          <Textarea
            id="message-field"
            label={`Write to ${first}`}
            description={`${first} reads it in the portal. The mail says only that there is news.`}
            value={body}
            maxLength={8000}
            autosize
            minRows={3}
            maxRows={10}
            onChange={(event) => setBody(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur()
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
                event.currentTarget.form?.requestSubmit()
            }}
          />
          <ProblemAlert error={send.error} />
          <div>
            <Button type="submit" variant="default" loading={send.isPending} disabled={body.trim() === ''}>
              Send to {first}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
