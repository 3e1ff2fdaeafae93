/**
 * What a patient is told at once when an answer means danger, and what stops the intake. A chosen answer says it by
 * itself; words and measurements are read by the engine, as they will be for the clinician. Words can be misread, so
 * they never stop an intake: they are answered with what to do, and the case is held by the engine's own red flag.
 * Pure.
 */
import { assessCase, type RedFlag } from '@countersign/clinical'
import {
  type Answer,
  CALL_911,
  type Category,
  chosenEmergency,
  type EmergencyGuidance,
  guidanceOf,
  type Questionnaire,
  type QuestionnaireItem,
} from '@countersign/contract'
import { type Answers, extensionText, visibleQuestions } from '@countersign/contract/questionnaire'

const HEART_RATE = '8867-4'
const withSymptoms =
  'If you also have chest pain, trouble breathing, a very bad headache, fainting, weakness, or trouble seeing or speaking, call 911 now.'

const written: EmergencyGuidance = {
  code: 'written',
  title: 'What you wrote can be an emergency',
  text: `If this is happening now: ${CALL_911}`,
  call: '911',
  stops: false,
}
const reading = (code: string, title: string): EmergencyGuidance => ({
  code,
  title,
  text: withSymptoms,
  call: '911',
  stops: false,
})
/** By the engine's rule; anything else it calls an emergency is told in general words. */
const byRule: Readonly<Record<string, EmergencyGuidance>> = {
  'RF-BP': reading('reading-bp-high', 'This blood pressure is dangerously high'),
  'RF-HYPOTENSION': reading('reading-bp-low', 'This blood pressure is very low'),
  'RF-HR': reading('reading-heart-rate', 'This heart rate is very fast'),
  'RF-SUICIDE': guidanceOf('self-harm-thoughts'),
  'RF-BREATH': written,
  'RF-ABDOMEN': written,
}

const guidanceFor = (flag: RedFlag): EmergencyGuidance | null => {
  if (flag.destination.startsWith('988')) return guidanceOf('self-harm-thoughts')
  return byRule[flag.code] ?? (flag.route === 'emergency' ? written : null)
}

/** The part of a case that one answer tells, where it is words or a measurement; null for other answers. */
function toldBy(item: QuestionnaireItem, answer: Answer): Parameters<typeof assessCase>[0]['patient'] | null {
  if (answer.kind === 'text') return { intakeAnswers: { told: answer.value } }
  if (answer.kind === 'blood-pressure') return { systolic: answer.systolic, diastolic: answer.diastolic }
  if (answer.kind === 'number' && extensionText(item, 'loinc') === HEART_RATE)
    return { heartRate: answer.value }
  if (answer.kind === 'conditions') return { conditions: answer.items.map(({ text }) => ({ text })) }
  return null
}

/** What words or a measurement call for; of several the one for 911 first. */
function readEmergency(
  category: Category,
  item: QuestionnaireItem,
  answer: Answer,
  now: Date,
): EmergencyGuidance | null {
  const patient = toldBy(item, answer)
  if (patient === null) return null
  const { redFlags } = assessCase({ category, patient }, { now: now.toISOString() })
  const found = redFlags.map(guidanceFor).filter((each) => each !== null)
  return found.find((each) => each.call === '911') ?? found[0] ?? null
}

/** The guidance an answer calls for, or null when it means no danger. */
export const emergencyOf = (
  category: Category,
  item: QuestionnaireItem,
  answer: Answer,
  now: Date,
): EmergencyGuidance | null => chosenEmergency(item, answer) ?? readEmergency(category, item, answer, now)

/** The first answer that must be cared for in person, now, before anything is sent; null when there is none. */
export function stoppingEmergency(questionnaire: Questionnaire, answers: Answers): EmergencyGuidance | null {
  for (const item of visibleQuestions(questionnaire, answers)) {
    const answer = answers[item.linkId]
    const emergency = answer === undefined ? null : chosenEmergency(item, answer)
    if (emergency?.stops) return emergency
  }
  return null
}
