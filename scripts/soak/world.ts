/** What the soak reads of the clinic's database and of the sandbox, and how it makes the outside misbehave. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Booked, Received } from './books.ts'

const PAGE = 20_000

/** All at once, each by its own count: about one call in fourteen goes wrong somehow. */
const FAULTS = {
  cutBeforeRate: 0.01,
  cutAfterRate: 0.01,
  lostAnswerRate: 0.0005,
  busyRate: 0.015,
  error600Rate: 0.015,
  errorRate: 0.015,
  slowRate: 0.01,
  slowByMs: 500,
}

export type SoakWorld = {
  readonly owner: pg.Client
  readonly sandboxUrl: string
}

const ask = async <T>(url: string, init?: RequestInit): Promise<T> => {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as T
}

const setFaults = (sandboxUrl: string, pharmacy: object) =>
  ask(`${sandboxUrl}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pharmacy }),
  })

type Listed = { ncpdpId: string; behaviour: string }

/** How each pharmacy behaves, by its own entry in the directory. */
const behaviourOf = async (sandboxUrl: string, secret: string, ncpdpId: string): Promise<string> =>
  (
    await ask<Listed>(`${sandboxUrl}/pharmacy-network/directory/${ncpdpId}`, {
      headers: { authorization: `Bearer ${secret}` },
    })
  ).behaviour

/**
 * Sets the outside up. With faults on, the line fails in every way it knows and pharmacies reject, repeat
 * themselves and report out of order as the directory says; off, everybody accepts. Of the pharmacies that do
 * nothing odd, one in `talkative` has a counter that verifies and fills; the others take the prescription and
 * stay silent, so that what is measured is mostly the sending. One that never can be reached is left to accept:
 * it is tried for a day, which no bounded run waits for.
 */
export const arrangeOutside = async (
  sandboxUrl: string,
  secret: string,
  pharmacyIds: readonly string[],
  { faults, talkative }: { faults: boolean; talkative: number },
): Promise<void> => {
  const behaviours: Record<string, string> = {}
  let plain = 0
  for (const ncpdpId of pharmacyIds) {
    const behaviour = await behaviourOf(sandboxUrl, secret, ncpdpId)
    const odd = !['accept', 'reject_600'].includes(behaviour)
    if (odd && faults) continue
    plain += 1
    behaviours[ncpdpId] = plain % talkative === 0 ? 'accept' : 'never_answer'
  }
  await setFaults(sandboxUrl, {
    verifyMs: 200,
    fillMs: 1000,
    behaviours,
    ...(faults ? { ...FAULTS, duplicateCallbacks: true, outOfOrder: true } : {}),
  })
}

const changeFaults = (sandboxUrl: string, pharmacy: object) =>
  ask(`${sandboxUrl}/faults`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pharmacy }),
  })

/** The whole network is away for a while: nothing goes in, nothing comes out. */
export const beAway = async (sandboxUrl: string, downAs: 'closed' | '503', ms: number): Promise<void> => {
  await changeFaults(sandboxUrl, { down: true, downAs })
  await sleep(ms)
  await changeFaults(sandboxUrl, { down: false })
}

/** Lets the line work again; what the pharmacies do stays as it is. */
export const endFaults = async (sandboxUrl: string): Promise<void> => {
  await changeFaults(sandboxUrl, Object.fromEntries(Object.keys(FAULTS).map((name) => [name, 0])))
}

export type Progress = {
  readonly undecided: number
  readonly jobs: number
  readonly statuses: Readonly<Record<string, number>>
}

/** Where everything stands. */
export const progressOf = async ({ owner }: SoakWorld, clinicId: string): Promise<Progress> => {
  const { rows } = await owner.query<{ status: string; n: number }>(
    'select status, count(*)::int as n from prescriptions where clinic_id = $1 group by 1',
    [clinicId],
  )
  const jobs = await owner.query<{ n: number }>(
    `select count(*)::int as n from graphile_worker._private_jobs where attempts < max_attempts`,
  )
  const statuses = Object.fromEntries(rows.map(({ status, n }) => [status, n]))
  const open = ['signed', 'queued', 'transmitting', 'transmission_unknown']
  return {
    undecided: open.reduce((sum, status) => sum + (statuses[status] ?? 0), 0),
    jobs: jobs.rows[0]?.n ?? 0,
    statuses,
  }
}

/** What the pharmacies still have to say to the clinic. */
export const owedByPharmacies = async (sandboxUrl: string): Promise<number> =>
  (await ask<{ pending: number }>(`${sandboxUrl}/pharmacy-network/owed`)).pending

export const bookedLines = async ({ owner }: SoakWorld, clinicId: string): Promise<Booked[]> => {
  const { rows } = await owner.query<Booked>(
    `select x.prescriber_order_number as "orderNumber", x.status, x.reject_code as "rejectCode",
       (o.status = 'on_hold' and o.hold_text is not null) as explained
     from prescriptions x join orders o on o.clinic_id = x.clinic_id and o.id = x.order_id
     where x.clinic_id = $1`,
    [clinicId],
  )
  return rows
}

export const receivedLines = async (sandboxUrl: string): Promise<Received[]> => {
  const lines: Received[] = []
  for (;;) {
    const after = encodeURIComponent(lines.at(-1)?.orderNumber ?? '')
    const { orders } = await ask<{ orders: Received[] }>(
      `${sandboxUrl}/pharmacy-network/receipts/orders?limit=${PAGE}&after=${after}`,
    )
    lines.push(...orders)
    if (orders.length < PAGE) return lines
  }
}

export type Counted = {
  readonly attempts: number
  readonly unknown: number
  readonly requeued: number
  readonly rejectCodes: Readonly<Record<string, number>>
  readonly inbound: number
}

/** What it took, counted from the books that nobody may change. */
export const countedEffort = async ({ owner }: SoakWorld, clinicId: string): Promise<Counted> => {
  const one = async (sql: string) => (await owner.query<{ n: number }>(sql, [clinicId])).rows[0]?.n ?? 0
  const moved = (status: string, from = '%') =>
    one(
      `select count(*)::int as n from audit_entries where clinic_id = $1 and action = 'prescription.${status}'
         and details->>'from' like '${from}'`,
    )
  const codes = await owner.query<{ code: string; n: number }>(
    `select coalesce(reject_code, 'none') as code, count(*)::int as n from prescriptions
     where clinic_id = $1 and status = 'rejected' group by 1 order by 2 desc`,
    [clinicId],
  )
  return {
    attempts: await one('select sum(attempts)::int as n from prescriptions where clinic_id = $1'),
    unknown: await moved('transmission_unknown'),
    requeued: (await moved('queued', 'transmitting')) + (await moved('queued', 'transmission_unknown')),
    rejectCodes: Object.fromEntries(codes.rows.map(({ code, n }) => [code, n])),
    inbound: await one(
      `select count(*)::int as n from prescription_messages where clinic_id = $1 and direction = 'in'
         and type not in ('Status', 'Error')`,
    ),
  }
}
