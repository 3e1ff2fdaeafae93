/** One clinic with its counterparties under the test's control, and a worker that runs one job at a time. For tests only. */
import type { OrderView, Product } from '@countersign/contract'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../../db/test-database/index.ts'
import type { Mail, Mailer } from '../adapters/mail/port.ts'
import type { Patient, Provider } from '../modules/identity/index.ts'
import {
  capturePaymentJob,
  checkPaymentJob,
  draftInvoice,
  openCheckout,
  releaseAuthorisationJob,
  releasePaymentJob,
} from '../modules/invoices/index.ts'
import { actOnCardEvent } from '../modules/invoices/stripe-webhook.ts'
import { sendNotificationJob } from '../modules/notifications/index.ts'
import {
  cancelOrder,
  cancelPrescriptionJob,
  choosePharmacy,
  completeOrderJob,
  denyOrder,
  draftOrder,
  loadOrderView,
  processApprovedOrder,
  registerPharmacyInbound,
  resolveTransmissionJob,
  sendPrescriptionJob,
  sweepOverdueOrders,
  undoOrder,
} from '../modules/orders/index.ts'
import { orderSide } from '../modules/orders/order-of-prescription.ts'
import type { QuestionSide } from '../modules/prescriptions/index.ts'
import { receiveMessage } from '../modules/prescriptions/receive-message.ts'
import type { Clock } from '../platform/clock.ts'
import { openDatabase } from '../platform/db/database.ts'
import { createFieldEncryption } from '../platform/field-encryption.ts'
import { newId } from '../platform/ids.ts'
import type { JobPayload } from '../platform/jobs/enqueue.ts'
import type { JobContext, JobHandler } from '../platform/jobs/worker.ts'
import { createLog } from '../platform/log.ts'
import { fakeCardProcessor } from './fake-card-processor.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'
import { type FromPharmacy, fakeNetwork, messageFrom } from './fake-network.ts'
import { insertTestClinic } from './fixtures.ts'

export const PHARMACY = '9900041'
/** Seconds a decision can be taken back. */
export const UNDO = 10

export const finasteride: Product = {
  drugId: 'finasteride',
  rxcui: '200371',
  tty: 'SCD',
  ndc: null,
  description: 'Finasteride 1 MG Oral Tablet',
  strength: '1 mg',
  form: 'Oral Tablet',
  doseMg: 1,
  brand: null,
  deaSchedule: null,
  quantityUnitCode: 'C48542',
}
export const treatment = {
  drug: 'Finasteride',
  drugId: 'finasteride',
  productRxcui: '200371',
  doseMg: 1,
  frequency: 'once daily',
  quantity: 90,
  daysSupply: 90,
  refills: 3,
  sig: 'Take 1 tablet by mouth once daily',
}

export type Case = { consultationId: string; orderId: string; invoiceId: string; paymentId: string }
export type Approved = Case & { decisionId: string; prescriptionId: string; messageId: string }
export type QueuedJob = { id: string; task: string; payload: JobPayload; runAt: Date }
export type Ran = { task: string; failed: string | null }

/** Questions are other modules' work: here it is only seen that they were asked. */
const refuseQuestions: QuestionSide = {
  renewal: async () => 'not in this test',
  change: async () => 'not in this test',
}

