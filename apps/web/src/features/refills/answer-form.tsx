/**
 * A provider's answer to a pharmacy: as asked, with changes, no, or confirmed. What changes the prescription is
 * checked live against today's chart, by the same check as any prescription; the server's gate has the last word.
 */
import type { ChangeRequestView, ConsultationSummary } from '@countersign/contract'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ComponentProps, type ReactNode, useRef, useState } from 'react'
import type { ApiBody } from '../../api/client.ts'
import { useObstacle } from '../../ui/banner.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { AmendedPrescription, useAmendment } from '../consultations/amendment.tsx'
import { mayDecide } from '../consultations/key-guard.ts'
import { PatientPane } from '../consultations/patient-pane.tsx'
import { leaveOnEscape } from '../consultations/prescription-form.tsx'
import { vitalsOf } from '../consultations/readings.ts'
import { TrendsDialog } from '../consultations/trends-dialog.tsx'
import { useConsultation } from '../consultations/use-consultation.ts'
import { treatmentOf } from '../consultations/use-prescription.ts'
import { useKeys } from '../workspace/keys.ts'
import { type AnswerChoice, choicesOf } from './change-request-words.ts'
import styles from './task-page.module.css'
import { TaskFoot, TaskPage, TaskUnread } from './task-page.tsx'
import { useAnswer } from './use-change-requests.ts'

type Head = Pick<ComponentProps<typeof TaskPage>, 'lane' | 'patient' | 'tags' | 'facts' | 'left'>
type Props = { request: ChangeRequestView; head: Head }

export function AnswerForm(props: Props) {
  const answer = useConsultation(props.request.consultationId)
  if (!answer.data)
    return (
      <TaskUnread
        lane="questions"
        title={props.request.patient.name}
        error={answer.error}
        onRetry={() => answer.refetch()}
      />
    )
  return <Answering {...props} summary={answer.data} />
}

const labels: Record<AnswerChoice['answer'], { title: string; text: string; act: string }> = {
  approve: { title: 'Approve as asked', text: '', act: 'Approve as asked' },
  approve_with_changes: {
    title: 'Approve with changes',
    text: 'Another of the formulary, or the same with clearer words.',
    act: 'Approve with changes',
  },
  deny: { title: 'Deny', text: 'The prescription stays as it is; the pharmacy is told why.', act: 'Deny' },
  validate: { title: 'Confirm', text: 'What the pharmacy asks about is as it should be.', act: 'Confirm' },
}
const reasonAtLeast = 5

