import { AskedQuestion, Category } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { questionBank } from './question-bank.ts'

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
    expect(items.find(({ linkId }) => linkId === 'blood-pressure')?.kind).toBe('blood_pressure'))
})
