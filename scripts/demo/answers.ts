/**
 * What a person answers. A sheet gives an answer to every question by its linkId; walking the questionnaire
 * with a sheet that has no answer for a question is an error, so no answer is ever given by accident.
 */
import {
  type Answer,
  allowsUnknown,
  extensionText,
  type Questionnaire,
  type QuestionnaireItem,
  validateAnswer,
  visibleQuestions,
} from '@countersign/contract'

/** An answer, or one that depends on the question's own words (a consent names the text it agrees to). */
export type Given = Answer | ((item: QuestionnaireItem) => Answer)
export type Sheet = Readonly<Record<string, Given>>

export const yes: Answer = { kind: 'boolean', value: true }
export const no: Answer = { kind: 'boolean', value: false }
export const dontKnow: Answer = { kind: 'unknown' }
export const pick = (...codes: string[]): Answer => ({ kind: 'choice', codes })
export const none = pick('none')
export const says = (value: string): Answer => ({ kind: 'text', value })
export const number = (value: number): Answer => ({ kind: 'number', value })
export const born = (value: string): Answer => ({ kind: 'date', value })
export const tall = (feet: number, inches: number): Answer => ({
  kind: 'height',
  cm: Math.round((feet * 12 + inches) * 25.4) / 10,
})
export const weighs = (pounds: number): Answer => ({
  kind: 'weight',
  kg: Math.round(pounds * 4.5359237) / 10,
})
export const pressure = (systolic: number, diastolic: number): Answer => ({
  kind: 'blood-pressure',
  systolic,
  diastolic,
})
export const takes = (...names: string[]): Answer => ({
  kind: 'medications',
  none: names.length === 0,
  items: names.map((name) => ({ name })),
})
export const allergicTo = (...substances: string[]): Answer => ({
  kind: 'allergies',
  none: substances.length === 0,
  items: substances.map((substance) => ({ substance })),
})
export const has = (...texts: string[]): Answer => ({
  kind: 'conditions',
  none: texts.length === 0,
  items: texts.map((text) => ({ text })),
})
/** Agrees to the text as it stands in the questionnaire. */
export const agrees: Given = (item) => ({
  kind: 'consent',
  accepted: true,
  documentVersion: extensionText(item, 'consent-version') ?? '',
})

const noSymptoms: Sheet = { 'symptoms-now': none }
const wellInMind: Sheet = {
  'phq-1': pick('not-at-all'),
  'phq-2': pick('not-at-all'),
  'phq-9': pick('not-at-all'),
}
const sober: Sheet = {
  'alcohol-often': pick('monthly'),
  'alcohol-amount': pick('1-2'),
  'alcohol-six': pick('never'),
  substances: none,
}
const noMedicines: Sheet = { medications: takes(), allergies: allergicTo(), conditions: has() }
const goodReadings: Sheet = { 'blood-pressure': pressure(118, 76), 'heart-rate': number(68) }
const consents: Sheet = { 'consent-telehealth': agrees, 'consent-privacy': agrees }
/** For those whose sheet says female; hidden otherwise. */
const notPregnant: Sheet = {
  childbearing: pick('regular'),
  pregnant: no,
  breastfeeding: no,
  contraception: pick('iud'),
  'pregnancy-plans': pick('no'),
  'pregnancy-test': pick('negative'),
}
const untried: Sheet = { 'prior-drugs': none, 'has-labs': no }

/** A person in good health with this one wish, by category: every question the questionnaire can put to them. */
export const healthy = {
  weight: {
    ...noSymptoms,
    ...goodReadings,
    ...notPregnant,
    ...wellInMind,
    ...sober,
    ...noMedicines,
    ...untried,
    ...consents,
    reason: says('I would like to lose weight and keep it off'),
    height: tall(5, 7),
    weight: weighs(228),
    metabolic: none,
    'thyroid-cancer': pick('no'),
    pancreatitis: pick('no'),
    digestion: none,
    liver: pick('no'),
    heart: none,
    'kidney-eyes': none,
    seizure: no,
    brain: none,
    'planned-surgery': no,
    'scoff-1': no,
    'scoff-2': no,
    'scoff-3': no,
    'scoff-4': no,
    'scoff-5': no,
    'eating-disorder': none,
    withdrawal: none,
    opioids: no,
    maoi: no,
    needles: pick('yes'),
  },
  ed: {
    ...noSymptoms,
    ...goodReadings,
    ...wellInMind,
    ...sober,
    ...noMedicines,
    ...untried,
    ...consents,
    reason: says('Erections do not last, and I would like help with that'),
    nitrates: pick('no'),
    poppers: no,
    'recent-event': no,
    heart: none,
    exercise: pick('yes'),
    'sex-inadvisable': no,
    'shim-1': pick('2'),
    'shim-2': pick('3'),
    'shim-3': pick('2'),
    'shim-4': pick('3'),
    'shim-5': pick('3'),
    duration: pick('6-12'),
    'ed-onset': pick('gradual'),
    'morning-erections': yes,
    'eyes-ears': none,
    'penis-blood': none,
    metabolic: none,
    liver: pick('no'),
    'named-medicines': none,
    frequency: pick('as-needed'),
  },
  hair: {
    ...noSymptoms,
    ...goodReadings,
    ...notPregnant,
    ...wellInMind,
    ...noMedicines,
    ...untried,
    ...consents,
    reason: says('My hair is getting thinner and I would like to keep what I have'),
    norwood: pick('3v'),
    ludwig: pick('1'),
    duration: pick('2-5'),
    onset: pick('gradual'),
    scalp: none,
    'body-hair': no,
    triggers: none,
    'family-hair': yes,
    virilisation: none,
    prostate: none,
    'sexual-function': no,
    'partner-pregnant': no,
    'fertility-plans': pick('no'),
    heart: none,
    'kidney-liver': none,
    liver: pick('no'),
    dizziness: no,
    'mood-history': none,
    topical: pick('no'),
  },
} as const satisfies Record<'weight' | 'ed' | 'hair', Sheet>

/** The next question nobody has answered yet, in order, or null when the walk is over. */
export const nextQuestion = (
  questionnaire: Questionnaire,
  answers: Readonly<Record<string, Answer>>,
): QuestionnaireItem | null =>
  visibleQuestions(questionnaire, answers).find((item) => answers[item.linkId] === undefined) ?? null

/**
 * What the sheet answers to a question; null where an optional question is left empty on purpose. Throws where
 * the sheet says nothing about a required question, or something that does not fit it.
 */
export const answerFrom = (sheet: Sheet, item: QuestionnaireItem): Answer | null => {
  const given = sheet[item.linkId]
  if (given === undefined) {
    if (item.required !== true) return null
    throw new Error(`The sheet has no answer to "${item.linkId}" (${item.text})`)
  }
  const answer = typeof given === 'function' ? given(item) : given
  const fault =
    answer.kind === 'unknown' && !allowsUnknown(item)
      ? 'unknown is not taken here'
      : validateAnswer(item, answer)
  if (fault) throw new Error(`The answer to "${item.linkId}" does not fit: ${fault}`)
  return answer
}
