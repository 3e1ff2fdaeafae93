/** One row of the rule tables: a change that fires a rule, and a near miss that does not. */

import type { DrugId } from '../types.ts'
import type { BaseName, Change } from './people.ts'

export type RuleRow = readonly [
  rule: string,
  base: BaseName,
  /** null: a finding about the case. */
  drug: DrugId | null,
  severity: string,
  fires: Change,
  /** A near miss: the rule gives nothing, or not this severity. null: the rule always speaks for this drug. */
  near: Change | null,
]

export const bp = (systolic: number, diastolic: number): Change => ({ patient: { systolic, diastolic } })
export const egfr = (eGFR: number): Change => ({ patient: { eGFR } })
export const aged = (age: number): Change => ({ patient: { age } })
export const pulse = (heartRate: number): Change => ({ patient: { heartRate } })
export const sick = (...conditions: NonNullable<Change['conditions']>[number][]): Change => ({ conditions })
export const takes = (...meds: string[]): Change => ({ meds })
export const says = (answers: NonNullable<Change['answers']>): Change => ({ answers })
export const tested = (labs: NonNullable<Change['labs']>): Change => ({ labs })
export const allergic = (substance: string, reaction?: string): Change => ({
  allergies: [reaction === undefined ? { substance } : { substance, reaction }],
})
