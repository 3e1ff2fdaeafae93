/** Audit: an append-only record. The application's database role cannot change or remove a line. */
export { auditOfRead } from './audit-query.ts'
export { recordAudit } from './record-audit.ts'
export { auditHandlers } from './routes.ts'
