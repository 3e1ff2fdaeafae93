import { PrescriptionStatus } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import type { PharmacyNews } from '../../adapters/pharmacy/port.ts'
import { hear } from './hear-pharmacy.ts'
import { move, moves, type PrescriptionAction, reasonsNotToSign, transitions } from './prescription.ts'

const statuses = PrescriptionStatus.options
const actions = Object.keys(moves) as PrescriptionAction[]

/** Every state × action by hand, independent of the table under test. A dash is a refusal. */
const expected: Record<PrescriptionAction, string> = {
  sign: 'draft→signed',
  queue: 'signed→queued',
  transmit: 'queued→transmitting',
  accept: 'queued→sent transmitting→sent transmission_unknown→sent',
  reject:
    'queued→rejected transmitting→rejected transmission_unknown→rejected sent→rejected verified→rejected',
  requeue: 'transmitting→queued transmission_unknown→queued',
  lose: 'transmitting→transmission_unknown',
  verify: 'queued→verified transmitting→verified transmission_unknown→verified sent→verified',
  fill_partly:
    'queued→partially_filled transmitting→partially_filled transmission_unknown→partially_filled sent→partially_filled verified→partially_filled rejected→partially_filled cancel_requested→partially_filled cancel_denied→partially_filled',
  fill: 'queued→filled transmitting→filled transmission_unknown→filled sent→filled verified→filled partially_filled→filled rejected→filled cancel_requested→filled cancel_denied→filled',
  request_cancel:
    'sent→cancel_requested verified→cancel_requested partially_filled→cancel_requested cancel_denied→cancel_requested',
  confirm_cancel: 'cancel_requested→cancelled cancel_denied→cancelled',
  deny_cancel: 'cancel_requested→cancel_denied',
  withdraw: 'draft→cancelled signed→cancelled queued→cancelled rejected→cancelled',
  reroute: 'rejected→rerouted',
  replace: 'sent→rerouted verified→rerouted',
  expire: 'sent→expired verified→expired partially_filled→expired cancel_denied→expired',
}

describe('every state × every action', () => {
  for (const action of actions) {
    const allowed = new Map(expected[action].split(' ').map((pair) => pair.split('→') as [string, string]))
    for (const status of statuses) {
      it(`${status}: ${action} ${allowed.has(status) ? `→ ${allowed.get(status)}` : 'is refused'}`, () => {
        const moved = move(status, action)
        if (allowed.has(status)) expect(moved).toEqual({ ok: true, status: allowed.get(status) })
        else expect(moved).toEqual({ ok: false, reasons: [expect.stringContaining(status)] })
      })
    }
  }

  it('moves and transitions are the same graph', () => {
    const made = new Set(
      actions.flatMap((action) => Object.entries(moves[action]).map(([a, b]) => `${a}→${b}`)),
    )
    const listed = new Set(
      statuses.flatMap((status) => transitions[status].map((next) => `${status}→${next}`)),
    )
    expect([...made].sort()).toEqual([...listed].sort())
  })

  it('nothing leads back to a state in which it could be sent once a pharmacy has it', () => {
    const reachable = (from: PrescriptionStatus): Set<PrescriptionStatus> => {
      const seen = new Set<PrescriptionStatus>()
      const visit = (status: PrescriptionStatus) => {
        for (const next of transitions[status]) {
          if (!seen.has(next)) {
            seen.add(next)
            visit(next)
          }
        }
      }
      visit(from)
      return seen
    }
    for (const status of [
      'sent',
      'verified',
      'partially_filled',
      'filled',
      'cancelled',
      'rejected',
    ] as const) {
      for (const sendable of ['signed', 'queued', 'transmitting'] as const) {
        expect(reachable(status).has(sendable), `${status} leads to ${sendable}`).toBe(false)
      }
    }
  })
})

