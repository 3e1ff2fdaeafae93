/**
 * Orders: what was asked for, decided, sent and handed out. An order and its prescriptions change in one
 * transaction; the jobs and the inbound door of prescriptions are therefore bound to their orders here.
 */
import type { FastifyInstance } from 'fastify'
import {
  cancelPrescriptionJob as cancelPrescription,
  type PharmacyInboundDeps,
  type PrescriptionDeps,
  type QuestionSide,
  registerInbound,
  resolveTransmissionJob as resolveTransmission,
  sendPrescriptionJob as sendPrescription,
} from '../prescriptions/index.ts'
import { orderSide } from './order-of-prescription.ts'

export const sendPrescriptionJob = (deps: PrescriptionDeps) => sendPrescription(deps, orderSide)
export const resolveTransmissionJob = (deps: PrescriptionDeps) => resolveTransmission(deps, orderSide)
export const cancelPrescriptionJob = (deps: PrescriptionDeps) => cancelPrescription(deps, orderSide)
export const registerPharmacyInbound = (
  app: FastifyInstance,
  deps: PharmacyInboundDeps,
  questions: QuestionSide,
): void => registerInbound(app, deps, orderSide, questions)

export type { ControlledAuthority } from '../prescriptions/index.ts'
export { cancelOrder } from './cancel-order.ts'
export { choosePharmacy } from './choose-pharmacy.ts'
export { completeOrderJob } from './complete-order.job.ts'
export { denyOrder, type LaterStep, processApprovedOrder, undoOrder } from './decide-order.ts'
export { attachQuestion, draftOrder } from './draft-order.ts'
export { getOrder, loadOrderView } from './get-order.ts'
export { lockForWork } from './order-commands.ts'
export { insertRemark } from './remark-queries.ts'
export { replaceForQuestion } from './replace-for-question.ts'
export { replaceUnsentOrder } from './replace-unsent-order.ts'
export { orderHandlers } from './routes.ts'
export { closeSeriesOrder, loadDecidedOrder } from './series-order.ts'
export { sweepOverdueOrders, sweepOverdueOrdersCron } from './sweep-overdue-orders.job.ts'
