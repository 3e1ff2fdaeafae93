/**
 * What a patient is told at once when a chosen answer means danger: the same in the browser, which does not wait
 * for a connection to say it, and on the server, which does not take what is sent after it. Imports no schema.
 */
import type { Answer, EmergencyGuidance, QuestionnaireItem } from './intake.ts'
import { extensionText } from './questionnaire.ts'

export const CALL_911 =
  'Call 911 now, or have someone take you to the nearest emergency room. Do not wait for us.'

/** A call to 911 stops the intake. A call to 988 does not: who tells us of such thoughts must reach a person here too. */
const guidance = {
  'chest-pain': {
    title: 'Chest pain can be a heart attack',
    text: `${CALL_911} Tell them about every medicine you take.`,
    call: '911',
    stops: true,
  },
  breathing: { title: 'Trouble breathing is an emergency', text: CALL_911, call: '911', stops: true },
  fainting: {
    title: 'Fainting can be a sign of a serious problem',
    text: `Lie down if you feel faint. ${CALL_911}`,
    call: '911',
    stops: true,
  },
  stroke: {
    title: 'These can be signs of a stroke',
    text: `${CALL_911} Every minute counts. Note the time when it began.`,
    call: '911',
    stops: true,
  },
  'vision-hearing': {
    title: 'Sudden loss of sight or hearing is an emergency',
    text: `Take no more of any ED medicine. ${CALL_911}`,
    call: '911',
    stops: true,
  },
  swelling: {
    title: 'This can be a severe allergic reaction',
    text: `If you have an epinephrine pen, use it now. ${CALL_911}`,
    call: '911',
    stops: true,
  },
  'abdominal-pain': {
    title: 'Severe belly pain needs care today',
    text: `It can be your pancreas, gallbladder or bowel. ${CALL_911}`,
    call: '911',
    stops: true,
  },
  priapism: {
    title: 'An erection of more than 4 hours is an emergency',
    text: 'Without treatment it can damage the penis for good. Go to the nearest emergency room now, or call 911.',
    call: '911',
    stops: true,
  },
  'heart-symptoms': {
    title: 'Chest pain or shortness of breath at rest is an emergency',
    text: `So are such symptoms when they are new or getting worse. ${CALL_911}`,
    call: '911',
    stops: true,
  },
  'self-harm': {
    title: 'You deserve help right now',
    text: 'Call or text 988, the Suicide and Crisis Lifeline. Someone will listen, day and night. If you are in danger now, call 911.',
    call: '988',
    stops: false,
  },
  'self-harm-thoughts': {
    title: 'Thank you for telling us',
    text: 'If these thoughts are with you now, call or text 988, the Suicide and Crisis Lifeline. It is free, and open day and night. If you are in danger, call 911.',
    call: '988',
    stops: false,
  },
} as const satisfies Record<string, Omit<EmergencyGuidance, 'code'>>

export type EmergencyCode = keyof typeof guidance
export const isEmergencyCode = (code: string): code is EmergencyCode => Object.hasOwn(guidance, code)
export const guidanceOf = (code: EmergencyCode): EmergencyGuidance => ({ code, ...guidance[code] })

/** The guidance a chosen answer calls for; of several the one for 911 first. Null when it means no danger. */
export function chosenEmergency(item: QuestionnaireItem, answer: Answer): EmergencyGuidance | null {
  if (answer.kind !== 'choice') return null
  const found = (item.answerOption ?? [])
    .filter((option) => answer.codes.includes(option.valueCoding.code))
    .map((option) => extensionText(option, 'emergency'))
    .filter((code) => code !== null)
    .filter(isEmergencyCode)
    .map(guidanceOf)
  return found.find((each) => each.call === '911') ?? found[0] ?? null
}
