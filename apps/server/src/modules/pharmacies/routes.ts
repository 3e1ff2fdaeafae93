/** Looking for a pharmacy, a patient's own, and the clinic's rules of where prescriptions go. */

import { formulary } from '@countersign/clinical'
import type { SaveRoutingRule } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor, Handlers } from '../identity/index.ts'
import { findPharmacy, requirePharmacyFor } from './find-pharmacy.ts'
import { insertRule, listRules, removeRule, saveFavourite, selectHome, updateRule } from './rule-queries.ts'
import { searchPharmacies } from './search-pharmacies.ts'

/** @throws Problem `validation-failed` for a drug or pharmacy nobody knows. */
async function requireKnown(db: Db, rule: SaveRoutingRule): Promise<void> {
  const errors: { pointer: string; message: string }[] = []
  if (rule.drugId !== null && !formulary.drugs.some((drug) => drug.id === rule.drugId))
    errors.push({ pointer: '/drugId', message: 'The formulary has no such drug.' })
  if (rule.pharmacyId !== null && !(await findPharmacy(db, rule.pharmacyId)))
    errors.push({ pointer: '/pharmacyId', message: 'The network has no such pharmacy.' })
  if (errors.length > 0) throw new Problem('validation-failed', { errors })
}

const ownPatient = (actor: Actor): string => {
  if (actor.patientId === null) throw new Problem('not-permitted')
  return actor.patientId
}

export const pharmacyHandlers = (deps: Pick<Deps, 'db' | 'clock'>): Handlers => {
  const audited = (action: string, ruleId: string, now: Date) => ({
    action,
    subjectType: 'clinic' as const,
    subjectId: null,
    details: { ruleId },
    at: now,
  })
  return {
    searchPharmacies: ({ query }) => deps.db.global((db) => searchPharmacies(db, query)),

    listRoutingRules: ({ actor }) =>
      deps.db.read(actor.clinicId, async (db) => ({ items: await listRules(db, actor.clinicId) })),

    createRoutingRule: ({ actor, body, once }) =>
      deps.db.writeOnce(actor.clinicId, once, async (tx) => {
        const now = deps.clock.now()
        await requireKnown(tx, body)
        const rule = await insertRule(tx, actor.clinicId, body, now)
        await recordAudit(tx, actor, audited('routing_rule.created', rule.id, now))
        return rule
      }),

    saveRoutingRule: ({ actor, params, body }) =>
      deps.db.write(actor.clinicId, async (tx) => {
        const now = deps.clock.now()
        await requireKnown(tx, body)
        const rule = await updateRule(tx, actor.clinicId, params.id, body, now)
        if (!rule) throw new Problem('not-found')
        await recordAudit(tx, actor, audited('routing_rule.changed', rule.id, now))
        return rule
      }),

    deleteRoutingRule: ({ actor, params }) =>
      deps.db.write(actor.clinicId, async (tx) => {
        const now = deps.clock.now()
        if (!(await removeRule(tx, actor.clinicId, params.id, now))) throw new Problem('not-found')
        await recordAudit(tx, actor, audited('routing_rule.removed', params.id, now))
        return null
      }),

    getFavouritePharmacy: ({ actor }) =>
      deps.db.read(actor.clinicId, async (db) => {
        const { favourite } = await selectHome(db, actor.clinicId, ownPatient(actor))
        return { pharmacy: favourite === null ? null : await findPharmacy(db, favourite) }
      }),

    saveFavouritePharmacy: ({ actor, body }) =>
      deps.db.write(actor.clinicId, async (tx) => {
        const now = deps.clock.now()
        const patientId = ownPatient(actor)
        const { state } = await selectHome(tx, actor.clinicId, patientId)
        const pharmacy =
          body.pharmacyId === null ? null : await requirePharmacyFor(tx, body.pharmacyId, state)
        await saveFavourite(tx, actor.clinicId, patientId, body.pharmacyId, now)
        await recordAudit(tx, actor, {
          action: 'patient.pharmacy_chosen',
          subjectType: 'patient',
          subjectId: patientId,
          patientId,
          details: { pharmacyId: body.pharmacyId },
          at: now,
        })
        return { pharmacy }
      }),
  }
}
