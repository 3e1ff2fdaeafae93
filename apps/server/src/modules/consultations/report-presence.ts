/**
 * Who has a case on the screen. Told every few seconds by each browser that shows it, forgotten when none has
 * told for a while. It guards nothing: the claim alone says who may decide.
 */
import type { CasePresence } from '@countersign/contract'
import { sql } from 'kysely'
import type { Deps } from '../../deps.ts'
import { type Actor, requireLicenceIn } from '../identity/index.ts'
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
    const here = tx
      .deleteFrom('case_views')
      .where('clinic_id', '=', actor.clinicId)
      .where('consultation_id', '=', id)
    await here
      .where((eb) =>
        leaving
          ? eb.or([eb('user_id', '=', actor.userId), eb('seen_at', '<', gone)])
          : eb('seen_at', '<', gone),
      )
      .execute()
    if (!leaving)
      await tx
        .insertInto('case_views')
        .values({
          clinic_id: actor.clinicId,
          consultation_id: id,
          user_id: actor.userId,
          name: actor.name,
          since: now,
          seen_at: now,
        })
        .onConflict((oc) =>
          oc.columns(['clinic_id', 'consultation_id', 'user_id']).doUpdateSet({ seen_at: now }),
        )
        .execute()
    const others = await tx
      .selectFrom('case_views')
      .select(['user_id as userId', 'name', 'since'])
      .where('clinic_id', '=', actor.clinicId)
      .where('consultation_id', '=', id)
      .where('user_id', '<>', actor.userId)
      .orderBy(sql`since, user_id`)
      .limit(8)
      .execute()
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
