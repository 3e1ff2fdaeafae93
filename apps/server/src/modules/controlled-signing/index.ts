/** Controlled substances: who may sign them, under which registration, and the second factor shown for it. */
export { authorityFor, controlledMisfits, signatureMisfits } from './controlled-signing.ts'
export { loadSigningFacts } from './queries.ts'
export { controlledSigningHandlers } from './routes.ts'
export { keepWrongCode, takeSigningCode } from './second-factor.ts'
