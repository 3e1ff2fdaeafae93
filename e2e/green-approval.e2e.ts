/** Journey 1: from the first question on a phone to the filled prescription, a provider watching the queue meanwhile. */
import { inputOf } from '@countersign/contract'
import { describe, expect, inject, it } from 'vitest'
import { clinicalWordIn, kindsOf } from '../scripts/demo/mail-words.ts'
import { emailOf } from '../scripts/demo/personas.ts'
import { cards } from '../scripts/demo/sandbox-client.ts'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { accountOf, sandbox, somebody, staff } from './kit/people.ts'
import { enterCard, sendIntake, startIntake, visitIdIn, walkQuestions } from './kit/walk-intake.ts'

const open = useBrowser()
const SELECT =
  'select o.status as order, i.status as invoice, p.status as payment, c.status as consultation, x.id as rx, x.status as prescription, i.amount_cents as cents, p.id as payment_id from consultations c join orders o on o.consultation_id = c.id join invoices i on i.order_id = o.id join payments p on p.invoice_id = i.id left join prescriptions x on x.order_id = o.id where c.id = $1'
type Row = {
  order: string
  invoice: string
  payment: string
  consultation: string
  rx: string
  prescription: string
  cents: number
  payment_id: string
}

describe('a green approval', () => {
  it('goes from the first question to the filled prescription', { timeout: 240_000 }, async () => {
    const persona = somebody({ givenName: 'Hollis', birthDate: '1984-03-15', sex: 'male', category: 'hair' })
    const account = { email: emailOf(persona), password: 'four plain words here' }
    const avery = accountOf('avery')

    const provider = await open()
    await provider.goto('/queue')
    await expectAccessible(provider, 'the sign-in')
    await provider.getByLabel('E-mail').fill(avery.email)
    await provider.getByLabel('Password', { exact: true }).fill(avery.password)
    await provider.getByRole('button', { name: 'Sign in' }).click()
    await provider.getByRole('heading', { level: 1, name: 'Queue' }).waitFor()
    await provider.getByText('Live', { exact: true }).waitFor()

    const patient = await open({ viewport: PHONE })
    await patient.goto('/')
    await patient.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessible(patient, 'the landing page')
    const view = await startIntake(patient, persona)
    const kinds = new Set<string>()
    await walkQuestions(patient, view, persona, {
      onQuestion: async (item) => {
        const kind = inputOf(item)
        if (kinds.has(kind)) return
        kinds.add(kind)
        await expectAccessible(patient, `a question of the kind ${kind}`)
      },
    })
    await sendIntake(patient, persona, account, (name) => expectAccessible(patient, `the intake's ${name}`))
    await expectAccessible(patient, 'the card page')
    await enterCard(patient, persona, cards.good)
    await patient.waitForURL('**/portal/visits/**')
    const id = visitIdIn(patient)
    await patient.getByRole('list', { name: 'Your visit step by step' }).waitFor()
    await expectAccessible(patient, 'the visit after the card')

    // The provider's page was open all along.
    const name = `${persona.givenName} ${persona.familyName}`
    const card = provider.getByRole('article', { name })
    await card.waitFor()
    await expectAccessible(provider, 'the queue')
    await provider.locator(`li[data-id="${id}"]`).focus()
    await provider.keyboard.press('a')
    await provider
      .getByRole('status')
      .filter({ hasText: `${name} approved` })
      .waitFor()
    await expectAccessible(provider, 'the undo window')

    const staffApi = await staff('avery')
    await until('The order completes', { withinMs: 60_000 }, async () => {
      const { order } = await staffApi.open(id)
      return order.status === 'completed'
    })
    const rows = await query<Row>(inject('shared').adminUrl, SELECT, [id])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      order: 'completed',
      invoice: 'paid',
      payment: 'captured',
      consultation: 'completed',
      prescription: 'filled',
    })

    const outside = await sandbox().state()
    const orderNumber = (rows[0]?.rx ?? '').replaceAll('-', '')
    expect(outside.prescriptions.byOrderNumber[orderNumber]).toEqual({ received: 1, dispensed: 1 })
    const intents = outside.card.paymentIntents.filter(({ metadata }) =>
      Object.values(metadata).includes(rows[0]?.payment_id ?? ''),
    )
    expect(intents.map(({ captures, capturedCents }) => ({ captures, capturedCents }))).toEqual([
      { captures: 1, capturedCents: rows[0]?.cents },
    ])

    // The patient's page was open all along, too.
    await patient.getByText('Paid.').waitFor()
    await patient.getByText(/Filled by the pharmacy/).waitFor()
    await expectAccessible(patient, 'the visit at its end')
    const mails = await until('The mails arrive', { withinMs: 30_000 }, async () => {
      const arrived = await sandbox().mailsTo(account.email)
      return arrived.length >= 5 && arrived
    })
    expect(kindsOf(mails)).toEqual(['decision', 'ready', 'receipt', 'received', 'sent'])
    expect(mails.map(clinicalWordIn)).toEqual(mails.map(() => null))
  })
})
