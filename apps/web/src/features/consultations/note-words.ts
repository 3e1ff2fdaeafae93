/** Notes and messages prefilled from what the case says. The provider reads, changes and signs them. Pure. */
import type {
  Category,
  ConsultationSummary,
  DenialReason,
  EscalationRoute,
  PrescriptionPlan,
} from '@countersign/contract'
import { asSentence, categoryNames, sexLetters } from '../../ui/format.ts'
import { dangerWords } from './danger-words.ts'
import { latestFigure, shortLabel, vitalsOf } from './readings.ts'
import {
  answerWords,
  doseWords,
  drugName,
  factWords,
  positiveRows,
  proposedOption,
  supplyWords,
} from './summary-words.ts'

/** Small first letter, unless the word is an abbreviation. */
const uncapital = (text: string) =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

/** Who and why, the figures and what was found positive: the opening of every note. */
export function findingsText(summary: ConsultationSummary): string {
  const { patient, facts, assessment, consultation } = summary
  const figures = vitalsOf(facts.observations)
    .map((observation) => latestFigure(observation, new Date(consultation.submittedAt)))
    .filter((figure) => figure !== null)
    .slice(0, 3)
    .map((figure) => `${shortLabel(figure.label)} ${figure.value}`)
  const positives = positiveRows(assessment.positives)
    .map((positive) => positive.label)
    .filter((label) => !figures.some((figure) => figure.startsWith(label.split(' ')[0] ?? label)))
    .slice(0, 5)
  const opening = [`${patient.age} ${sexLetters[patient.sex]}`, ...figures].join(', ')
  return [asSentence(opening), positives.length > 0 ? asSentence(positives.join('; ')) : '']
    .filter(Boolean)
    .join(' ')
}

/** The questions that would have stopped it and were answered with no. */
export function clearText(summary: ConsultationSummary): string {
  const clear = summary.assessment.askedAndClear.filter((one) =>
    ['no', 'false', 'none'].includes(one.answer.toLowerCase()),
  )
  return clear.length === 0
    ? ''
    : asSentence(`Asked and clear: ${clear.map((one) => uncapital(one.label)).join('; ')}`)
}

/** What is started, in one sentence. */
export function planText(drug: string, plan: PrescriptionPlan): string {
  const review = plan.titration.length > 1 ? ', review before each step' : ''
  return `Start ${drug} ${doseWords(plan.doseMg)} ${plan.frequency}${review}. ${supplyWords(plan)}`
}

/** What to counsel and watch. */
export function counsellingText(summary: ConsultationSummary): string {
  const option = proposedOption(summary.assessment)
  const lines = [...(option?.counselling ?? []), ...(option?.monitoring ?? [])].slice(0, 4).map(asSentence)
  return lines.join(' ')
}

