import { describe, expect, test } from 'vitest'
import type { Facts } from '../facts/facts.ts'
import { UNKNOWN, YES } from '../logic/tri.ts'
import { ask, given } from '../testing/ask.ts'
import * as trigger from './triggers.ts'

describe('hair loss that is no pattern loss', () => {
  test.each([
    'concept non-aga-alopecia',
    'concept scarring-or-infected-scalp',
    'concept sudden-hair-loss',
    'concept trichotillomania',
    'concept cancer-chemotherapy',
    'takes CHEMOTHERAPY',
  ])('%s', (name) => expect(ask(trigger.notPatternLoss, given('hairMan', [name]))).toBe('yes'))
  test('sudden, patchy, or of a sick scalp', () => {
    const hair = (part: Partial<Facts>) => given('hairMan', [], part)
    expect(ask(trigger.notPatternLoss, given('hairMan'))).toBe('no')
    const sudden = hair({ suddenHairLoss: YES })
    const patchy = hair({ patchyHairLoss: true })
    const scalp = (text: string | null) =>
      hair({ scalpSymptoms: { tri: YES, text } as Facts['scalpSymptoms'] })
    for (const facts of [sudden, patchy, scalp('pain')])
      expect(ask(trigger.notPatternLoss, facts)).toBe('yes')
    expect(ask(trigger.notPatternLoss, hair({ suddenHairLoss: UNKNOWN }))).toBe('no')
    expect(trigger.notPatternLoss.names(patchy)).toEqual(['patchy hair loss'])
    expect(
      trigger.notPatternLoss.names({ ...sudden, answers: { ...sudden.answers, onsetText: null } }),
    ).toEqual(['onset: sudden'])
    expect(trigger.notPatternLoss.names(sudden)).toEqual(['onset: gradual'])
    expect(trigger.notPatternLoss.names(scalp('pain'))).toEqual(['scalp: pain'])
    expect(trigger.notPatternLoss.names(scalp(null))).toEqual(['scalp: symptoms'])
  })
})
