/** A therapy and dose limits as tests of dosing change them, one part at a time. Not used by the engine. */

import { type AppliedLimit, type Limits, limitsFor } from '../engine/dose.ts'
import type { Facts, TherapyFact } from '../facts/facts.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import type { DrugId } from '../types.ts'

export const therapy = (drugId: DrugId, part: Partial<TherapyFact> = {}): TherapyFact => ({
  drugId,
  label: drugId,
  words: drugId,
  doseMg: 1,
  weeksAtDose: 4,
  current: true,
  result: null,
  tolerability: null,
  attempts: null,
  ...part,
})

export const limits = (drug: DrugId, facts: Facts, ...applied: Partial<AppliedLimit>[]): Limits =>
  limitsFor(
    drugById[drug],
    facts,
    applied.map((part) => ({ rule: 'X-01', text: 'Why', kind: 'risk', ...part })),
  )
