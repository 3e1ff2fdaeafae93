/** What the questionnaires say to the clinical engine, it understands. */
import { resolveCondition, resolveMedication } from '@countersign/clinical/terminology'
import type { Answer, Category } from '@countersign/contract'
import { extensionText } from '@countersign/contract/questionnaire'
import { describe, expect, it } from 'vitest'
import { assessAnswers } from '../../testing/assess-answers.ts'
import { fillIn } from '../../testing/intake-answers.ts'
import { allItems, currentVersion, publishedQuestionnaires, questionnaireOf } from './questionnaires.ts'

const now = new Date('2026-11-22T15:00:00Z')
const choice = (...codes: string[]): Answer => ({ kind: 'choice', codes })
const unknown: Answer = { kind: 'unknown' }
const options = publishedQuestionnaires().flatMap(({ questionnaire }) =>
  allItems(questionnaire.item).flatMap((item) => item.answerOption ?? []),
)
const stated = (name: string) => [
  ...new Set(options.map((option) => extensionText(option, name)).filter((text) => text !== null)),
]

/** For the clinician's eye only: no rule asks for these. */
const withoutRule = [
  'Osteoarthritis',
  'Past sudden hearing loss, resolved',
  'Pelvic surgery or radiation',
  'Spinal cord injury',
]

describe('words on the options', () => {
  it.each(stated('condition').filter((text) => !withoutRule.includes(text)))(
    '"%s" is a condition',
    (text) => {
      const matches = resolveCondition({ text, code: null, monthsAgo: null }, 2026)
      expect(matches.some((match) => match.concepts.length > 0 && !match.negated)).toBe(true)
    },
  )
  it.each(stated('medication'))('"%s" is a medicine', (text) => {
    const [match] = resolveMedication(text)
    expect([match?.status, match?.ingredients.length]).toEqual(['recognised', 1])
  })
})

function assess(category: Category, given: Record<string, Answer> = {}) {
  const questionnaire = questionnaireOf(category, currentVersion(category))
  return assessAnswers(category, questionnaire, fillIn(questionnaire, given), now)
}
const female = { sex: choice('female') }
const photo: Record<string, Answer> = {
  'scalp-photos': { kind: 'attachments', documentIds: ['00000000-0000-7000-8000-000000000000'] },
}
const optional = [
  'eGFR',
  'hba1c',
  'bicarbonate',
  'testosterone',
  'psa',
  'potassium',
  'liverStatus',
  'lastFill',
]

describe('a patient in good health who answers everything', () => {
  it.each<[Category, Record<string, Answer>]>([
    ['weight', {}],
    ['weight', female],
    ['ed', {}],
    ['hair', photo],
    ['hair', { ...female, ...photo }],
  ])('%s %j: nothing required is missing, nothing is red, something is on offer', (category, given) => {
    const assessment = assess(category, given)
    expect(assessment.missing.filter((code) => !optional.includes(code))).toEqual([])
    expect(assessment.redFlags).toEqual([])
    expect(assessment.options.filter((option) => option.verdict === 'offer').length).toBeGreaterThan(0)
  })
})

describe('an answer that matters', () => {
  it.each<[string, Category, Record<string, Answer>]>([
    ['a nitrate kept just in case', 'ed', { nitrates: choice('keep') }],
    ['poppers', 'ed', { poppers: { kind: 'boolean', value: true } }],
    ['riociguat', 'ed', { 'named-medicines': choice('riociguat') }],
    [
      'a heart attack two months ago',
      'ed',
      { heart: choice('heart-attack'), 'heart-when': choice('two-months') },
    ],
    ['chest pain on the stairs', 'ed', { exercise: choice('symptoms') }],
    ['a pregnancy', 'weight', { ...female, pregnant: { kind: 'boolean', value: true } }],
    ['thoughts of self-harm', 'weight', { 'phq-9': choice('several-days') }],
    ['round patches', 'hair', { ...photo, onset: choice('patches') }],
    ['a sore scalp', 'hair', { ...photo, scalp: choice('pus') }],
  ])('%s leaves nothing on offer', (_, category, given) => {
    expect(assess(category, given).options.filter((option) => option.verdict === 'offer')).toEqual([])
  })
  it.each<[string, Category, Record<string, Answer>, string]>([
    [
      'medullary thyroid cancer in the family',
      'weight',
      { 'thyroid-cancer': choice('family') },
      'semaglutide_sc',
    ],
    ['a seizure', 'weight', { seizure: { kind: 'boolean', value: true } }, 'naltrexone_bupropion'],
    ['an opioid', 'weight', { opioids: { kind: 'boolean', value: true } }, 'naltrexone_bupropion'],
    ['an MAOI', 'weight', { maoi: { kind: 'boolean', value: true } }, 'phentermine'],
    ['glaucoma', 'weight', { 'kidney-eyes': choice('glaucoma') }, 'phentermine'],
    ['malabsorption', 'weight', { digestion: choice('malabsorption') }, 'orlistat'],
    ['retinitis pigmentosa', 'ed', { 'eyes-ears': choice('retinitis') }, 'tadalafil'],
    ['a pericardial effusion', 'hair', { ...photo, heart: choice('pericardial') }, 'minoxidil_oral'],
    [
      'Addison’s disease',
      'hair',
      { ...female, ...photo, 'kidney-liver': choice('addison') },
      'spironolactone',
    ],
  ])('%s blocks what it must', (_, category, given, drugId) => {
    expect(assess(category, given).options.find((option) => option.drugId === drugId)?.verdict).toBe('block')
  })
  it.each<[Category, string, string]>([
    ['ed', 'nitrates', 'nitrateUse'],
    ['ed', 'poppers', 'recreationalNitrites'],
    ['ed', 'recent-event', 'recentCardiacEvent'],
    ['ed', 'exercise', 'exerciseTolerance'],
    ['ed', 'blood-pressure', 'bloodPressure'],
    ['weight', 'thyroid-cancer', 'familyHistoryMTC'],
    ['weight', 'pancreatitis', 'pancreatitisHistory'],
    ['weight', 'scoff-2', 'eatingDisorderScreen'],
    ['weight', 'opioids', 'opioidUse'],
    ['weight', 'seizure', 'seizureHistory'],
    ['weight', 'maoi', 'maoiUse14d'],
    ['weight', 'height', 'heightWeight'],
    ['hair', 'norwood', 'hairLossPattern'],
    ['hair', 'duration', 'symptomDuration'],
    ['hair', 'scalp-photos', 'scalpPhoto'],
  ])('%s: not knowing %s leaves %s missing, and what needs it is not on offer', (category, linkId, code) => {
    const assessment = assess(category, { ...(category === 'hair' ? photo : {}), [linkId]: unknown })
    expect(assessment.missing).toContain(code)
    for (const option of assessment.options)
      if (option.missing.includes(code as never)) expect(option.verdict).not.toBe('offer')
  })
})
