/**
 * What a policy would change, before it is saved: the cases assessed last, run again under it and under the one in
 * force, on their own day. Only counts come out; nobody's chart does.
 */
import { assessCase, type CaseInput, type ClinicPolicy } from '@countersign/clinical'
import type { PreviewProtocol, ProtocolPreview } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import { faultsOf, loadProtocol, toClinicPolicy } from '../protocols/index.ts'
import { listSnapshots } from './queries.ts'

const MOST_CASES = 300

/** @throws validation-failed for what could not be saved either. */
export async function previewProtocol(
  deps: Deps,
  actor: Actor,
  { policy }: PreviewProtocol,
): Promise<ProtocolPreview> {
  const errors = faultsOf(policy)
  if (errors.length > 0) throw new Problem('validation-failed', { errors })
  const { snapshots, current } = await deps.db.read(actor.clinicId, async (db) => ({
    snapshots: await listSnapshots(db, actor.clinicId, MOST_CASES),
    current: await loadProtocol(db, actor.clinicId, deps.clock.now()),
  }))
  return compare(snapshots, current.policy, toClinicPolicy('draft', policy))
}

/** Newest first. */
type Snapshot = { input: CaseInput; assessedAt: Date }

function compare(
  snapshots: readonly Snapshot[],
  current: ClinicPolicy,
  proposed: ClinicPolicy,
): ProtocolPreview {
  const verdicts = new Map<string, ProtocolPreview['verdicts'][number]>()
  let casesChanged = 0
  let firstChoiceChanged = 0
  for (const { input, assessedAt } of snapshots) {
    const now = assessedAt.toISOString()
    const before = assessCase(input, { now, policy: current }).options
    const after = assessCase(input, { now, policy: proposed }).options
    const verdictBefore = new Map(before.map(({ drug, verdict }) => [drug, verdict]))
    let changed = false
    for (const { drug, verdict: to } of after) {
      const from = verdictBefore.get(drug)
      if (from === undefined || from === to) continue
      changed = true
      const key = `${drug} ${from} ${to}`
      const counted = verdicts.get(key) ?? { drug, from, to, cases: 0 }
      verdicts.set(key, { ...counted, cases: counted.cases + 1 })
    }
    const first = (options: typeof before) => options.find(({ rank }) => rank === 1)?.drug ?? null
    if (first(before) !== first(after)) firstChoiceChanged += 1
    if (changed) casesChanged += 1
  }
  return {
    cases: snapshots.length,
    since: snapshots.at(-1)?.assessedAt.toISOString() ?? null,
    casesChanged,
    firstChoiceChanged,
    verdicts: [...verdicts.values()].sort((a, b) => b.cases - a.cases || a.drug.localeCompare(b.drug)),
  }
}
