import { Category, DenialReason, EscalationRoute } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { dana } from '../../testing/dana.ts'
import { walter } from '../../testing/walter.ts'
import { answersOf, proposedQuestions, questionProblem } from './ask-questions.ts'
import { changesBetween } from './case-changes.ts'
import {
  alternativesFor,
  denialMessage,
  escalationMessage,
  noteTemplate,
  quickTexts,
  withAlternative,
} from './note-words.ts'
import { matchingQuestions } from './question-bank.tsx'
import { reading, yearChange } from './readings.ts'
import {
  checksWords,
  distinction,
  positiveRows,
  productWords,
  rankedOptions,
  recordBehind,
  supplyWords,
  treatmentTitle,
} from './summary-words.ts'
import { draftOf, formProblem, treatmentOf } from './use-prescription.ts'

describe('what a patient reads', () => {
  it.each(DenialReason.options)(
    'when denied for %s never tells to stop a medicine and says what to do',
    (reason) => {
      const text = denialMessage(reason, dana)
      expect(text).not.toMatch(/\bstop (taking|your|using)\b/i)
      expect(text).toContain('911')
      expect(text.length).toBeGreaterThan(20)
    },
  )
  it('names the danger that stopped the case, and tells to keep taking what another doctor gave', () => {
    const stop = walter.assessment.options.flatMap((option) => option.findings)[0]
    if (!stop) throw new Error('The case has a stop')
    const nitrate = {
      ...walter,
      assessment: {
        ...walter.assessment,
        options: walter.assessment.options.map((option) => ({
          ...option,
          verdict: 'block' as const,
          plan: null,
          findings: [{ ...stop, rule: 'ED-01', severity: 'contraindicated' as const }],
        })),
      },
    }
    for (const reason of ['contraindication', 'unsafe_interaction'] as const) {
      const text = denialMessage(reason, nitrate)
      expect(text).toContain('nitroglycerin')
      expect(text).toContain('Keep taking')
      expect(text).not.toMatch(/\bstop (taking|your|using)\b/i)
    }
    expect(denialMessage('contraindication', dana)).toContain('could harm your health')
  })
  it.each(Category.options)('of other ways for %s asks nobody to stop a medicine', (category) => {
    for (const { words } of alternativesFor(category))
      expect(words).not.toMatch(/\bstop (taking|your|using)\b/i)
  })
  it('gets another way put in before the money and taken out without a trace', () => {
    const message = denialMessage('contraindication', walter)
    const [first, second] = alternativesFor('ed').map(({ words }) => words)
    const one = withAlternative(message, first ?? '', true)
    expect(one.indexOf(first ?? '')).toBeLessThan(one.indexOf('Nothing was charged'))
    expect(one).toContain('911')
    const both = withAlternative(one, second ?? '', true)
    expect(withAlternative(both, second ?? '', true)).toBe(both)
    expect(withAlternative(withAlternative(both, first ?? '', false), second ?? '', false)).toBe(message)
  })
  it('gets another way at its end where the money is not spoken of', () => {
    const [first] = alternativesFor('hair').map(({ words }) => words)
    expect(withAlternative('My own words.', first ?? '', true)).toBe(`My own words. ${first}`)
  })
  it.each(EscalationRoute.options)('when escalated to %s names the next step', (route) => {
    expect(escalationMessage(route, dana)).toMatch(/911/)
  })
})