function Answering({ request, head, summary }: Props & { summary: ConsultationSummary }) {
  const choices = choicesOf(request)
  const [choice, setChoice] = useState<AnswerChoice | null>(null)
  const [authorization, setAuthorization] = useState('')
  const [words, setWords] = useState('')
  const [reading, setReading] = useState<string | null>(null)
  const openedAt = useRef(performance.now())
  const amendment = useAmendment(summary, request.prescribedTreatment)
  const { prescription, gate, reasons } = amendment
  const send = useAnswer(request.id)
  const narrow = useMediaQuery('(max-width: 1099px)', false, { getInitialValueInEffect: false })
  const vitals = vitalsOf(summary.facts.observations)

  const changes = choice?.answer === 'approve' || choice?.answer === 'approve_with_changes'
  const problem = useObstacle(problemWith())

  /** What is missing before it can be sent; null when nothing is. */
  function problemWith(): string | null {
    if (choice === null) return 'Choose an answer.'
    if (changes && !gate.open) return gate.text
    if (choice.answer === 'approve' && request.code === 'P' && authorization.trim() === '')
      return 'Enter the payer’s authorization number.'
    if (choice.answer === 'deny' && words.trim().length < reasonAtLeast)
      return 'Write the reason: the pharmacist reads it.'
    return null
  }
  const choose = (next: AnswerChoice) => {
    setChoice(next)
    send.reset()
    const proposed = request.requested[next.requested]?.treatment
    if (next.answer === 'approve' && request.code !== 'P' && proposed) prescription.chooseTreatment(proposed)
    else if (next.answer === 'approve' || (next.answer === 'approve_with_changes' && !prescription.edited))
      prescription.chooseTreatment(request.prescribedTreatment)
  }
  const body = (): ApiBody<'answerChangeRequest'> | null => {
    const { version } = request
    const notes = words.trim()
    switch (choice?.answer) {
      case 'approve':
        return {
          answer: 'approve',
          version,
          notes,
          requested: choice.requested,
          overrides: reasons,
          ...(request.code === 'P' && { priorAuthorization: authorization.trim() }),
        }
      case 'approve_with_changes':
        return prescription.draft === null
          ? null
          : {
              answer: 'approve_with_changes',
              version,
              notes,
              treatment: treatmentOf(prescription.draft),
              overrides: reasons,
            }
      case 'deny':
        return { answer: 'deny', version, reason: notes }
      case 'validate':
        return { answer: 'validate', version, note: notes }
      default:
        return null
    }
  }
  const submit = () => {
    const input = body()
    if (problem === null && input !== null && !send.isPending) send.mutate(input)
  }
  useKeys({
    ...Object.fromEntries(choices.map((one, at) => [String(at + 1), () => choose(one)])),
    a: (event) => {
      const { checking } = prescription
      const now = performance.now()
      if (mayDecide({ openedAt: openedAt.current, now, checking, repeat: event.repeat })) submit()
    },
  })
  const act = choice ? labels[choice.answer].act : 'Send the answer'
  return (
    <>
      <TaskPage
        {...head}
        left={
          <>
            {head.left}
            <details className={styles.fold} open={!narrow}>
              <summary>The patient today</summary>
              <PatientPane summary={summary} onReading={setReading} />
            </details>
          </>
        }
        right={
          <>
            <fieldset className={styles.choices}>
              <legend className="visually-hidden">Your answer</legend>
              {choices.map((one, at) => (
                <label key={`${one.answer}${one.requested}`}>
                  <input
                    type="radio"
                    name="answer"
                    checked={choice?.answer === one.answer && choice.requested === one.requested}
                    onChange={() => choose(one)}
                  />
                  <b>{labels[one.answer].title}</b>
                  <KeyCap>{String(at + 1)}</KeyCap>
                  <small>{choiceText(request, one)}</small>
                </label>
              ))}
            </fieldset>
            {choice?.answer === 'approve' && request.code === 'P' && (
              <TextInput
                size="sm"
                label="The payer’s authorization number"
                value={authorization}
                maxLength={35}
                autoComplete="off"
                onChange={(event) => setAuthorization(event.currentTarget.value)}
                onKeyDown={leaveOnEscape}
              />
            )}
            {changes && (
              <AmendedPrescription
                summary={summary}
                amendment={amendment}
                readOnly={choice?.answer === 'approve'}
              />
            )}
            {choice !== null && (
              <Textarea
                size="sm"
                label={wordsLabel(choice.answer)}
                autosize
                minRows={3}
                maxRows={8}
                maxLength={changes ? 2000 : 210}
                value={words}
                onChange={(event) => setWords(event.currentTarget.value)}
                onKeyDown={leaveOnEscape}
              />
            )}
            <ProblemAlert error={send.error} />
          </>
        }
        foot={
          <TaskFoot say={problem ?? consequence(request, choice)}>
            <Button
              size="lg"
              aria-disabled={problem !== null}
              aria-describedby="task-say"
              variant={problem === null ? 'filled' : 'light'}
              color={problem === null ? undefined : 'gray'}
              loading={send.isPending}
              onClick={submit}
              rightSection={<KeyCap onFill={problem === null}>a</KeyCap>}
            >
              {act}
            </Button>
          </TaskFoot>
        }
      />
      {reading !== null && (
        <TrendsDialog
          name={summary.patient.name}
          observations={vitals}
          first={reading}
          onClose={() => setReading(null)}
        />
      )}
    </>
  )
}

function choiceText(request: ChangeRequestView, { answer, requested }: AnswerChoice): ReactNode {
  if (answer !== 'approve') return labels[answer].text
  if (request.code === 'P') return 'The payer agreed: nothing else changes.'
  return request.requested[requested]?.drugDescription
}

function wordsLabel(answer: AnswerChoice['answer']): string {
  if (answer === 'deny') return 'Reason, for the pharmacist'
  if (answer === 'validate') return 'Note for the pharmacist, if any'
  return 'Note for the record, if any'
}

function consequence(request: ChangeRequestView, choice: AnswerChoice | null): string {
  const changes = choice?.answer === 'approve' || choice?.answer === 'approve_with_changes'
  return changes
    ? `${request.pharmacy} gets a new prescription in the place of the old. It leaves at once.`
    : `${request.pharmacy} is told at once.`
}