export async function startOutside(time: Clock | null = null) {
  const database: TestDatabase = await createTestDatabase()
  const still = fakeClock()
  let ahead = 0
  /** The test's own clock, or the one given, moved on by hand. */
  const clock: FakeClock = time
    ? {
        now: () => new Date(time.now().getTime() + ahead),
        at: () => new Date(time.now().getTime() + ahead),
        advance: (seconds) => {
          ahead += seconds * 1000
        },
      }
    : still
  const db = openDatabase(database.appUrl, { poolSize: 8, onError: () => {} })
  const network = fakeNetwork()
  const cards = fakeCardProcessor(new Date(clock.at().getTime() + 7 * 86_400_000))
  const mails: Mail[] = []
  let mailFate: (() => void) | null = null
  const mailer: Mailer = {
    async send(mail) {
      mailFate?.()
      mails.push(mail)
    },
    async close() {},
  }
  const deps = {
    db,
    clock,
    log: createLog('silent'),
    encryption: createFieldEncryption(Buffer.alloc(32, 3).toString('base64')),
    pharmacyNetwork: network,
    cardProcessor: cards,
    mailer,
    config: { PUBLIC_URL: 'https://clinic.example', PHARMACY_NETWORK_SECRET: 'a network secret of a test' },
  }
  const owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
  const clinic = await insertTestClinic(database.adminUrl)
  const { clinicId, providerId, patientId } = clinic
  await insertPharmacies(owner)

  const person = { userId: 'u', name: 'Test', clinicId, requestId: 'r', ip: null }
  const provider: Provider = {
    ...person,
    role: 'provider',
    staffMemberId: clinic.providerStaffId,
    providerId,
    patientId: null,
  }
  const patient: Patient = { ...person, role: 'patient', staffMemberId: null, providerId: null, patientId }

  const handlers: Record<string, JobHandler> = {
    'send-prescription': sendPrescriptionJob(deps),
    'resolve-transmission': resolveTransmissionJob(deps),
    'cancel-prescription': cancelPrescriptionJob(deps),
    'capture-payment': capturePaymentJob(deps),
    'release-payment': releasePaymentJob(deps),
    'release-authorisation': releaseAuthorisationJob(deps),
    'check-payment': checkPaymentJob(deps),
    'send-notification': sendNotificationJob(deps),
    'complete-order': completeOrderJob(deps),
    // Other modules' work: what matters here is that it was asked for.
    'queue-consultation': async () => {},
    'complete-consultation': async () => {},
  }

  const questions = refuseQuestions
  const queued = async (task?: string): Promise<QueuedJob[]> => {
    const { rows } = await owner.query<QueuedJob>(
      `select j.id::text as id, t.identifier as task, j.payload, j.run_at as "runAt"
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where $1::text is null or t.identifier = $1 order by j.run_at, j.id`,
      [task ?? null],
    )
    return rows
  }

  /** Runs one job; one that fails stays in the queue and comes again a little later. */
  const runJob = async (job: QueuedJob, context: Partial<JobContext> = {}): Promise<Ran> => {
    const { rows } = await owner.query<{ attempts: number; max_attempts: number }>(
      `update graphile_worker._private_jobs set attempts = attempts + 1, locked_at = now(), locked_by = 'test' where id = $1 returning attempts, max_attempts`,
      [job.id],
    )
    const attempt = rows[0]?.attempts ?? 1
    const lastAttempt = attempt >= (rows[0]?.max_attempts ?? 25)
    try {
      await handlers[job.task]?.(job.payload, { attempt, lastAttempt, ...context })
      await owner.query('delete from graphile_worker._private_jobs where id = $1', [job.id])
      return { task: job.task, failed: null }
    } catch (error) {
      const runAt = new Date(clock.at().getTime() + Math.exp(Math.min(attempt, 10)) * 1000)
      await owner.query(
        'update graphile_worker._private_jobs set run_at = $2, locked_at = null, locked_by = null where id = $1',
        [job.id, runAt],
      )
      return { task: job.task, failed: error instanceof Error ? error.message : String(error) }
    }
  }

  /** Everything that is due now, and what that asks for in turn. A job without a time of its own bears the machine's. */
  const runDue = async (): Promise<Ran[]> => {
    const ran: Ran[] = []
    for (let guard = 0; guard < 200; guard += 1) {
      const jobs = await queued()
      const job = jobs.find(({ runAt }) => runAt <= clock.at())
      if (!job) return ran
      ran.push(await runJob(job))
    }
    throw new Error('the queue never becomes empty')
  }

  const openCase = async (): Promise<Case> => {
    const consultationId = newId()
    const now = clock.at()
    await owner.query(
      `insert into consultations (clinic_id, id, patient_id, category, status, priority, patient_state, submitted_at, due_at)
       values ($1, $2, $3, 'hair', 'submitted', 'normal', 'TX', $4, $4)`,
      [clinicId, consultationId, patientId, now],
    )
    return db.write(clinicId, async (tx) => {
      const { orderId } = await draftOrder(tx, {
        clinicId,
        consultationId,
        patientId,
        pharmacyId: PHARMACY,
        createdAt: now,
      })
      const lines = [{ description: 'Visit', amountCents: 4900 }]
      const invoice = await draftInvoice(tx, {
        clinicId,
        orderId,
        consultationId,
        patientId,
        lines,
        createdAt: now,
      })
      return { consultationId, orderId, invoiceId: invoice.invoiceId, paymentId: invoice.paymentId ?? '' }
    })
  }

  const ways = { returnUrl: 'https://clinic.example/back', cancelUrl: 'https://clinic.example/stop' }
  const checkout = (opened: Case) =>
    openCheckout(deps, { clinicId, consultationId: opened.consultationId, ...ways })

  /** The patient opens the card page, pays, and the processor tells us. */
  const payByCard = async (opened: Case): Promise<string> => {
    const { url } = await checkout(opened)
    const intentId = cards.pay(url.replace('https://card.example/', ''))
    await actOnCardEvent(deps, cards.eventAbout(intentId, 'payment_intent.amount_capturable_updated'))
    return intentId
  }

  const insertDecision = async (consultationId: string, status: 'approved' | 'denied'): Promise<string> => {
    const decisionId = newId()
    await owner.query(
      `insert into consultation_approvals (clinic_id, id, consultation_id, provider_id, status, approved_at, effective_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        clinicId,
        decisionId,
        consultationId,
        providerId,
        status,
        clock.at(),
        new Date(clock.at().getTime() + UNDO * 1000),
      ],
    )
    return decisionId
  }

  const approve = async (opened: Case, product: Product = finasteride): Promise<Approved> => {
    const decisionId = await insertDecision(opened.consultationId, 'approved')
    const now = clock.at()
    const effectiveAt = new Date(now.getTime() + UNDO * 1000)
    const { prescriptionId } = await db.write(clinicId, (tx) =>
      processApprovedOrder(tx, {
        actor: provider,
        consultationId: opened.consultationId,
        decisionId,
        treatment,
        product,
        diagnosisCode: 'L64.9',
        secondaryDiagnosisCode: null,
        pharmacyId: PHARMACY,
        effectiveAt,
        now,
      }),
    )
    const { rows } = await owner.query<{ message_id: string }>(
      'select message_id from prescriptions where id = $1',
      [prescriptionId],
    )
    return { ...opened, decisionId, prescriptionId, messageId: rows[0]?.message_id ?? '' }
  }

  return {
    ...clinic,
    database,
    clock,
    deps,
    network,
    cards,
    mails,
    provider,
    patient,
    handlers,
    questions,
    queued,
    runJob,
    runDue,
    openCase,
    checkout,
    payByCard,
    insertDecision,
    approve,
    failMailWith: (fail: (() => void) | null) => {
      mailFate = fail
    },
    /** A case whose card is held and whose approval can no longer be taken back. */
    async approvedCase(): Promise<Approved & { intentId: string }> {
      const opened = await openCase()
      const intentId = await payByCard(opened)
      const approved = await approve(opened)
      clock.advance(UNDO)
      return { ...approved, intentId }
    },
    async deny(opened: Case): Promise<string> {
      const decisionId = await insertDecision(opened.consultationId, 'denied')
      const now = clock.at()
      const effectiveAt = new Date(now.getTime() + UNDO * 1000)
      const { consultationId } = opened
      await db.write(clinicId, (tx) =>
        denyOrder(tx, { actor: provider, consultationId, decisionId, effectiveAt, now }),
      )
      return decisionId
    },
    cancel: ({ consultationId }: Case) =>
      db.write(clinicId, (tx) => cancelOrder(tx, { actor: provider, consultationId, now: clock.at() })),
    choosePharmacy: ({ consultationId }: Case, pharmacyId: string, actor: Patient = patient) =>
      db.write(clinicId, (tx) => choosePharmacy(tx, { actor, consultationId, pharmacyId, now: clock.at() })),
    sweep: () => sweepOverdueOrders(deps),
    /** The sending job of a worker whose clock is another. */
    sendPrescriptionBy: (other: Clock) => sendPrescriptionJob({ ...deps, clock: other }),
    registerPharmacyInbound: (app: FastifyInstance) => registerPharmacyInbound(app, deps, questions),
    undo: (approved: Pick<Approved, 'consultationId' | 'decisionId'>) =>
      db.write(clinicId, (tx) =>
        undoOrder(tx, {
          actor: provider,
          consultationId: approved.consultationId,
          decisionId: approved.decisionId,
          now: clock.at(),
        }),
      ),
    view: (opened: Case): Promise<OrderView> =>
      db.read(clinicId, (read) => loadOrderView(read, clinicId, opened.consultationId)),
    hear: (message: FromPharmacy) => receiveMessage(deps, orderSide, questions, messageFrom(message)),
    hearXml: (xml: string | Uint8Array) => receiveMessage(deps, orderSide, questions, xml),
    webhook: (event: Parameters<typeof actOnCardEvent>[1]) => actOnCardEvent(deps, event),
    async sql<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
      return (await owner.query<R>(text, values)).rows
    },
    async stop() {
      await db.close()
      await owner.end()
      await database.drop()
    },
  }
}
export type Outside = Awaited<ReturnType<typeof startOutside>>

async function insertPharmacies(owner: pg.Client): Promise<void> {
  await owner.query(
    `insert into pharmacies (ncpdp_id, npi, name, kind, phone, address_line, city, state, postal_code, states_served, synced_at)
     values ('${PHARMACY}', '1900000043', 'Bluebonnet Pharmacy', 'retail', '5125550100', '509 Pecan Avenue', 'Austin', 'TX', '78701', '{TX}', now()),
       ('9900017', '1900000019', 'Harborview Pharmacy', 'retail', '2065550100', '118 Ferry Lane', 'Seattle', 'WA', '98101', '{WA}', now()),
       ('9900223', '1900000225', 'Meridian Mail Pharmacy', 'mail_order', '5025550100', '4500 Distribution Parkway', 'Louisville', 'KY', '40219', '{KY,TX,WA}', now())
     on conflict do nothing`,
  )
}
