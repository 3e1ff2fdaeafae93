import { describe, expect, it } from 'vitest'
import { isAway, isIdle } from './attention.ts'

const minutes = (count: number) => count * 60_000

describe('somebody at the screen', () => {
  it('works while they moved a moment ago', () => {
    expect(isIdle(minutes(10), minutes(10) - 30_000)).toBe(false)
    expect(isIdle(minutes(10), minutes(10) - 30_001)).toBe(true)
  })
  it('keeps the case while reading or on the phone, and not over lunch', () => {
    expect(isAway(minutes(13), 0)).toBe(false)
    expect(isAway(minutes(14), 0)).toBe(true)
  })
})
