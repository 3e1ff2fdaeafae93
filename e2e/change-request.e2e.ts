/** A pharmacy asks to change a prescription: the question is a provider's task, answered once, through the gate. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { nameOf, sandbox, staff, waitingPatient } from './kit/people.ts'

const open = useBrowser()
/** In the patients' own state; for these journeys nothing is done there but by hand. */
const PHARMACY = '9900157'

type Row = {
  id: string
  message_id: string
  status: string
  sent_as: string
  drug_id: string
  answer_outcome: string | null
}
const prescriptions = (consultationId: string) =>
  query<Row>(
    inject('shared').adminUrl,
    `select x.id, x.message_id, x.status, x.sent_as, x.drug_id, x.answer_outcome from prescriptions x
     join orders o on o.id = x.order_id where o.consultation_id = $1 order by x.signed_at, x.id`,
    [consultationId],
  )
const atPharmacy = async (messageId: string, act: string, body: object): Promise<void> => {
  const answer = await fetch(`${sandbox().url}/pharmacy-network/messages/${messageId}/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(202)
}
const repliesAbout = (rxId: string) =>
  query<{ type: string; message_id: string }>(
    inject('shared').adminUrl,
    "select type, message_id from prescription_messages where prescription_id = $1 and direction = 'out'",
    [rxId],
  )

/** Somebody whose prescription lies at a counter where nothing happens by itself. */
const prescribed = async (givenName: string) => {
  const patient = await waitingPatient({
    givenName,
    birthDate: '1984-03-15',
    sex: 'male',
    category: 'hair',
    pharmacyId: PHARMACY,
  })
  const id = patient.consultationId()
  const avery = await staff('avery')
  await avery.approve(await avery.claim(id))
  const rx = await until('The pharmacy has it', { withinMs: 60_000 }, async () => {
    const [row] = await prescriptions(id)
    return row?.status === 'sent' && row
  })
  return { patient, avery, id, rx }
}

const behave = (how: string) => sandbox().setFaults({ pharmacy: { behaviours: { [PHARMACY]: how } } })
beforeAll(() => behave('by_hand'))
afterAll(() => behave('reject_601'))

describe('a pharmacy’s question', () => {
  it('another medicine: compared, checked live, approved as asked by key, and answered with the new prescription', {
    timeout: 180_000,
  }, async () => {
    const { patient, avery, id, rx } = await prescribed('Sorrel')
    const desk = await open({ as: avery.api })
    await desk.goto('/queue')
    await desk.getByRole('heading', { level: 1, name: 'Queue' }).waitFor()
    const reason = 'The plan prefers this product of the class'
    await atPharmacy(rx.message_id, 'change-request', { code: 'T', reason })

    // The rail tells of it without a reload; the keys lead there.
    await desk
      .getByRole('link', { name: /Refills/ })
      .getByText(/\d+ to review/)
      .waitFor()
    await desk.keyboard.press('g')
    await desk.keyboard.press('r')
    await desk.getByRole('button', { name: /^Pharmacy questions/ }).click()
    const row = desk.getByRole('listitem').filter({ hasText: nameOf(patient) })
    await row.getByText('Another medicine').waitFor()
    await expectAccessible(desk, 'the questions of pharmacies')
    await row.getByRole('button').click()

    await desk.getByRole('heading', { name: nameOf(patient) }).waitFor()
    await desk.getByText(reason).waitFor()
    await desk.getByRole('cell', { name: /^Dutasteride 0\.5 MG/ }).waitFor()
    await expectAccessible(desk, 'a question of a pharmacy')
    const act = desk.getByRole('region', { name: 'Decision' }).getByRole('button')
    expect(await act.getAttribute('aria-disabled')).toBe('true')

    await desk.keyboard.press('1')
    await desk.getByLabel('Directions the patient reads').waitFor()
    await until('The check has passed', { withinMs: 20_000 }, async () => {
      return (await act.getAttribute('aria-disabled')) !== 'true'
    })
    await expectAccessible(desk, 'an answer that is checked')
    await desk.keyboard.press('a')
    await desk.getByText('Approved as asked', { exact: true }).first().waitFor()

    const rows = await until('The answer has gone out', { withinMs: 60_000 }, async () => {
      const found = await prescriptions(id)
      return found.some(({ sent_as, status }) => sent_as === 'RxChangeResponse' && status === 'sent') && found
    })
    expect(rows).toMatchObject([
      { id: rx.id, sent_as: 'NewRx' },
      { sent_as: 'RxChangeResponse', drug_id: 'dutasteride', answer_outcome: 'approved' },
    ])
    const decisions = await query<{ amends_id: string | null }>(
      inject('shared').adminUrl,
      'select amends_id from consultation_approvals where consultation_id = $1 order by approved_at, id',
      [id],
    )
    expect(decisions.map(({ amends_id }) => amends_id !== null)).toEqual([false, true])
  })

  it('prior authorization wants the payer’s number; on a phone', { timeout: 180_000 }, async () => {
    const { patient, avery, id, rx } = await prescribed('Tansy')
    await atPharmacy(rx.message_id, 'change-request', { code: 'P', reason: 'The plan requires it' })
    const phone = await open({ as: avery.api, viewport: PHONE })
    await phone.goto('/refills?lane=questions')
    const row = phone.getByRole('listitem').filter({ hasText: nameOf(patient) })
    await row.getByText('Prior authorization').waitFor()
    await row.getByRole('button').click()
    await phone.getByRole('radio', { name: /^Approve as asked/ }).check()
    const decision = phone.getByRole('region', { name: 'Decision' })
    await decision.getByText('Enter the payer’s authorization number.').waitFor()
    await expectAccessible(phone, 'a prior authorization on a phone')
    await phone.getByLabel('The payer’s authorization number').fill('PA-2026-118')
    await decision.getByText(/gets a new prescription/).waitFor()
    await decision.getByRole('button').click()
    await phone.getByText('Approved as asked', { exact: true }).first().waitFor()
    await until('The answer has gone out', { withinMs: 60_000 }, async () => {
      const found = await prescriptions(id)
      return found.some(({ sent_as, status }) => sent_as === 'RxChangeResponse' && status === 'sent')
    })
  })

  it('authority is confirmed, and a denial carries its reason; who comes late is told so', {
    timeout: 180_000,
  }, async () => {
    const { patient, avery, id, rx } = await prescribed('Yarrow')
    await atPharmacy(rx.message_id, 'change-request', { code: 'U', subCode: 'I' })
    const question = await until('The question is a task', { withinMs: 30_000 }, async () => {
      const { items } = await avery.api.call('listChangeRequests', { query: {} })
      return items.find(({ consultationId, code }) => consultationId === id && code === 'U')
    })
    const desk = await open({ as: avery.api })
    const late = await open({ as: avery.api })
    for (const page of [desk, late]) {
      await page.goto(`/refills/questions/${question.id}`)
      await page.getByText('The criteria of prescriptive authority').waitFor()
    }
    await desk.getByRole('radio', { name: /^Confirm/ }).check()
    await desk.getByRole('button', { name: 'Confirm' }).click()
    // Both pages say so, without a reload.
    for (const page of [desk, late]) await page.getByText('Confirmed', { exact: true }).first().waitFor()

    await atPharmacy(rx.message_id, 'change-request', { code: 'G', reason: 'A generic is available' })
    const generic = await until('The second question is a task', { withinMs: 30_000 }, async () => {
      const { items } = await avery.api.call('listChangeRequests', { query: {} })
      return items.find(({ consultationId, code }) => consultationId === id && code === 'G')
    })
    await desk.goto(`/refills/questions/${generic.id}`)
    await desk.getByRole('radio', { name: /^Deny/ }).check()
    await desk.getByText('Write the reason: the pharmacist reads it.').waitFor()
    await desk.getByLabel('Reason, for the pharmacist').fill('This brand was chosen with the patient.')
    await desk.getByRole('button', { name: 'Deny' }).click()
    await desk.getByText('Denied', { exact: true }).first().waitFor()
    const replies = await until('Both answers went out, once', { withinMs: 60_000 }, async () => {
      const found = (await repliesAbout(rx.id)).filter(({ type }) => type === 'RxChangeResponse')
      return found.length >= 2 && found
    })
    expect(new Set(replies.map(({ message_id }) => message_id)).size).toBe(2)
    expect((await prescriptions(id)).map(({ status }) => status)).toEqual(['sent'])

    // Answered again, with what was read before: refused.
    await expect(
      avery.api.call('answerChangeRequest', {
        params: { id: question.id },
        body: { answer: 'validate', version: question.version },
      }),
    ).rejects.toMatchObject({ body: { status: 409 } })
    await desk.goto('/refills?lane=questions')
    const answered = desk.getByRole('list', { name: 'Answered' })
    await answered
      .getByRole('listitem')
      .filter({ hasText: nameOf(patient) })
      .first()
      .waitFor()
    await expectAccessible(desk, 'answered questions')
  })
})
