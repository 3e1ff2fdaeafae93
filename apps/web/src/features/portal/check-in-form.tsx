/** How a treatment goes: one question a screen, plain words, "I don't know" always offered, 911 at once for a danger. */
import type { CheckInAnswers, CheckInQuestions } from '@countersign/contract'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useUnits } from '../intake/inputs/use-units.ts'
import {
  type CheckInDraft,
  type CheckInDrafts,
  type CheckInStep,
  emptyCheckIn,
  NONE,
  readCheckIn,
  readStep,
  stepsOf,
  UNSURE,
} from './check-in-draft.ts'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { ChoiceList } from './patient-ui/choice-list.tsx'
import { FieldError, TextField } from './patient-ui/fields.tsx'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { BackButton, Body, PatientPage, ScreenHeading } from './patient-ui/patient-page.tsx'
import styles from './portal.module.css'

const words: Record<CheckInStep, { question: string; help?: string }> = {
  warningSigns: { question: 'Do you have any of these now?' },
  sideEffects: { question: 'Did the medicine bother you?', help: 'Side effects since we last asked.' },
  weight: { question: 'What do you weigh now?' },
  bloodPressure: {
    question: 'What is your blood pressure?',
    help: 'A reading of the last days. Many pharmacies measure it for free.',
  },
  missedDoses: { question: 'How many doses did you miss?', help: 'Since your last refill.' },
  newMedications: {
    question: 'Do you take any new medicine?',
    help: 'Since we last asked. Vitamins and herbs count too.',
  },
  newConditions: { question: 'Do you have any new health problem?', help: 'Since we last asked.' },
  newAllergies: { question: 'Do you have any new allergy?', help: 'Since we last asked.' },
  pregnant: { question: 'Are you pregnant, or could you be?', help: 'This medicine may harm a baby.' },
  breastfeeding: { question: 'Are you breastfeeding?', help: 'This medicine may pass into the milk.' },
}
const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: UNSURE, label: 'I’m not sure' },
]
const bothers = [
  { value: NONE, label: 'No, nothing' },
  { value: 'mild', label: 'A little', detail: 'I could do what I always do' },
  { value: 'moderate', label: 'Yes, it bothered me' },
  { value: 'severe', label: 'A lot', detail: 'I could not do what I always do' },
  { value: UNSURE, label: 'I’m not sure' },
]

