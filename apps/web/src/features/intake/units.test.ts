import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cmFromFeet,
  feetFromCm,
  heightInWords,
  kgFromLb,
  lbFromKg,
  numberFrom,
  weightInWords,
} from './units.ts'

describe('units', () => {
  it('knows the drawn example', () => {
    expect(weightInWords(kgFromLb(211), 'metric')).toBe('95.7 kg')
    expect(weightInWords(kgFromLb(211), 'us')).toBe('211 lb')
    expect(heightInWords(cmFromFeet(5, 10), 'us')).toBe('5 ft 10 in')
    expect(heightInWords(cmFromFeet(5, 10), 'metric')).toBe('177.8 cm')
  })

  it('gives back the pounds that were typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 550, max: 8800 }), (tenths) => {
        expect(lbFromKg(kgFromLb(tenths / 10))).toBe(tenths / 10)
      }),
    )
  })

  it('gives back the feet and half inches that were typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 0, max: 23 }), (feet, halves) => {
        expect(feetFromCm(cmFromFeet(feet, halves / 2))).toEqual({ feet, inches: halves / 2 })
      }),
    )
  })

  it('never shows twelve inches', () => {
    fc.assert(
      fc.property(fc.double({ min: 90, max: 250, noNaN: true }), (cm) => {
        expect(feetFromCm(cm).inches).toBeLessThan(12)
      }),
    )
  })

  it.each([
    ['211', 211],
    [' 70.5 ', 70.5],
    ['1,250', 1250],
    ['.5', 0.5],
    ['', null],
    ['about 70', null],
    ['7e3', null],
    ['5,10', null],
  ])('reads %j as %j', (text, value) => {
    expect(numberFrom(text)).toBe(value)
  })
})
