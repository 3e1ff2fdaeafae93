/** What a comparison with the last approval is made from. */
import type { CaseAssessment, Finding } from '@countersign/clinical'
import type { Category, CheckInAnswers } from '@countersign/contract'
import type { PatientFacts } from '../patients/index.ts'

export type DeltaInput = {
  now: Date
  category: Category
  sex: 'female' | 'male'
  age: number
  /** The drug in words, how often it is taken, and for how long the last supply is. */
  drug: { name: string; rhythm: 'weekly' | 'daily' | 'as_needed'; daysSupply: number }
  approvedAt: Date
  /** The last visit of this kind of care that was a full one. */
  lastVisitAt: Date
  facts: Pick<PatientFacts, 'conditions' | 'medications' | 'allergies' | 'observations'>
  answers: CheckInAnswers | null
  /** What was said at the last approval, when it was asked then. */
  before: CheckInAnswers | null
  engine: Pick<CaseAssessment, 'refill' | 'contradictions'>
  findings: readonly Finding[]
  /** Rules that spoke at the last approval already. */
  knownRules: readonly string[]
  /** Why it could not be signed as proposed, in words; empty when it can. */
  blocking: readonly string[]
  /** Where the request is not simply "the same again", in words. */
  request: readonly string[]
}