export function CheckInForm(props: {
  title: string
  about: ReactNode
  ask: CheckInQuestions
  send: string
  sending: boolean
  error: unknown
  onSend: (answers: Partial<CheckInAnswers>) => void
  onLeave: () => void
}) {
  const id = useId()
  const steps = stepsOf(props.ask)
  const [drafts, setDrafts] = useState<CheckInDrafts>({})
  const [at, setAt] = useState(0)
  const [error, setError] = useState<string | null>(null)
  const [units, setUnits] = useUnits()
  const step = steps[at]
  if (step === undefined) return null
  const draft = drafts[step] ?? emptyCheckIn
  const set = (part: Partial<CheckInDraft>) => {
    setError(null)
    setDrafts((now) => ({ ...now, [step]: { ...(now[step] ?? emptyCheckIn), ...part } }))
  }
  const last = at === steps.length - 1
  const next = () => {
    if (props.sending) return
    const read = readStep(step, draft, units)
    if (!read.ok) return setError(read.words)
    if (!last) return setAt(at + 1)
    const all = readCheckIn(steps, drafts, units)
    if (all.ok) props.onSend(all.answers)
    else setAt(all.at)
  }
  const back = () => {
    setError(null)
    if (at > 0) setAt(at - 1)
    else props.onLeave()
  }
  const errorId = error === null ? undefined : `${id}-error`
  const unsure = draft.choice === UNSURE
  const typed = step === 'weight' || step === 'bloodPressure' || step === 'missedDoses'
  const { question, help } = words[step]
  return (
    <PatientPage
      title={props.title}
      top={
        <header className={styles.questionTop}>
          <BackButton onClick={back} />
          <span className={styles.asker}>
            <b>{props.title}</b>
            <span>{props.about}</span>
          </span>
          <span className={styles.count}>
            {at + 1} of {steps.length}
          </span>
        </header>
      }
    >
      <form
        style={{ flex: 1, display: 'flex', flexDirection: 'column' }}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          next()
        }}
      >
        <Body>
          <ScreenHeading
            focusKey={`${props.title} ${step}`}
            className={styles.question}
            id={`${id}-question`}
          >
            {question}
          </ScreenHeading>
          {help && <p className={ui.help}>{help}</p>}
          <div className={ui.stack}>
            {step === 'warningSigns' && (
              <WarningSigns
                signs={props.ask.warningSigns}
                draft={draft}
                labelledBy={`${id}-question`}
                onSet={set}
              />
            )}
            {(step === 'sideEffects' ||
              step === 'pregnant' ||
              step === 'breastfeeding' ||
              step.startsWith('new')) && (
              <ChoiceList
                several={false}
                numberKeys
                labelledBy={`${id}-question`}
                describedBy={errorId}
                choices={step === 'sideEffects' ? bothers : yesNo}
                chosen={draft.choice === null ? [] : [draft.choice]}
                onChoose={(choice) => set({ choice })}
              />
            )}
            {writes(step, draft.choice) && (
              <label className={ui.field}>
                <span className={ui.label}>
                  {step === 'sideEffects' ? 'What did you notice?' : 'What is it? One on each line.'}
                </span>
                <textarea
                  className={ui.input}
                  rows={3}
                  maxLength={1000}
                  value={draft.text}
                  onChange={(event) => set({ text: event.currentTarget.value })}
                />
              </label>
            )}
            {step === 'weight' && (
              <>
                <TextField
                  label={units === 'us' ? 'Pounds' : 'Kilograms'}
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={6}
                  value={draft.text}
                  onValue={(text) => set({ text, choice: null })}
                />
                <button
                  type="button"
                  className={ui.textButton}
                  onClick={() => setUnits(units === 'us' ? 'metric' : 'us')}
                >
                  Use {units === 'us' ? 'kilograms' : 'pounds'}
                </button>
              </>
            )}
            {step === 'missedDoses' && (
              <TextField
                label="Doses missed"
                inputMode="numeric"
                autoComplete="off"
                maxLength={2}
                value={draft.text}
                onValue={(text) => set({ text, choice: null })}
              />
            )}
            {step === 'bloodPressure' && (
              <div className={ui.row}>
                <TextField
                  label="Top number"
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={3}
                  value={draft.top}
                  onValue={(top) => set({ top, choice: null })}
                />
                <TextField
                  label="Bottom number"
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={3}
                  value={draft.bottom}
                  onValue={(bottom) => set({ bottom, choice: null })}
                />
              </div>
            )}
            <div role="alert">{error && <FieldError id={errorId}>{error}</FieldError>}</div>
            <ProblemNotice error={props.error} saved="Your answers are still here." />
          </div>
        </Body>
        <footer className={ui.foot} data-line>
          <BigButton type="submit" busy={props.sending && 'Sending'}>
            {last ? props.send : 'Next question'}
          </BigButton>
          {typed && (
            <BigButton
              look="quiet"
              aria-pressed={unsure}
              onClick={() => set({ ...emptyCheckIn, choice: UNSURE })}
            >
              {unsure ? 'Chosen: I don’t know' : 'I don’t know'}
            </BigButton>
          )}
          <p className={styles.emergency}>
            Chest pain, or in danger now? <a href="tel:911">Call 911</a>. Thoughts of hurting yourself? Call
            or text <a href="tel:988">988</a>
          </p>
        </footer>
      </form>
    </PatientPage>
  )
}

const writes = (step: CheckInStep, choice: string | null): boolean =>
  step === 'sideEffects'
    ? choice === 'mild' || choice === 'moderate' || choice === 'severe'
    : step.startsWith('new') && choice === 'yes'

function WarningSigns(props: {
  signs: readonly string[]
  draft: CheckInDraft
  labelledBy: string
  onSet: (part: Partial<CheckInDraft>) => void
}) {
  const { signs, draft, onSet } = props
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  const choose = (value: string) => {
    if (value === NONE || value === UNSURE) return onSet({ choice: value, several: [] })
    const several = draft.several.includes(value)
      ? draft.several.filter((one) => one !== value)
      : [...draft.several, value]
    onSet({ choice: null, several })
  }
  return (
    <>
      <ChoiceList
        several
        labelledBy={props.labelledBy}
        choices={[
          ...signs.map((sign) => ({ value: sign, label: capital(sign) })),
          { value: NONE, label: 'None of these' },
          { value: UNSURE, label: 'I’m not sure' },
        ]}
        chosen={draft.choice === null ? draft.several : [draft.choice]}
        onChoose={choose}
      />
      {draft.several.length > 0 && (
        <div className={ui.notice} data-tone="danger" role="alert">
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          <div>
            <b>This may need care now</b>
            <p>
              Call 911 or go to an emergency room. Tell them which medicine you take. You can go on here
              after.
            </p>
            <div className={ui.noticeActions}>
              <BigLink look="danger" href="tel:911">
                Call 911
              </BigLink>
            </div>
          </div>
        </div>
      )}
    </>
  )
}
