import { describe, expect, test } from 'vitest'
import { assessed, type BaseName, type Change } from '../testing/people.ts'

const levelOf = (base: BaseName, change: Change = {}) => {
  const { level, priority, priorityReasons } = assessed(base, change)
  return [level, priority, ...priorityReasons]
}
const finasteride = (doseMg = 1) => ({ drug: 'finasteride', doseMg, frequency: 'once daily' })
const on = (doseMg: number) => [{ drug: 'finasteride', doseMg, weeksAtDose: 20, current: true }]

describe('level and reasons (§11)', () => {
  test('a new case, a new start, a dose change are looked at; a continuation waits', () => {
    expect(levelOf('hairMan')).toEqual(['P3', 'normal', 'A new case.'])
    expect(levelOf('hairMan', { proposed: finasteride() })).toEqual(['P3', 'normal', 'A new start.'])
    expect(levelOf('hairMan', { proposed: finasteride(), prior: on(1) })).toEqual(['P4', 'normal'])
    expect(levelOf('hairMan', { proposed: finasteride(0.5), prior: on(1) })).toEqual([
      'P3',
      'normal',
      'A dose change.',
    ])
  })
  test('red flags by their own level, gravest first', () => {
    const [level, priority, first] = levelOf('ed', { answers: { symptomsNow: 'chest pain right now' } })
    expect([level, priority]).toEqual(['P0', 'urgent'])
    expect(first).toContain('Chest pain now')
    expect(levelOf('ed', { answers: { phq9Item9: 1 } }).slice(0, 2)).toEqual(['P1', 'urgent'])
    expect(levelOf('ed', { meds: ['Imdur'] }).slice(0, 2)).toEqual(['P2', 'high'])
  })
  test('a controlled substance needs a live visit', () => {
    const request = { proposed: { drug: 'phentermine', doseMg: 15, frequency: 'once daily' } }
    expect(levelOf('weightMan', request)).toEqual([
      'P2',
      'high',
      'phentermine is a controlled substance: live visit first.',
      'A new start.',
    ])
  })
  test('stage of obesity', () => {
    expect(levelOf('weightMan', { conditions: ['hypertension'] })).toContain(
      'EOSS stage 2: established comorbidity.',
    )
    const damage = levelOf('weightMan', { conditions: [{ text: 'heart attack', monthsAgo: 30 }] })
    expect(damage.slice(0, 2)).toEqual(['P2', 'high'])
    expect(damage).toContain('EOSS stage 3: end-organ damage or significant psychopathology.')
    expect(levelOf('hairMan', { conditions: ['hypertension'] }).join(' ')).not.toContain('EOSS')
    expect(levelOf('weightMan').join(' ')).not.toContain('EOSS')
  })
  test('what needs a clinician: a major finding, a contraindicated request, missing data, an early refill', () => {
    const major = 'A major finding needs a clinician.'
    expect(
      levelOf('hairMan', { proposed: finasteride(), prior: on(1), conditions: ['depression'] }),
    ).toContain(major)
    expect(levelOf('hairMan', { proposed: finasteride(), prior: on(1) })).not.toContain(major)
    expect(levelOf('hairMan', { conditions: ['depression'] })).toContain(major)
    expect(
      levelOf('hairMan', { proposed: { drug: 'finasteride', doseMg: 5, frequency: 'once daily' } }),
    ).toContain('The request is contraindicated.')
    expect(levelOf('hairMan', { proposed: finasteride() })).not.toContain('The request is contraindicated.')
    expect(levelOf('hairMan', { answers: { scalpPhoto: null } })).toContain('Required data are missing.')
    expect(levelOf('hairMan', { labs: { alt: Number.NaN } })).not.toContain('Required data are missing.')
    const early = {
      fills: [{ drug: 'finasteride', lastFillDaysAgo: 10, daysSupply: 30 }],
      proposed: finasteride(),
      prior: on(1),
    }
    expect(levelOf('hairMan', early)).toEqual(['P3', 'normal', 'The refill is early.'])
  })
  test('each reason once', () => {
    const reasons = levelOf('ed', { answers: { symptomsNow: 'chest pain right now, chest pain now' } })
    expect(new Set(reasons).size).toBe(reasons.length)
  })
})

describe('running out', () => {
  const left = (days: number, change: Change = {}, drug = 'finasteride') =>
    levelOf('hairMan', {
      fills: [{ drug, lastFillDaysAgo: 90 - days, daysSupply: 90 }],
      proposed: finasteride(),
      prior: on(1),
      ...change,
    })
  test('within three days raises a routine case by one', () => {
    expect(left(4)).toEqual(['P4', 'normal'])
    expect(left(3)).toEqual(['P3', 'normal', 'Runs out in 3 days.'])
    expect(left(0)).toEqual(['P3', 'normal', 'Runs out in 0 days.'])
    expect(left(-2)).toEqual(['P3', 'normal', 'Out of medicine for 2 days.'])
    expect(left(3, { prior: on(0.5) })).toEqual(['P2', 'high', 'A dose change.', 'Runs out in 3 days.'])
  })
  test('not a case that is urgent already, nor for another drug', () => {
    expect(left(3, { answers: { phq9Item9: 1 } }).slice(0, 1)).toEqual(['P1'])
    expect(left(3, { answers: { phq9Item9: 1 } }).join(' ')).not.toContain('Runs out')
    expect(left(3, {}, 'minoxidil')).toEqual(['P4', 'normal'])
  })
  test('the least of several; without a request of any', () => {
    const fills = [90 - 30, 90 - 2, 90 - 9].map((lastFillDaysAgo) => ({
      drug: 'finasteride',
      lastFillDaysAgo,
      daysSupply: 90,
    }))
    expect(levelOf('hairMan', { fills, proposed: finasteride(), prior: on(1) })).toContain(
      'Runs out in 2 days.',
    )
    expect(levelOf('hairMan', { fills, prior: on(1) })).toContain('Runs out in 2 days.')
  })
})
