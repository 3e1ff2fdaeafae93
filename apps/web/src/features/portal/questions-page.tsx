/** A provider's questions, one a screen; sent together, and the visit keeps its place in line. */
import type { InformationRequest, PortalConsultation, QuestionAnswer } from '@countersign/contract'
import { IconHelpCircle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { type AnswerDraft, emptyDraft, readAnswer, unsureWords } from './answer-draft.ts'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { ChoiceList } from './patient-ui/choice-list.tsx'
import { FieldError, TextField } from './patient-ui/fields.tsx'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { BackButton, Body, PatientPage, ScreenHeading } from './patient-ui/patient-page.tsx'
import { PhotoField } from './patient-ui/photo-field.tsx'
import { momentInWords } from './plain-dates.ts'
import styles from './portal.module.css'
import { usePortalLive, useVisitChanged } from './use-visit.ts'
import { useVisit, VisitState } from './visit-state.tsx'

export function QuestionsPage() {
  const { id } = useParams({ from: '/portal/visits/$id/questions' })
  const visit = useVisit(id)
  const open = visit.data?.request?.status === 'open' ? visit.data.request : null
  // Once begun, the answers stay on the screen while they are sent and the request closes behind them.
  const [begun, setBegun] = useState<InformationRequest | null>(null)
  if (open !== null && begun === null) setBegun(open)
  if (visit.data && begun) return <Questions key={begun.id} visit={visit.data} request={begun} />
  return (
    <PatientPage title="Questions for you" top={<div className={ui.top} />}>
      <Body>
        <VisitState visit={visit}>
          {() => (
            <>
              <ScreenHeading focusKey="no-questions">There is no question for you now</ScreenHeading>
              <p className={ui.help}>If you answered before, your provider has the answers.</p>
              <div className={ui.tight} style={{ marginTop: 20 }}>
                <BigLink href={`/portal/visits/${id}`}>Back to my visit</BigLink>
              </div>
            </>
          )}
        </VisitState>
      </Body>
    </PatientPage>
  )
}

const keptKey = (request: InformationRequest) => `answers:${request.id}`

function keptDrafts(request: InformationRequest): Record<string, AnswerDraft> {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(keptKey(request)) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).map(([id, draft]) => [id, { ...emptyDraft, ...(draft as Partial<AnswerDraft>) }]),
    )
  } catch {
    return {}
  }
}

