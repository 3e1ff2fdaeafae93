/** Composes the jobs of every module: what runs because a transaction asked for it, and what the clock runs. */
import type { Deps } from './deps.ts'
import { forgetTokensCron } from './modules/cds-hooks/index.ts'
import { answerChangeJob } from './modules/change-requests/index.ts'
import {
  completeConsultation,
  expireConsultationsCron,
  queueConsultation,
  releaseLapsedLeases,
  settleDecision,
  tellOverdueCron,
} from './modules/consultations/index.ts'
import { abandonIntakesCron } from './modules/intake/index.ts'
import {
  capturePaymentJob,
  checkPaymentJob,
  releaseAuthorisationJob,
  releasePaymentJob,
} from './modules/invoices/index.ts'
import { sendNotificationJob } from './modules/notifications/index.ts'
import {
  cancelPrescriptionJob,
  completeOrderJob,
  resolveTransmissionJob,
  sendPrescriptionJob,
  sweepOverdueOrdersCron,
} from './modules/orders/index.ts'
import { ensurePharmaciesCron, syncPharmaciesCron } from './modules/pharmacies/index.ts'
import { tellUnheardCron } from './modules/prescriptions/index.ts'
import { answerRenewalJob, runningOutCron } from './modules/refills/index.ts'
import { sendInvitationJob } from './modules/staff/index.ts'
import { advanceTitrationsCron, startTitrationJob } from './modules/titrations/index.ts'
import { forgetAnswers } from './platform/db/forget-answers.ts'
import type { CronJob, JobHandler } from './platform/jobs/worker.ts'

export const jobHandlers = (deps: Deps): Record<string, JobHandler> => ({
  'answer-change': answerChangeJob(deps),
  'answer-renewal': answerRenewalJob(deps),
  'cancel-prescription': cancelPrescriptionJob(deps),
  'capture-payment': capturePaymentJob(deps),
  'check-payment': checkPaymentJob(deps),
  'complete-consultation': completeConsultation(deps),
  'complete-order': completeOrderJob(deps),
  'queue-consultation': queueConsultation(deps),
  'release-authorisation': releaseAuthorisationJob(deps),
  'release-payment': releasePaymentJob(deps),
  'resolve-transmission': resolveTransmissionJob(deps),
  'send-invitation': sendInvitationJob(deps),
  'send-notification': sendNotificationJob(deps),
  'send-prescription': sendPrescriptionJob(deps),
  'settle-decision': settleDecision(deps),
  'start-titration': startTitrationJob(deps),
})

export const cronJobs = (deps: Deps): CronJob[] => [
  { task: 'release-lapsed-leases', match: '* * * * *', run: () => releaseLapsedLeases(deps) },
  { task: 'forget-answers', match: '7 4 * * *', run: () => forgetAnswers(deps.db, deps.clock.now()) },
  abandonIntakesCron(deps),
  advanceTitrationsCron(deps),
  ensurePharmaciesCron(deps),
  expireConsultationsCron(deps),
  forgetTokensCron(deps),
  runningOutCron(deps),
  sweepOverdueOrdersCron(deps),
  syncPharmaciesCron(deps),
  tellOverdueCron(deps),
  tellUnheardCron(deps),
]
