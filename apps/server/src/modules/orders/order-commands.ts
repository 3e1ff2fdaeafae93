/** What people do with an order after its decision: hold it, let it go on, call it off, compare it, send it elsewhere. */
import { formulary } from '@countersign/clinical'
import type {
  CancelOrder,
  HoldOrder,
  ReleaseOrder,
  RerouteOrder,
  VerifyMedication,
} from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, requireLicenceIn } from '../identity/index.ts'
import { requirePharmacyFor } from '../pharmacies/index.ts'
import {
  chooseNdc,
  listPrescriptionsOfOrder,
  releaseToNetwork,
  reroutePrescription,
} from '../prescriptions/index.ts'
import { cancelOrder } from './cancel-order.ts'
import { isPharmacyHold, mayBecome, mayLift, standing } from './order.ts'
import { lockOrder, type Order, patientStateOf, saveOrder } from './queries.ts'
import { insertRemark, insertVerification } from './remark-queries.ts'

export type OrderCommand<Input> = { actor: Actor; orderId: string; now: Date; input: Input }

const refuse = (detail: string): never => {
  throw new Problem('transition-not-allowed', { detail })
}

/**
 * Locks the order for a person who may work on it.
 * @throws Problem `not-found`, `no-licence`, `stale-version`.
 */
export async function lockForWork(
  tx: Tx,
  { actor, orderId, now, input }: OrderCommand<{ version: number }>,
): Promise<Order> {
  const order = await lockOrder(tx, actor.clinicId, { orderId })
  if (!order) throw new Problem('not-found')
  await requireLicenceIn(tx, actor, await patientStateOf(tx, actor.clinicId, order.consultationId), now)
  if (order.version !== input.version) throw new Problem('stale-version', { currentVersion: order.version })
  return order
}

const remark = (
  tx: Tx,
  { actor, orderId, now }: OrderCommand<unknown>,
  kind: Parameters<typeof insertRemark>[1]['kind'],
  text: string,
  reason: string | null = null,
) =>
  insertRemark(tx, { clinicId: actor.clinicId, orderId, kind, reason, text, authorName: actor.name, at: now })

/** Nothing more of the order leaves until somebody releases it. @throws Problem `transition-not-allowed`. */
export async function holdOrder(tx: Tx, command: OrderCommand<HoldOrder>): Promise<void> {
  const { actor, now, input } = command
  const order = await lockForWork(tx, command)
  if (order.status === 'draft' || !mayBecome(order.status, 'on_hold') || order.status === 'cancelled')
    refuse(`An order that is ${order.status} cannot be held.`)
  await saveOrder(tx, order, {
    status: 'on_hold',
    holdReason: input.reason,
    holdText: input.text,
    now,
    cause: 'hold',
    actor,
  })
  await remark(tx, command, 'hold', input.text, input.reason)
}

/**
 * The order goes on from where its prescriptions are; what had not left leaves now.
 * @throws Problem `transition-not-allowed`; `not-permitted` for a hold this role may not lift.
 */
export async function releaseOrder(tx: Tx, command: OrderCommand<ReleaseOrder>): Promise<void> {
  const { actor, now, input } = command
  const order = await lockForWork(tx, command)
  if (order.status !== 'on_hold' || order.holdReason === null) return refuse('The order is not held.')
  if (!mayLift(order.holdReason, actor.role)) {
    const detail =
      order.holdReason === 'payment'
        ? 'A hold for payment ends when the card pays.'
        : 'A hold for safety is lifted by a provider.'
    throw new Problem('not-permitted', { detail })
  }
  const prescriptions = await listPrescriptionsOfOrder(tx, order.clinicId, order.id)
  if (prescriptions.some(({ status }) => status === 'rejected'))
    refuse('A prescription was rejected: send it to another pharmacy, change it, or cancel the order.')
  const { decisionId, effectiveAt } = order
  const ready = (at: Date) => (at > now ? at : now)
  if (decisionId === null || effectiveAt === null) return refuse('No decision is in force.')
  const status = standing(prescriptions.map((rx) => rx.status))
  await saveOrder(tx, order, { status, holdReason: null, holdText: null, now, cause: 'release', actor })
  await releaseToNetwork(tx, prescriptions, { decisionId, runAt: ready(effectiveAt) })
  await remark(tx, command, 'release', input.text, order.holdReason)
}

