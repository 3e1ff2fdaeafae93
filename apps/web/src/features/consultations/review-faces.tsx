/** The faces a review can have besides itself: loading, no license, lost hold, changed meanwhile, no answer. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button, Modal } from '@mantine/core'
import { IconArrowMerge, IconHelpCircle, IconLicense, IconLock, IconUserCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ApiProblem } from '../../api/problem.ts'
import { wordsFor } from '../../api/problem-words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { shortDate, stateName, timeOfDay, timeWithSeconds } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { SkeletonLine } from '../../ui/skeletons.tsx'
import { roleWords } from '../identity/role-words.ts'
import { homeOf, useMe } from '../session/use-me.ts'
import { useKeys } from '../workspace/keys.ts'
import type { CaseChange, changeWords } from './case-changes.ts'
import { useTakeNext } from './decide.ts'
import dialogs from './dialogs.module.css'
import styles from './review.module.css'

export function ReviewSkeleton() {
  return (
    <main className={styles.review} aria-busy>
      <h1 className="visually-hidden">Loading the case</h1>
      <div className={styles.skeletonBar}>
        <SkeletonLine width={320} height={14} />
      </div>
      <div className={styles.between} />
      <div className={styles.panes}>
        {[0, 1, 2].map((pane) => (
          <div key={pane} className={styles.skeletonPane}>
            {[90, 60, 75, 40, 82, 55, 68, 48].map((width) => (
              <SkeletonLine key={width} width={`${width}%`} />
            ))}
          </div>
        ))}
      </div>
      <div className={styles.skeletonBar} />
    </main>
  )
}

function TakeNextButtons() {
  const takeNext = useTakeNext()
  const take = () => {
    if (!takeNext.isPending) takeNext.mutate()
  }
  useKeys({ n: take })
  return (
    <>
      <Button
        onClick={take}
        loading={takeNext.isPending}
        rightSection={<KeyCap onFill>n</KeyCap>}
        data-autofocus
      >
        Take next
      </Button>
      <Button variant="default" renderRoot={(props) => <Link to="/queue" {...props} />}>
        Back to queue
      </Button>
    </>
  )
}

/** A case that cannot be shown at all: no license, no such case, no permission, no answer. */
export function CaseUnavailable({ error, onRetry }: { error: ApiProblem; onRetry: () => void }) {
  const me = useMe()
  const words = wordsFor(error)
  if (error.problem === 'no-licence') {
    const active = me?.provider?.licences.filter((licence) => licence.active) ?? []
    const soon = active.filter((licence) => Date.parse(licence.expiresOn) - Date.now() < 60 * 86_400_000)
    const states = new Intl.ListFormat('en-US').format(active.map((licence) => stateName(licence.state)))
    return (
      <main className={styles.face}>
        <EmptyState
          heading="h1"
          icon={<IconLicense size={26} stroke={1.6} />}
          title={words.title}
          text={
            <>
              The chart stays closed to you.{' '}
              {active.length > 0
                ? `Yours: ${states}.`
                : 'You have no active license on record: ask your administrator.'}{' '}
              {soon
                .map((licence) => `${stateName(licence.state)} ends ${shortDate(licence.expiresOn)}.`)
                .join(' ')}
            </>
          }
        >
          <TakeNextButtons />
        </EmptyState>
      </main>
    )
  }
  return (
    <main className={styles.face}>
      <EmptyState
        heading="h1"
        icon={<IconHelpCircle size={26} stroke={1.6} />}
        title={words.title}
        text={words.text}
        reference={error.body.requestId}
      >
        {error.outcomeUnknown || error.problem === 'offline' ? (
          <Button onClick={onRetry}>Try again</Button>
        ) : (
          <Button renderRoot={(props) => <Link to="/queue" {...props} />}>Back to queue</Button>
        )}
      </EmptyState>
    </main>
  )
}

