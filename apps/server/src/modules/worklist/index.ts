/** Worklist: what waits, for whom, in deadline order. Reads any table, writes none. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { findPatients } from './find-patients.ts'
import { getPendingConsultations, getShift } from './get-pending-consultations.ts'

export const worklistHandlers = (deps: Deps): Handlers => ({
  getQueue: async ({ actor, query, request, reply }) => {
    const answer = await getPendingConsultations(deps, actor, query, request.headers['if-none-match'])
    if (!answer) return reply.code(304).send()
    reply.header('etag', answer.tag)
    return answer.page
  },
  searchQueue: async ({ actor, body }) => {
    const answer = await getPendingConsultations(deps, actor, body)
    if (!answer) throw new Error('no tag was given')
    return answer.page
  },
  findPatients: ({ actor, body }) => findPatients(deps, actor, body.search),
  getShift: ({ actor }) => getShift(deps, actor),
})
