/** Portal: the patient's side after the intake, in plain words. Reads everything, decides nothing. */
export { portalHandlers } from './routes.ts'
