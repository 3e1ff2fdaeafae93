/** Trusts a record system no longer: from now on its tokens are refused, those already signed too. */
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { revokeClient } from './queries.ts'

/** @throws not-found */
export const revokeCdsClient = (deps: Deps, actor: Actor, id: string): Promise<null> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const at = deps.clock.now()
    if (!(await revokeClient(tx, actor.clinicId, id, at))) throw new Problem('not-found')
    await recordAudit(tx, actor, {
      action: 'cds-client.revoked',
      subjectType: 'clinic',
      subjectId: actor.clinicId,
      details: { clientId: id },
      at,
    })
    return null
  })
