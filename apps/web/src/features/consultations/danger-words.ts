/**
 * What a danger is called to the patient it would harm, by the rule that stopped the case: named without blame,
 * never asking to stop what another doctor gave. Rules without words of their own are told in general ones. Pure.
 */
import type { ConsultationSummary } from '@countersign/contract'
import { firstStop, proposedOption } from './summary-words.ts'

const heart =
  'Your heart has to be checked before sex and an ED medicine are safe for you. Please see your own doctor or a heart doctor first, and until then take no ED medicine from any source.'
const pregnancy =
  'Medicines of this kind can harm a baby, so we will not prescribe one now. Please talk with the doctor or midwife who cares for you.'

const byRule: Readonly<Record<string, string>> = {
  'ED-01':
    'Nitrates, such as nitroglycerin or poppers, and an ED medicine together can drop your blood pressure so far that it can kill. Take no ED medicine from any source while you use or carry a nitrate. Keep taking your heart medicines as prescribed, and ask the doctor who gave them what is safe with them.',
  'ED-02':
    'Riociguat or vericiguat and an ED medicine together can drop your blood pressure too far. Keep taking it as prescribed, take no ED medicine from any source, and ask the doctor who gave it what is safe with it.',
  'ED-05':
    'Your blood pressure is low, and an ED medicine would lower it more. Please have it checked by your own doctor soon.',
  'ED-06':
    'Your blood pressure is too high for an ED medicine to be safe. Please see your own doctor about it this week.',
  'ED-08': heart,
  'ED-09': heart,
  'ED-11': heart,
  'ED-12': heart,
  'ED-13': heart,
  'ED-15': heart,
  'G-02': pregnancy,
  'INC-04': pregnancy,
  'INC-05': pregnancy,
}

/** The sentences for what stands against every drug; null while one can be offered, or the rule has no words. */
export function dangerWords(assessment: ConsultationSummary['assessment']): string | null {
  if (proposedOption(assessment) !== null) return null
  return byRule[firstStop(assessment)?.rule ?? ''] ?? null
}
