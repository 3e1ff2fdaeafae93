/**
 * The clinical engine: facts in, findings out. Pure and bundleable: no I/O, no clock, no randomness; the same
 * input, policy and `now` give the same output byte for byte. Never issues anything: it proposes, blocks,
 * warns and explains; a licensed clinician decides.
 */

export { type Replay, replay, ruleVersions } from './batch/replay.ts'
export { assessCase, assessPrepared, assessProposal, getRecommendations } from './engine/assess.ts'
export { gateFor } from './engine/proposal.ts'
export { doseIn, drugNamed } from './facts/drug-names.ts'
export { prepareFacts } from './facts/prepare.ts'
export { composeSig, formulary, planFor } from './formulary.ts'
export type { Dose, Drug } from './knowledge/drug.ts'
export { factNames, questions } from './knowledge/requirements.ts'
export type { Rule } from './knowledge/rule.ts'
export { rules } from './knowledge/rules/index.ts'
export { sources } from './knowledge/sources.ts'
export type * from './types.ts'
export { drugIds, missingCodes } from './types.ts'
export { ENGINE_VERSION } from './version.ts'
