/** The three panes of a review and the bar that decides; on a phone, one column. */
import type { ConsultationSummary, ControlledSignature, RefillReview } from '@countersign/contract'
import { useMediaQuery } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useOnline } from '../../ui/banner.tsx'
import { timeOfDay } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { DeltaPane } from '../refills/delta-pane.tsx'
import { NextStep } from '../refills/next-step.tsx'
import { useMay } from '../session/use-me.ts'
import { PausedBanner } from '../workspace/live-state.tsx'
import { AskComposer, type AskDraft, askDraftOf, askProblem, chosenQuestions } from './ask-composer.tsx'
import { CaseBar } from './case-bar.tsx'
import { changesBetween } from './case-changes.ts'
import { consequenceOf } from './decide.ts'
import { DecisionBar } from './decision-bar.tsx'
import { Documents } from './documents.tsx'
import { focusField } from './focus-field.ts'
import {
  cautionOf,
  findingsLine,
  gateOf,
  isStuck,
  needsReason,
  type Overrides,
  reasonsGiven,
} from './gate.ts'
import { mayDecide } from './key-guard.ts'
import { NoteEditor } from './note-editor.tsx'
import { DecisionDialogs } from './open-dialog.tsx'
import { Packet } from './packet.tsx'
import { Answers, Messages, type Tab } from './packet-tabs.tsx'
import { PatientPane } from './patient-pane.tsx'
import { PrescriptionForm, Titration } from './prescription-form.tsx'
import { ReadOnly } from './read-only.tsx'
import { vitalsOf } from './readings.ts'
import styles from './review.module.css'
import { CaseChanged, LostLease, NoAnswer } from './review-faces.tsx'
import { ReviewPanes } from './review-panes.tsx'
import { SafetyFindings } from './safety-findings.tsx'
import { SignedNotes } from './signed-notes.tsx'
import { doseWords, drugName, firstStop, rankedOptions, statusWords, supplyWords } from './summary-words.ts'
import { HardStop, TreatmentOptions } from './treatment-options.tsx'
import { UndoSlot } from './undo-slot.tsx'
import { useLease } from './use-lease.ts'
import { useNote } from './use-note.ts'
import { treatmentOf, usePrescription } from './use-prescription.ts'
import { usePresence } from './use-presence.ts'
import { useReviewDecisions } from './use-review-decisions.ts'
import { useReviewKeys } from './use-review-keys.ts'

const TrendsDialog = lazy(() => import('./trends-dialog.tsx').then((m) => ({ default: m.TrendsDialog })))

type Act = 'ask' | 'deny' | 'escalate'

