/**
 * Adjustments: another dose for an order whose prescription no pharmacy has. One signature, one prescription: through
 * the gate again, as a decision that names the one it amends.
 */
export { adjustmentHandlers } from './routes.ts'
