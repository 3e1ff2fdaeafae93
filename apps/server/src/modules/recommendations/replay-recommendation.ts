/**
 * A stored recommendation run again on its exact snapshot: identical, or which rules and which of the clinic's
 * settings have changed since. Reads a chart, so it is on the record like any reading of one.
 */
import { assessCase, replay } from '@countersign/clinical'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, requireLicenceIn } from '../identity/index.ts'
import { loadProtocol, loadProtocolVersion, protocolChanges } from '../protocols/index.ts'
import { loadRecommendation } from './queries.ts'

/** @throws not-found, no-licence for a provider who holds none where the patient is. */
export const replayRecommendation = (deps: Deps, actor: Actor, id: string) =>
  deps.db.write(actor.clinicId, async (tx) => {
    const at = deps.clock.now()
    const stored = await loadRecommendation(tx, actor.clinicId, id)
    if (!stored) throw new Problem('not-found')
    await requireLicenceIn(tx, actor, stored.patientState, at)
    const [then, now] = await Promise.all([
      loadProtocolVersion(tx, actor.clinicId, stored.protocolVersion),
      loadProtocol(tx, actor.clinicId, at),
    ])
    const changes = await protocolChanges(tx, actor.clinicId, then.version, now.version)
    await recordAudit(tx, actor, {
      action: 'recommendation.replayed',
      subjectType: 'consultation',
      subjectId: stored.consultationId,
      patientId: stored.patientId,
      details: { recommendationId: id },
      at,
    })
    const { input, assessment: output, ruleVersions } = stored
    const day = stored.assessedAt.toISOString()
    const again = replay({ input, now: day, policy: then.policy, output, ruleVersions })
    const today = assessCase(input, { now: day, policy: now.policy })
    const before = new Map(output.options.map((option) => [option.drug, option.verdict]))
    return {
      recommendationId: id,
      assessedAt: day,
      ...again,
      protocol: {
        madeUnder: then.version,
        inForce: now.version,
        changes,
        changedVerdicts: today.options.flatMap(({ drug, verdict }) => {
          const was = before.get(drug)
          return was === undefined || was === verdict ? [] : [{ drug, before: was, now: verdict }]
        }),
      },
    }
  })
