import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, Answer as AnswerSchema, type Questionnaire, type QuestionnaireItem } from './intake.ts'
import {
  allowsUnknown,
  FHIR_EXTENSION,
  inputOf,
  isEnabled,
  missingRequired,
  questionProgress,
  questionSteps,
  validateAnswer,
  visibleQuestions,
} from './questionnaire.ts'

const ext = (name: string, value: Record<string, unknown>) => ({ url: FHIR_EXTENSION + name, ...value })
const question = (linkId: string, rest: Partial<QuestionnaireItem> = {}): QuestionnaireItem => ({
  linkId,
  type: 'boolean',
  text: linkId,
  ...rest,
})
const questionnaire = (...item: QuestionnaireItem[]): Questionnaire => ({
  resourceType: 'Questionnaire',
  url: 'https://countersign.example/fhir/Questionnaire/test',
  version: '1',
  status: 'active',
  title: 'Test',
  item,
})
const yes: Answer = { kind: 'boolean', value: true }
const no: Answer = { kind: 'boolean', value: false }
const unknown: Answer = { kind: 'unknown' }
const ids = (items: QuestionnaireItem[]) => items.map((item) => item.linkId)

describe('conditions', () => {
  const when = (rest: Partial<NonNullable<QuestionnaireItem['enableWhen']>[number]>) =>
    question('b', { enableWhen: [{ question: 'a', operator: '=', answerBoolean: true, ...rest }] })

  it.each([
    ['yes equals true', when({}), yes, true],
    ['no does not', when({}), no, false],
    ['unknown equals nothing', when({}), unknown, false],
    [
      'unknown differs from no, so the follow-up comes',
      when({ operator: '!=', answerBoolean: false }),
      unknown,
      true,
    ],
    ['unanswered satisfies no comparison', when({ operator: '!=' }), undefined, false],
    ['unknown is an answer that exists', when({ operator: 'exists' }), unknown, true],
    [
      'exists = false holds when unanswered',
      when({ operator: 'exists', answerBoolean: false }),
      undefined,
      true,
    ],
    [
      'number above',
      when({ operator: '>', answerBoolean: undefined, answerInteger: 30 }),
      { kind: 'number', value: 31 },
      true,
    ],
    [
      'number not above itself',
      when({ operator: '>', answerBoolean: undefined, answerInteger: 30 }),
      { kind: 'number', value: 30 },
      false,
    ],
    [
      'number at least itself',
      when({ operator: '>=', answerBoolean: undefined, answerDecimal: 30 }),
      { kind: 'number', value: 30 },
      true,
    ],
    [
      'number below',
      when({ operator: '<', answerBoolean: undefined, answerInteger: 30 }),
      { kind: 'number', value: 29 },
      true,
    ],
    [
      'number at most',
      when({ operator: '<=', answerBoolean: undefined, answerInteger: 30 }),
      { kind: 'number', value: 31 },
      false,
    ],
    [
      'a code among several',
      when({ answerBoolean: undefined, answerCoding: { code: 'x' } }),
      { kind: 'choice', codes: ['w', 'x'] },
      true,
    ],
    [
      'a list with entries counts as true',
      when({}),
      { kind: 'medications', none: false, items: [{ name: 'Aspirin' }] },
      true,
    ],
    ['a list answered none counts as false', when({}), { kind: 'medications', none: true, items: [] }, false],
    [
      'a comparison of unlike things shows the question',
      when({ operator: '>', answerBoolean: true }),
      yes,
      true,
    ],
    ['a condition without a value shows the question', when({ answerBoolean: undefined }), no, true],
  ] as [string, QuestionnaireItem, Answer | undefined, boolean][])('%s', (_name, item, answer, expected) => {
    expect(isEnabled(item, { a: answer })).toBe(expected)
  })

  it('shows the question under an operator it does not know', () => {
    const odd = { question: 'a', operator: 'like', answerBoolean: true } as unknown as NonNullable<
      QuestionnaireItem['enableWhen']
    >[number]
    expect(isEnabled(question('b', { enableWhen: [odd] }), { a: no })).toBe(true)
  })

  it('joins conditions by all, or by any', () => {
    const both = [
      { question: 'a', operator: '=' as const, answerBoolean: true },
      { question: 'b', operator: '=' as const, answerBoolean: true },
    ]
    expect(isEnabled(question('c', { enableWhen: both, enableBehavior: 'all' }), { a: yes, b: no })).toBe(
      false,
    )
    expect(isEnabled(question('c', { enableWhen: both, enableBehavior: 'any' }), { a: yes, b: no })).toBe(
      true,
    )
  })
})

