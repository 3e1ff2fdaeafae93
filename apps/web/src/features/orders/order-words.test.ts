import { OrderLane, TroubleKind } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { laneNames, rowFace, timelineGroups, troubleTitle } from './order-words.ts'

const row = {
  lane: 'sent',
  status: 'sent',
  troubleDetail: null,
  review: null,
  holdReason: null,
  prescriptionStatus: 'sent',
} as const

describe('how an order stands, in one chip', () => {
  it('trouble before a hold, a hold before what waits for review', () => {
    const review = { kind: 'renewal', subjectId: 'r', text: 'Renewal, patient asks', since: '' } as const
    const trouble = { kind: 'rejected', prescriptionId: null, text: '', since: '', actions: [] } as const
    expect(rowFace({ ...row, review }).text).toBe('Renewal, patient asks')
    expect(rowFace({ ...row, review, status: 'on_hold', holdReason: 'safety' }).text).toBe('On hold: safety')
    expect(
      rowFace({ ...row, review, holdReason: 'pharmacy', troubleDetail: { ...trouble, actions: [] } }),
    ).toEqual({ tone: 'danger', text: 'Pharmacy rejected' })
  })
  it('green only for what happened', () => {
    expect(rowFace(row)).toEqual({ tone: 'line', text: 'Accepted by network' })
    expect(rowFace({ ...row, prescriptionStatus: 'verified' }).tone).toBe('done')
    expect(rowFace({ ...row, status: 'completed', prescriptionStatus: 'filled' })).toEqual({
      tone: 'done',
      text: 'Completed',
    })
    expect(rowFace({ ...row, status: 'cancelled', prescriptionStatus: 'cancelled' }).tone).toBe('line')
  })
  it('every lane and every trouble has words', () => {
    for (const lane of OrderLane.options) expect(laneNames[lane]).toMatch(/\w/)
    for (const kind of TroubleKind.options) expect(troubleTitle(kind, 'Lakeline')).toMatch(/\w/)
    expect(troubleTitle('rejected', null)).toBe('The pharmacy cannot fill it')
  })
})

it('a timeline tells each prescription apart, newest first', () => {
  const entry = (at: string, prescriptionId: string | null) => ({
    at,
    kind: 'order' as const,
    text: at,
    outcome: 'info' as const,
    prescriptionId,
    detail: null,
  })
  const rx = (id: string, status = 'sent') => ({ id, status }) as never
  const groups = timelineGroups({
    prescriptions: [rx('b'), rx('a'), rx('step', 'draft'), rx('never')],
    timeline: [entry('1', null), entry('2', 'a'), entry('3', 'a'), entry('4', 'b')],
  })
  expect(groups.prescriptions.map(({ rx: { id }, entries }) => [id, entries.map(({ at }) => at)])).toEqual([
    ['b', ['4']],
    ['a', ['3', '2']],
    ['step', []],
  ])
  expect(groups.order.map(({ at }) => at)).toEqual(['1'])
})
