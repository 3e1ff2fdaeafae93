/** Worklist: what waits, for whom, in deadline order. Reads any table, writes none. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { findPatients } from './find-patients.ts'
import { getPendingConsultations, getShift } from './get-pending-consultations.ts'

export const worklistHandlers = (deps: Deps): Handlers => ({
  getQueue: ({ actor, query }) => getPendingConsultations(deps, actor, query),
  searchQueue: ({ actor, body }) => getPendingConsultations(deps, actor, body),
  findPatients: ({ actor, body }) => findPatients(deps, actor, body.search),
  getShift: ({ actor }) => getShift(deps, actor),
})