function Questions({ visit, request }: { visit: PortalConsultation; request: InformationRequest }) {
  usePortalLive()
  const id = useId()
  const navigate = useNavigate()
  const changed = useVisitChanged()
  const [drafts, setDrafts] = useState(() => keptDrafts(request))
  const [at, setAt] = useState(0)
  const [error, setError] = useState<string | null>(null)
  const send = useMutation({
    mutationFn: (answers: QuestionAnswer[]) =>
      api('answerRequest', { params: { id: visit.id }, body: { answers } }),
    onSuccess: (next) => {
      window.sessionStorage.removeItem(keptKey(request))
      changed(next)
      void navigate({ to: '/portal/visits/$id', params: { id: visit.id }, replace: true })
    },
  })
  useEffect(() => {
    try {
      window.sessionStorage.setItem(keptKey(request), JSON.stringify(drafts))
    } catch {
      // A browser that keeps nothing still sends what is on the screen.
    }
  }, [drafts, request])

  const question = request.questions[at]
  if (question === undefined) return null
  const draft = drafts[question.id] ?? emptyDraft
  const last = at === request.questions.length - 1
  const set = (part: Partial<AnswerDraft>) => {
    setError(null)
    setDrafts((earlier) => ({
      ...earlier,
      [question.id]: { ...(earlier[question.id] ?? emptyDraft), unknown: false, ...part },
    }))
  }
  function next(): void {
    if (question === undefined || send.isPending) return
    const read = readAnswer(question, draft)
    if (!read.ok) {
      setError(read.words)
      return
    }
    if (!last) {
      setAt(at + 1)
      return
    }
    const answers = request.questions.map((each) => readAnswer(each, drafts[each.id] ?? emptyDraft))
    const open = answers.findIndex((each) => !each.ok)
    if (open >= 0) setAt(open)
    else send.mutate(answers.flatMap((each) => (each.ok ? [each.answer] : [])))
  }
  const back = () => {
    setError(null)
    if (at > 0) setAt(at - 1)
    else void navigate({ to: '/portal/visits/$id', params: { id: visit.id } })
  }
  const errorId = error === null ? undefined : `${id}-error`
  const unsure = unsureWords(question.kind)
  const choices =
    question.kind === 'yes_no'
      ? [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]
      : question.kind === 'choice'
        ? (question.options ?? []).map((option) => ({ value: option, label: option }))
        : null
  return (
    <PatientPage
      title={`Question ${at + 1} of ${request.questions.length}`}
      top={
        <header className={styles.questionTop}>
          <BackButton onClick={back} />
          <span className={styles.asker}>
            <b>{request.askedBy}</b>
            <span>asks about your visit</span>
          </span>
          <span className={styles.count}>
            <IconHelpCircle size={14} stroke={2} aria-hidden />
            {at + 1} of {request.questions.length}
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
          {at === 0 && (
            <>
              {request.message && <p style={{ whiteSpace: 'pre-line' }}>{request.message}</p>}
              <p className={ui.smaller}>
                {momentInWords(request.askedAt, new Date())}. You keep your place in line.
              </p>
            </>
          )}
          <ScreenHeading
            focusKey={`${request.id} ${question.id}`}
            className={styles.question}
            id={`${id}-question`}
          >
            {question.text}
          </ScreenHeading>
          <div className={ui.stack}>
            {choices && (
              <ChoiceList
                several={false}
                numberKeys
                labelledBy={`${id}-question`}
                describedBy={errorId}
                choices={[...choices, { value: ' unknown', label: unsure }]}
                chosen={draft.unknown ? [' unknown'] : draft.choice === null ? [] : [draft.choice]}
                onChoose={(value) =>
                  set(value === ' unknown' ? { unknown: true, choice: null } : { choice: value })
                }
              />
            )}
            {question.kind === 'text' && (
              <textarea
                className={ui.input}
                rows={5}
                maxLength={4000}
                aria-labelledby={`${id}-question`}
                aria-describedby={errorId}
                value={draft.text}
                onChange={(event) => set({ text: event.currentTarget.value })}
              />
            )}
            {question.kind === 'number' && (
              <input
                className={ui.input}
                inputMode="decimal"
                autoComplete="off"
                maxLength={10}
                aria-labelledby={`${id}-question`}
                aria-describedby={errorId}
                value={draft.text}
                onChange={(event) => set({ text: event.currentTarget.value })}
              />
            )}
            {question.kind === 'blood_pressure' && (
              <div className={ui.row}>
                <TextField
                  label="Top number"
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={3}
                  value={draft.systolic}
                  onValue={(systolic) => set({ systolic })}
                />
                <TextField
                  label="Bottom number"
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={3}
                  value={draft.diastolic}
                  onValue={(diastolic) => set({ diastolic })}
                />
              </div>
            )}
            {question.kind === 'photo' && (
              <PhotoField
                key={question.id}
                documentIds={draft.documentId === null ? [] : [draft.documentId]}
                max={1}
                target={{ route: 'uploadPortalDocument', id: visit.id }}
                loadPreview={(documentId) => Promise.resolve(`/api/documents/${documentId}`)}
                onChange={(ids) => set({ documentId: ids[0] ?? null })}
              />
            )}
            <div role="alert">{error && <FieldError id={`${id}-error`}>{error}</FieldError>}</div>
            <ProblemNotice error={send.error} saved="Your answers are still here." />
          </div>
        </Body>
        <footer className={ui.foot} data-line>
          <BigButton type="submit" busy={send.isPending && 'Sending your answers'}>
            {last ? (request.questions.length === 1 ? 'Send my answer' : 'Send my answers') : 'Next question'}
          </BigButton>
          {choices === null && (
            <BigButton
              look="quiet"
              aria-pressed={draft.unknown}
              onClick={() => set({ ...emptyDraft, unknown: true })}
            >
              {draft.unknown ? `Chosen: ${unsure}` : unsure}
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
