/** The second factor at the moment of signing: right, once, and not guessed. */
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Provider } from '../identity/index.ts'
import { countWrongCodes, keepAttempt, loadKeptSecret } from './queries.ts'

const MOST_WRONG = 5
const WRONG_MINUTES = 15

const wrongCode = (detail: string) => new Problem('signing-code-wrong', { detail })

/**
 * Takes the code, in the transaction of the signature: rolled back with it, it may sign once more.
 * @throws Problem `signing-code-wrong`, `too-many-requests` after five wrong ones, `controlled-not-allowed`.
 */
export async function takeSigningCode(
  tx: Tx,
  deps: Pick<Deps, 'signingCodes'>,
  actor: Provider,
  code: string,
  now: Date,
): Promise<void> {
  const { clinicId, userId } = actor
  const since = new Date(now.getTime() - WRONG_MINUTES * 60_000)
  const [secret, wrong] = await Promise.all([
    loadKeptSecret(tx, userId),
    countWrongCodes(tx, { clinicId, userId, since }),
  ])
  if (wrong >= MOST_WRONG)
    throw new Problem('too-many-requests', {
      detail: `${MOST_WRONG} wrong codes: nothing controlled can be signed for ${WRONG_MINUTES} minutes.`,
    })
  if (secret === null) throw new Problem('controlled-not-allowed', { detail: 'You have no authenticator.' })
  const step = await deps.signingCodes.stepOf(secret, code, now)
  if (step === null) throw wrongCode('Nothing was signed. Type the code your authenticator shows now.')
  if (!(await keepAttempt(tx, { clinicId, userId, step, at: now })))
    throw wrongCode('This code has signed already. Wait for the next one.')
}

/** A wrong code is on record although nothing else of the request is. */
export async function keepWrongCode(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Provider,
  consultationId: string,
): Promise<void> {
  const { clinicId, userId } = actor
  const at = deps.clock.now()
  await deps.db.write(clinicId, async (tx) => {
    await keepAttempt(tx, { clinicId, userId, step: null, at })
    await recordAudit(tx, actor, {
      action: 'prescription.code_refused',
      subjectType: 'consultation',
      subjectId: consultationId,
      at,
    })
  })
}