describe('questions a case asks for by itself', () => {
  const questions = proposedQuestions(walter)
  it('puts the contradiction first, then what is missing', () => {
    expect(questions.map((one) => one.fact)).toEqual(['nitrate', 'exerciseTolerance'])
  })
  it('asks for a new measurement where figures contradict each other', () => {
    const { assessment } = walter
    const contradictions = ['bloodPressure', 'eGFR', 'nitrateUse'].map((fact) => ({
      fact,
      intakeSays: '118/76',
      recordSays: '190/120',
      rule: 'G-08',
    }))
    const asked = proposedQuestions({ ...walter, assessment: { ...assessment, contradictions } })
    expect(asked.slice(0, 3).map(({ kind }) => kind)).toEqual(['blood_pressure', 'number', 'choice'])
    expect(asked[0]?.text).toContain('190/120')
  })
  it('can always be answered with not sure', () => {
    for (const question of questions) expect(answersOf(question)).toContain('I’m not sure')
  })
  it('can all be sent as they are', () => expect(questions.map(questionProblem)).toEqual([null, null]))
  it('cannot be sent empty, or with nothing to choose', () => {
    expect(questionProblem({ id: 'x', text: ' ', kind: 'yes_no', fact: null })).not.toBe(null)
    expect(
      questionProblem({ id: 'x', text: 'Which?', kind: 'choice', options: ['One', ' '], fact: null }),
    ).not.toBe(null)
  })
})

describe('a question of the intake', () => {
  const item = (linkId: string, text: string) => ({
    linkId,
    section: 'Heart safety',
    text,
    kind: 'yes_no' as const,
    options: [],
    fact: null,
  })
  const items = [item('a', 'Do you use poppers?'), item('b', 'Do you faint?')]
  it('is found by any of its words and its section', () => {
    expect(matchingQuestions(items, 'heart FAINT', new Set()).map((one) => one.linkId)).toEqual(['b'])
    expect(matchingQuestions(items, '', new Set())).toHaveLength(2)
  })
  it('is not offered twice', () =>
    expect(matchingQuestions(items, '', new Set(['a'])).map((one) => one.linkId)).toEqual(['b']))
})

describe('what is positive', () => {
  it('is named first, with its kind and code after it, and once', () => {
    const rows = positiveRows([
      { label: 'Condition', text: 'High blood pressure [I10]', source: 'record' },
      { label: 'Condition', text: 'High blood pressure [I10]', source: 'intake' },
      { label: 'Medicine', text: 'Lisinopril', source: 'record' },
      { label: 'Family history of hair loss', text: 'true', source: 'intake' },
    ])
    expect(rows).toEqual([
      { label: 'High blood pressure', text: 'Condition, I10', source: 'record' },
      { label: 'Lisinopril', text: 'Medicine', source: 'record' },
      { label: 'Family history of hair loss', text: 'yes', source: 'intake' },
    ])
  })
  it('tells how much of a medicine the chart has, and who said so', () => {
    const entry = {
      id: '0190a000-0000-7000-8000-000000000001',
      text: 'lisinopril 20 mg daily',
      dose: null,
      source: 'intake' as const,
      recordedAt: '2026-11-29T12:00:00Z',
      lastFilledOn: null,
    }
    expect(positiveRows([{ label: 'Medicine', text: 'Lisinopril', source: 'record' }], [entry])).toEqual([
      { label: 'Lisinopril', text: '20 mg daily', source: 'intake' },
    ])
  })
})

describe('a contradiction', () => {
  const now = new Date('2026-11-30T12:00:00Z')
  const facts = {
    ...dana.facts,
    conditions: [],
    medications: [
      {
        id: '0190a000-0000-7000-8000-000000000001',
        text: 'nitroglycerin 0.4 mg',
        dose: null,
        source: 'intake' as const,
        recordedAt: '2026-11-29T12:00:00Z',
        lastFilledOn: null,
      },
    ],
  }
  it('shows the entry of the chart behind it', () =>
    expect(recordBehind('Nitroglycerin', facts, now)).toMatch(/^nitroglycerin 0\.4 mg: intake, Nov 29/))
  it('shows none where the chart has no such words', () =>
    expect(recordBehind('Seizure', facts, now)).toBe(null))
})

describe('another treatment', () => {
  it('is told apart by what the chosen one does not say', () => {
    const [first, second] = rankedOptions(dana.assessment)
    if (!first || !second) throw new Error('The case has two treatments')
    const said = distinction(second, first)
    expect(first.reasons.map((reason) => reason.text)).not.toContain(said)
    expect(distinction({ ...second, reasons: first.reasons }, first)).toBe(null)
  })
})

