/** Who looks at a case now: `case_views`. */
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Actor } from '../identity/index.ts'

/** Those not heard of since `before`, and the one who leaves. */
export async function forgetViewers(
  tx: Tx,
  clinicId: string,
  consultationId: string,
  gone: { before: Date; userId: string | null },
): Promise<void> {
  await tx
    .deleteFrom('case_views')
    .where('clinic_id', '=', clinicId)
    .where('consultation_id', '=', consultationId)
    .where((eb) =>
      gone.userId === null
        ? eb('seen_at', '<', gone.before)
        : eb.or([eb('user_id', '=', gone.userId), eb('seen_at', '<', gone.before)]),
    )
    .execute()
}

export async function saveViewer(tx: Tx, actor: Actor, consultationId: string, now: Date): Promise<void> {
  await tx
    .insertInto('case_views')
    .values({
      clinic_id: actor.clinicId,
      consultation_id: consultationId,
      user_id: actor.userId,
      name: actor.name,
      since: now,
      seen_at: now,
    })
    .onConflict((oc) => oc.columns(['clinic_id', 'consultation_id', 'user_id']).doUpdateSet({ seen_at: now }))
    .execute()
}

/** The longest there first. */
export const listOtherViewers = (
  tx: Tx,
  actor: Actor,
  consultationId: string,
): Promise<{ userId: string; name: string; since: Date }[]> =>
  tx
    .selectFrom('case_views')
    .select(['user_id as userId', 'name', 'since'])
    .where('clinic_id', '=', actor.clinicId)
    .where('consultation_id', '=', consultationId)
    .where('user_id', '<>', actor.userId)
    .orderBy(sql`since, user_id`)
    .limit(8)
    .execute()
