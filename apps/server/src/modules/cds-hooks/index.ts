/**
 * CDS Hooks 2.0 for other record systems: the same engine and the same protocol over a chart that is sent along.
 * Wire formats (FHIR R4, CDS Hooks, JWT) end in this module.
 */
export { forgetTokensCron } from './forget-tokens.job.ts'
export { cdsHooksHandlers } from './routes.ts'
