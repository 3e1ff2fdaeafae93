/**
 * Deciding a refill: held by who decides, through the same gate as any visit, in one transaction each. Many green
 * ones are signed with one action; each is a decision of its own, and one that fails takes no other with it.
 */
import type {
  ApproveRefill,
  DenyRefill,
  RefillRow,
  SignedRefills,
  SignedTreatment,
  SignRefills,
} from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { approveWithin, denyWithin, holdWithin } from '../consultations/index.ts'
import { type Provider, viewerOf } from '../identity/index.ts'
import { selectRefill } from './list-query.ts'
import { findRefill, loadPrevious, type Previous, type Refill } from './queries.ts'
import { reviewOf } from './review-refill.ts'

type Signed = SignedRefills['items'][number]

/** @throws not-found */
export async function requireRefill(
  tx: Tx,
  clinicId: string,
  id: string,
): Promise<{ refill: Refill; previous: Previous }> {
  const refill = await findRefill(tx, clinicId, id)
  const previous = refill && (await loadPrevious(tx, clinicId, refill.prescriptionId))
  if (!refill || !previous) throw new Problem('not-found')
  return { refill, previous }
}

export const approveRefill = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: ApproveRefill,
  once: Once,
): Promise<Signed> =>
  deps.db.writeOnce(actor.clinicId, once, (tx) => sign(tx, deps.clock.now(), actor, id, input))

async function sign(
  tx: Tx,
  now: Date,
  actor: Provider,
  id: string,
  input: ApproveRefill,
  onlyGreen = false,
): Promise<Signed> {
  const version = await holdWithin(tx, now, actor, id, input.version)
  const { refill, previous } = await requireRefill(tx, actor.clinicId, id)
  const treatment = onlyGreen
    ? await greenProposal(tx, refill, previous, now)
    : (input.treatment ?? (await reviewOf(tx, refill, previous, now)).proposal)
  const decided = await approveWithin(tx, now, actor, id, {
    version,
    treatment,
    pharmacyId: input.pharmacyId ?? previous.pharmacyId,
    notes: input.notes,
    overrides: input.overrides,
  })
  return {
    id,
    outcome: 'signed',
    decisionId: decided.decisionId,
    effectiveAt: decided.effectiveAt,
    reasons: [],
  }
}

/** As it would be signed, judged on today's facts in this transaction. @throws consultation-not-approvable unless green. */
async function greenProposal(
  tx: Tx,
  refill: Refill,
  previous: Previous,
  now: Date,
): Promise<SignedTreatment> {
  const review = await reviewOf(tx, refill, previous, now)
  if (review.signal !== 'green') {
    throw new Problem('consultation-not-approvable', {
      detail: 'It is not green any more: look at it first.',
      reasons: review.why.map((text) => ({ text })),
    })
  }
  return review.proposal
}

const BATCH_NOTE =
  'Refill signed with others: nothing changed since the last approval, all that matters is known.'

/** One after the other, so that a slow database is not asked for fifty things at once. */
export async function signRefills(
  deps: Deps,
  actor: Provider,
  { items }: SignRefills,
  once: Once,
): Promise<SignedRefills> {
  const signed: Signed[] = []
  for (const { id, version } of items) {
    const own = { ...once, key: `${once.key}:${id}`, requestHash: `${once.requestHash}:${id}` }
    const input = { version, overrides: [], notes: BATCH_NOTE }
    signed.push(
      await deps.db
        .writeOnce(actor.clinicId, own, (tx) => sign(tx, deps.clock.now(), actor, id, input, true))
        .catch((error: unknown) => refused(deps, id, error)),
    )
  }
  return { items: signed }
}

function refused(deps: Pick<Deps, 'log'>, id: string, error: unknown): Signed {
  const problem = error instanceof Problem ? error : null
  if (!problem) deps.log.error({ err: error, refillId: id }, 'a refill of a batch could not be signed')
  const said = problem?.details.reasons?.map(({ text }) => text) ?? []
  const reasons =
    said.length > 0 ? said : [problem?.details.detail ?? 'It could not be signed now. Try it again.']
  return { id, outcome: 'refused', decisionId: null, effectiveAt: null, reasons }
}

export const denyRefill = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: DenyRefill,
  once: Once,
): Promise<RefillRow> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    await requireRefill(tx, actor.clinicId, id)
    const version = await holdWithin(tx, now, actor, id, input.version)
    await denyWithin(tx, now, actor, id, { ...input, version })
    const row = await selectRefill(tx, viewerOf(actor, now), id)
    if (!row) throw new Problem('not-found')
    return row
  })
