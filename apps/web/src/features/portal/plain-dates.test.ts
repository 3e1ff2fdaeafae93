import { describe, expect, it } from 'vitest'
import { dayInWords, momentInWords } from './plain-dates.ts'

const at = (month: number, day: number, hour = 9, minute = 38, year = 2026) =>
  new Date(year, month - 1, day, hour, minute)
const now = at(3, 17, 12, 0)

describe('dates in plain words', () => {
  it.each([
    [at(3, 17), 'Today, 9:38 am'],
    [at(3, 16, 23, 59), 'Yesterday, 11:59 pm'],
    [at(3, 18, 0, 5), 'Tomorrow, 12:05 am'],
    [at(2, 3), 'February 3, 9:38 am'],
    [at(12, 31, 12, 0, 2025), 'December 31, 2025, 12:00 pm'],
  ])('%s', (date, words) => {
    expect(momentInWords(date, now)).toBe(words)
  })
  it('counts days by the calendar, not by 24 hours', () => {
    expect(dayInWords(at(3, 16, 23, 59), at(3, 17, 0, 1))).toBe('Yesterday')
  })
})