/** A chart is opened by those who treat; nothing of it was asked for. */
export function NoPermission() {
  const me = useMe()
  return (
    <main className={styles.face}>
      <EmptyState
        heading="h1"
        icon={<IconLock size={26} stroke={1.6} />}
        title="Your role does not open charts"
        text={
          me && me.role !== 'patient'
            ? `You are signed in as ${roleWords[me.role].article} of ${me.clinic.name}. Nothing of this case was read. An administrator can change what you may do.`
            : ''
        }
      >
        {me && (
          <Button renderRoot={(props) => <Link to={homeOf(me)} {...props} />}>Go to my start page</Button>
        )}
      </EmptyState>
    </main>
  )
}

/** The hold has ended while the case was open. The note stays. */
export function LostLease(props: {
  summary: ConsultationSummary
  lastActiveAt: number
  /** Where the words of the note are. */
  noteAt: string
}) {
  const { claim } = props.summary.consultation
  const holder = claim !== null && !claim.mine ? claim.providerName : null
  // As it was when the hold ended: the hand that reads this moves.
  const [away] = useState(() => Math.round((Date.now() - props.lastActiveAt) / 60_000))
  const title = holder ? `${holder} has this case now` : 'Your hold on this case has ended'
  useKeys({}, { exclusive: true })
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size={380}
      centered
      attributes={{ content: { 'aria-label': title } }}
    >
      <div className={dialogs.lost}>
        <IconUserCheck size={24} stroke={1.6} aria-hidden />
        <h2>{title}</h2>
        <p>
          {away >= 2
            ? `You were away for ${away} minutes, so it went back to the queue`
            : 'It went back to the queue'}
          {claim && holder ? ` and was taken at ${timeOfDay(claim.claimedAt)}` : ''}. Nothing was decided.
          Your note is kept as a draft {props.noteAt}.
        </p>
        <div>
          <TakeNextButtons />
        </div>
      </div>
    </Modal>
  )
}

/** Facts changed while the case was open: read first, then decide. */
export function CaseChanged(props: {
  name: string
  changes: CaseChange[]
  words: ReturnType<typeof changeWords>
  onRead: () => void
}) {
  useKeys({ enter: props.onRead })
  const first = props.name.split(' ')[0]
  return (
    <section className={styles.changed} role="alert">
      <div className={styles.changedHead}>
        <IconArrowMerge size={18} stroke={1.75} aria-hidden />
        <div>
          <h2>
            {first}’s case changed{props.words.when}
          </h2>
          <p>{props.words.text} Approve is off until you have read this. What you wrote is untouched.</p>
        </div>
        <Button onClick={props.onRead} rightSection={<KeyCap onFill>Enter</KeyCap>}>
          I have read it
        </Button>
      </div>
      <dl>
        {props.changes.slice(0, 8).map((change) => (
          <div key={`${change.what}${change.before}${change.now}`}>
            <dt>{change.what}</dt>
            <dd>
              <span>You read</span> {change.before ?? 'nothing'}
            </dd>
            <dd>
              <span>Now</span> <b>{change.now ?? 'gone'}</b>
            </dd>
          </div>
        ))}
      </dl>
      {props.changes.length > 8 && (
        <p>{props.changes.length - 8} more changes, marked nowhere else: read the packet again.</p>
      )}
    </section>
  )
}

/** It was sent and nobody answered: said, not guessed; asked again by itself with the same key. */
export function NoAnswer(props: { error: ApiProblem; onRetry: () => void; retrying: boolean }) {
  const { error } = props
  return (
    <section className={styles.noAnswer} role="alert">
      <IconHelpCircle size={18} stroke={1.75} aria-hidden />
      <div>
        <h2>No answer to your decision</h2>
        <p>We do not know yet if it was recorded. Asking again every 5 s. Your edits are kept here.</p>
        <dl className="num">
          <dt>When</dt>
          <dd>{timeWithSeconds(error.at)}</dd>
          {error.body.requestId && (
            <>
              <dt>Reference</dt>
              <dd>{error.body.requestId}</dd>
            </>
          )}
        </dl>
        <p>Trying again is safe: one decision is never made twice.</p>
      </div>
      <Button size="xs" variant="default" onClick={props.onRetry} loading={props.retrying}>
        Try again
      </Button>
    </section>
  )
}
