import type { PrescriptionStatus, StepStatus } from '@countersign/contract'
import { describe, expect, it, test } from 'vitest'
import { dueNow, mayBecome, putOff, type StepState } from './titration.ts'

const first: StepState = { step: 1, status: 'released', startsOn: '2026-11-22', rx: 'filled' }
const second = (status: StepStatus, change: Partial<StepState> = {}): StepState => ({
  step: 2,
  status,
  startsOn: '2026-12-20',
  rx: 'draft',
  ...change,
})
const due = (today: string, ...steps: StepState[]) => dueNow(steps, today)

describe('what is due', () => {
  test.each<[string, StepStatus, string]>([
    ['2026-12-12', 'planned', 'nothing'],
    ['2026-12-13', 'planned', 'ask'],
    ['2026-12-20', 'planned', 'ask'],
    ['2026-12-19', 'check_in', 'nothing'],
    ['2026-12-20', 'check_in', 'review'],
    ['2026-12-19', 'ready', 'nothing'],
    ['2026-12-20', 'ready', 'release'],
    ['2027-01-20', 'ready', 'release'],
    ['2026-12-25', 'review', 'nothing'],
    ['2026-12-25', 'released', 'complete'],
  ])('on %s a step that is %s: %s', (today, status, kind) =>
    expect(due(today, first, second(status)).kind).toBe(kind),
  )

  it('nothing goes on before the step before it', () => {
    expect(due('2027-02-01', first, second('check_in'), second('planned', { step: 3 })).kind).toBe('review')
    expect(due('2027-02-01', { ...first, status: 'ready' }, second('planned')).kind).not.toBe('ask')
  })

  test.each<PrescriptionStatus>(['sent', 'verified', 'rejected', 'transmission_unknown', 'cancelled'])(
    'a step after one that is %s goes to a provider',
    (rx) => expect(due('2026-12-20', { ...first, rx }, second('ready')).kind).toBe('review'),
  )

  it('a later step that was called off with its order stops the series', () => {
    expect(due('2026-12-01', first, second('planned', { rx: 'cancelled' }))).toEqual({ kind: 'stop' })
  })
})

it('nothing follows what is released or cancelled, and nothing is released unread', () => {
  const all: StepStatus[] = ['planned', 'check_in', 'review', 'ready', 'released', 'cancelled']
  expect(all.filter((to) => mayBecome('released', to) || mayBecome('cancelled', to))).toEqual([])
  expect(all.filter((from) => mayBecome(from, 'released'))).toEqual(['ready'])
})

it('a step put off takes the later ones with it', () => {
  const steps = [
    { step: 1, startsOn: '2026-11-22' },
    { step: 2, startsOn: '2026-12-20' },
    { step: 3, startsOn: '2027-01-17' },
  ]
  expect(putOff(steps, 2, 14)).toEqual([
    { step: 2, startsOn: '2027-01-03' },
    { step: 3, startsOn: '2027-01-31' },
  ])
})
