/** Where an order could go, with the clinic's reasons, for who chooses: the provider, or the coordinator who reroutes. */
import { formulary } from '@countersign/clinical'
import type { PharmacyRouteQuery, PharmacyRoutes } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, requireLicenceIn } from '../identity/index.ts'
import { suggestPharmacies } from '../pharmacies/index.ts'
import { isControlled } from '../prescriptions/index.ts'
import { loadOrderView } from './get-order.ts'
import { selectOrderPrescriptions } from './order-detail-query.ts'
import { selectOrderHead } from './order-head-query.ts'

/** GLP-1 receptor agonists of the formulary: pens that are short in supply and kept cold. */
const isGlp1 = (drugId: string): boolean => /^(semaglutide|tirzepatide|liraglutide)/.test(drugId)

/** Every product of the formulary's drug is scheduled, or none is. */
const scheduled = (drugId: string): boolean => {
  const drug = formulary.drugs.find(({ id }) => id === drugId)
  return drug !== undefined && formulary.productsFor(drug.id).some((one) => isControlled(one.deaSchedule))
}

/** Best first. What is signed stands above `drugId`. @throws Problem `not-found`, `no-licence`. */
export const getPharmacyRoutes = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  orderId: string,
  { drugId: onForm, ...search }: PharmacyRouteQuery,
): Promise<PharmacyRoutes> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const { clinicId } = actor
    const now = deps.clock.now()
    const found = await selectOrderHead(tx, clinicId, orderId, now)
    if (!found) throw new Problem('not-found')
    const { head } = found
    await requireLicenceIn(tx, actor, head.patient.state, now)
    const [order, prescriptions] = await Promise.all([
      loadOrderView(tx, clinicId, head.consultationId),
      selectOrderPrescriptions(tx, clinicId, orderId),
      recordAudit(tx, actor, {
        action: 'order.read',
        subjectType: 'order',
        subjectId: orderId,
        patientId: head.patient.id,
        at: now,
      }),
    ])
    const newest = prescriptions.find(({ status }) => status !== 'draft')
    const drugId = newest?.drugId ?? onForm ?? ''
    return suggestPharmacies(
      tx,
      {
        clinicId,
        patientId: head.patient.id,
        category: head.category,
        drugId,
        state: head.patient.state,
        coverage: null,
        chosen: order.pharmacy?.ncpdpId ?? null,
        controlled: newest ? isControlled(newest.deaSchedule) : scheduled(drugId),
        glp1: isGlp1(drugId),
        refused: new Map(
          prescriptions
            .filter(({ status }) => status === 'rejected' || status === 'rerouted')
            .map((rx) => [rx.pharmacy.ncpdpId, rx.rejectText ?? 'no reason given']),
        ),
      },
      search,
    )
  })
