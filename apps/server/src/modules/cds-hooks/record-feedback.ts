/** What became of cards: kept with the rule each card was of. A clinician's own words and foreign codes are not. */
import { CdsFeedback } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { knownReason } from './override-reasons.ts'
import { givenCards, insertFeedback, type KnownClient } from './queries.ts'
import { services } from './services.ts'

/** @throws not-found, validation-failed for a card that was not given to this caller: then nothing is kept. */
export async function recordFeedback(
  deps: Deps,
  client: KnownClient,
  serviceId: string,
  body: unknown,
): Promise<Record<string, never>> {
  if (!Object.hasOwn(services, serviceId)) throw new Problem('not-found')
  const parsed = CdsFeedback.safeParse(body)
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, 50)
    throw new Problem('validation-failed', {
      errors: errors.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message })),
    })
  }
  const { feedback } = parsed.data
  const rows = feedback.map((one) => ({
    id: newId(),
    cardId: one.card,
    outcome: one.outcome,
    reasonCode: one.outcome === 'overridden' ? knownReason(one.overrideReason?.reason) : null,
    outcomeAt: new Date(one.outcomeTimestamp),
  }))
  await deps.db.write(client.clinicId, async (tx) => {
    const given = await givenCards(
      tx,
      client,
      serviceId,
      rows.map(({ cardId }) => cardId),
    )
    const errors = rows.flatMap(({ cardId }, index) =>
      given.has(cardId) ? [] : [{ pointer: `/feedback/${index}/card`, message: 'No card of this service.' }],
    )
    if (errors.length > 0) throw new Problem('validation-failed', { errors })
    await insertFeedback(tx, client.clinicId, rows, deps.clock.now())
  })
  return {}
}
