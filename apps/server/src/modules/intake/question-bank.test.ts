import { AskedQuestion, Category } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { questionBank } from './question-bank.ts'

it('lets poppers asked again reach the engine', () => {
  const poppers = questionBank('ed').items.find(({ linkId }) => linkId === 'poppers')
  expect(poppers).toMatchObject({ kind: 'yes_no', fact: 'recreationalNitrites' })
})

describe.each(Category.options)('the question bank of %s', (category) => {
  const { items } = questionBank(category)

  it('holds only questions that may be asked as they stand', () => {
    for (const { linkId, text, kind, options } of items) {
      const question = { id: linkId, text, kind, fact: null, ...(options.length > 0 && { options }) }
      expect(AskedQuestion.safeParse(question).error?.message, linkId).toBeUndefined()
      expect(options.length === 0, linkId).toBe(kind !== 'choice')
    }
  })

  it('asks nothing twice and no consent', () => {
    expect(new Set(items.map(({ linkId }) => linkId)).size).toBe(items.length)
    expect(items.length).toBeGreaterThan(15)
    expect(items.filter(({ linkId }) => /consent/.test(linkId))).toEqual([])
  })

  it('knows how a blood pressure is answered', () =>
    expect(items.find(({ linkId }) => linkId === 'blood-pressure')).toMatchObject({
      kind: 'blood_pressure',
      fact: 'bloodPressure',
    }))

  it('names the fact only where yes or no says it all', () => {
    for (const { linkId, kind, fact } of items)
      if (fact !== null && linkId !== 'blood-pressure') expect(kind, linkId).toBe('yes_no')
  })
})
