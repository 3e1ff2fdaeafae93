/** One question: its words, its input, why we ask, and the way on. */
import type { Answer } from '@countersign/contract'
import {
  allowsUnknown,
  extensionText,
  inputOf,
  type QuestionStep,
  validateAnswer,
} from '@countersign/contract/questionnaire'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { fieldError } from '../../api/problem-words.ts'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import { isTyping } from '../portal/patient-ui/choice-list.tsx'
import { FieldError } from '../portal/patient-ui/fields.tsx'
import { Notice, ProblemNotice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import type { SenderState } from './answer-sender.ts'
import { unknownWords } from './answer-words.ts'
import type { Draft } from './inputs/draft.ts'
import { noneOf } from './inputs/list-input.tsx'
import { QuestionInput } from './inputs/question-input.tsx'
import styles from './intake.module.css'

const counted = { medications: 'medicine', allergies: 'allergy', conditions: 'condition' } as const
const noneWords = { medications: 'I take none', allergies: 'I have none', conditions: 'I have none' } as const
type ListKind = keyof typeof counted
const isList = (input: string): input is ListKind => input in counted

function continueWords(input: string, draft: Draft, required: boolean): string {
  const answer = draft.answer
  if (isList(input) && answer?.kind === input && answer.items.length > 0) {
    const n = answer.items.length
    const word = counted[input]
    const many = word === 'allergy' ? 'allergies' : `${word}s`
    return `Continue with ${n} ${n === 1 ? word : many}`
  }
  return !required && answer === null && draft.problem === null ? 'Skip this one' : 'Continue'
}

export function QuestionScreen(props: {
  step: QuestionStep
  saved: Answer | null
  top: ReactNode
  pageTitle: string
  intakeId: string
  token: string
  today: string
  sending: SenderState
  onRetry: () => void
  /** Saves and goes on; rejects when the server refuses the answer. */
  onAnswer: (answer: Answer) => Promise<void>
  onSkip: () => void
}) {
  const { item, notes } = props.step
  const id = useId()
  const input = inputOf(item)
  const first: Draft = { answer: props.saved, problem: null }
  const [draft, setDraft] = useState<Draft>(first)
  const [error, setError] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [taken, setTaken] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const help = extensionText(item, 'help')
  const why = extensionText(item, 'why')
  const required = item.required === true
  const helpId = help === null ? '' : `${id}-help`
  const errorId = error === null ? '' : `${id}-error`

  async function answer(value: Answer): Promise<void> {
    const wrong = validateAnswer(item, value)
    if (wrong !== null) return refuse(wrong)
    setError(null)
    setRefusal(null)
    setBusy(true)
    try {
      await props.onAnswer(value)
    } catch (caught) {
      const words = fieldError(problemOf(caught), '/answer')
      if (words === undefined) setRefusal(caught)
      else refuse(words)
    } finally {
      setBusy(false)
    }
  }
  function refuse(words: string): void {
    setError(words)
    form.current?.querySelector<HTMLElement>('input:not([type=file]), textarea')?.focus()
  }
  function submit(): void {
    if (busy) return
    if (draft.typed) {
      draft.typed.take()
      setTaken(draft.typed.words)
      return
    }
    if (draft.problem !== null) refuse(draft.problem)
    else if (draft.answer !== null) void answer(draft.answer)
    else if (!required) props.onSkip()
    else if (input === 'consent') refuse('Please read the text and check the box to go on.')
    else if (isList(input)) refuse(`Add at least one, or choose “${noneWords[input]}”.`)
    else
      refuse(
        allowsUnknown(item) ? `Please answer, or choose “${unknownWords(item)}”.` : 'Please answer to go on.',
      )
  }

  // Enter goes on from anywhere that has no use of its own for it.
  const submitNow = useRef(submit)
  submitNow.current = submit
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.repeat || event.defaultPrevented || isTyping(event.target)) return
      const target = event.target
      if (target instanceof HTMLElement && target.closest('button, a, dialog')) return
      event.preventDefault()
      submitNow.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const waiting = busy && props.sending.status === 'waiting'
  const asideUnknown =
    allowsUnknown(item) && !['boolean', 'choice', 'choices'].includes(input)
      ? () => void answer({ kind: 'unknown' })
      : null
  const asideNone = isList(input) && draft.answer?.kind !== input ? () => void answer(noneOf(input)) : null
  const saidNone =
    props.saved !== null &&
    (props.saved.kind === 'medications' ||
      props.saved.kind === 'allergies' ||
      props.saved.kind === 'conditions') &&
    props.saved.none
  return (
    <PatientPage title={props.pageTitle} top={props.top}>
      <form
        ref={form}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Body>
          {notes.map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
          <ScreenHeading focusKey={item.linkId} id={`${id}-question`}>
            {item.text}
          </ScreenHeading>
          {help && (
            <p className={ui.help} id={helpId}>
              {help}
            </p>
          )}
          {(props.saved?.kind === 'unknown' && asideUnknown) || saidNone ? (
            <p className={ui.help}>
              You said: {saidNone && isList(input) ? noneWords[input] : unknownWords(item)}. You can change it
              here.
            </p>
          ) : null}
          <div className={styles.input}>
            <QuestionInput
              item={item}
              saved={props.saved}
              onDraft={(next) => {
                setDraft(next)
                setError(null)
                if (next.typed) setTaken(null)
              }}
              labelledBy={`${id}-question`}
              describedBy={[helpId, errorId].filter(Boolean).join(' ') || undefined}
              invalid={error !== null}
              intakeId={props.intakeId}
              token={props.token}
              today={props.today}
            />
            <p className={ui.small} role="status">
              {taken !== null && `We added “${taken}” as you typed it. Check the list, then continue.`}
            </p>
            <div role="alert">{error && <FieldError id={errorId}>{error}</FieldError>}</div>
            <ProblemNotice error={refusal} saved="Your earlier answers are saved." />
          </div>
          {why && (
            <div className={ui.why}>
              <b>Why we ask</b>
              {why}
            </div>
          )}
        </Body>
        <footer className={ui.foot} data-line={isList(input) || undefined}>
          {waiting && (
            <Notice tone="ask" role="status" title="Not saved yet">
              There is no connection to the clinic. Your answer is kept on this device, and we go on by
              ourselves when it is back.
            </Notice>
          )}
          {waiting ? (
            <BigButton onClick={props.onRetry}>Try again now</BigButton>
          ) : (
            <BigButton type="submit" busy={busy && 'Saving'}>
              {continueWords(input, draft, required)}
            </BigButton>
          )}
          {(asideNone || asideUnknown) && (
            <div className={ui.pair}>
              {asideNone && (
                <BigButton look="quiet" busy={busy && noneWords[input as ListKind]} onClick={asideNone}>
                  {noneWords[input as ListKind]}
                </BigButton>
              )}
              {asideUnknown && (
                <BigButton look="quiet" busy={busy && unknownWords(item)} onClick={asideUnknown}>
                  {unknownWords(item)}
                </BigButton>
              )}
            </div>
          )}
        </footer>
      </form>
    </PatientPage>
  )
}
