/** The clinic's protocol and the systems it trusts: tuned by an admin in the browser, judged by from then on. */
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { pressure } from '../scripts/demo/answers.ts'
import { insistOn } from '../scripts/demo/provider.ts'
import { refusalOf } from '../scripts/demo/story.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { staff, waitingPatient } from './kit/people.ts'

const open = useBrowser()
const REASON = 'The medical director wants these men seen first.'

// Other journeys of the same clinic are judged as the platform has it.
afterAll(async () => {
  const { api } = await staff('ines')
  const { newestVersion, current } = await api.call('getProtocol', {})
  if (!current) return
  await api.call('saveProtocol', {
    body: {
      after: newestVersion,
      policy: { rules: {} },
      reason: 'Back to the platform’s own after the trial.',
    },
  })
})

describe('the protocol', () => {
  it('is changed with a look at what would have changed, and the gate judges by it at once', async () => {
    const patient = await waitingPatient({
      givenName: 'Corwin',
      birthDate: '1975-05-05',
      sex: 'male',
      category: 'ed',
      answers: { 'blood-pressure': pressure(145, 92) },
    })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const before = await avery.claim(id)
    const sildenafil = before.assessment.options.find(({ drugId }) => drugId === 'sildenafil')
    expect(sildenafil?.findings.find(({ rule }) => rule === 'ED-07')?.severity).toBe('moderate')

    const ines = await staff('ines')
    const desk = await open({ as: ines.api })
    await desk.goto('/orders')
    await desk.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Protocol' }).click()
    await desk.getByRole('heading', { level: 1, name: 'Protocol' }).waitFor()
    await expectAccessible(desk, 'the protocol')
    await desk.getByLabel('Search the rules').fill('raised blood')
    await desk.getByLabel('ED-07 Raised blood pressure').selectOption('Contraindicated')
    await desk.getByText('1 change not saved').waitFor()
    await desk.getByRole('button', { name: 'Review and save' }).click()

    const dialog = desk.getByRole('dialog', { name: /Save version/ })
    await dialog.getByRole('columnheader', { name: 'Medicine' }).waitFor()
    await dialog.getByRole('row', { name: /sildenafil .*blocked/ }).waitFor()
    await expectAccessible(desk, 'saving a protocol')
    await dialog.getByRole('button', { name: /^Save version/ }).click()
    await dialog.getByText('Say why in at least 15 characters').waitFor()
    await dialog.getByLabel('Why').fill(REASON)
    await dialog.getByRole('button', { name: /^Save version/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    const versions = desk.getByRole('region', { name: /Versions/ }).getByRole('listitem')
    await versions.filter({ hasText: REASON }).filter({ hasText: 'Ines Marrow' }).first().waitFor()
    await versions.filter({ hasText: 'In force' }).first().waitFor()

    const summary = await avery.open(id)
    const refusal = await refusalOf(avery.approve(summary, { treatment: insistOn(summary, 'sildenafil') }))
    expect(refusal.problem).toBe('consultation-not-approvable')
    expect(refusal.body.reasons?.flatMap(({ rule }) => rule ?? [])).toContain('ED-07')
    const [kept] = await query<{ action: string; details: { changes: string[] } }>(
      inject('shared').adminUrl,
      "select action, details from audit_entries where action = 'protocol.changed' order by at desc limit 1",
    )
    expect(kept?.details.changes).toEqual(['ED-07: platform to contraindicated'])
    await avery.deny(await avery.open(id), {
      reason: 'needs_in_person_exam',
      notes: 'Seen first, by the clinic’s protocol.',
      patientMessage: 'Please have your blood pressure looked at first.',
    })
  })

  it('is read, and not changed, by a provider', async () => {
    const { api } = await staff('avery')
    const desk = await open({ as: api })
    await desk.goto('/admin/protocol')
    await desk.getByRole('heading', { level: 1, name: 'Protocol' }).waitFor()
    await desk.getByText('Raised blood pressure').first().waitFor()
    expect(await desk.getByLabel('ED-07 Raised blood pressure').count()).toBe(0)
    await desk.goto('/admin/systems')
    await desk.waitForURL('**/queue')
  })
})

describe('connected systems', () => {
  it('are added by their public keys, and revoked', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const { api } = await staff('ines')
    const desk = await open({ as: api })
    await desk.goto('/admin/systems')
    await desk.getByText('No system is trusted').waitFor()
    await expectAccessible(desk, 'connected systems')
    await desk.getByLabel('Name').fill('Test record system')
    await desk.getByLabel('Issuer').fill('https://records.example/e2e')
    await desk
      .getByLabel('Public keys')
      .fill(JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'k1' }))
    await desk.getByRole('button', { name: 'Add system' }).click()
    await desk.getByText('This holds a private key').waitFor()
    await desk
      .getByLabel('Public keys')
      .fill(JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'summer-2026' }] }))
    await desk.getByRole('button', { name: 'Add system' }).click()
    await desk.getByText('Test record system is trusted.').waitFor()
    const system = desk.getByRole('listitem').filter({ hasText: 'summer-2026' })
    await system.waitFor()
    await expectAccessible(desk, 'a connected system')
    await system.getByRole('button', { name: 'Revoke Test record system' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await desk.getByText('No system is trusted').waitFor()
  })
})
