/** The facts of this patient that speak for treating at all, in sentences that name them. Said once a case. */
import type { Facts } from '../facts/facts.ts'
import { comorbidities } from '../logic/questions.ts'
import { NO } from '../logic/tri.ts'
import type { Reason } from '../types.ts'

const readers = { weight, ed, hair } as const

/** Only what is known is said: a fact that is missing is not a ground. */
export const groundsOf = (facts: Facts): readonly Reason[] => readers[facts.category](facts)

/** G-07: labels §1, BMI 30 or more, or 27 or more with a weight-related comorbidity. */
function weight(facts: Facts): Reason[] {
  const { bmi } = facts
  if (bmi === null || bmi < 27) return []
  if (bmi >= 30)
    return [
      {
        for: true,
        text: `BMI ${bmi.toFixed(1)} meets the indication of 30 or more.`,
        source: 'G-07; labels §1',
      },
    ]
  const first = comorbidities
    .map((concept) => facts.byConcept.get(concept)?.find((fact) => fact.origin !== 'implied'))
    .find((fact) => fact !== undefined)
  if (first === undefined) return []
  return [
    {
      for: true,
      text: `BMI ${bmi.toFixed(1)} with ${first.label} meets the indication of 27 or more.`,
      source: 'G-07; labels §1',
    },
  ]
}

/** ED-01, ED-05 to ED-07, ED-15: what must be clear before a PDE5 inhibitor. */
function ed(facts: Facts): Reason[] {
  const { answers, systolic, diastolic } = facts
  const clear = [
    answers.nitrateUse === NO &&
      answers.recreationalNitrites === NO &&
      !facts.byClass.has('NITRATE') &&
      'no nitrate or nitrite',
    systolic !== null &&
      diastolic !== null &&
      systolic < 140 &&
      diastolic < 90 &&
      `blood pressure ${systolic}/${diastolic}`,
    facts.exercise === 'good' && 'exercise tolerance good',
  ].filter((part) => part !== false)
  const score =
    answers.shim === null ? [] : [{ for: true, text: `SHIM ${answers.shim} of 25.`, source: 'INS' }]
  if (clear.length === 0) return score
  const sentence = clear.join(', ')
  const text = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
  return [...score, { for: true, text, source: 'L-PDE5 §4, §5; PRI-4' }]
}

/** Formulary §7.0: labelled patterns. */
function hair(facts: Facts): Reason[] {
  const { norwood, ludwig } = facts.hair
  if (norwood !== null)
    return [{ for: true, text: `Male-pattern loss, Norwood ${norwood}.`, source: 'L-PRO §1; INS' }]
  if (ludwig !== null)
    return [{ for: true, text: `Female-pattern loss, Ludwig ${ludwig}.`, source: 'AAD-FPHL; INS' }]
  return []
}