describe('the note', () => {
  it('opens with who and what, and ends with the plan', () => {
    const text = noteTemplate(dana)
    expect(text.startsWith('42 F')).toBe(true)
    expect(text).toContain('Start Wegovy 0.25 mg weekly')
  })
  it('offers only pieces that say something', () => {
    for (const piece of quickTexts(walter)) expect(piece.text).not.toBe('')
  })
})

describe('what changed while a case was open', () => {
  it('is nothing when only the note or the hold did', () => {
    expect(
      changesBetween(dana, {
        ...dana,
        note: { ...dana.note, body: 'x' },
        consultation: { ...dana.consultation, version: 9 },
      }),
    ).toEqual([])
  })
  it('is the reading that was read and the one of now', () => {
    const observations = dana.facts.observations.map((one) =>
      one.label === 'Blood pressure'
        ? {
            ...one,
            points: [
              ...one.points,
              { value: 152, value2: 96, at: '2026-03-17T15:42:00.000Z', source: 'answer' as const },
            ],
          }
        : one,
    )
    expect(changesBetween(dana, { ...dana, facts: { ...dana.facts, observations } })).toEqual([
      { what: 'Blood pressure', before: '124/78', now: '152/96' },
    ])
  })
  it('is a medicine that came', () => {
    const medications = [
      ...dana.facts.medications,
      {
        id: 'n',
        text: 'Glipizide',
        dose: '5 mg',
        source: 'pharmacy' as const,
        recordedAt: '',
        lastFilledOn: null,
      },
    ]
    expect(changesBetween(dana, { ...dana, facts: { ...dana.facts, medications } })).toEqual([
      { what: 'Medication', before: null, now: 'Glipizide 5 mg' },
    ])
  })
})

describe('facts in words', () => {
  it('says checks that did not run', () => {
    expect(checksWords(dana.assessment)).toBe('18 of 18 rules ran')
    expect(checksWords(walter.assessment)).toBe('14 of 16 rules ran, 2 not run')
  })
  it('writes readings with their units', () => {
    expect([reading(124, 78, 'mm[Hg]'), reading(5.8, null, '%'), reading(34.1, null, 'kg/m2')]).toEqual([
      '124/78',
      '5.8 %',
      '34.1',
    ])
  })
  it('compares with a year ago', () => {
    const weight = dana.facts.observations[0]
    expect(weight && yearChange(weight)).toBe('+15')
  })
})

describe('the prescription form', () => {
  const option = dana.assessment.options[0]
  const draft = draftOf(option ?? null)
  it('starts from the plan', () => {
    expect(draft).toMatchObject({ drugId: 'semaglutide_sc', doseMg: 0.25, quantity: 4, refills: 0 })
    expect(option && treatmentTitle(option)).toBe('Wegovy 0.25 mg weekly')
    const daily = { drug: 'tadalafil daily', plan: null, start: { doseMg: 2.5, frequency: 'once daily' } }
    expect(treatmentTitle(daily)).toBe('Tadalafil 2.5 mg once daily')
    expect(productWords('Zepbound 12.5 mg/0.5 mL subcutaneous pen injector')).toBe(
      'Zepbound 12.5 mg/0.5 mL pen',
    )
    expect(productWords('metformin hydrochloride ER 500 mg 24-hour oral tablet')).toBe(
      'metformin HCl ER 500 mg 24-hour tablet',
    )
    expect(option?.plan && supplyWords(option.plan)).toBe('4 pens, 28 days, no refills.')
  })
  it('sends no field the contract does not know', () =>
    expect(draft && treatmentOf(draft)).not.toHaveProperty('productKey'))
  it.each([
    { quantity: 0 },
    { daysSupply: 0 },
    { daysSupply: 366 },
    { refills: 12 },
    { doseMg: 0 },
    { sig: 'x' },
  ])('is not checked with %o', (hole) => {
    expect(draft && formProblem({ ...draft, ...hole })).not.toBe(null)
  })
  it('is checked when it is whole', () => expect(formProblem(draft)).toBe(null))
})
