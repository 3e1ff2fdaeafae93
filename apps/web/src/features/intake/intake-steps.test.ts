import type { Answer, Questionnaire } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { firstMissingKey, firstOpenKey, keyOf, stepBeside, stepsOf } from './intake-steps.ts'

const form: Questionnaire = {
  resourceType: 'Questionnaire',
  url: 'https://countersign.example/fhir/Questionnaire/test',
  version: '1',
  status: 'active',
  title: 'Test',
  item: [
    {
      linkId: 's',
      type: 'group',
      text: 'Section',
      item: [
        { linkId: 'smokes', type: 'boolean', text: 'Do you smoke?', required: true },
        {
          linkId: 'how-much',
          type: 'integer',
          text: 'How much?',
          enableWhen: [{ question: 'smokes', operator: '=', answerBoolean: true }],
        },
        { linkId: 'note', type: 'display', text: 'Read' },
        { linkId: 'more', type: 'text', text: 'Anything else?' },
      ],
    },
  ],
}
const yes: Answer = { kind: 'boolean', value: true }
const no: Answer = { kind: 'boolean', value: false }

describe('the steps of an intake', () => {
  it('numbers questions by the questionnaire, so that a key stays the same when others appear', () => {
    expect(keyOf(form, 'more')).toBe('q3')
    expect(stepsOf(form, { smokes: no }).map((step) => step.key)).toEqual([
      'q1',
      'q3',
      'review',
      'about',
      'account',
      'pharmacy',
      'send',
    ])
    expect(
      stepsOf(form, { smokes: yes })
        .map((step) => step.key)
        .slice(0, 3),
    ).toEqual(['q1', 'q2', 'q3'])
  })

  it('goes on at the first question without an answer', () => {
    expect(firstOpenKey(form, {})).toBe('q1')
    expect(firstOpenKey(form, { smokes: yes })).toBe('q2')
    expect(firstOpenKey(form, { smokes: no })).toBe('q3')
    expect(firstOpenKey(form, { smokes: no, more: { kind: 'text', value: 'No' } })).toBe('review')
  })

  it('says what is missing before it may be sent', () => {
    expect(firstMissingKey(form, {})).toBe('q1')
    expect(firstMissingKey(form, { smokes: { kind: 'unknown' } })).toBeNull()
  })

  it('steps forward and back over what is hidden', () => {
    const steps = stepsOf(form, { smokes: no })
    expect(stepBeside(steps, 'q1', 1)).toBe('q3')
    expect(stepBeside(steps, 'q3', -1)).toBe('q1')
    expect(stepBeside(steps, 'q1', -1)).toBeNull()
    expect(stepBeside(steps, 'send', 1)).toBeNull()
    expect(stepBeside(steps, 'q2', 1)).toBeNull()
  })
})
