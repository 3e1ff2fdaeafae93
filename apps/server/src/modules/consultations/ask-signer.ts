/** Whether this provider may sign a controlled substance for this patient, asked while it is written and when it is signed. */
import type { Db } from '../../platform/db/database.ts'
import { authorityFor, controlledMisfits, loadSigningFacts } from '../controlled-signing/index.ts'
import type { Provider } from '../identity/index.ts'
import type { AskSigner } from './judge-prescription.ts'

export const askSigner =
  (db: Db, actor: Provider, state: string, now: Date): AskSigner =>
  async (schedule, amount) => {
    const { clinicId, providerId } = actor
    const authority = authorityFor(await loadSigningFacts(db, { clinicId, providerId, now }), {
      state,
      schedule,
    })
    return [...(authority.ok ? [] : authority.reasons), ...controlledMisfits(amount, schedule)]
  }
