/** The words between the patient and the care team, by visit. */
import type { PortalConsultation } from '@countersign/contract'
import { IconChevronRight } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useNow } from '../../ui/use-now.ts'
import { HomeState } from './home-state.tsx'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { Notice, ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { dayInWords, momentInWords } from './plain-dates.ts'
import styles from './portal.module.css'
import { PortalFrame } from './portal-frame.tsx'
import { portalHomeQuery, visitQuery } from './use-visit.ts'
import { useVisit, VisitState } from './visit-state.tsx'
import { visitNames } from './visit-words.ts'

const LONGEST = 8000

/** All visits, each leading to its thread. */
export function MessagesPage() {
  const home = useQuery(portalHomeQuery)
  const now = new Date()
  return (
    <PortalFrame title="Messages" place="Messages">
      <div className={`${styles.narrow} ${ui.stack}`}>
        <ScreenHeading focusKey="messages">Messages</ScreenHeading>
        <HomeState home={home} empty="Messages belong to a visit, and you have none yet.">
          {(rows) =>
            rows.map((row) => (
              <Link
                key={row.id}
                to="/portal/visits/$id/messages"
                params={{ id: row.id }}
                className={ui.linkCard}
              >
                <span>
                  <b>{visitNames[row.category]}</b>
                  <span className={ui.small}>
                    {row.todo === 'answer' ? 'A question waits for you' : dayInWords(row.submittedAt, now)}
                  </span>
                </span>
                <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
              </Link>
            ))
          }
        </HomeState>
      </div>
    </PortalFrame>
  )
}

/** One visit's thread. */
export function VisitMessagesPage() {
  const { id } = useParams({ from: '/portal/visits/$id/messages' })
  const visit = useVisit(id)
  return (
    <PortalFrame
      title="Messages"
      place="Messages"
      back={{ to: `/portal/visits/${id}`, label: 'Back to my visit' }}
    >
      <div className={`${styles.narrow} ${ui.stack}`}>
        <VisitState visit={visit}>{(loaded) => <Thread visit={loaded} />}</VisitState>
      </div>
    </PortalFrame>
  )
}

function Thread({ visit }: { visit: PortalConsultation }) {
  const now = new Date(useNow(60_000))
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const send = useMutation({
    mutationFn: (body: string) => api('sendPortalMessage', { params: { id: visit.id }, body: { body } }),
    onSuccess: (message) => {
      setText('')
      queryClient.setQueryData(visitQuery(visit.id).queryKey, (before) =>
        before === undefined || before.messages.some((each) => each.id === message.id)
          ? before
          : { ...before, messages: [...before.messages, message] },
      )
    },
  })
  const closed = ['completed', 'cancelled', 'expired'].includes(visit.status)
  return (
    <>
      <ScreenHeading focusKey={`thread ${visit.id}`}>Ask us anything</ScreenHeading>
      <p className={ui.small}>
        We answer within a day. In an emergency <a href="tel:911">call 911</a>: nobody watches this at night.
        Thoughts of hurting yourself? Call or text <a href="tel:988">988</a>, day and night.
      </p>
      {visit.request?.status === 'open' && (
        <Notice
          tone="ask"
          title={`${visit.request.askedBy} asks you something`}
          actions={<BigLink href={`/portal/visits/${visit.id}/questions`}>Answer now</BigLink>}
        >
          <p>Your answers come back to the same provider.</p>
        </Notice>
      )}
      {visit.messages.length > 0 && (
        <ul className={styles.thread} aria-label="Messages, oldest first">
          {[...visit.messages]
            .sort((a, b) => a.sentAt.localeCompare(b.sentAt))
            .map((message) => (
              <li key={message.id} data-mine={message.authorKind === 'patient' || undefined}>
                <p>{message.body}</p>
                <small>
                  {message.authorKind === 'patient' ? 'You' : message.authorName},{' '}
                  {momentInWords(message.sentAt, now)}
                </small>
              </li>
            ))}
        </ul>
      )}
      <form
        className={ui.tight}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '' && !send.isPending) send.mutate(text.trim())
        }}
      >
        <label className={ui.label} htmlFor="message">
          Your message
        </label>
        <textarea
          id="message"
          className={ui.input}
          rows={4}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {closed && <p className={ui.hint}>This visit is closed. The care team still reads what you write.</p>}
        <ProblemNotice error={send.error} saved="Your words are still in the box." />
        <BigButton type="submit" busy={send.isPending && 'Sending'}>
          Send
        </BigButton>
        <p className="visually-hidden" role="status">
          {send.isSuccess ? 'Message sent' : ''}
        </p>
      </form>
    </>
  )
}
