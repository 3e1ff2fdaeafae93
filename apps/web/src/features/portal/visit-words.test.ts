import { InvoiceStatus, type PortalHome, PrescriptionStatus } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { billWords, listInWords, prescriptionWords, providerName, visitToShow } from './visit-words.ts'

describe('the portal in plain words', () => {
  it('has a sentence for each state of a bill', () => {
    for (const status of InvoiceStatus.options)
      for (const payment of [null, 'authorised', 'released'] as const)
        expect(billWords(status, payment).text).toMatch(/^[A-Z].*\.$/)
  })
  it('asks for the card only while there is none', () => {
    expect(billWords('draft', 'requires_method').tone).toBe('ask')
    expect(billWords('draft', 'authorised').tone).toBe('info')
  })
  it('says that nothing was charged when the card was let go', () => {
    expect(billWords('void', 'released').text).toMatch(/Nothing was charged/)
  })
  it('has words for each state of a prescription, and none of the product’s own', () => {
    for (const status of PrescriptionStatus.options) expect(prescriptionWords(status)).not.toMatch(/_|^[a-z]/)
    expect(prescriptionWords('Ready for you')).toBe('Ready for you')
  })
  it.each([
    [{ name: 'Amara Osei', credential: 'MD' }, 'Dr. Amara Osei'],
    [{ name: 'Dr. Amara Osei', credential: 'MD' }, 'Dr. Amara Osei'],
    [{ name: 'Jonah Reyes', credential: 'NP' }, 'Jonah Reyes, NP'],
  ])('names %j', (provider, name) => {
    expect(providerName(provider)).toBe(name)
  })
  it.each([
    [[], ''],
    [['a swollen face.'], 'A swollen face.'],
    [['nausea', 'loose stools'], 'Nausea or loose stools.'],
    [['nausea', 'gas', 'cramps'], 'Nausea, gas, or cramps.'],
  ])('lists %j', (items, words) => {
    expect(listInWords(items)).toBe(words)
  })
})

type Row = PortalHome['consultations'][number]
const row = (id: string, submittedAt: string, todo: Row['todo'] = 'none'): Row => ({
  id,
  category: 'ed',
  status: 'submitted',
  headline: 'We have your answers',
  todo,
  submittedAt,
})

describe('the visit shown first', () => {
  it('is the newest', () => {
    expect(visitToShow([row('a', '2026-01-01T00:00:00Z'), row('b', '2026-02-01T00:00:00Z')])?.id).toBe('b')
  })
  it('is an older one that waits for the patient', () => {
    expect(
      visitToShow([row('a', '2026-01-01T00:00:00Z', 'answer'), row('b', '2026-02-01T00:00:00Z')])?.id,
    ).toBe('a')
  })
  it('is none when there is none', () => {
    expect(visitToShow([])).toBeUndefined()
  })
})
