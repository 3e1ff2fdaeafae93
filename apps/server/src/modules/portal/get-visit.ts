/** What the portal shows: the list of visits, and one visit. */
import type { PortalConsultation, PortalHome, PortalPrescription } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { Patient } from '../identity/index.ts'
import { listMessages } from '../messages/index.ts'
import { loadOrderView } from '../orders/index.ts'
import { guideOf } from '../prescriptions/index.ts'
import {
  mayChangePharmacy,
  quantityInWords,
  type SeenVisit,
  seenAt,
  stepsOf,
  todoOf,
  wordsOf,
} from './portal.ts'
import { listGivenPrescriptions, listVisits, loadRequest, type VisitRow } from './queries.ts'

export async function getPortalHome(deps: Deps, actor: Patient): Promise<PortalHome> {
  const now = deps.clock.now()
  const rows = await deps.db.read(actor.clinicId, (db) => listVisits(db, actor))
  return {
    name: actor.name,
    consultations: rows.map((row) => {
      const visit = seenAt(row, now)
      return {
        id: row.id,
        category: row.category,
        status: visit.status,
        headline: wordsOf(visit, now).headline,
        todo: todoOf(visit),
        submittedAt: row.submittedAt.toISOString(),
      }
    }),
  }
}

/** @throws not-found for a visit that is not this patient's */
export async function requireVisit(db: Db, actor: Patient, id: string): Promise<VisitRow> {
  const [row] = await listVisits(db, { clinicId: actor.clinicId, patientId: actor.patientId, id })
  if (!row) throw new Problem('not-found')
  return row
}

/** @throws not-found for a visit that is not this patient's */
export const getPortalConsultation = (deps: Deps, actor: Patient, id: string): Promise<PortalConsultation> =>
  deps.db.read(actor.clinicId, async (db) => {
    const now = deps.clock.now()
    const row = await requireVisit(db, actor, id)
    const visit = seenAt(row, now)
    const [order, given, request, messages] = await Promise.all([
      loadOrderView(db, actor.clinicId, id),
      listGivenPrescriptions(db, actor.clinicId, id),
      loadRequest(db, actor.clinicId, id),
      listMessages(db, actor.clinicId, id),
    ])
    return {
      id,
      category: row.category,
      status: visit.status,
      ...wordsOf(visit, now),
      todo: todoOf(visit),
      steps: stepsOf(visit),
      provider: visit.provider,
      providerMessage: visit.decided ? row.providerMessage : null,
      request: visibleRequest(visit, request),
      prescriptions: visit.decided ? prescriptions(order, given) : [],
      pharmacy: order.pharmacy,
      pharmacyChangeable: mayChangePharmacy(visit),
      invoice: {
        number: order.invoice.number,
        amountCents: order.invoice.amountCents,
        currency: order.invoice.currency,
        status: order.invoice.status,
        payment: order.payment?.status ?? null,
      },
      messages,
      submittedAt: row.submittedAt.toISOString(),
    }
  })

/** A question asked a moment ago can still be taken back; one asked earlier and answered stays to be read. */
const visibleRequest = (visit: SeenVisit, request: PortalConsultation['request']) =>
  request?.status === 'open' && !visit.requestOpen ? null : request

function prescriptions(
  order: Awaited<ReturnType<typeof loadOrderView>>,
  given: Awaited<ReturnType<typeof listGivenPrescriptions>>,
): PortalPrescription[] {
  const detail = new Map(given.map((each) => [each.id, each]))
  return order.prescriptions.flatMap((view) => {
    const more = detail.get(view.id)
    if (!more) return []
    const { sideEffects, getHelpNow } = guideOf(more.drugId)
    return [
      {
        id: view.id,
        medicine: view.drugDescription,
        directions: view.sig,
        quantity: quantityInWords(view.quantity, more.quantityUnitCode),
        refills: view.refills,
        startsOn: more.writtenOn,
        pharmacy: view.pharmacy,
        status: view.status,
        sideEffects: [...sideEffects],
        getHelpNow: [...getHelpNow],
      },
    ]
  })
}
