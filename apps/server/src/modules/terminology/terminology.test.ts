import { routes } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { terminologyHandlers } from './index.ts'

const handlers = terminologyHandlers() as Record<string, (call: object) => Promise<unknown>>
async function ask(name: 'searchMedications' | 'searchConditions' | 'searchAllergens', q: string) {
  return routes[name].response.parse(await handlers[name]?.({ body: { q } })).items
}

describe('search as one types', () => {
  it.each([
    ['searchMedications', 'wego', { name: 'Wegovy', detail: 'semaglutide' }],
    ['searchMedications', 'lisinop', { name: 'lisinopril', detail: '' }],
    ['searchConditions', 'high blood', expect.objectContaining({ code: 'I10' })],
    ['searchAllergens', 'penicil', { name: 'Penicillin' }],
  ] as const)('%s "%s"', async (name, q, expected) => {
    expect(await ask(name, q)).toContainEqual(expected)
  })
  it('offers at most ten, and nothing for nonsense', async () => {
    expect((await ask('searchMedications', 'a')).length).toBeLessThanOrEqual(10)
    expect(await ask('searchMedications', 'qqqqzzzz')).toEqual([])
  })
  it.each(['searchMedications', 'searchConditions', 'searchAllergens'] as const)(
    '%s keeps what is typed out of the address',
    (name) => expect(routes[name].method).toBe('POST'),
  )
})
