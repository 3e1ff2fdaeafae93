import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

describe('where to go after signing in', () => {
  it.each([
    ['/queue', '/queue'],
    ['/orders?lane=trouble', '/orders?lane=trouble'],
    [undefined, null],
    ['', null],
    ['https://elsewhere.example/', null],
    ['//elsewhere.example', null],
    ['/\\elsewhere.example', null],
    ['/\t/elsewhere.example', null],
    ['javascript:alert(1)', null],
    ['/sign-in?next=/x', null],
  ])('%j → %j', (next, to) => {
    expect(safeNext(next)).toBe(to)
  })

  it('never leaves this app', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', 'a', '\t', '?', '#') }),
        (text) => {
          const to = safeNext(`/${text}`)
          if (to !== null) expect(new URL(to, 'https://here.invalid').origin).toBe('https://here.invalid')
        },
      ),
    )
  })
})
