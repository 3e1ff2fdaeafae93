/**
 * Who has a case on the screen. Told every few seconds by each browser that shows it, forgotten when none has
 * told for a while. It guards nothing: the claim alone says who may decide.
 */
import type { CasePresence } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { type Actor, requireLicenceIn } from '../identity/index.ts'
import { forgetViewers, listOtherViewers, saveViewer } from './presence-queries.ts'
import { loadConsultation } from './queries.ts'

/** Three missed reports of a browser that reports every 15 s. */
const PRESENT_SECONDS = 45

/** @throws not-found, no-licence */
export const reportPresence = (
  deps: Deps,
  actor: Actor,
  id: string,
  leaving: boolean,
): Promise<CasePresence> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const now = deps.clock.now()
    const { patientState } = await loadConsultation(tx, actor.clinicId, id)
    await requireLicenceIn(tx, actor, patientState, now)
    const gone = new Date(now.getTime() - PRESENT_SECONDS * 1000)
    await forgetViewers(tx, actor.clinicId, id, { before: gone, userId: leaving ? actor.userId : null })
    if (!leaving) await saveViewer(tx, actor, id, now)
    const others = await listOtherViewers(tx, actor, id)
    return {
      others: others.map((one) => ({
        ...one,
        initials: initialsOf(one.name),
        since: one.since.toISOString(),
      })),
    }
  })

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .flatMap((word) => word.match(/^\p{L}/u) ?? [])
    .slice(0, 2)
    .join('')
    .toUpperCase()
