import { describe, expect, it } from 'vitest'
import {
  authorityFor,
  controlledMisfits,
  reasonsOfSigner,
  type SigningFacts,
  signatureMisfits,
} from './controlled-signing.ts'

const facts: SigningFacts = {
  epcs: { enabled: true, certifiedBy: 'An auditor', validUntil: '2027-06-30' },
  secondFactor: true,
  registrations: [{ state: 'TX', number: 'AO1234563', schedules: ['C48677'], expiresOn: '2027-03-31' }],
  today: '2026-12-01',
}
const texas = { state: 'TX', schedule: 'C48677' }
const off: SigningFacts['epcs'] = { enabled: false, certifiedBy: null, validUntil: null }

describe('who may sign', () => {
  it('a provider with everything, under the registration of the patient’s state', () => {
    expect(authorityFor(facts, texas)).toEqual({ ok: true, deaNumber: 'AO1234563' })
    expect(reasonsOfSigner(facts)).toEqual([])
  })

  it.each<[string, Partial<SigningFacts>, Partial<typeof texas>, string]>([
    ['EPCS is off', { epcs: off }, {}, 'not set up'],
    ['its end is not known', { epcs: { ...facts.epcs, validUntil: null } }, {}, 'not set up'],
    ['it lapsed yesterday', { epcs: { ...facts.epcs, validUntil: '2026-11-30' } }, {}, 'ended on 2026-11-30'],
    ['there is no authenticator', { secondFactor: false }, {}, 'no authenticator'],
    ['there is no registration', { registrations: [] }, {}, 'no DEA registration in TX'],
    ['the patient is elsewhere', {}, { state: 'CO' }, 'no DEA registration in CO'],
    ['it expired', { today: '2027-04-01' }, {}, 'ended on 2027-03-31'],
    ['it covers another schedule', {}, { schedule: 'C48676' }, 'does not cover schedule III'],
  ])('nobody when %s', (_, change, where, words) => {
    expect(authorityFor({ ...facts, ...change }, { ...texas, ...where })).toEqual({
      ok: false,
      reasons: [expect.stringContaining(words)],
    })
  })

  it.each([
    ['the certification', { epcs: { ...facts.epcs, validUntil: '2026-12-01' } }],
    ['the registration', { today: '2027-03-31' }],
  ])('on the last day of %s', (_, change) => {
    expect(authorityFor({ ...facts, ...change }, texas).ok).toBe(true)
  })

  it('everything that is missing is told at once', () => {
    const authority = authorityFor({ ...facts, epcs: off, secondFactor: false, registrations: [] }, texas)
    expect(authority.ok ? [] : authority.reasons).toHaveLength(3)
  })
})

describe('how much', () => {
  it.each([
    [30, 5, 'C48677', []],
    [31, 0, 'C48677', ['at most 30 days']],
    [30, 6, 'C48677', ['at most 5 refills']],
    [60, 6, 'C48676', ['at most 30 days', 'at most 5 refills']],
    [30, 0, 'C48675', []],
    [30, 1, 'C48675', ['no refills']],
  ])('%i days, %i refills of %s', (daysSupply, refills, schedule, words) => {
    expect(controlledMisfits({ daysSupply, refills }, schedule)).toEqual(
      words.map((text) => expect.stringContaining(text)),
    )
  })
})

describe('the live visit', () => {
  it.each([
    ['2026-12-01', []],
    ['2026-11-01', []],
    ['2026-10-31', ['more than 30 days ago']],
    ['2026-12-02', []],
    ['2026-12-03', ['in the future']],
  ])('on %s', (liveVisitOn, words) => {
    expect(signatureMisfits({ liveVisitOn }, '2026-12-01')).toEqual(
      words.map((text) => expect.stringContaining(text)),
    )
  })
})
