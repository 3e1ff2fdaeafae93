/** Answers to a provider's questions while they are being given. Pure. */
import type { AskedQuestion, QuestionAnswer } from '@countersign/contract'

export type AnswerDraft = {
  unknown: boolean
  choice: string | null
  text: string
  systolic: string
  diastolic: string
  documentId: string | null
}

export const emptyDraft: AnswerDraft = {
  unknown: false,
  choice: null,
  text: '',
  systolic: '',
  diastolic: '',
  documentId: null,
}

const wholeNumber = (text: string): number | null =>
  /^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : null
const between = (value: number, low: number, high: number) => value >= low && value <= high

/** The answer to send, or why it is none yet. */
export function readAnswer(
  question: AskedQuestion,
  draft: AnswerDraft,
): { ok: true; answer: QuestionAnswer } | { ok: false; words: string } {
  const base = { questionId: question.id, unknown: false }
  if (draft.unknown) return { ok: true, answer: { ...base, unknown: true } }
  switch (question.kind) {
    case 'yes_no':
      return draft.choice === null
        ? { ok: false, words: 'Please choose one.' }
        : { ok: true, answer: { ...base, yes: draft.choice === 'yes' } }
    case 'choice':
      return draft.choice === null
        ? { ok: false, words: 'Please choose one.' }
        : { ok: true, answer: { ...base, option: draft.choice } }
    case 'text':
      return draft.text.trim() === ''
        ? { ok: false, words: 'Write a few words, or say that you are not sure.' }
        : { ok: true, answer: { ...base, text: draft.text.trim() } }
    case 'number': {
      const plain = draft.text.trim().replace(/,(?=\d{3}(\D|$))/g, '')
      return /^-?\d{1,6}(\.\d+)?$/.test(plain)
        ? { ok: true, answer: { ...base, number: Number(plain) } }
        : { ok: false, words: 'Please use a number, or say that you are not sure.' }
    }
    case 'blood_pressure': {
      const systolic = wholeNumber(draft.systolic)
      const diastolic = wholeNumber(draft.diastolic)
      if (systolic === null || diastolic === null)
        return { ok: false, words: 'Please enter both numbers, like 120 over 80.' }
      if (!between(systolic, 50, 280) || !between(diastolic, 20, 180))
        return { ok: false, words: 'Please check both numbers: they do not look right.' }
      if (systolic <= diastolic)
        return { ok: false, words: 'The top number is always higher than the bottom one. Please check both.' }
      return { ok: true, answer: { ...base, systolic, diastolic } }
    }
    case 'photo':
      return draft.documentId === null
        ? { ok: false, words: 'Take or choose a photo, or say that you cannot.' }
        : { ok: true, answer: { ...base, documentId: draft.documentId } }
  }
}

/** How "I don't know" is said for this kind of question. */
export const unsureWords = (kind: AskedQuestion['kind']): string =>
  kind === 'photo'
    ? "I can't take a photo now"
    : kind === 'number' || kind === 'blood_pressure'
      ? "I don't know"
      : "I'm not sure"
