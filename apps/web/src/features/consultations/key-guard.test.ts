import { describe, expect, it } from 'vitest'
import { guardMs, mayDecide } from './key-guard.ts'

const at = (ms: number, rest = {}) =>
  mayDecide({ openedAt: 1_000, now: 1_000 + ms, checking: false, repeat: false, ...rest })

describe('a deciding key', () => {
  it('is ignored right after a case opened', () => {
    expect(at(0)).toBe(false)
    expect(at(guardMs - 1)).toBe(false)
  })
  it('decides once the case was there long enough', () => expect(at(guardMs)).toBe(true))
  it('never decides while held down', () => expect(at(5_000, { repeat: true })).toBe(false))
  it('never decides while a check is running', () => expect(at(5_000, { checking: true })).toBe(false))
})
