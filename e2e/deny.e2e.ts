/** Journey 3: a contraindication is found; the case is denied, the card let go, the patient told kindly. */
import { describe, expect, inject, it } from 'vitest'
import { takes } from '../scripts/demo/answers.ts'
import { clinicalWordIn, kindsOf } from '../scripts/demo/mail-words.ts'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { nameOf, sandbox, staff, waitingPatient } from './kit/people.ts'
import { openCase, openQueue } from './kit/queue-page.ts'

const open = useBrowser()
const KIND_WORDS =
  'With your heart medicine, these tablets could drop your blood pressure to a dangerous level. Please do not take any. Your own doctor can help with other ways.'

describe('a denial', () => {
  it('lets the card go and tells the patient, in the portal alone, after the undo window', async () => {
    const patient = await waitingPatient({
      givenName: 'Linnet',
      birthDate: '1959-05-20',
      sex: 'male',
      category: 'ed',
      answers: { medications: takes('isosorbide mononitrate 30 mg every morning') },
    })
    const id = patient.consultationId()
    const jonah = await staff('jonah')
    const desk = await open({ as: jonah.api })
    await openQueue(desk)
    await openCase(desk, patient)
    await desk.getByRole('button', { name: /^(Deny|Not now)/ }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(/will read/).fill(KIND_WORDS)
    await dialog.getByLabel('For the record').fill('On a long-acting nitrate: contraindicated.')
    await expectAccessible(desk, 'the denial')
    await dialog.getByRole('button', { name: /^Deny/ }).click()
    await desk
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} denied` })
      .waitFor()

    await until('The card is let go', { withinMs: 60_000 }, async () => {
      const { order } = await jonah.open(id)
      return order.payment?.status === 'released' && order.invoice.status === 'void'
    })
    const [payment] = await query<{ id: string }>(
      inject('shared').adminUrl,
      'select p.id from payments p join invoices i on i.id = p.invoice_id join orders o on o.id = i.order_id where o.consultation_id = $1',
      [id],
    )
    const { card } = await sandbox().state()
    const held = card.paymentIntents.filter(({ metadata }) =>
      Object.values(metadata).includes(payment?.id ?? ''),
    )
    expect(held.map(({ status, capturedCents }) => ({ status, capturedCents }))).toEqual([
      { status: 'canceled', capturedCents: 0 },
    ])

    const phone = await open({ as: patient.api, viewport: PHONE })
    await phone.goto(`/portal/visits/${id}`)
    await phone.getByText(KIND_WORDS).waitFor()
    await phone.getByText('Nothing was charged. The hold on your card has ended.').waitFor()
    await expectAccessible(phone, 'a denied visit')
    const mails = await until('The mails arrive', { withinMs: 30_000 }, async () => {
      const arrived = await sandbox().mailsTo(patient.email)
      return arrived.length >= 2 && arrived
    })
    expect(kindsOf(mails)).toEqual(['decision', 'received'])
    expect(mails.map(clinicalWordIn)).toEqual([null, null])
  })
})