/** As `cancelOrder`, by a person with a reason. */
export async function cancelOrderFor(
  tx: Tx,
  command: OrderCommand<CancelOrder>,
): Promise<'cancelled' | 'requested'> {
  const { actor, now, input } = command
  const order = await lockForWork(tx, command)
  if (order.status === 'draft') refuse('This visit is not decided: deny it, or let the patient withdraw it.')
  const outcome = await cancelOrder(tx, { actor, consultationId: order.consultationId, now })
  await remark(tx, command, 'cancel', input.text, input.reason)
  await recordAudit(tx, actor, {
    action: 'order.cancel_asked',
    subjectType: 'order',
    subjectId: order.id,
    patientId: order.patientId,
    details: { reason: input.reason, outcome },
    at: now,
  })
  return outcome
}

const folded = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/**
 * Records that what was written is what is meant. An NDC chosen before anything left becomes the prescription's.
 * @throws Problem `validation-failed` naming every part that differs; `not-found`.
 */
export async function verifyMedication(tx: Tx, command: OrderCommand<VerifyMedication>): Promise<void> {
  const { actor, now, input, orderId } = command
  if (actor.staffMemberId === null) throw new Problem('not-permitted')
  const order = await lockForWork(tx, command)
  const prescriptions = await listPrescriptionsOfOrder(tx, order.clinicId, order.id)
  const rx = prescriptions.find(({ id }) => id === input.prescriptionId)
  if (!rx) throw new Problem('not-found')
  const differing: { pointer: string; message: string }[] = []
  const compare = (pointer: string, said: string | null, written: string | null) => {
    if (folded(said ?? '') !== folded(written ?? ''))
      differing.push({ pointer, message: `The prescription says ${written ?? 'nothing'}.` })
  }
  compare('/drug', input.drug, rx.drugDescription)
  compare('/strength', input.strength, rx.strength)
  compare('/form', input.form, rx.form)
  compare('/rxcui', input.rxcui, rx.rxcui)
  if (input.ndc !== null && input.ndc !== rx.ndc && !productsLike(rx).some(({ ndc }) => ndc === input.ndc))
    differing.push({ pointer: '/ndc', message: 'Not an NDC of this drug, strength and form.' })
  if (differing.length > 0) throw new Problem('validation-failed', { errors: differing })
  if (input.ndc !== null && input.ndc !== rx.ndc && !(await chooseNdc(tx, rx, input.ndc)))
    refuse('The prescription has left: its NDC cannot be chosen any more.')
  await insertVerification(tx, {
    clinicId: order.clinicId,
    orderId,
    prescriptionId: rx.id,
    verifiedBy: actor.staffMemberId,
    rxcui: input.rxcui,
    ndc: input.ndc ?? rx.ndc,
    note: input.note,
    at: now,
  })
  await recordAudit(tx, actor, {
    action: 'prescription.verified_by_staff',
    subjectType: 'prescription',
    subjectId: rx.id,
    patientId: order.patientId,
    details: { orderId, rxcui: input.rxcui, ndc: input.ndc },
    at: now,
  })
}

/** Products of the formulary that are this drug in this strength and form. */
export function productsLike(rx: { drugId: string; doseMg: number; form: string; strength: string }) {
  const drug = formulary.drugs.find(({ id }) => id === rx.drugId)
  if (!drug) return []
  return formulary
    .productsFor(drug.id)
    .filter((product) => product.strength === rx.strength && product.form === rx.form)
}

/**
 * The same prescription to another pharmacy after the first said no: a new one that names the old, once. Nothing
 * is charged for it. What a person holds stays held.
 * @throws Problem `not-found`, `pharmacy-unknown`, `transition-not-allowed`, `controlled-not-allowed`.
 */
export async function rerouteOrder(tx: Tx, command: OrderCommand<RerouteOrder>): Promise<void> {
  const { actor, now, input } = command
  const order = await lockForWork(tx, command)
  if (order.decisionId === null || order.status === 'cancelled' || order.status === 'denied')
    return refuse(`An order that is ${order.status} cannot be sent elsewhere.`)
  if (order.holdReason === 'safety')
    return refuse('The order is held for safety: a provider has to release it first.')
  const state = await patientStateOf(tx, order.clinicId, order.consultationId)
  const pharmacy = await requirePharmacyFor(tx, input.pharmacyId, state)
  await reroutePrescription(tx, {
    actor,
    orderId: order.id,
    prescriptionId: input.prescriptionId,
    decisionId: order.decisionId,
    pharmacyId: input.pharmacyId,
    now,
  })
  await saveOrder(tx, order, {
    ...(isPharmacyHold(order) && { status: 'approved' as const, holdReason: null, holdText: null }),
    pharmacyId: input.pharmacyId,
    now,
    cause: 'reroute',
    actor,
  })
  await remark(tx, command, 'reroute', `To ${pharmacy.name}: ${input.text}`)
}
