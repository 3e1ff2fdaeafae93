/** Eight providers who take one case after another at the same time, in a clinic with a few hundred waiting. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateClinics } from '../../../../../scripts/db-generate/generate.ts'
import { Problem } from '../../platform/problem.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import type { Provider } from '../identity/index.ts'
import { takeNext } from './claim-consultation.ts'

const now = new Date('2026-11-22T15:00:00Z')
const TAKERS = 8

let server: TestServer
let takers: Provider[]

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } })
  await generateClinics({
    adminUrl: server.database.adminUrl,
    consultations: 800,
    pending: 400,
    at: now,
    depth: 'slim',
  })
  const rows = await server.sql<{ id: string; clinic_id: string; user_id: string }>(
    `select p.id, p.clinic_id, s.user_id from providers p join staff_members s on s.id = p.staff_member_id
     join clinics k on k.id = p.clinic_id where k.slug = 'generated' order by p.id limit $1`,
    [TAKERS],
  )
  takers = rows.map((row) => ({
    userId: row.user_id,
    name: 'A Provider',
    clinicId: row.clinic_id,
    role: 'provider',
    staffMemberId: row.user_id,
    providerId: row.id,
    patientId: null,
    requestId: 'test',
    ip: null,
  }))
  // Some were taken and left; some were answered, just now or long enough ago for anybody to have them.
  await server.sql(
    `update consultations set status = 'claimed', claimed_by = $2, claimed_at = $1, lease_expires_at = $1
     where clinic_id = $3 and status = 'submitted' and hashtext(id::text) % 20 = 0`,
    [new Date(now.getTime() - 1000), takers[3]?.providerId, takers[3]?.clinicId],
  )
  await server.sql(
    `update consultations c set answered_at = $1::timestamptz - case when hashtext(c.id::text) % 2 = 0 then interval '5 minutes' else interval '1 hour' end,
       preferred_provider_id = ($2::uuid[])[1 + abs(hashtext(c.id::text)) % ${TAKERS}]
     where c.clinic_id = $3 and c.status = 'submitted' and abs(hashtext(c.id::text)) % 5 = 0`,
    [now, takers.map(({ providerId }) => providerId), takers[0]?.clinicId],
  )
})
afterAll(() => server?.close())

/** What each taker may take, as plainly as it can be said. */
const takeable = async (taker: Provider) =>
  new Map(
    (
      await server.sql<{ id: string; own: boolean; due_at: Date }>(
        `select c.id, c.preferred_provider_id is not distinct from $2 and c.answered_at is not null as own, c.due_at from consultations c
         where c.clinic_id = $1 and not c.awaiting_payment
           and (c.status = 'submitted' or (c.status = 'claimed' and c.lease_expires_at <= $3))
           and exists (select from provider_licences l where l.provider_id = $2 and l.state = c.patient_state and l.status = 'active')
           and (c.preferred_provider_id is null or c.preferred_provider_id = $2 or c.answered_at < $3::timestamptz - interval '30 minutes')`,
        [taker.clinicId, taker.providerId, now],
      )
    ).map((row) => [row.id, row]),
  )

const takeAll = async (taker: Provider, categories: string[] | null): Promise<string[]> => {
  const taken: string[] = []
  for (;;) {
    try {
      taken.push((await takeNext(server.deps, taker, categories)).consultationId)
    } catch (error) {
      if (error instanceof Problem && error.problem === 'queue-empty') return taken
      throw error
    }
  }
}

describe('taking next, eight at once', () => {
  it('gives every case to one of them and leaves none, each their own answered first, then by deadline', async () => {
    const may = await Promise.all(takers.map(takeable))
    const all = new Set(may.flatMap((one) => [...one.keys()]))
    expect(all.size).toBeGreaterThan(300)

    const hair = await takeAll(takers[0] as Provider, ['hair'])
    expect(hair.length).toBeGreaterThan(20)
    const taken = await Promise.all(takers.map((taker) => takeAll(taker, null)))
    ;(taken[0] as string[]).unshift(...hair)

    expect(taken.flat().sort()).toEqual([...all].sort())
    for (const [index, list] of taken.entries()) {
      const allowed = may[index] as Awaited<ReturnType<typeof takeable>>
      const rows = list.map((id) => allowed.get(id))
      expect(rows).not.toContain(undefined)
      const inOrder = (index === 0 ? rows.slice(hair.length) : rows).map((row) => [
        row?.own ? 0 : 1,
        row?.due_at.getTime(),
        row?.id,
      ])
      expect(inOrder).toEqual(inOrder.toSorted((a, b) => compare(a, b)))
    }
    expect(taken.flatMap((list, i) => list.filter((id) => may[i]?.get(id)?.own)).length).toBeGreaterThan(0)
    const held = await server.sql<{ n: number }>(
      "select count(*)::int as n from consultations where status = 'claimed' and id = any($1) and lease_expires_at > $2",
      [[...all], now],
    )
    expect(held[0]?.n).toBe(all.size)
  })
})

const compare = (a: readonly unknown[], b: readonly unknown[]): number => {
  for (const [i, one] of a.entries()) {
    const other = b[i]
    if (one === other) continue
    return (one as string | number) < (other as string | number) ? -1 : 1
  }
  return 0
}
