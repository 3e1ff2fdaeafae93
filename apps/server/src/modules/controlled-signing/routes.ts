/** Whether one may sign, the clinic's setting, and its providers' registrations. */
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { asProvider, type Handlers } from '../identity/index.ts'
import { reasonsOfSigner } from './controlled-signing.ts'
import {
  listRegistrations,
  loadEpcs,
  loadRegistrations,
  loadSigningFacts,
  saveEpcs,
  saveRegistrations,
} from './queries.ts'

export const controlledSigningHandlers = (deps: Pick<Deps, 'db' | 'clock'>): Handlers => ({
  getControlledSigning: ({ actor }) =>
    deps.db.read(actor.clinicId, async (db) => {
      const { clinicId, providerId } = asProvider(actor)
      const facts = await loadSigningFacts(db, { clinicId, providerId, now: deps.clock.now() })
      const registrations = facts.registrations.map((one) => ({
        ...one,
        valid: one.expiresOn >= facts.today,
      }))
      const reasons = reasonsOfSigner(facts)
      if (!registrations.some(({ valid }) => valid)) reasons.push('You have no DEA registration in force.')
      return { configured: facts.epcs.enabled, secondFactor: facts.secondFactor, registrations, reasons }
    }),

  getEpcs: ({ actor }) => deps.db.read(actor.clinicId, (db) => loadEpcs(db, actor.clinicId)),

  saveEpcs: ({ actor, body }) =>
    deps.db.write(actor.clinicId, async (tx) => {
      await saveEpcs(tx, actor.clinicId, body)
      await recordAudit(tx, actor, {
        action: 'clinic.epcs_saved',
        subjectType: 'clinic',
        subjectId: null,
        details: body,
        at: deps.clock.now(),
      })
      return body
    }),

  listDeaRegistrations: ({ actor }) =>
    deps.db.read(actor.clinicId, async (db) => ({ items: await listRegistrations(db, actor.clinicId) })),

  saveDeaRegistrations: ({ actor, params, body }) =>
    deps.db.write(actor.clinicId, async (tx) => {
      const { clinicId } = actor
      const now = deps.clock.now()
      const before = await loadRegistrations(tx, clinicId, params.id)
      if (!before) throw new Problem('not-found')
      await saveRegistrations(tx, { clinicId, providerId: params.id, now }, body.registrations)
      await recordAudit(tx, actor, {
        action: 'staff.dea_saved',
        subjectType: 'staff',
        subjectId: null,
        details: { providerId: params.id, states: body.registrations.map(({ state }) => state) },
        at: now,
      })
      return { ...before, registrations: body.registrations }
    }),
})
