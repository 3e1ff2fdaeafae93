/** The three panes of a review and the bar that decides; on a phone, one column. */
import type { ConsultationSummary, RefillReview } from '@countersign/contract'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useOnline } from '../../ui/banner.tsx'
import { timeOfDay } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { DeltaPane } from '../refills/delta-pane.tsx'
import { useMay } from '../session/use-me.ts'
import { PausedBanner } from '../workspace/live-state.tsx'
import { AskComposer } from './ask-composer.tsx'
import { CaseBar } from './case-bar.tsx'
import { consequenceOf } from './decide.ts'
import { DecisionBar } from './decision-bar.tsx'
import { Documents } from './documents.tsx'
import { cautionOf, findingsLine, needsReason, type Overrides } from './gate.ts'
import { NoteEditor } from './note-editor.tsx'
import { DecisionDialogs } from './open-dialog.tsx'
import { Packet } from './packet.tsx'
import { Answers, Messages, type Tab } from './packet-tabs.tsx'
import { PatientPane } from './patient-pane.tsx'
import { PrescriptionForm } from './prescription-form.tsx'
import { ReadOnly } from './read-only.tsx'
import { vitalsOf } from './readings.ts'
import styles from './review.module.css'
import { CaseChanged, LostLease, NoAnswer } from './review-faces.tsx'
import { ReviewPanes } from './review-panes.tsx'
import { SafetyFindings } from './safety-findings.tsx'
import { SignedNotes } from './signed-notes.tsx'
import { statusWords } from './summary-words.ts'
import { Treatment } from './treatment.tsx'
import { HardStop } from './treatment-options.tsx'
import { UndoSlot } from './undo-slot.tsx'
import { useAsking } from './use-asking.ts'
import { useLease } from './use-lease.ts'
import { useNote } from './use-note.ts'
import { usePrescription } from './use-prescription.ts'
import { usePresence } from './use-presence.ts'
import { type ReviewAct, useReviewActs } from './use-review-acts.ts'
import { useReviewDecisions } from './use-review-decisions.ts'
import { useReviewGate, withoutAnswer } from './use-review-gate.ts'
import { useReviewKeys } from './use-review-keys.ts'

const TrendsDialog = lazy(() => import('./trends-dialog.tsx').then((m) => ({ default: m.TrendsDialog })))

