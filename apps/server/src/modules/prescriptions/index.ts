/**
 * Prescriptions: signed with an approval, sent once, followed until the pharmacy has filled them.
 * They change together with their order, which the orders module hands in as an `OrderSide`.
 */
export { answerInWords } from './answer-question.ts'
export { cancelPrescriptionJob } from './cancel-prescription.job.ts'
export { cancelPrescriptions } from './cancel-prescription.ts'
export { guideOf } from './medicine-guide.ts'
export type {
  ChangeQuestion,
  OrderSide,
  PrescriptionNews,
  QuestionSide,
  RenewalQuestion,
} from './order-side.ts'
export { clinicDay } from './parties-queries.ts'
export { type PharmacyInboundDeps, registerInbound } from './pharmacy-inbound.ts'
export { type ControlledAuthority, isControlled, isUnsent, OVERDUE_MS, STALLED_MS } from './prescription.ts'
export type { Prescription } from './queries.ts'
export { cancelSteps, moveStarts, releaseStep } from './release-step.ts'
export { replaceSent, replaceUnsent } from './replace-sent.ts'
export {
  chooseNdc,
  listPrescriptionsOfOrder,
  releaseToNetwork,
  reroutePrescription,
} from './reroute-prescription.ts'
export { resolveTransmissionJob } from './resolve-transmission.job.ts'
export { sendPrescriptionJob } from './send-prescription.job.ts'
export {
  networkId,
  requireSignable,
  type SignPrescription,
  signPrescription,
  withdrawUnsent,
} from './sign-prescription.ts'
export { tellUnheardCron } from './tell-unheard.job.ts'
export type { PrescriptionDeps } from './transmission.ts'
