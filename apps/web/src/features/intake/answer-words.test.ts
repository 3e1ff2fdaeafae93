import { type Answer, FHIR_EXTENSION, type QuestionnaireItem } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { answerInWords, dateInWords, unknownWords } from './answer-words.ts'

const item: QuestionnaireItem = {
  linkId: 'q',
  type: 'choice',
  text: 'Which?',
  repeats: true,
  answerOption: [
    { valueCoding: { code: 'a', display: 'Apples' } },
    { valueCoding: { code: 'b', display: 'Bread' } },
  ],
}

describe('answers in words', () => {
  it.each([
    [{ kind: 'boolean', value: false }, ['No']],
    [{ kind: 'choice', codes: ['b', 'a'] }, ['Bread', 'Apples']],
    [{ kind: 'choice', codes: ['other'], other: 'Cake' }, ['Cake']],
    [{ kind: 'height', cm: 177.8 }, ['5 ft 10 in']],
    [{ kind: 'weight', kg: 95.71 }, ['211 lb']],
    [
      { kind: 'blood-pressure', systolic: 120, diastolic: 80, measuredOn: '2026-03-17' },
      ['120 over 80, taken March 17, 2026'],
    ],
    [{ kind: 'medications', none: true, items: [] }, ['I take none']],
    [
      { kind: 'medications', none: false, items: [{ name: 'Aspirin', dose: '81 mg' }, { name: 'Fish oil' }] },
      ['Aspirin (81 mg)', 'Fish oil'],
    ],
    [{ kind: 'allergies', none: false, items: [{ substance: 'Latex', reaction: 'rash' }] }, ['Latex (rash)']],
    [{ kind: 'attachments', documentIds: ['x', 'y'] }, ['2 photos']],
    [{ kind: 'unknown' }, ["I'm not sure"]],
  ] as [Answer, string[]][])('%j', (answer, words) => {
    expect(answerInWords(item, answer, 'us')).toEqual(words)
  })

  it('names the unit of a number', () => {
    const number: QuestionnaireItem = {
      ...item,
      type: 'integer',
      extension: [{ url: `${FHIR_EXTENSION}unit`, valueString: 'drinks' }],
    }
    expect(answerInWords(number, { kind: 'number', value: 3 }, 'us')).toEqual(['3 drinks'])
  })

  it('says what is not known', () => {
    const weight: QuestionnaireItem = {
      ...item,
      extension: [{ url: `${FHIR_EXTENSION}input`, valueCode: 'weight' }],
    }
    expect(unknownWords(weight)).toBe("I don't know my weight")
    expect(unknownWords(item)).toBe("I'm not sure")
  })

  it('does not shift a date by the time zone', () => {
    expect(dateInWords('2026-01-01')).toBe('January 1, 2026')
  })
})
