/** A patient on treatment: approved, sent, filled, on a server whose pharmacy network is a test's. For tests only. */
import { type ConsultationSummary, SignedTreatment } from '@countersign/contract'
import type { ScriptBody } from '@countersign/ncpdp-script'
import { newId } from '../platform/ids.ts'
import { fakeClock } from './fake-clock.ts'
import { type FromPharmacy, fakeNetwork, fillBody, messageFrom, parties } from './fake-network.ts'
import { insertTestClinic, type TestClinic } from './fixtures.ts'
import { type OpenCase, openCase, TEST_PHARMACY } from './open-case.ts'
import { runDueJobs } from './run-jobs.ts'
import { startTestServer } from './test-server.ts'

export const NETWORK_SECRET = 'a network secret of a test'
export const DAY = 86_400

export async function startTreatment() {
  const clock = fakeClock()
  const network = fakeNetwork()
  const mails: string[] = []
  const mailer = {
    send: async ({ subject }: { subject: string }) => void mails.push(subject),
    close: async () => {},
  }
  const server = await startTestServer({ clock, pharmacyNetwork: network, mailer })

  const call = async (
    cookie: string,
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
    key = newId(),
  ) => {
    const answer = await server.as(cookie, {
      method,
      url: `/api/${url}`,
      ...(payload && { payload }),
      headers: { 'idempotency-key': key },
    })
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
  }

  /** What a pharmacy posts at the network's door; answers what it is told. */
  const fromPharmacy = async (
    message: FromPharmacy & { body: ScriptBody },
    spoil = (xml: string) => xml,
  ): Promise<string> => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/pharmacy-network/messages',
      headers: { authorization: `Bearer ${NETWORK_SECRET}`, 'content-type': 'application/xml' },
      payload: spoil(messageFrom({ pharmacyId: TEST_PHARMACY, ...message })),
    })
    return answer.body
  }

  /** A clinic with one provider and its patient signed in. */
  const newClinic = async (settings: object = {}) => {
    const clinic = await insertTestClinic(server.database.adminUrl, { settings })
    const provider = (await server.signUpAs(clinic.clinicId, 'provider')).cookie
    const account = await server.signUp('Test Patient')
    await server.sql('update patients set user_id = $1 where id = $2', [account.userId, clinic.patientId])
    return { ...clinic, provider, patient: account.cookie }
  }
  type Clinic = Awaited<ReturnType<typeof newClinic>>

  const summary = async (clinic: Clinic, id: string): Promise<ConsultationSummary> =>
    (await call(clinic.provider, 'GET', `consultations/${id}`)).body

  /** The engine's own plan for a dose, as the form would be filled. */
  const treatmentOf = async (clinic: Clinic, id: string, drugId: string, change: object = {}) => {
    const option = (await summary(clinic, id)).assessment.options.find((one) => one.drugId === drugId)
    const plan = option?.plan
    if (!option || !plan) throw new Error(`no plan for ${drugId}`)
    return SignedTreatment.parse({
      drug: option.drug,
      drugId,
      productRxcui: plan.product.rxcui,
      doseMg: plan.doseMg,
      frequency: plan.frequency,
      quantity: plan.quantity,
      daysSupply: plan.daysSupply,
      refills: plan.refills,
      sig: plan.sig,
      ...change,
    })
  }

  const settle = async () => {
    clock.advance(11)
    return runDueJobs(server)
  }

  /** Approved and sent. */
  const treated = async (
    clinic: Clinic,
    about: OpenCase & { approve?: object; drugId?: string; refills?: number } = {},
  ) => {
    const { approve = {}, drugId = 'sildenafil', refills = 0, ...facts } = about
    const id = await openCase(server, clinic as TestClinic, facts)
    const { body: claim } = await call(clinic.provider, 'POST', `consultations/${id}/claim`)
    const treatment = await treatmentOf(clinic, id, drugId, { refills })
    const { status, body } = await call(clinic.provider, 'POST', `consultations/${id}/approve`, {
      version: claim.version,
      treatment,
      pharmacyId: TEST_PHARMACY,
      notes: 'Reviewed.',
      overrides: [],
      ...approve,
    })
    if (status !== 200) throw new Error(`not approved: ${JSON.stringify(body)}`)
    await settle()
    return {
      consultationId: id,
      decisionId: body.decisionId as string,
      treatment,
      rx: await newestRx(clinic),
    }
  }

  const newestRx = async (clinic: Clinic) => {
    const [rx] = await server.sql<{ id: string; messageId: string; number: string; status: string }>(
      `select id, message_id as "messageId", prescriber_order_number as number, status from prescriptions
       where clinic_id = $1 order by signed_at desc, step, id desc limit 1`,
      [clinic.clinicId],
    )
    if (!rx) throw new Error('no prescription')
    return rx
  }

  const fill = async (rx: { number: string }, outcome: Parameters<typeof fillBody>[0] = 'filled') => {
    const answer = await fromPharmacy({ prescriberOrderNumber: rx.number, body: fillBody(outcome) })
    await runDueJobs(server)
    return answer
  }

  const renewal = (rx: { number: string }, change: { refills?: number; messageId?: string } = {}) =>
    fromPharmacy({
      ...(change.messageId && { messageId: change.messageId }),
      prescriberOrderNumber: rx.number,
      body: {
        type: 'RxRenewalRequest',
        patient: parties.patient,
        pharmacy: parties.pharmacy,
        prescriber: parties.prescriber,
        medicationDispensed: {
          drugDescription: 'Sildenafil 50 MG Oral Tablet',
          quantity: { value: '8', codeListQualifier: '38', unitOfMeasure: 'C48542' },
          daysSupply: 30,
          lastFillDate: '2026-11-22',
          pharmacyRequestedRefills: change.refills ?? 0,
        },
      },
    })

  /** Messages of a kind that reached the network. */
  const sentOfType = (type: string) =>
    [...network.taken.values()].filter(({ xml }) => xml.includes(`<${type}>`))

  return {
    server,
    clock,
    network,
    mails,
    call,
    fromPharmacy,
    newClinic,
    summary,
    treatmentOf,
    settle,
    treated,
    newestRx,
    fill,
    renewal,
    sentOfType,
    runDue: () => runDueJobs(server),
  }
}
export type Treatment = Awaited<ReturnType<typeof startTreatment>>