/** The whole note as it opens: findings, contradictions, plan. */
export function noteTemplate(summary: ConsultationSummary): string {
  const option = proposedOption(summary.assessment)
  const contradictions = summary.assessment.contradictions.map(
    (one) =>
      `Contradiction, ${factWords(one.fact)}: intake says ${answerWords(one.intakeSays)}; record says ${one.recordSays}.`,
  )
  return [
    findingsText(summary),
    clearText(summary),
    ...contradictions,
    option?.plan ? planText(drugName(option), option.plan) : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** Pieces that `;` offers inside the note. */
export function quickTexts(summary: ConsultationSummary): { label: string; text: string }[] {
  const option = proposedOption(summary.assessment)
  return [
    { label: 'Findings', text: findingsText(summary) },
    { label: 'Asked and clear', text: clearText(summary) },
    { label: 'Plan', text: option?.plan ? planText(drugName(option), option.plan) : '' },
    { label: 'Counselling', text: counsellingText(summary) },
    {
      label: 'Identity and license',
      text: `Identity ${summary.patient.identityStatus}; ${summary.licence.state} license ${summary.licence.status}.`,
    },
  ].filter((one) => one.text !== '')
}

const treatmentWords = {
  weight: 'a weight medicine',
  ed: 'an ED medicine',
  hair: 'a hair-loss medicine',
} as const

export const denialNames: Record<DenialReason, string> = {
  contraindication: 'Contraindication',
  unsafe_interaction: 'Unsafe interaction',
  not_indicated: 'Not indicated',
  needs_in_person_exam: 'Needs an in-person exam',
  insufficient_information: 'Not enough information',
  duplicate_therapy: 'Already treated elsewhere',
  other: 'Another reason',
}

type Alternative = {
  label: string
  words: string
  /** Stands in the message from the start where no drug can be offered: somebody who can examine. */
  first?: boolean
}
/** Other ways for those we do not treat, none of which needs a prescription or asks to stop one. */
const alternatives: Record<Category, readonly Alternative[]> = {
  ed: [
    {
      label: 'A vacuum device',
      words:
        'A vacuum erection device works without medicine and needs no prescription. Ask your own doctor first if you take a blood thinner or bruise easily.',
    },
    {
      label: 'A urologist',
      first: true,
      words: 'A urologist can look for the cause and has treatments that we cannot give online.',
    },
    {
      label: 'A heart check first',
      words: 'Your own doctor or a heart doctor can tell you when treatment is safe for your heart.',
    },
  ],
  weight: [
    {
      label: 'A dietitian',
      words: 'A registered dietitian can help you find a way of eating that fits your health.',
    },
    {
      label: 'A weight clinic in person',
      first: true,
      words: 'A weight clinic that sees you in person has treatments that we cannot give online.',
    },
  ],
  hair: [
    {
      label: 'A dermatologist',
      first: true,
      words: 'A skin doctor can look at your scalp and find out what causes the loss.',
    },
    {
      label: 'Without medicine',
      words: 'Hair fibers, a hairpiece or a different cut can hide thinning without any medicine.',
    },
  ],
}

export function alternativesFor(category: Category): readonly Alternative[] {
  return alternatives[category]
}

const moneyWords = 'Nothing was charged to your card.'

/** The message with the words of another way put in before the money, or taken out again. */
export function withAlternative(message: string, words: string, wanted: boolean): string {
  if (message.includes(words) === wanted) return message
  if (!wanted) return message.replace(` ${words}`, '').replace(words, '').trim()
  const at = message.indexOf(moneyWords)
  return at < 0
    ? `${message.trimEnd()} ${words}`
    : `${message.slice(0, at).trimEnd()} ${words} ${message.slice(at)}`
}

/**
 * What the patient reads when we say no: it names the danger and not a fault, gives the next step, says what
 * happens with the money, and never tells anybody to stop a medicine that another doctor gave.
 */
export function denialMessage(reason: DenialReason, summary: ConsultationSummary): string {
  const name = summary.patient.name.split(' ')[0] ?? ''
  const medicine = treatmentWords[summary.consultation.category]
  const danger = dangerWords(summary.assessment)
  const middle: Record<DenialReason, string> = {
    contraindication:
      danger ??
      `From what you told us, ${medicine} could harm your health, so we will not prescribe one. Please talk with your own doctor about what is safe for you.`,
    unsafe_interaction:
      danger ??
      `A medicine on your list and ${medicine} can be dangerous together, so we will not prescribe one. Keep taking your medicines as prescribed, and ask the doctor who gave them what would be safe with them.`,
    not_indicated: `From what you told us, ${medicine} is not likely to help you, so we will not prescribe one. Your own doctor can look for what is behind it.`,
    needs_in_person_exam: `Before ${medicine} can be safe, someone has to examine you in person. Please make an appointment with a doctor near you and take this message with you.`,
    insufficient_information: `We could not learn enough to know that ${medicine} would be safe for you. You can start a new visit when you have the missing facts, or see a doctor near you.`,
    duplicate_therapy: `You already have a treatment for this, and a second one on top could harm you. Keep taking it as prescribed, and ask the doctor who gave it about any change.`,
    other: `We looked at your visit with care, and ${medicine} from us is not the right next step for you. Please talk with your own doctor about your choices.`,
  }
  return `${name}, thank you for telling us about your health. ${middle[reason]} ${moneyWords} If you have chest pain, trouble breathing or thoughts of harming yourself, call 911.`
}

export const escalationNames: Record<EscalationRoute, string> = {
  emergency: 'Emergency care now',
  synchronous: 'A live video or phone visit',
  in_person: 'An in-person visit',
}

/** What the patient reads when the case needs more than this. */
export function escalationMessage(route: EscalationRoute, summary: ConsultationSummary): string {
  const name = summary.patient.name.split(' ')[0] ?? ''
  const words: Record<EscalationRoute, string> = {
    emergency: `${name}, something you told us needs care right now. Call 911 or go to the nearest emergency room. Do not drive yourself. Do not wait for a message from us.`,
    synchronous: `${name}, before we decide, a clinician needs to speak with you live. Our team will contact you to set a time. If you feel worse before that, call 911.`,
    in_person: `${name}, before we can treat you safely, someone has to examine you in person. Please see a doctor near you soon. If you feel worse before that, call 911.`,
  }
  return words[route]
}

/** The line under "Note" that says what it was prefilled with. */
export function templateName(summary: ConsultationSummary): string {
  return proposedOption(summary.assessment) === null
    ? 'Contraindication template'
    : `${categoryNames[summary.consultation.category]} start template`
}
