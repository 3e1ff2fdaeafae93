/**
 * The clinical engine: facts in, findings out. Pure and bundleable: no I/O, no clock, no randomness; the same
 * input, policy and `now` give the same output byte for byte. Never issues anything: it proposes, blocks,
 * warns and explains; a licensed clinician decides.
 */

export type * from './types.ts'
