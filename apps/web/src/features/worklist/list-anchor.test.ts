import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchored, drop, isUnsettled, neighbour, receive, settle } from './list-anchor.ts'

type Card = { id: string; text?: string }
const keyOf = (card: Card) => card.id
const cards = (...ids: string[]): Card[] => ids.map((id) => ({ id }))
const ids = (list: readonly Card[]) => list.map(keyOf).join('')

describe('news about a list that is being looked at', () => {
  it('lets a card above the fold wait, and says so', () => {
    const list = receive(anchored(cards('b', 'c', 'd')), cards('a', 'b', 'c', 'd'), 2, keyOf)
    expect(ids(list.shown)).toBe('bcd')
    expect([...list.waiting]).toEqual(['a'])
    expect(ids(settle(list).shown)).toBe('abcd')
    expect(isUnsettled(settle(list))).toBe(false)
  })

  it('lets a card below the fold in at once', () => {
    const list = receive(anchored(cards('a', 'b', 'd')), cards('a', 'b', 'c', 'd'), 1, keyOf)
    expect(ids(list.shown)).toBe('abcd')
    expect(list.waiting.size).toBe(0)
  })

  it('keeps a card that left in its place until the list may move', () => {
    const list = receive(anchored(cards('a', 'b', 'c')), cards('a', 'c'), 9, keyOf)
    expect(ids(list.shown)).toBe('abc')
    expect([...list.gone]).toEqual(['b'])
    expect(ids(settle(list).shown)).toBe('ac')
  })

  it('changes a card in place', () => {
    const list = receive(anchored<Card>(cards('a', 'b')), [{ id: 'a' }, { id: 'b', text: 'taken' }], 1, keyOf)
    expect(list.shown[1]).toEqual({ id: 'b', text: 'taken' })
    expect(isUnsettled(list)).toBe(false)
  })

  it('keeps the order that is seen when the order changes', () => {
    const list = receive(anchored(cards('a', 'b', 'c')), cards('c', 'a', 'b'), 2, keyOf)
    expect(ids(list.shown)).toBe('abc')
    expect(ids(settle(list).shown)).toBe('cab')
  })

  it('drops what this person decided, everywhere', () => {
    const list = drop(receive(anchored(cards('a', 'b')), cards('x', 'a', 'b'), 1, keyOf), 'a', keyOf)
    expect(ids(list.shown)).toBe('b')
    expect(ids(settle(list).shown)).toBe('xb')
  })

  it('never moves a visible card, loses none and shows none twice', () => {
    const order = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 25 })
    fc.assert(
      fc.property(order, order, fc.nat(30), (before, after, lastVisible) => {
        const start = anchored(before.map((n) => ({ id: String(n) })))
        const list = receive(
          start,
          after.map((n) => ({ id: String(n) })),
          lastVisible,
          keyOf,
        )
        const shown = list.shown.map(keyOf)
        const visible = start.shown.slice(0, lastVisible + 1).map(keyOf)
        expect(shown.slice(0, visible.length)).toEqual(visible)
        expect(new Set(shown).size).toBe(shown.length)
        const known = new Set([...shown, ...list.waiting])
        for (const n of after) expect(known.has(String(n))).toBe(true)
        expect(settle(list).shown.map(keyOf)).toEqual(after.map(String))
      }),
    )
  })
})

describe('where the selection goes when its card leaves', () => {
  it.each([
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'b'],
    ['gone', 'a'],
  ])('from %s to %s', (from, to) => expect(neighbour(cards('a', 'b', 'c'), from, keyOf)).toBe(to))
  it('nowhere when it was the last', () => expect(neighbour(cards('a'), 'a', keyOf)).toBe(null))
})
