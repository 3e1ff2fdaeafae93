import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitWithin, MAX_PHOTO_SIDE } from './photo.ts'

describe('photo size', () => {
  it('scales the longer side to the limit and keeps the shape', () => {
    expect(fitWithin(4000, 3000, MAX_PHOTO_SIDE)).toEqual({ width: 2000, height: 1500 })
    expect(fitWithin(3000, 4000, MAX_PHOTO_SIDE)).toEqual({ width: 1500, height: 2000 })
  })
  it('never enlarges, never exceeds, never vanishes', () => {
    const side = fc.integer({ min: 1, max: 20_000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const fitted = fitWithin(width, height, MAX_PHOTO_SIDE)
        expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(MAX_PHOTO_SIDE)
        expect(fitted.width).toBeLessThanOrEqual(width)
        expect(fitted.height).toBeLessThanOrEqual(height)
        expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(1)
      }),
    )
  })
})
