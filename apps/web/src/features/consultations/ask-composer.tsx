/** Typed questions to the patient, prefilled from what is contradictory or missing; each can be edited, dropped or added. */
import type { AskedQuestion, Category, ConsultationSummary, QuestionKind } from '@countersign/contract'
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './ask-composer.module.css'
import {
  answersOf,
  askMessage,
  blankQuestion,
  kindNames,
  proposedQuestions,
  questionProblem,
} from './ask-questions.ts'
import { leaveOnEscape } from './prescription-form.tsx'
import { QuestionBank } from './question-bank.tsx'
import section from './section-head.module.css'

export type AskDraft = { message: string; questions: (AskedQuestion & { chosen: boolean })[] }

export function askDraftOf(summary: ConsultationSummary): AskDraft {
  // What would only help is offered, and sent when the provider chooses it.
  const optional = new Set(
    summary.assessment.unanswered.filter((one) => !one.required).map((one) => one.code),
  )
  const questions = proposedQuestions(summary).map((question) => ({
    ...question,
    chosen: !optional.has(question.id),
  }))
  return { message: askMessage(summary), questions }
}

/** What would be sent. */
export function chosenQuestions(draft: AskDraft): AskedQuestion[] {
  return draft.questions
    .filter((question) => question.chosen)
    .map(({ chosen: _, ...question }) =>
      question.kind === 'choice'
        ? { ...question, options: (question.options ?? []).map((one) => one.trim()).filter(Boolean) }
        : { id: question.id, text: question.text, kind: question.kind, fact: question.fact },
    )
}

/** What keeps it from being sent; null when it may go. */
export function askProblem(draft: AskDraft): string | null {
  const chosen = draft.questions.filter((question) => question.chosen)
  if (chosen.length === 0) return 'Choose or write at least one question'
  return chosen.map(questionProblem).find((problem) => problem !== null) ?? null
}

export function AskComposer(props: {
  name: string
  category: Category
  draft: AskDraft
  onChange: (draft: AskDraft) => void
}) {
  const { draft, onChange } = props
  const [editing, setEditing] = useState<string | null>(draft.questions.length === 0 ? 'none' : null)
  const set = (id: string, change: Partial<AskDraft['questions'][number]>) =>
    onChange({
      ...draft,
      questions: draft.questions.map((one) => (one.id === id ? { ...one, ...change } : one)),
    })
  const append = (question: AskedQuestion) =>
    onChange({ ...draft, questions: [...draft.questions, { ...question, chosen: true }] })
  const add = () => {
    const question = blankQuestion(draft.questions.length + 1)
    append(question)
    setEditing(question.id)
  }
  return (
    <section id="ask-composer">
      <div className={section.headRow}>
        <h2 className={section.head}>
          Questions to send <span>typed answers</span>
        </h2>
        <span className={section.hint}>comes back to you with its original age</span>
      </div>
      <ul className={styles.questions}>
        {draft.questions.map((question) => (
          <li key={question.id}>
            <Checkbox
              size="xs"
              checked={question.chosen}
              aria-label={`Send: ${question.text || 'new question'}`}
              onChange={(event) => set(question.id, { chosen: event.currentTarget.checked })}
            />
            {editing === question.id ? (
              <QuestionEditor
                question={question}
                onChange={(change) => set(question.id, change)}
                onDone={() => setEditing(null)}
              />
            ) : (
              <>
                <div>
                  {question.text || <em>Not written yet</em>}
                  <small>{answersOf(question)}</small>
                </div>
                <button
                  type="button"
                  aria-label={`Edit: ${question.text || 'new question'}`}
                  onClick={() => setEditing(question.id)}
                >
                  <IconPencil size={15} stroke={1.75} aria-hidden />
                </button>
              </>
            )}
          </li>
        ))}
        {draft.questions.length < 12 && (
          <li className={styles.addRow}>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={add}
              leftSection={<IconPlus size={14} aria-hidden />}
            >
              Add a question
            </Button>
            <QuestionBank
              category={props.category}
              taken={new Set(draft.questions.map((one) => one.id))}
              onChoose={({ linkId, text, kind, options, fact }) =>
                append({ id: linkId, text, kind, fact, ...(options.length > 0 && { options }) })
              }
            />
          </li>
        )}
      </ul>
      <Textarea
        mt={10}
        size="sm"
        label={`What ${props.name} will read above the questions`}
        value={draft.message}
        maxLength={2000}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => onChange({ ...draft, message: event.currentTarget.value })}
        onKeyDown={leaveOnEscape}
      />
    </section>
  )
}

function QuestionEditor(props: {
  question: AskedQuestion
  onChange: (change: Partial<AskedQuestion>) => void
  onDone: () => void
}) {
  const { question, onChange } = props
  const kinds = Object.keys(kindNames) as QuestionKind[]
  return (
    <div className={styles.questionEditor}>
      <TextInput
        size="sm"
        label="Question"
        data-autofocus
        value={question.text}
        maxLength={500}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault()
            props.onDone()
          }
        }}
      />
      <NativeSelect
        size="sm"
        label="Answered with"
        value={question.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value as QuestionKind })}
        data={kinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
      />
      {question.kind === 'choice' && (
        <Textarea
          size="sm"
          label="Answers, one a line"
          autosize
          minRows={2}
          value={(question.options ?? []).join('\n')}
          onChange={(event) => onChange({ options: event.currentTarget.value.split('\n').slice(0, 12) })}
          onKeyDown={leaveOnEscape}
        />
      )}
      <Button size="xs" variant="default" onClick={props.onDone}>
        Done
      </Button>
    </div>
  )
}
