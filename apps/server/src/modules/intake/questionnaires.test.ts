import { Category, isEmergencyCode } from '@countersign/contract'
import {
  allowsUnknown,
  extensionFlag,
  extensionNumber,
  extensionText,
  inputOf,
} from '@countersign/contract/questionnaire'
import { describe, expect, it } from 'vitest'
import { extensionTexts } from './asked-questions.ts'
import { instruments, isFactKey, isInstrument, isTextKey, readings, therapyParts } from './fact-keys.ts'
import { allItems, currentVersion, publishedQuestionnaires, questionnaireOf } from './questionnaires.ts'

const published = publishedQuestionnaires().map(
  ({ category, questionnaire }) =>
    [`${category} ${questionnaire.version}`, { category, questionnaire }] as const,
)
const questionsOf = (questionnaire: (typeof published)[number][1]['questionnaire']) =>
  allItems(questionnaire.item).filter((item) => item.type !== 'group' && item.type !== 'display')

it('every category has the version a new intake is asked', () => {
  for (const category of Category.options)
    expect(questionnaireOf(category, currentVersion(category)).version).toBe(currentVersion(category))
})

describe.each(published)('questionnaire %s', (_, { category, questionnaire }) => {
  const items = allItems(questionnaire.item)
  const questions = questionsOf(questionnaire)

  it('is a FHIR R4 questionnaire of that name', () => {
    expect(questionnaire.resourceType).toBe('Questionnaire')
    expect(questionnaire.url).toBe(`https://countersign.example/fhir/Questionnaire/${category}`)
    for (const section of questionnaire.item) expect(section.type).toBe('group')
  })

  it('names each item once', () => {
    const ids = items.map((item) => item.linkId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,39}$/)
  })

  it('asks sex and birth date first, and neither may stay unknown', () => {
    const first = questions.slice(0, 2)
    expect(first.map((item) => item.linkId).sort()).toEqual(['birth-date', 'sex'])
    for (const item of first) expect([item.required, allowsUnknown(item)]).toEqual([true, false])
  })

  it('asks for emergencies before anything else about health', () => {
    expect(questions[3]?.linkId).toBe('symptoms-now')
  })

  it('makes a question depend only on questions and answers that come earlier', () => {
    const seen = new Map<string, (typeof items)[number]>()
    for (const item of items) {
      for (const when of item.enableWhen ?? []) {
        const target = seen.get(when.question)
        expect(target, `${item.linkId} depends on ${when.question}`).toBeDefined()
        const code = when.answerCoding?.code
        if (code !== undefined)
          expect(target?.answerOption?.map((option) => option.valueCoding.code)).toContain(code)
        if (when.answerBoolean !== undefined && when.operator !== 'exists')
          expect(target?.type).toBe('boolean')
      }
      if (item.enableWhen) expect(['all', 'any']).toContain(item.enableBehavior)
      seen.set(item.linkId, item)
    }
  })

  it('gives each choice options with codes of their own, and "none" excludes the rest', () => {
    for (const item of questions.filter((each) => each.type === 'choice')) {
      const codes = (item.answerOption ?? []).map((option) => option.valueCoding.code)
      expect(codes.length, item.linkId).toBeGreaterThan(1)
      expect(new Set(codes).size, item.linkId).toBe(codes.length)
      if (item.repeats) {
        const none = item.answerOption?.find((option) => option.valueCoding.code === 'none')
        expect(none && extensionFlag(none, 'exclusive'), item.linkId).toBe(true)
      }
    }
  })

  it('feeds only facts the engine knows, and a fact that is not text from one question', () => {
    const feeding = new Map<string, string[]>()
    for (const item of questions) {
      for (const key of extensionTexts(item, 'fact')) {
        expect(isFactKey(key), `${item.linkId} feeds ${key}`).toBe(true)
        feeding.set(key, [...(feeding.get(key) ?? []), item.linkId])
      }
    }
    for (const [key, from] of feeding) if (!isTextKey(key)) expect(from, key).toHaveLength(1)
  })

  it('has whole instruments, with points on every answer', () => {
    const counts: Record<string, number> = {}
    for (const item of questions) {
      for (const name of extensionTexts(item, 'instrument')) {
        expect(isInstrument(name)).toBe(true)
        counts[name] = (counts[name] ?? 0) + 1
        for (const option of item.answerOption ?? [])
          expect(extensionNumber(option, 'score'), `${item.linkId} ${option.valueCoding.code}`).not.toBeNull()
      }
    }
    for (const [name, count] of Object.entries(counts))
      expect(count, name).toBe(instruments[name as keyof typeof instruments])
  })

  it('uses only extensions with a meaning', () => {
    for (const item of questions) {
      const loinc = extensionText(item, 'loinc')
      if (loinc !== null) expect(Object.keys(readings)).toContain(loinc)
      const therapy = extensionText(item, 'therapy')
      if (therapy !== null) expect(therapyParts).toContain(therapy)
      const dates = extensionText(item, 'dates')
      if (dates !== null) {
        const checklist = questions.find((each) => each.linkId === dates)
        expect(checklist?.answerOption?.some((option) => extensionFlag(option, 'dated'))).toBe(true)
        for (const option of item.answerOption ?? [])
          expect(extensionNumber(option, 'months-ago')).not.toBeNull()
      }
      for (const option of item.answerOption ?? []) {
        const emergency = extensionText(option, 'emergency')
        if (emergency !== null) expect(isEmergencyCode(emergency), emergency).toBe(true)
      }
    }
  })

  it('asks for agreement in words with a version', () => {
    const consents = questions.filter((item) => inputOf(item) === 'consent')
    expect(consents.map((item) => item.linkId)).toEqual(['consent-telehealth', 'consent-privacy'])
    for (const item of consents) {
      expect(extensionText(item, 'consent-version')).toMatch(/^[a-z]+-\d{4}-\d{2}$/)
      expect(extensionText(item, 'consent-text')?.length).toBeGreaterThan(100)
      expect(allowsUnknown(item)).toBe(false)
    }
  })

  it('says at once what to do wherever an answer is an emergency', () => {
    const now = questions.find((item) => item.linkId === 'symptoms-now')
    for (const option of now?.answerOption ?? [])
      if (option.valueCoding.code !== 'none') expect(extensionText(option, 'emergency')).not.toBeNull()
    const item9 = questions.find((item) => item.linkId === 'phq-9')
    expect(item9?.answerOption?.filter((option) => extensionText(option, 'emergency') !== null)).toHaveLength(
      3,
    )
  })
})

