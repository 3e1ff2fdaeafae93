/** A controlled substance with and without the second factor: refused in words, then signed, and at the pharmacy signed. */
import type { SaveProviderProfile } from '@countersign/contract'
import { describe, expect, inject, it } from 'vitest'
import { ApiClient } from '../scripts/demo/api-client.ts'
import { until } from '../scripts/demo/wait.ts'
import { totpCode } from '../scripts/demo-codes.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { sandbox, staff, waitingPatient } from './kit/people.ts'

const open = useBrowser()

const profile: SaveProviderProfile = {
  givenName: 'Linnea',
  familyName: 'Brandt',
  credential: 'MD',
  npi: '1999999943',
  phone: '+15125550118',
  licences: [{ state: 'TX', number: 'T-118', expiresOn: '2035-01-01', status: 'active' }],
}
const account = { email: 'linnea.brandt@cedar.example', password: 'a long password of Linnea' }

/** A provider who joined by invitation, with a license and a DEA registration, and no authenticator yet. */
const newcomer = async (): Promise<ApiClient> => {
  const { url } = inject('shared')
  const ines = await staff('ines')
  await ines.api.call('inviteStaff', { body: { email: account.email, role: 'provider' } })
  const token = await until('The invitation arrives', { withinMs: 30_000 }, async () => {
    const [mail] = await sandbox().mailsTo(account.email)
    return mail && /\/invitations\/([\w.-]+)/.exec(mail.text)?.[1]
  })
  const api = new ApiClient(url)
  await api.call('acceptInvitation', {
    params: { token },
    body: { name: 'Linnea Brandt', password: account.password },
  })
  const { members } = await ines.api.call('listStaff', {})
  const member = members.find(({ email }) => email === account.email)
  if (!member) throw new Error('The newcomer is not on the list of staff')
  await ines.api.call('saveProviderProfile', { params: { id: member.id }, body: profile })
  const { items } = await ines.api.call('listDeaRegistrations', {})
  const provider = items.find(({ name }) => name.startsWith('Linnea Brandt'))
  if (!provider) throw new Error('The newcomer is no provider')
  await ines.api.call('saveDeaRegistrations', {
    params: { id: provider.providerId },
    body: {
      registrations: [{ state: 'TX', number: 'AB1234563', schedules: ['C48677'], expiresOn: '2035-01-01' }],
    },
  })
  await api.signIn(account)
  return api
}

describe('a controlled substance', () => {
  it('is refused without the second factor, and signed with it', { timeout: 240_000 }, async () => {
    const api = await newcomer()
    const patient = await waitingPatient({
      givenName: 'Perrin',
      birthDate: '1984-03-15',
      sex: 'male',
      category: 'weight',
    })
    const id = patient.consultationId()
    const page = await open({ as: api })
    const choosePhentermine = async () => {
      await page.goto(`/consultations/${id}`)
      const take = page.getByRole('button', { name: /^(Take|Take this case)/ }).first()
      const others = page.getByRole('button', { name: /^\d+ more$/ })
      await take.or(others).first().waitFor()
      if (await take.isVisible()) await take.click()
      await others.click()
      await page.getByRole('radio', { name: /^Phentermine \d/i }).check()
    }

    // Without an authenticator the bar says what is missing, and the server would say the same.
    await choosePhentermine()
    await page
      .getByText(/Approve is off: You have no authenticator/)
      .first()
      .waitFor()
    await expectAccessible(page, 'a case whose prescription needs a second factor')

    await page.goto('/set-up-two-factor')
    await page.getByLabel('Your password, once more').fill(account.password)
    await page.getByRole('button', { name: 'Continue' }).click()
    const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(/\s/g, '')
    await page.getByRole('textbox').fill(totpCode(secret, Date.now()))
    await page.getByRole('button', { name: 'Check the code' }).click()
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.waitForURL('**/queue')

    await choosePhentermine()
    await page.getByText('Ready to sign.').first().waitFor()
    await page.getByRole('button', { name: /^Approve/ }).click()
    const dialog = page.getByRole('dialog', { name: /^Sign for Perrin/ })
    await dialog.getByText(/DEA AB1234563/).waitFor()
    await expectAccessible(page, 'the dialog that signs a controlled substance')
    await dialog.getByLabel('Seen live by audio and video on').fill(new Date().toLocaleDateString('en-CA'))
    await dialog.getByLabel(/monitoring program/).check()
    const code = dialog.getByLabel('Six digits of your authenticator')
    const right = totpCode(secret, Date.now())
    await code.fill(String((Number(right) + 500_000) % 1_000_000).padStart(6, '0'))
    await dialog.getByRole('button', { name: 'Sign and approve' }).click()
    await dialog.getByText('Those six digits are not right').waitFor()
    expect(await query(inject('shared').adminUrl, SIGNED, [id])).toEqual([])

    await code.fill(totpCode(secret, Date.now()))
    await dialog.getByRole('button', { name: 'Sign and approve' }).click()
    await page
      .getByText(/approved$/)
      .first()
      .waitFor()
    const sent = await until('The prescription is with the pharmacy', { withinMs: 60_000 }, async () => {
      const [row] = await query<{ status: string; number: string }>(inject('shared').adminUrl, SIGNED, [id])
      return row && /^(sent|verified|filled)$/.test(row.status) && row
    })
    const { prescriptions } = await sandbox().state()
    expect(prescriptions.byOrderNumber[sent.number]).toMatchObject({ received: 1 })
  })
})

const SIGNED = `select x.status, x.prescriber_order_number as number from prescriptions x join orders o on o.id = x.order_id
  where o.consultation_id = $1 and x.dea_schedule = 'C48677' and x.dea_number = 'AB1234563' and x.second_factor_at is not null`
