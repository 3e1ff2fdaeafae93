import type { FoundPatients } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { cards } from '../../testing/queue.ts'
import { holdsWords, visitsOf, waitingCases } from './palette-search.ts'

describe('words', () => {
  it('begin words of the text, in any order', () => {
    expect(holdsWords('Magnolia Trent', 'tre mag')).toBe(true)
    expect(holdsWords('Go to the queue', 'que')).toBe(true)
    expect(holdsWords('Magnolia Trent', 'nolia')).toBe(false)
    expect(holdsWords('anything', '  ')).toBe(true)
  })
  it('are taken as text, whatever they hold', () => expect(holdsWords('a.b', '.*')).toBe(false))
})

describe('waiting cases', () => {
  const [first, second] = cards
  if (!first || !second) throw new Error('The list has two cards')
  it('are those found and those on the screen that fit, once each', () => {
    const name = first.patient.name.split(' ')[1] ?? ''
    const found = waitingCases([first], cards, name, 10)
    expect(found.filter((one) => one.id === first.consultationId)).toHaveLength(1)
    expect(found.map((one) => one.id)).not.toContain(second.consultationId)
  })
  it('are no more than there is room for', () => expect(waitingCases([], cards, '', 2)).toHaveLength(2))
})

describe('visits', () => {
  const visit = (id: string) => ({
    id,
    category: 'ed' as const,
    status: 'completed' as const,
    submittedAt: '2026-01-01T00:00:00Z',
  })
  const patients: FoundPatients['items'] = [
    {
      id: 'p',
      mrn: 'M1',
      name: 'A B',
      age: 40,
      sex: 'male',
      state: 'TX',
      visits: [visit('1'), visit('2'), visit('3')],
    },
  ]
  it('leave out what waits, and keep to the newest', () => {
    const waiting = [{ ...visitsOf(patients, [], 1)[0]!, id: '1' }]
    expect(visitsOf(patients, waiting, 1).map((one) => one.id)).toEqual(['2'])
  })
})