const fill = (outcome: 'filled' | 'partially_filled' | 'not_filled' | 'transferred'): PharmacyNews => ({
  kind: 'fill',
  outcome,
  text: null,
  filledOn: null,
  daysSupply: null,
})
const news: PharmacyNews[] = [
  { kind: 'verify' },
  fill('filled'),
  fill('partially_filled'),
  fill('not_filled'),
  fill('transferred'),
  { kind: 'status', code: '010', text: '' },
  { kind: 'error', code: '900', descriptionCode: null, text: 'no' },
  { kind: 'cancel_response', approved: true, text: 'done' },
  { kind: 'cancel_response', approved: false, text: 'no' },
  { kind: 'unsupported' },
]

describe('what a pharmacy says', () => {
  it('only ever moves along the graph, and heard twice says nothing new', () => {
    for (const status of statuses) {
      for (const said of news) {
        const heard = hear(status, said, false)
        if (heard.kind !== 'moved') continue
        expect(transitions[status]).toContain(heard.status)
        expect(hear(heard.status, said, false).kind).toBe('nothing_new')
      }
    }
  })

  it('ends the same in whatever order verify and fill arrive', () => {
    const end = (order: PharmacyNews[]) =>
      order.reduce<PrescriptionStatus>((status, said) => {
        const heard = hear(status, said, false)
        return heard.kind === 'moved' ? heard.status : status
      }, 'transmitting')
    const status: PharmacyNews = { kind: 'status', code: '010', text: '' }
    const said = [status, { kind: 'verify' } as const, fill('partially_filled'), fill('filled')]
    const orders = said.flatMap((a) =>
      said.flatMap((b) =>
        said.flatMap((c) => said.map((d) => [a, b, c, d]).filter((o) => new Set(o).size === 4)),
      ),
    )
    expect(orders).toHaveLength(24)
    for (const order of orders) expect(end(order)).toBe('filled')
  })

  it.each(['draft', 'signed', 'cancelled', 'rerouted', 'expired'] as const)(
    'a medicine handed out on one that is %s is an alarm',
    (status) => {
      expect(hear(status, fill('filled'), false).kind).toBe('alarm')
      expect(hear(status, fill('partially_filled'), false).kind).toBe('alarm')
    },
  )

  it('an error about our CancelRx denies the cancelling and leaves the prescription in force', () => {
    const error: PharmacyNews = {
      kind: 'error',
      code: '900',
      descriptionCode: null,
      text: 'no such prescription',
    }
    expect(hear('cancel_requested', error, true)).toMatchObject({ kind: 'moved', status: 'cancel_denied' })
    expect(hear('verified', error, true)).toEqual({ kind: 'nothing_new' })
    expect(hear('verified', error, false)).toMatchObject({
      kind: 'moved',
      status: 'rejected',
      text: 'no such prescription',
    })
  })

  it('not filled is a rejection with the pharmacy’s words, or with words of its own', () => {
    expect(
      hear('verified', { ...fill('not_filled'), text: 'Out of stock' } as PharmacyNews, false),
    ).toMatchObject({
      status: 'rejected',
      code: 'not_filled',
      text: 'Out of stock',
    })
    expect(hear('verified', fill('not_filled'), false)).toMatchObject({
      text: expect.stringContaining('gave no reason'),
    })
  })
})

describe('what may not be signed', () => {
  it('a controlled substance', () => {
    expect(reasonsNotToSign({ description: 'Phentermine 37.5 MG', deaSchedule: 'C48677' })).toEqual([
      expect.stringContaining('second factor'),
    ])
  })
  it('unless the signer was found able to and showed the second factor', () => {
    const authority = {
      deaNumber: 'AP1234563',
      secondFactorAt: new Date(),
      liveVisitOn: '2026-12-01',
      pdmpCheckedAt: new Date(),
    }
    expect(
      reasonsNotToSign({ description: 'Phentermine 37.5 MG', deaSchedule: 'C48677' }, authority),
    ).toEqual([])
  })
  it('a description the network cannot carry', () => {
    expect(reasonsNotToSign({ description: 'x'.repeat(106), deaSchedule: null })).toHaveLength(1)
  })
  it('but an ordinary one may', () => {
    expect(reasonsNotToSign({ description: 'x'.repeat(105), deaSchedule: null })).toEqual([])
    expect(reasonsNotToSign({ description: 'x', deaSchedule: 'C38046' })).toEqual([])
  })
})
