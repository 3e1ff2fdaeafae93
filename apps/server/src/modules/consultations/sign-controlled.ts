/** The signature of a controlled substance, in the transaction of its approval, when nothing else stands in the way. */
import type { ControlledSignature } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import {
  authorityFor,
  loadSigningFacts,
  signatureMisfits,
  takeSigningCode,
} from '../controlled-signing/index.ts'
import type { Provider } from '../identity/index.ts'
import type { ControlledAuthority } from '../orders/index.ts'

/**
 * @throws Problem `signing-code-required` without a signature, `consultation-not-approvable` with reasons,
 * `signing-code-wrong`, `too-many-requests`, `controlled-not-allowed`.
 */
export async function signControlled(
  tx: Tx,
  deps: Pick<Deps, 'signingCodes'> | null,
  actor: Provider,
  signature: ControlledSignature | undefined,
  of: { state: string; schedule: string; now: Date },
): Promise<ControlledAuthority> {
  const { clinicId, providerId } = actor
  if (deps === null) throw new Problem('controlled-not-allowed')
  if (!signature) throw new Problem('signing-code-required')
  const facts = await loadSigningFacts(tx, { clinicId, providerId, now: of.now })
  const authority = authorityFor(facts, of)
  const reasons = authority.ok ? signatureMisfits(signature, facts.today) : authority.reasons
  if (!authority.ok || reasons.length > 0)
    throw new Problem('consultation-not-approvable', { reasons: reasons.map((text) => ({ text })) })
  await takeSigningCode(tx, deps, actor, signature.code, of.now)
  return {
    deaNumber: authority.deaNumber,
    secondFactorAt: of.now,
    liveVisitOn: signature.liveVisitOn,
    pdmpCheckedAt: of.now,
  }
}
