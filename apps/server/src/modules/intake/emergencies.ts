/**
 * What a patient is told at once when an answer means danger. A call to 911 stops the intake: nobody waits for
 * an online visit with a stroke. A call to 988 does not: who tells us of such thoughts must reach a person here
 * too, and the case goes to the front of the queue.
 */
import type { Answer, EmergencyGuidance, Questionnaire, QuestionnaireItem } from '@countersign/contract'
import { type Answers, extensionText, visibleQuestions } from '@countersign/contract/questionnaire'

const call911 = 'Call 911 now, or have someone take you to the nearest emergency room. Do not wait for us.'

const guidance = {
  'chest-pain': {
    title: 'Chest pain can be a heart attack',
    text: `${call911} Tell them about every medicine you take.`,
    call: '911',
  },
  breathing: { title: 'Trouble breathing is an emergency', text: call911, call: '911' },
  fainting: {
    title: 'Fainting can be a sign of a serious problem',
    text: `Lie down if you feel faint. ${call911}`,
    call: '911',
  },
  stroke: {
    title: 'These can be signs of a stroke',
    text: `${call911} Every minute counts. Note the time when it began.`,
    call: '911',
  },
  'vision-hearing': {
    title: 'Sudden loss of sight or hearing is an emergency',
    text: `Take no more of any ED medicine. ${call911}`,
    call: '911',
  },
  swelling: {
    title: 'This can be a severe allergic reaction',
    text: `If you have an epinephrine pen, use it now. ${call911}`,
    call: '911',
  },
  'abdominal-pain': {
    title: 'Severe belly pain needs care today',
    text: `It can be your pancreas, gallbladder or bowel. ${call911}`,
    call: '911',
  },
  priapism: {
    title: 'An erection of more than 4 hours is an emergency',
    text: 'Without treatment it can damage the penis for good. Go to the nearest emergency room now, or call 911.',
    call: '911',
  },
  'heart-symptoms': {
    title: 'Chest pain or shortness of breath at rest is an emergency',
    text: `So are such symptoms when they are new or getting worse. ${call911}`,
    call: '911',
  },
  'self-harm': {
    title: 'You deserve help right now',
    text: 'Call or text 988, the Suicide and Crisis Lifeline. Someone will listen, day and night. If you are in danger now, call 911.',
    call: '988',
  },
  'self-harm-thoughts': {
    title: 'Thank you for telling us',
    text: 'If these thoughts are with you now, call or text 988, the Suicide and Crisis Lifeline. It is free, and open day and night. If you are in danger, call 911.',
    call: '988',
  },
} as const satisfies Record<string, Omit<EmergencyGuidance, 'code'>>

export type EmergencyCode = keyof typeof guidance
export const isEmergencyCode = (code: string): code is EmergencyCode => Object.hasOwn(guidance, code)
const guidanceFor = (code: EmergencyCode): EmergencyGuidance => ({ code, ...guidance[code] })

/** The guidance an answer calls for; of several the one for 911 first. Null when it means no danger. */
export function emergencyOf(item: QuestionnaireItem, answer: Answer): EmergencyGuidance | null {
  if (answer.kind !== 'choice') return null
  const found = (item.answerOption ?? [])
    .filter((option) => answer.codes.includes(option.valueCoding.code))
    .map((option) => extensionText(option, 'emergency'))
    .filter((code) => code !== null)
    .filter(isEmergencyCode)
    .map(guidanceFor)
  return found.find((each) => each.call === '911') ?? found[0] ?? null
}

/** The first answer that must be cared for in person, now, before anything is sent; null when there is none. */
export function stoppingEmergency(questionnaire: Questionnaire, answers: Answers): EmergencyGuidance | null {
  for (const item of visibleQuestions(questionnaire, answers)) {
    const answer = answers[item.linkId]
    const emergency = answer === undefined ? null : emergencyOf(item, answer)
    if (emergency?.call === '911') return emergency
  }
  return null
}
