import { formulary } from '@countersign/clinical'
import type { AnswerChangeRequest, ChangeRequestView } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { parties } from '../../testing/fake-network.ts'
import { startTreatment, type Treatment } from '../../testing/treated-patient.ts'

let at: Treatment
beforeAll(async () => {
  at = await startTreatment()
})
afterAll(() => at?.server.close())
beforeEach(() => at.network.taken.clear())

const sent = async (about: Parameters<Treatment['treated']>[1] = {}) => {
  const clinic = await at.newClinic()
  return { clinic, ...(await at.treated(clinic, about)) }
}
type Sent = Awaited<ReturnType<typeof sent>>

const productOf = (drugId: string, doseMg: number) => {
  const product = formulary.drugs
    .find(({ id }) => id === drugId)
    ?.products.find((one) => one.doseMg === doseMg)
  if (!product?.rxcui) throw new Error('no such product')
  return product
}
const requestedOf = (drugId: string, doseMg: number, quantity: string) => {
  const product = productOf(drugId, doseMg)
  return {
    drugDescription: product.description,
    drugCoded: { drugDbCodes: [{ code: product.rxcui ?? '', qualifier: product.tty ?? 'SCD' }] },
    quantity: { value: quantity, codeListQualifier: '38', unitOfMeasure: 'C48542' },
  }
}
const ask = (
  on: Sent,
  code: string,
  change: { requested?: ReturnType<typeof requestedOf>[]; subCodes?: string[]; messageId?: string } = {},
) =>
  at.fromPharmacy({
    prescriberOrderNumber: on.rx.number,
    ...(change.messageId && { messageId: change.messageId }),
    body: {
      type: 'RxChangeRequest',
      messageRequestCode: code,
      ...(change.subCodes && { messageRequestSubCodes: change.subCodes }),
      ...parties,
      ...(change.requested && { medicationsRequested: change.requested }),
      changeReasonText: 'Asked at the counter',
    },
  })
const list = async (on: Sent, lane = 'open'): Promise<ChangeRequestView[]> =>
  (await at.call(on.clinic.provider, 'GET', `change-requests?lane=${lane}`)).body.items
const answer = (
  on: Sent,
  view: ChangeRequestView | undefined,
  body: Partial<AnswerChangeRequest> & object,
  key = newId(),
) =>
  at.call(
    on.clinic.provider,
    'POST',
    `change-requests/${view?.id}/answer`,
    { version: view?.version, ...body },
    key,
  )
const rxOf = (on: Sent) =>
  at.server.sql<{ drugId: string; status: string; sentAs: string; outcome: string | null }>(
    `select drug_id as "drugId", status, sent_as as "sentAs", answer_outcome as outcome from prescriptions
     where clinic_id = $1 and step = 1 order by signed_at, id`,
    [on.clinic.clinicId],
  )
const amendments = async (on: Sent) =>
  (
    await at.server.sql(
      'select 1 from consultation_approvals where consultation_id = $1 and amends_id is not null',
      [on.consultationId],
    )
  ).length

