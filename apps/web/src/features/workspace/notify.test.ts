import { Preferences } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { channelsFor, isQuiet, notifiedEvent } from './notify.ts'

const settings = (change: object = {}) =>
  Preferences.parse({
    version: 0,
    notificationSettings: { sound: true, desktop: true, ...change },
    dashboardLayout: {},
    defaultFilters: {},
  }).notificationSettings
const at = (clock: string) => new Date(`2026-03-17T${clock}:00`)

describe('quiet hours', () => {
  const night = { on: true, from: '20:00', to: '08:00' }
  it.each([
    ['19:59', false],
    ['20:00', true],
    ['23:59', true],
    ['00:00', true],
    ['07:59', true],
    ['08:00', false],
  ])('over midnight, at %s: %s', (clock, quiet) => expect(isQuiet(night, at(clock))).toBe(quiet))
  it.each([
    ['11:59', false],
    ['12:00', true],
    ['12:59', true],
    ['13:00', false],
  ])('within a day, at %s: %s', (clock, quiet) =>
    expect(isQuiet({ on: true, from: '12:00', to: '13:00' }, at(clock))).toBe(quiet),
  )
  it('are none when switched off, or without a length', () => {
    expect(isQuiet({ ...night, on: false }, at('23:00'))).toBe(false)
    expect(isQuiet({ on: true, from: '20:00', to: '20:00' }, at('20:00'))).toBe(false)
  })
})

describe('the channels of an event', () => {
  it('are those switched on both for the event and as a whole', () => {
    expect(channelsFor(settings(), 'arrival', at('12:00'))).toEqual({ sound: true, desktop: true })
    expect(channelsFor(settings(), 'overdue', at('12:00'))).toEqual({ sound: false, desktop: true })
    expect(channelsFor(settings({ sound: false }), 'arrival', at('12:00')).sound).toBe(false)
  })
  it('are none in quiet hours', () => {
    const quiet = settings({ quietHours: { on: true, from: '20:00', to: '08:00' } })
    expect(channelsFor(quiet, 'arrival', at('23:00'))).toEqual({ sound: false, desktop: false })
  })
})

describe('what a provider is told of', () => {
  const event = (type: string, body = {}) =>
    notifiedEvent({ type, body } as Parameters<typeof notifiedEvent>[0])
  it('is a case that came into the queue, not one whose card is still awaited', () =>
    expect([event('consultation.queued'), event('consultation.submitted')]).toEqual(['arrival', null]))
  it('is a patient’s message, not a colleague’s', () =>
    expect([event('message.sent', { from: 'patient' }), event('message.sent', { from: 'staff' })]).toEqual([
      'message',
      null,
    ]))
  it('is a prescription of their own that failed, not a colleague’s', () => {
    const failed = { type: 'prescription.failed', body: { providerId: 'me', what: 'rejected' } } as const
    expect([notifiedEvent(failed, 'me'), notifiedEvent(failed, 'other'), notifiedEvent(failed)]).toEqual([
      'pharmacy',
      null,
      null,
    ])
  })
  it('is a deadline that passed, and not what a colleague did', () =>
    expect([event('consultation.overdue'), event('consultation.claimed')]).toEqual(['overdue', null]))
})