describe('order and visibility', () => {
  it('walks sections in order and carries section and notes', () => {
    const steps = questionSteps(
      questionnaire(
        question('s1', {
          type: 'group',
          text: 'Your body',
          item: [question('note', { type: 'display', text: 'Read this' }), question('a'), question('b')],
        }),
        question('s2', { type: 'group', text: 'Your health', item: [question('c')] }),
      ),
      {},
    )
    expect(steps.map(({ item, section, notes }) => [item.linkId, section, notes])).toEqual([
      ['a', 'Your body', ['Read this']],
      ['b', 'Your body', []],
      ['c', 'Your health', []],
    ])
  })

  it('treats the answer of a hidden question as not given', () => {
    const form = questionnaire(
      question('a'),
      question('b', { enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }] }),
      question('c', { enableWhen: [{ question: 'b', operator: '=', answerBoolean: true }] }),
    )
    expect(ids(visibleQuestions(form, { a: yes, b: yes }))).toEqual(['a', 'b', 'c'])
    expect(ids(visibleQuestions(form, { a: no, b: yes }))).toEqual(['a'])
  })

  it('hides a section with everything in it', () => {
    const form = questionnaire(
      question('a'),
      question('s', {
        type: 'group',
        enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
        item: [question('b')],
      }),
    )
    expect(ids(visibleQuestions(form, { a: no }))).toEqual(['a'])
    expect(ids(visibleQuestions(form, { a: yes }))).toEqual(['a', 'b'])
  })

  it('shows a question whose condition names one that does not exist, or itself in a circle', () => {
    const form = questionnaire(
      question('a', { enableWhen: [{ question: 'gone', operator: '=', answerBoolean: true }] }),
      question('b', { enableWhen: [{ question: 'c', operator: 'exists', answerBoolean: false }] }),
      question('c', { enableWhen: [{ question: 'b', operator: 'exists', answerBoolean: false }] }),
    )
    expect(ids(visibleQuestions(form, {}))).toEqual(['a', 'b', 'c'])
  })

  it('counts progress among visible questions only', () => {
    const form = questionnaire(
      question('a'),
      question('b', { enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }] }),
      question('c'),
    )
    expect(questionProgress(form, { a: no }, 'c')).toEqual({ position: 2, total: 2 })
    expect(questionProgress(form, { a: yes }, 'c')).toEqual({ position: 3, total: 3 })
  })

  it('never shows the same question twice, whatever the conditions', () => {
    const names = ['a', 'b', 'c', 'd']
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.boolean()), { minLength: 4, maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...names), fc.constantFrom(yes, no, unknown)),
        (conditions, answers) => {
          const form = questionnaire(
            ...names.map((name, i) =>
              question(name, {
                enableWhen: [
                  { question: conditions[i]![0], operator: '=', answerBoolean: conditions[i]![1] },
                ],
              }),
            ),
          )
          const shown = ids(visibleQuestions(form, answers))
          expect(new Set(shown).size).toBe(shown.length)
        },
      ),
    )
  })
})

describe('what is missing', () => {
  const form = questionnaire(
    question('a', { required: true }),
    question('b', {
      required: true,
      enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
    }),
    question('c'),
  )
  it('names required visible questions without an answer', () => {
    expect(ids(missingRequired(form, {}))).toEqual(['a'])
    expect(ids(missingRequired(form, { a: yes }))).toEqual(['b'])
    expect(ids(missingRequired(form, { a: no }))).toEqual([])
  })
  it('takes "I do not know" for an answer, and a misfit for none', () => {
    expect(ids(missingRequired(form, { a: unknown }))).toEqual([])
    expect(ids(missingRequired(form, { a: { kind: 'text', value: 'yes' } }))).toEqual(['a'])
  })
})

describe('ranges', () => {
  it('are those of the schema', () => {
    const of = (input: string) => question('q', { extension: [ext('input', { valueCode: input })] })
    fc.assert(
      fc.property(fc.double({ min: 0, max: 500, noNaN: true }), (value) => {
        for (const [item, answer] of [
          [of('height'), { kind: 'height', cm: value }],
          [of('weight'), { kind: 'weight', kg: value }],
        ] as [QuestionnaireItem, Answer][])
          expect(validateAnswer(item, answer) === null).toBe(AnswerSchema.safeParse(answer).success)
      }),
    )
  })
})