describe('a pharmacy asks to change', () => {
  it('and the same message again is the same task', async () => {
    const on = await sent()
    const messageId = newId().replaceAll('-', '')
    const first = await ask(on, 'T', { requested: [requestedOf('tadalafil', 10, '6')], messageId })
    expect(first).toContain('<Status>')
    expect(await ask(on, 'T', { requested: [requestedOf('tadalafil', 10, '6')], messageId })).toBe(first)
    const views = await list(on)
    expect(views).toMatchObject([
      {
        code: 'T',
        reasonText: 'Asked at the counter',
        answers: ['approve', 'approve_with_changes', 'deny'],
        requested: [{ treatment: { drugId: 'tadalafil', doseMg: 10, quantity: 6 } }],
      },
    ])
  })

  it('in a code nobody knows is refused', async () => {
    const on = await sent()
    const answered = await at.fromPharmacy(
      {
        prescriberOrderNumber: on.rx.number,
        body: { type: 'RxChangeRequest', messageRequestCode: 'D', ...parties },
      },
      (xml) => xml.replace('<MessageRequestCode>D<', '<MessageRequestCode>ZZ<'),
    )
    expect(answered).toContain('<Error>')
    expect(await list(on)).toEqual([])
  })

  it('approved as asked: the old is replaced, the new one is the answer, once', async () => {
    const on = await sent()
    await ask(on, 'T', { requested: [requestedOf('tadalafil', 10, '6')] })
    const [view] = await list(on)
    const key = newId()
    at.network.taken.clear()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        answer(on, view, { answer: 'approve', requested: 0, overrides: [] }, key),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    await at.runDue()
    const responses = at.sentOfType('RxChangeResponse')
    expect(responses).toHaveLength(1)
    expect(responses[0]).toMatchObject({ times: 1 })
    expect(responses[0]?.xml).toContain('<Approved')
    expect(responses[0]?.xml).toContain('adalafil')
    expect(await rxOf(on)).toMatchObject([
      { drugId: 'sildenafil', status: 'rerouted' },
      { drugId: 'tadalafil', status: 'sent', sentAs: 'RxChangeResponse', outcome: 'approved' },
    ])
    expect(await amendments(on)).toBe(1)
    expect(
      (
        await answer(
          on,
          { ...(view as ChangeRequestView), version: 2 },
          { answer: 'deny', reason: 'Too late now.' },
        )
      ).status,
    ).toBe(409)
    await at.fill(await at.newestRx(on.clinic))
    const [order] = await at.server.sql('select status from orders where clinic_id = $1', [
      on.clinic.clinicId,
    ])
    expect(['filled', 'completed']).toContain(order?.status)
  })

  it('approved with changes passes the gate; what stands against it does not', async () => {
    const on = await sent()
    await ask(on, 'S')
    const [view] = await list(on)
    expect(view?.answers).toEqual(['approve_with_changes', 'deny'])
    const treatment = view?.prescribedTreatment as ChangeRequestView['prescribedTreatment']
    await at.server.sql(
      `insert into patient_medications (clinic_id, id, patient_id, text, source, recorded_at) values ($1, gen_random_uuid(), $2, 'nitroglycerin', 'pharmacy', $3)`,
      [on.clinic.clinicId, on.clinic.patientId, at.clock.at()],
    )
    const refused = await answer(on, view, { answer: 'approve_with_changes', treatment, overrides: [] })
    expect(refused.body.type).toContain('consultation-not-approvable')
    expect(await rxOf(on)).toMatchObject([{ status: 'sent' }])
    await at.server.sql('delete from patient_medications where clinic_id = $1', [on.clinic.clinicId])
    const clearer = { ...treatment, sig: 'Take 1 tablet by mouth as needed, one hour before activity.' }
    const { status } = await answer(on, view, {
      answer: 'approve_with_changes',
      treatment: clearer,
      overrides: [],
    })
    expect(status).toBe(200)
    await at.runDue()
    expect(at.sentOfType('RxChangeResponse')[0]?.xml).toContain('<ApprovedWithChanges')
    expect(at.sentOfType('RxChangeResponse')[0]?.xml).toContain('one hour before activity')
  })

  it('a charge that was still under way goes on under the amended decision', async () => {
    const on = await sent()
    const { clinicId } = on.clinic
    // Of an invoice without a payment the charge is that it is paid.
    await at.server.sql('delete from payments where clinic_id = $1', [clinicId])
    await ask(on, 'T', { requested: [requestedOf('tadalafil', 10, '6')] })
    const [view] = await list(on)
    expect((await answer(on, view, { answer: 'approve', requested: 0, overrides: [] })).status).toBe(200)
    await at.runDue()
    expect(await at.server.sql('select status from invoices where clinic_id = $1', [clinicId])).toEqual([
      { status: 'paid' },
    ])
  })

  it('for prior authorization: with the payer’s number and nothing else changed', async () => {
    const on = await sent()
    await ask(on, 'P')
    const [view] = await list(on)
    expect((await answer(on, view, { answer: 'approve', requested: 0, overrides: [] })).status).toBe(422)
    const { status } = await answer(on, view, {
      answer: 'approve',
      requested: 0,
      overrides: [],
      priorAuthorization: 'PA-77',
    })
    expect(status).toBe(200)
    await at.runDue()
    expect(at.sentOfType('RxChangeResponse')[0]?.xml).toContain('PA-77')
    expect(await rxOf(on)).toMatchObject([
      { status: 'rerouted' },
      { drugId: 'sildenafil', outcome: 'approved' },
    ])
  })

  it('denied and validated travel as words, once, under a fixed number', async () => {
    const denied = await sent()
    await ask(denied, 'OS', { requested: [requestedOf('tadalafil', 10, '6')] })
    await answer(denied, (await list(denied))[0], {
      answer: 'deny',
      reason: 'Please order it, the patient can wait.',
    })
    at.network.fates.push('lost_after')
    await at.runDue()
    await at.runDue()
    const [denial] = at.sentOfType('RxChangeResponse')
    expect(denial).toMatchObject({ times: 1 })
    expect(denial?.xml).toContain('<Denied>')
    expect(denial?.xml).toContain('the patient can wait')
    expect(await rxOf(denied)).toMatchObject([{ status: 'sent' }])

    at.network.taken.clear()
    const validated = await sent()
    await ask(validated, 'U', { subCodes: ['A'] })
    const [view] = await list(validated)
    expect(view).toMatchObject({ answers: ['validate', 'deny'], confirm: ['State license'] })
    await answer(validated, view, { answer: 'validate', note: 'Active.' })
    await at.runDue()
    expect(at.sentOfType('RxChangeResponse')[0]?.xml).toContain('<Validated')
    expect(await list(validated, 'answered')).toMatchObject([{ status: 'validated', answerText: 'Active.' }])
  })

  it('what was handed out meanwhile is not replaced', async () => {
    const on = await sent()
    await ask(on, 'T', { requested: [requestedOf('tadalafil', 10, '6')] })
    const [view] = await list(on)
    await at.fill(on.rx)
    const { status, body } = await answer(on, view, { answer: 'approve', requested: 0, overrides: [] })
    expect({ status, detail: body.detail }).toEqual({
      status: 409,
      detail: 'This question does not take that answer: the prescription is filled.',
    })
    expect((await list(on))[0]?.answers).toEqual(['deny'])
  })

  it('a titration goes on under the amended decision', async () => {
    const on = await sent({
      category: 'weight',
      drugId: 'semaglutide_sc',
      body: [175, 105],
      approve: { titration: true },
    })
    await ask(on, 'P')
    const { status } = await answer(on, (await list(on))[0], {
      answer: 'approve',
      requested: 0,
      overrides: [],
      priorAuthorization: 'PA-78',
    })
    expect(status).toBe(200)
    await at.runDue()
    const rx = await at.server.sql<{ step: number; status: string; same: boolean }>(
      `select x.step, x.status, x.decision_id = o.decision_id as same from prescriptions x join orders o on o.id = x.order_id
       where x.clinic_id = $1 order by x.step, x.signed_at`,
      [on.clinic.clinicId],
    )
    expect(rx.map(({ step, status: is }) => [step, is])).toEqual([
      [1, 'rerouted'],
      [1, 'sent'],
      [2, 'draft'],
      [3, 'draft'],
      [4, 'draft'],
      [5, 'draft'],
    ])
    expect(rx.slice(1).every(({ same }) => same)).toBe(true)
  })

  it('another clinic’s question is nobody’s', async () => {
    const on = await sent()
    const other = await sent()
    await ask(on, 'U', { subCodes: ['A'] })
    const [view] = await list(on)
    const { status } = await at.call(other.clinic.provider, 'POST', `change-requests/${view?.id}/answer`, {
      version: 1,
      answer: 'validate',
      note: '',
    })
    expect(status).toBe(404)
  })
})