/** Formulary §0.4: what is required of a category is asked in it. */
const required: Record<Category, string[]> = {
  weight: [
    'familyHistoryMTC',
    'pancreatitisHistory',
    'opioidUse',
    'seizureHistory',
    'maoiLast14Days',
    'pregnant',
    'breastfeeding',
    'contraception',
    'pregnancyTest',
    'phq9Item9',
    'plannedSurgery',
  ],
  ed: [
    'nitrateUse',
    'recreationalNitrites',
    'recentCardiacEvent',
    'exerciseTolerance',
    'nyhaClass',
    'symptomDurationMonths',
  ],
  hair: [
    'hairLossPattern',
    'symptomDurationMonths',
    'scalpPhoto',
    'pregnant',
    'breastfeeding',
    'contraception',
    'phq9Item9',
    'onset',
    'scalpSymptoms',
  ],
}
const requiredInputs: Record<Category, string[]> = {
  weight: ['height', 'weight', 'blood-pressure', 'medications', 'allergies', 'conditions'],
  ed: ['blood-pressure', 'medications', 'allergies', 'conditions'],
  hair: ['blood-pressure', 'photo', 'medications', 'allergies', 'conditions'],
}
const requiredReadings: Record<Category, string[]> = {
  weight: ['8867-4', '98979-8', '4548-4'],
  ed: ['98979-8', '2986-8'],
  hair: ['8867-4', '98979-8', '2823-3', '2857-1'],
}
const requiredInstruments: Record<Category, string[]> = {
  weight: ['scoff', 'phq2', 'phq9', 'auditC'],
  ed: ['shim', 'auditC', 'phq2'],
  hair: ['phq2', 'phq9'],
}

it.each(Category.options)('%s asks for every datum its drugs require', (category) => {
  const questions = questionsOf(questionnaireOf(category, currentVersion(category)))
  const all = (name: string) => questions.flatMap((item) => extensionTexts(item, name))
  expect(all('fact')).toEqual(expect.arrayContaining(required[category]))
  expect(all('loinc')).toEqual(expect.arrayContaining(requiredReadings[category]))
  expect(all('instrument')).toEqual(expect.arrayContaining(requiredInstruments[category]))
  expect(all('therapy')).toEqual(expect.arrayContaining(['ever', 'current']))
  expect(questions.map(inputOf)).toEqual(expect.arrayContaining(requiredInputs[category]))
})