describe('answers', () => {
  const choices = question('x', {
    type: 'choice',
    repeats: true,
    answerOption: [
      { valueCoding: { code: 'p', display: 'P' } },
      { valueCoding: { code: 'q', display: 'Q' } },
      {
        valueCoding: { code: 'none', display: 'None of these' },
        extension: [ext('exclusive', { valueBoolean: true })],
      },
    ],
  })
  const one = { ...choices, repeats: false }
  const consent = question('k', {
    extension: [ext('input', { valueCode: 'consent' }), ext('consent-version', { valueString: '3' })],
  })
  const list = question('m', { type: 'text', extension: [ext('input', { valueCode: 'medications' })] })
  const age = question('n', {
    type: 'integer',
    extension: [ext('min', { valueInteger: 1 }), ext('max', { valueInteger: 9 })],
  })
  const pressure = question('p', {
    type: 'quantity',
    extension: [ext('input', { valueCode: 'blood-pressure' })],
  })

  it.each([
    ['one of several', choices, { kind: 'choice', codes: ['p', 'q'] }, true],
    ['two where one is asked', one, { kind: 'choice', codes: ['p', 'q'] }, false],
    ['a code that is not offered', choices, { kind: 'choice', codes: ['z'] }, false],
    ['the same twice', choices, { kind: 'choice', codes: ['p', 'p'] }, false],
    ['none of these alone', choices, { kind: 'choice', codes: ['none'] }, true],
    ['none of these with another', choices, { kind: 'choice', codes: ['p', 'none'] }, false],
    [
      'own words where they are open',
      { ...choices, type: 'open-choice' },
      { kind: 'choice', codes: ['other'], other: 'My own' },
      true,
    ],
    ['a consent of this version', consent, { kind: 'consent', accepted: true, documentVersion: '3' }, true],
    [
      'a consent of an older version',
      consent,
      { kind: 'consent', accepted: true, documentVersion: '2' },
      false,
    ],
    ['not knowing whether one consents', consent, unknown, false],
    ['not knowing elsewhere', choices, unknown, true],
    ['a list said to be empty', list, { kind: 'medications', none: true, items: [] }, true],
    ['an empty list that says nothing', list, { kind: 'medications', none: false, items: [] }, false],
    ['a list and none at once', list, { kind: 'medications', none: true, items: [{ name: 'A' }] }, false],
    ['the wrong kind of list', list, { kind: 'allergies', none: true, items: [] }, false],
    ['a number in range', age, { kind: 'number', value: 9 }, true],
    ['a number above', age, { kind: 'number', value: 10 }, false],
    ['a number below', age, { kind: 'number', value: 0 }, false],
    ['a broken whole number', age, { kind: 'number', value: 1.5 }, false],
    ['a pressure', pressure, { kind: 'blood-pressure', systolic: 120, diastolic: 80 }, true],
    ['a pressure upside down', pressure, { kind: 'blood-pressure', systolic: 80, diastolic: 120 }, false],
    [
      'a height',
      question('h', { extension: [ext('input', { valueCode: 'height' })] }),
      { kind: 'height', cm: 90 },
      true,
    ],
    [
      'a height out of range',
      question('h', { extension: [ext('input', { valueCode: 'height' })] }),
      { kind: 'height', cm: 89 },
      false,
    ],
    [
      'a weight out of range',
      question('w', { extension: [ext('input', { valueCode: 'weight' })] }),
      { kind: 'weight', kg: 401 },
      false,
    ],
    ['a pressure out of range', pressure, { kind: 'blood-pressure', systolic: 290, diastolic: 80 }, false],
    ['blank words', question('t', { type: 'string' }), { kind: 'text', value: '  ' }, false],
    [
      'too many words',
      question('t', { type: 'string', maxLength: 3 }),
      { kind: 'text', value: 'four' },
      false,
    ],
  ] as [string, QuestionnaireItem, Answer, boolean][])('%s', (_name, item, answer, fits) => {
    expect(validateAnswer(item, answer) === null).toBe(fits)
  })

  it('reads the input from the extension before the type', () => {
    expect(
      inputOf(question('h', { type: 'quantity', extension: [ext('input', { valueCode: 'height' })] })),
    ).toBe('height')
    expect(inputOf(choices)).toBe('choices')
    expect(inputOf(one)).toBe('choice')
    expect(inputOf(question('p', { type: 'attachment' }))).toBe('photo')
    expect(inputOf(question('o', { type: 'text', extension: [ext('input', { valueCode: 'odd' })] }))).toBe(
      'long-text',
    )
  })

  it('offers "I do not know" unless it is a consent or switched off', () => {
    expect(allowsUnknown(choices)).toBe(true)
    expect(allowsUnknown(consent)).toBe(false)
    expect(allowsUnknown(question('a', { extension: [ext('allow-unknown', { valueBoolean: false })] }))).toBe(
      false,
    )
  })
})
