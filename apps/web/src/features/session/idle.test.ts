import { describe, expect, it } from 'vitest'
import { idleState, idleWords, readIdleMinutes, readShared, WARNING_MS } from './idle.ts'

const hour = 3_600_000
const start = 1_790_000_000_000

describe('a screen', () => {
  it('is active until a minute before its time, and is looked at again just then', () => {
    expect(idleState(start, start, hour)).toEqual({ kind: 'active', nextLookMs: hour - WARNING_MS })
    expect(idleState(start + 5_000, start, hour)).toEqual({
      kind: 'active',
      nextLookMs: hour - WARNING_MS - 5_000,
    })
    expect(idleState(start + hour - WARNING_MS - 1, start, hour)).toEqual({ kind: 'active', nextLookMs: 1 })
  })
  it('warns for a minute, second by second', () => {
    const at = (leftMs: number) => idleState(start + hour - leftMs, start, hour)
    expect(at(60_000)).toEqual({ kind: 'warning', secondsLeft: 60, nextLookMs: 1_000 })
    expect(at(59_400)).toEqual({ kind: 'warning', secondsLeft: 60, nextLookMs: 400 })
    expect(at(1)).toEqual({ kind: 'warning', secondsLeft: 1, nextLookMs: 1 })
  })
  it('never waits past the moment it is over, however the looks fall', () => {
    let now = start
    let looks = 0
    for (
      let state = idleState(now, start, hour);
      state.kind !== 'over';
      state = idleState(now, start, hour)
    ) {
      now += state.nextLookMs
      looks += 1
    }
    expect(now).toBe(start + hour)
    expect(looks).toBe(61)
  })
  it('is over after its time, also when the device slept through the warning', () => {
    expect(idleState(start + hour, start, hour)).toEqual({ kind: 'over' })
    expect(idleState(start + 9 * hour, start, hour)).toEqual({ kind: 'over' })
  })
  it('is over when another tab signed out', () => {
    expect(idleState(start, 0, hour)).toEqual({ kind: 'over' })
  })
  it('counts from now when the clock was set back', () => {
    expect(idleState(start, start + 9 * hour, hour)).toEqual({
      kind: 'active',
      nextLookMs: hour - WARNING_MS,
    })
  })
})

it('believes only numbers of what the tabs share', () => {
  expect(['1790000000000', '0', null, '', 'x', '-1', '1e9', '1.5'].map(readShared)).toEqual([
    1_790_000_000_000,
    0,
    null,
    null,
    null,
    null,
    null,
    null,
  ])
})

it('believes only minutes of the address', () => {
  expect(['60', '1', '0', '99999', 'soon', '', undefined].map(readIdleMinutes)).toEqual([
    60,
    1,
    null,
    null,
    null,
    null,
    null,
  ])
})

it('says why, and says that something is kept only where it is', () => {
  expect(idleWords(60, '/consultations/1')).toBe(
    'You were signed out after 60 minutes without activity. Your draft note is kept.',
  )
  expect(idleWords(5, '/intake/1')).toBe(
    'You were signed out after 5 minutes without activity. Your answers are kept.',
  )
  expect(idleWords(1, '/portal')).toBe('You were signed out after 1 minute without activity.')
  expect(idleWords(60, undefined)).toBe('You were signed out after 60 minutes without activity.')
})