export function Review(props: {
  summary: ConsultationSummary
  /** What changed since the last approval, for a refill: it takes the place of packet and patient. */
  refill?: RefillReview
  startWith: Act | null
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
  const [dialog, setDialog] = useState<'deny' | 'escalate' | 'sign' | null>(null)
  /** The code of the series whose readings are open. */
  const [reading, setReading] = useState<string | null>(null)
  const vitals = useMemo(() => vitalsOf(summary.facts.observations), [summary.facts.observations])
  const [askDraft, setAskDraft] = useState<AskDraft>(() => askDraftOf(summary))
  const [said, setSaid] = useState('')
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

  // What was read when the case opened, against what it says now.
  const [read, setRead] = useState(summary)
  const changes = useMemo(() => changesBetween(read, summary), [read, summary])

  const gate = gateOf({
    licence: summary.licence.status,
    redFlags: assessment.redFlags,
    assessment: prescription.assessment,
    hasPrescription: prescription.draft !== null,
    misfits: prescription.misfits,
    controlled: prescription.controlled,
    stop: firstStop(assessment),
    checking: prescription.checking,
    checkFailed: prescription.checkFailed,
    overrides,
    pharmacyChosen: prescription.pharmacy !== null,
    formProblem: prescription.problem,
  })
  const readGate =
    changes.length > 0
      ? { open: false, absolute: false, text: 'Approve is off until you have read what changed.' }
      : gate

  // Where nothing can be approved and something can be asked, the questions stand ready.
  const stuck = isStuck(assessment, refill)
  const [asking, setAsking] = useState(
    props.startWith === 'ask' || (stuck && chosenQuestions(askDraft).length > 0),
  )
  const questions = chosenQuestions(askDraft)
  const problem = askProblem(askDraft)

  const decisions = useReviewDecisions({
    summary,
    before: lease.flush,
    onRefused: lease.keep,
    onDecided: note.forget,
    onReleased: props.onLeave,
  })
  const barGate = decisions.unknown
    ? {
        open: false,
        absolute: false,
        text: 'No answer yet to your decision. Nothing else can be decided until there is one.',
      }
    : readGate
  const live = mine && !lease.lost && online && !decisions.busy

  const startDialog = props.startWith === 'deny' || props.startWith === 'escalate' ? props.startWith : null
  useEffect(() => {
    if (mine && startDialog !== null) setDialog(startDialog)
  }, [mine, startDialog])

  const approve = (controlled?: ControlledSignature) => {
    if (!live || decisions.unknown !== null) return
    const { draft, pharmacy } = prescription
    if (!readGate.open || draft === null || pharmacy === null) return setSaid(readGate.text)
    if (prescription.controlled && !controlled) return setDialog('sign')
    decisions.approve.mutate({
      body: {
        version: consultation.version,
        treatment: treatmentOf(draft),
        pharmacyId: pharmacy.ncpdpId,
        notes: note.body.trim(),
        overrides: reasonsGiven(prescription.assessment?.findings ?? [], overrides),
        ...(prescription.series && !refill && { titration: true }),
        ...(controlled && { controlled }),
      },
      drug: `${drugName({ drug: draft.drug, plan: prescription.plan })} ${doseWords(draft.doseMg)}`,
      pharmacy: pharmacy.name,
    })
  }
  const ask = () => {
    if (!live || decisions.unknown !== null) return
    if (!asking) {
      setAsking(true)
      openedAt.current = performance.now()
      requestAnimationFrame(() =>
        document.getElementById('ask-composer')?.scrollIntoView({ block: 'nearest' }),
      )
      return
    }
    if (problem !== null) return setSaid(problem)
    decisions.ask.mutate({
      version: consultation.version,
      message: askDraft.message.trim(),
      questions,
      notes: note.body.trim(),
    })
  }
  const openDialog = (which: 'deny' | 'escalate') => {
    if (live) setDialog(which)
  }
  const guarded = (act: () => void) => (event: KeyboardEvent) => {
    if (
      mayDecide({
        openedAt: openedAt.current,
        now: performance.now(),
        checking: prescription.checking,
        repeat: event.repeat,
      })
    )
      act()
  }
  const nextOption = () => {
    const options = rankedOptions(assessment).filter((option) => option.plan !== null)
    const index = options.findIndex((option) => option.drugId === prescription.drugId)
    const next = options[(index + 1) % options.length]
    if (next && mine) prescription.choose(next)
  }
  const release = () => {
    if (live) decisions.release.mutate()
  }
  useReviewKeys({
    mine,
    guarded,
    approve: () => approve(),
    ask,
    deny: () => openDialog('deny'),
    escalate: () => openDialog('escalate'),
    release,
    nextOption,
    readings: () => vitals[0] && setReading(vitals[0].code),
    toggleNormal: () => {
      setTab('packet')
      setNormalOpen((now) => !now)
    },
    leave: () => (asking && !stuck ? setAsking(false) : props.onLeave()),
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
      onAsk={mine ? ask : undefined}
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
  const ranked = (
    <TreatmentOptions
      summary={summary}
      chosen={prescription.drugId}
      most={phone ? 1 : 3}
      onChoose={mine ? prescription.choose : undefined}
      detail={
        phone &&
        prescription.plan && (
          <>
            <p>
              {supplyWords(prescription.plan)}{' '}
              {prescription.pharmacy && `${prescription.pharmacy.name}, ${prescription.pharmacy.city}.`}
            </p>
            <Titration prescription={prescription} />
          </>
        )
      }
      beside={
        phone &&
        mine &&
        prescription.draft && (
          <button type="button" onClick={() => focusField('dose-field')}>
            <IconPencil size={16} stroke={1.75} aria-hidden />
            Edit dose
          </button>
        )
      }
    />
  )
  const options = refill ? (
    <NextStep
      summary={summary}
      proposal={refill.proposal}
      prescription={prescription}
      readOnly={!mine}
      others={ranked}
    />
  ) : (
    ranked
  )
  const composer = asking && mine && (
    <AskComposer
      name={summary.patient.name.split(' ')[0] ?? ''}
      category={consultation.category}
      draft={askDraft}
      onChange={setAskDraft}
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
        onRelease={mine ? release : undefined}
        onEscalate={mine ? () => openDialog('escalate') : undefined}
      />
      <div className={styles.between}>
        <PausedBanner />
        {!mine && <ReadOnly {...props} />}
        {changes.length > 0 && (
          <CaseChanged
            name={summary.patient.name}
            changes={changes}
            at={summary.assessedAt}
            onRead={() => {
              setRead(summary)
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
        asking={asking}
        needsReasons={mine && found.some(needsReason)}
        parts={{
          alerts,
          treatment: options,
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
        {said}
      </span>
      {mine ? (
        <DecisionBar
          gate={barGate}
          consequence={consequenceOf(summary, prescription.pharmacy)}
          signing={decisions.approve.isPending || decisions.takingNext}
          escalateFirst={assessment.redFlags.length > 0 && questions.length === 0}
          askCount={questions.length}
          asking={asking}
          nothingToOffer={prescription.draft === null}
          askReady={problem === null}
          askProblem={asking && !stuck ? problem : null}
          sending={decisions.ask.isPending}
          held={decisions.busy || decisions.unknown !== null}
          caution={cautionOf(assessment)}
          online={online}
          holdEnds={holdEnds === null ? null : timeOfDay(holdEnds)}
          onApprove={() => approve()}
          onAsk={ask}
          cancelAsk={stuck ? undefined : () => setAsking(false)}
          onDeny={() => openDialog('deny')}
          onEscalate={() => openDialog('escalate')}
          onRelease={release}
        />
      ) : (
        <footer className={styles.readBar}>
          <UndoSlot />
          {statusWords[consultation.status]}
        </footer>
      )}
      {mine && (
        <DecisionDialogs
          open={dialog}
          summary={summary}
          note={note.body}
          decisions={decisions}
          prescription={prescription}
          onSign={approve}
          onClose={() => setDialog(null)}
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
