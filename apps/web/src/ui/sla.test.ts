import { describe, expect, it } from 'vitest'
import { ago, clockLength, money, roughDate, span, wholeSpan } from './format.ts'
import { slaAt, slaFigure, slaRest, slaWords } from './sla.ts'

const submitted = '2026-03-17T10:00:00.000Z'
const due = '2026-03-17T14:00:00.000Z'
const at = (minutes: number) => slaAt(submitted, due, Date.parse(submitted) + minutes * 60_000)

describe('a case against its deadline', () => {
  it.each([
    [0, 'calm', '4 h 00', 'left of 4 h'],
    [179, 'calm', '1 h 01', 'left of 4 h'],
    [180, 'warn', '1 h 00', 'left of 4 h'],
    [239, 'warn', '1 min', 'left of 4 h'],
    [252, 'over', '−12 min', 'past 4 h'],
  ])('after %i minutes is %s', (minutes, tone, figure, rest) => {
    const sla = at(minutes)
    expect([sla.tone, slaFigure(sla), slaRest(sla)]).toEqual([tone, figure, rest])
  })
  it('fills its bar and no more', () => {
    expect(at(60).used).toBeCloseTo(0.25)
    expect(at(900).used).toBe(1)
    expect(at(-30).used).toBe(0)
  })
  it('is said in words for those who hear it', () =>
    expect(slaWords(at(252))).toBe('Overdue by 12 min, promised within 4 h'))
})

describe('lengths and amounts', () => {
  it.each([
    [59 * 60_000, '59 min'],
    [64 * 60_000, '1 h 04'],
    [50 * 3_600_000, '2 d 2 h'],
  ])('%i ms is %s', (ms, text) => expect(span(ms)).toBe(text))
  it('writes whole hours whole', () =>
    expect([wholeSpan(4 * 3_600_000), wholeSpan(30 * 60_000)]).toEqual(['4 h', '30 min']))
  it('writes active time as minutes and seconds', () => expect(clockLength(192)).toBe('3:12'))
  it('writes money from cents', () => expect(money(4900)).toBe('$49.00'))
  it('is as exact about the past as a timeline needs', () => {
    const now = new Date('2026-03-17T12:00:00')
    expect(['2026-01-08', '2025-08-02', '2019-05-01'].map((day) => roughDate(day, now))).toEqual([
      'Jan 8',
      'Aug 2025',
      '2019',
    ])
  })
  it('counts seconds, then minutes', () => {
    const now = Date.parse(due)
    expect([2, 12, 130].map((s) => ago(new Date(now - s * 1000), now))).toEqual([
      'just now',
      '12 s ago',
      '2 min ago',
    ])
  })
})
