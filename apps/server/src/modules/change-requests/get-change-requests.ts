/** Pharmacies' questions as people see them. */

import { formulary } from '@countersign/clinical'
import type { ChangeRequestList, ChangeRequestView, SignedTreatment } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, requireLicenceIn, viewerOf } from '../identity/index.ts'
import { answersTo, confirmWords, meanings, treatmentFor } from './change-request.ts'
import { type ChangeRequest, selectChangeRequests } from './queries.ts'

export const prescribedOf = (request: ChangeRequest): SignedTreatment => ({
  drug: formulary.drugs.find(({ id }) => id === request.drugId)?.plainName ?? request.drugDescription,
  drugId: request.drugId,
  productRxcui: request.rxcui,
  doseMg: request.doseMg,
  frequency: request.frequency,
  quantity: request.quantity,
  daysSupply: request.daysSupply,
  refills: request.refills,
  sig: request.sig,
})

/** The pharmacy has it, and has handed nothing out. */
export const isReplaceable = ({ rx }: Pick<ChangeRequest, 'rx'>): boolean =>
  rx === 'sent' || rx === 'verified'

export function toView(request: ChangeRequest): ChangeRequestView {
  const prescribed = prescribedOf(request)
  const requested = request.requested.map((asked) => ({
    drugDescription: asked.description,
    quantity: asked.quantity,
    daysSupply: asked.daysSupply,
    refills: asked.refills,
    sig: asked.sig,
    note: asked.note,
    treatment: treatmentFor(asked, prescribed),
  }))
  return {
    id: request.id,
    version: request.version,
    status: request.status,
    orderId: request.orderId,
    consultationId: request.consultationId,
    prescriptionId: request.prescriptionId,
    patient: {
      id: request.patientId,
      mrn: request.mrn,
      name: request.patientName,
      state: request.patientState,
    },
    pharmacy: request.pharmacy,
    code: request.code,
    meaning: meanings[request.code],
    reasonText: request.reasonText,
    confirm: confirmWords(request.subCodes),
    prescribed: {
      drugDescription: request.drugDescription,
      sig: request.sig,
      quantity: request.quantity,
      refills: request.refills,
    },
    prescribedTreatment: prescribed,
    requested,
    answers: request.status === 'open' ? answersTo(request.code, isReplaceable(request), requested) : [],
    answerText: request.answer?.text ?? null,
    receivedAt: request.receivedAt.toISOString(),
    answeredAt: request.answeredAt?.toISOString() ?? null,
    answeredBy: request.answeredBy,
  }
}

export const listChangeRequests = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  lane: 'open' | 'answered',
): Promise<ChangeRequestList> =>
  deps.db.read(actor.clinicId, async (db) => ({
    items: (await selectChangeRequests(db, viewerOf(actor, deps.clock.now()), { lane })).map(toView),
  }))

/** @throws not-found, no-licence. */
export async function requireRequest(db: Db, actor: Actor, id: string, now: Date): Promise<ChangeRequest> {
  const [request] = await selectChangeRequests(db, { ...viewerOf(actor, now), licensedOnly: false }, { id })
  if (!request) throw new Problem('not-found')
  await requireLicenceIn(db, actor, request.patientState, now)
  return request
}

/** Each read is on the audit record. */
export const getChangeRequest = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<ChangeRequestView> =>
  deps.db.write(actor.clinicId, async (tx: Tx) => {
    const now = deps.clock.now()
    const request = await requireRequest(tx, actor, id, now)
    await recordAudit(tx, actor, {
      action: 'change_request.read',
      subjectType: 'prescription',
      subjectId: request.prescriptionId,
      patientId: request.patientId,
      at: now,
    })
    return toView(request)
  })