export function Review(props: {
  summary: ConsultationSummary
  /** What changed since the last approval, for a refill: it takes the place of packet and patient. */
  refill?: RefillReview
  startWith: ReviewAct | null
  claiming: boolean
  claimProblem: unknown
  /** Takes the case; absent for those who may only read. */
  onTake?: () => void
  onLeave: () => void
}) {
  const { summary, refill } = props
  const { consultation, assessment } = summary
  const mine = consultation.claim?.mine === true && consultation.status === 'claimed'
  const mayDecideHere = useMay('consultation:decide')
  const mayMessage = useMay('message:send')
  const online = useOnline()
  const small = useMediaQuery('(max-width: 1099px)', false, { getInitialValueInEffect: false }) ?? false
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false }) ?? false

  const [tab, setTab] = useState<Tab>('packet')
  const [normalOpen, setNormalOpen] = useState(false)
  const [overrides, setOverrides] = useState<Overrides>({})
  /** The code of the series whose readings are open. */
  const [reading, setReading] = useState<string | null>(null)
  const vitals = useMemo(() => vitalsOf(summary.facts.observations), [summary.facts.observations])
  const openedAt = useRef(performance.now())

  const lease = useLease(
    consultation.id,
    mine,
    !mine && (consultation.status === 'submitted' || consultation.status === 'claimed'),
  )
  const holdEnds = lease.expiresAt ?? consultation.claim?.leaseExpiresAt ?? null
  const others = usePresence(consultation.id)
  const note = useNote(summary, mine)
  const prescription = usePrescription(summary, mine && mayDecideHere, refill?.proposal)

  const { gate, changes, words, markRead } = useReviewGate(summary, prescription, overrides)
  const asking = useAsking({ summary, refill, startOpen: props.startWith === 'ask' })

  const decisions = useReviewDecisions({
    summary,
    before: lease.flush,
    onRefused: lease.keep,
    onDecided: note.forget,
    onReleased: props.onLeave,
  })
  const acts = useReviewActs({
    summary,
    refill,
    mine,
    live: mine && !lease.lost && online,
    gate,
    prescription,
    overrides,
    notes: note.body.trim(),
    asking,
    decisions,
    openedAt,
    startWith: props.startWith,
  })
  useReviewKeys({
    mine,
    ...acts,
    approve: () => acts.approve(),
    readings: () => vitals[0] && setReading(vitals[0].code),
    toggleNormal: () => {
      setTab('packet')
      setNormalOpen((now) => !now)
    },
    leave: () => (asking.open && !asking.stuck ? asking.setOpen(false) : props.onLeave()),
    setTab,
  })

  const photos = summary.documents.filter((one) => one.kind === 'scalp_photo' || one.kind === 'photo')

  const option = assessment.options.find((one) => one.drugId === prescription.drugId)
  const wholePacket = (
    <Packet
      summary={summary}
      withoutDangers={phone}
      photos={tab === 'packet' && photos.length > 0 ? <Documents documents={photos} compact /> : null}
      normalOpen={normalOpen}
      onNormal={() => setNormalOpen((now) => !now)}
      onAsk={mine ? acts.ask : undefined}
      onMessages={() => setTab('messages')}
    />
  )
  const packet = refill ? (
    <DeltaPane review={refill} summary={summary}>
      {wholePacket}
    </DeltaPane>
  ) : (
    wholePacket
  )
  const patient = <PatientPane summary={summary} onReading={setReading} />
  const answers = <Answers summary={summary} />
  const messages = <Messages summary={summary} mayWrite={mayMessage} />
  const documents = <Documents documents={summary.documents} />
  const alerts = (
    <>
      {decisions.unknown && (
        <NoAnswer error={decisions.unknown} onRetry={decisions.again} retrying={decisions.busy} />
      )}
      {decisions.refused !== null && <ProblemAlert error={decisions.refused} />}
      <HardStop summary={summary} />
    </>
  )
  const composer = asking.open && mine && (
    <AskComposer
      name={summary.patient.name.split(' ')[0] ?? ''}
      category={consultation.category}
      draft={asking.draft}
      onChange={asking.setDraft}
    />
  )
  const form = (
    <PrescriptionForm summary={summary} prescription={prescription} readOnly={!mine} mayBeSeries={!refill} />
  )
  const found = prescription.lastAssessment?.findings ?? option?.findings ?? []
  const findings = prescription.draft !== null && (
    <SafetyFindings
      summary={summary}
      prescription={prescription}
      fallback={option?.findings ?? []}
      counselling={option?.counselling ?? []}
      monitoring={option?.monitoring ?? []}
      overrides={overrides}
      onOverride={mine ? (rule, reason) => setOverrides((now) => ({ ...now, [rule]: reason })) : undefined}
    />
  )
  const signed = <SignedNotes summary={summary} mayAdd={mayDecideHere} />
  const editor = mine && <NoteEditor summary={summary} note={note} />

  return (
    <main className={styles.review}>
      <CaseBar
        summary={summary}
        activeSeconds={consultation.activeSeconds + lease.activeSeconds}
        others={others}
        onRelease={mine ? acts.release : undefined}
        onEscalate={mine ? acts.escalate : undefined}
      />
      <div className={styles.between}>
        <PausedBanner />
        {!mine && <ReadOnly {...props} />}
        {changes.length > 0 && (
          <CaseChanged
            name={summary.patient.name}
            changes={changes}
            words={words}
            onRead={() => {
              markRead()
              openedAt.current = performance.now()
            }}
          />
        )}
      </div>
      <ReviewPanes
        summary={summary}
        shape={phone ? 'phone' : small ? 'narrow' : 'wide'}
        refill={refill !== undefined}
        tab={tab}
        onTab={setTab}
        asking={asking.open}
        needsReasons={mine && found.some(needsReason)}
        parts={{
          alerts,
          treatment: (
            <Treatment
              summary={summary}
              refill={refill}
              prescription={prescription}
              mine={mine}
              phone={phone}
            />
          ),
          prescription: form,
          prescriptionLine: prescription.pharmacy
            ? `${prescription.pharmacy.name}, ${prescription.pharmacy.city}`
            : 'No pharmacy chosen',
          findings,
          findingsLine: findingsLine(found, option?.counselling.length ?? 0),
          ask: composer,
          packet,
          patient,
          answers,
          messages,
          documents,
          note: (
            <>
              {signed}
              {editor}
            </>
          ),
          noteLine: note.body === '' ? 'Empty' : note.body,
        }}
      />
      <span role="alert" className="visually-hidden">
        {acts.said}
      </span>
      {mine ? (
        <DecisionBar
          gate={decisions.unknown ? withoutAnswer : gate}
          consequence={consequenceOf(summary, prescription.pharmacy)}
          signing={decisions.approve.isPending || decisions.takingNext}
          escalateFirst={assessment.redFlags.length > 0 && asking.questions.length === 0}
          askCount={asking.questions.length}
          asking={asking.open}
          nothingToOffer={prescription.draft === null}
          askReady={asking.problem === null}
          askProblem={asking.open && !asking.stuck ? asking.problem : null}
          sending={decisions.ask.isPending}
          held={decisions.busy || decisions.unknown !== null}
          caution={cautionOf(assessment)}
          online={online}
          holdEnds={holdEnds === null ? null : timeOfDay(holdEnds)}
          onApprove={() => acts.approve()}
          onAsk={acts.ask}
          cancelAsk={asking.stuck ? undefined : () => asking.setOpen(false)}
          onDeny={acts.deny}
          onEscalate={acts.escalate}
          onRelease={acts.release}
        />
      ) : (
        <footer className={styles.readBar}>
          <UndoSlot />
          {statusWords[consultation.status]}
        </footer>
      )}
      {mine && (
        <DecisionDialogs
          open={acts.dialog}
          summary={summary}
          note={note.body}
          decisions={decisions}
          prescription={prescription}
          onSign={acts.approve}
          onClose={acts.closeDialog}
        />
      )}
      {reading !== null && (
        <Suspense fallback={null}>
          <TrendsDialog
            name={summary.patient.name}
            observations={vitals}
            first={reading}
            onClose={() => setReading(null)}
          />
        </Suspense>
      )}
      {lease.lost && (
        <LostLease
          summary={summary}
          lastActiveAt={lease.lastActiveAt}
          noteAt={note.state === 'device' ? 'on this device' : 'in the case'}
        />
      )}
    </main>
  )
}
