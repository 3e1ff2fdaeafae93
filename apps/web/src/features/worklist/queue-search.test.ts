import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  categories,
  filtersOf,
  priorities,
  readQueueSearch,
  sorts,
  toggled,
  views,
  waitingBands,
  writeQueueSearch,
} from './queue-search.ts'

const plain = filtersOf({})

describe('filters in the address', () => {
  it('writes nothing for the plain queue', () => expect(writeQueueSearch(plain)).toEqual({}))

  it('drops what is not a filter, whatever someone typed', () => {
    expect(
      readQueueSearch({
        view: 'theirs',
        category: 'weight,teeth',
        state: 'TX,texas,FL',
        search: 'Dana',
        page: 3,
      }),
    ).toEqual({
      category: 'weight',
      state: 'FL,TX',
    })
  })

  it('comes back as it was written', () => {
    const filters = fc.record({
      view: fc.constantFrom(...views),
      category: fc.subarray([...categories]),
      priority: fc.subarray([...priorities]),
      state: fc.subarray(['AZ', 'FL', 'TX']),
      waiting: fc.subarray([...waitingBands]),
      sort: fc.constantFrom(...sorts),
    })
    fc.assert(
      fc.property(filters, (one) => {
        const search = writeQueueSearch(one)
        expect(writeQueueSearch(filtersOf(search))).toEqual(search)
        expect(readQueueSearch(search)).toEqual(search)
      }),
    )
  })
})

describe('switching one filter', () => {
  it('switches a priority on and off again', () => {
    const on = toggled(plain, 'priority', 'urgent')
    expect(on.priority).toEqual(['urgent'])
    expect(toggled(on, 'priority', 'urgent')).toEqual(plain)
  })

  it('takes one category out of all, since none chosen shows as all chosen', () => {
    expect(toggled(plain, 'category', 'ed').category).toEqual(['weight', 'hair'])
  })

  it('keeps a new state beside the others', () => {
    expect(toggled(toggled(plain, 'state', 'TX'), 'state', 'FL').state).toEqual(['FL', 'TX'])
  })
})
