/** Taking, keeping and putting back a case. One provider at a time holds it; the lease says until when. */
import type { ClaimResult } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Provider } from '../identity/index.ts'
import { type Consultation, claim, lapse, release, type Step } from './consultation.ts'
import { lockNextCase } from './next-case-query.ts'
import {
  hasActiveLicence,
  listLapsedLeases,
  loadSettings,
  lockConsultation,
  renewLease,
  saveConsultation,
} from './queries.ts'
import type { ClinicSettings } from './settings.ts'

/** The step's consultation and event, or the problem it was refused with. */
export function must(step: Step): Extract<Step, { ok: true }> {
  if (!step.ok) throw new Problem(step.problem, { detail: step.reason })
  return step
}

export const claimConsultation = (deps: Deps, actor: Provider, id: string): Promise<ClaimResult> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const now = deps.clock.now()
    const consultation = await lockConsultation(tx, actor.clinicId, id)
    await requireLicence(tx, actor, consultation, now)
    return take(tx, actor, consultation, now, await loadSettings(tx, actor.clinicId))
  })

/** @throws queue-empty when nothing waits that this provider may take. */
export const takeNext = (
  deps: Deps,
  actor: Provider,
  categories: readonly string[] | null,
): Promise<ClaimResult> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const now = deps.clock.now()
    const settings = await loadSettings(tx, actor.clinicId)
    const { clinicId, providerId } = actor
    const { preferredProviderMinutes } = settings
    const next = await lockNextCase(tx, { clinicId, providerId, categories, now, preferredProviderMinutes })
    if (next === null) throw new Problem('queue-empty')
    return take(tx, actor, await lockConsultation(tx, clinicId, next), now, settings)
  })

/**
 * The version of a case that this provider holds, taken now unless they hold it already. What they looked at must
 * still be so.
 */
export async function holdWithin(
  tx: Tx,
  now: Date,
  actor: Provider,
  id: string,
  seenVersion: number,
): Promise<number> {
  const consultation = await lockConsultation(tx, actor.clinicId, id)
  if (consultation.version !== seenVersion)
    throw new Problem('stale-version', { currentVersion: consultation.version })
  if (consultation.status === 'claimed' && consultation.claimedBy === actor.providerId) return seenVersion
  await requireLicence(tx, actor, consultation, now)
  return (await take(tx, actor, consultation, now, await loadSettings(tx, actor.clinicId))).version
}

async function take(
  tx: Tx,
  actor: Provider,
  consultation: Consultation,
  now: Date,
  { leaseSeconds }: ClinicSettings,
): Promise<ClaimResult> {
  const step = must(claim(consultation, { providerId: actor.providerId, now, leaseSeconds }))
  const version = await saveConsultation(tx, step.consultation, step.event, now)
  await recordAudit(tx, actor, {
    action: 'consultation.claimed',
    subjectType: 'consultation',
    subjectId: consultation.id,
    patientId: consultation.patientId,
    at: now,
  })
  const leaseExpiresAt = step.consultation.leaseExpiresAt ?? now
  return { consultationId: consultation.id, version, leaseExpiresAt: leaseExpiresAt.toISOString() }
}

export const releaseConsultation = (deps: Deps, actor: Provider, id: string): Promise<null> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const consultation = await lockConsultation(tx, actor.clinicId, id)
    const step = must(release(consultation, { providerId: actor.providerId }))
    await saveConsultation(tx, step.consultation, step.event, deps.clock.now())
    return null
  })

/** Renews the lease and counts the time looked at. @throws lease-lost when somebody else may hold the case now. */
export const heartbeat = (
  deps: Deps,
  actor: Provider,
  id: string,
  activeSeconds: number,
): Promise<ClaimResult> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const { leaseSeconds } = await loadSettings(tx, actor.clinicId)
    const leaseExpiresAt = new Date(deps.clock.now().getTime() + leaseSeconds * 1000)
    const renewed = await renewLease(tx, { ...actor, id, leaseExpiresAt, activeSeconds })
    if (!renewed) throw new Problem('lease-lost')
    return { consultationId: id, version: renewed.version, leaseExpiresAt: leaseExpiresAt.toISOString() }
  })

/** Puts every case back whose holder stopped beating. Run by the clock. */
export async function releaseLapsedLeases(deps: Deps): Promise<void> {
  const lapsed = await deps.db.global((global) => listLapsedLeases(global, deps.clock.now()))
  for (const { clinicId, consultationId } of lapsed) {
    await deps.db
      .write(clinicId, async (tx) => {
        const now = deps.clock.now()
        const step = lapse(await lockConsultation(tx, clinicId, consultationId), now)
        if (step.ok) await saveConsultation(tx, step.consultation, step.event, now)
      })
      .catch((err) => deps.log.error({ err, consultationId }, 'a lapsed case could not be put back'))
  }
}

/** @throws no-licence unless the provider may practise where the patient is. */
export async function requireLicence(tx: Tx, actor: Provider, c: Consultation, now: Date): Promise<void> {
  if (!(await hasActiveLicence(tx, actor.clinicId, actor.providerId, c.patientState, now))) {
    throw new Problem('no-licence', { detail: `This patient is in ${c.patientState}.` })
  }
}
