/** A dose that grows step by step: one signature, and each step leaves on its day, after a check-in that is well. */
import type { CheckInAnswers } from '@countersign/contract'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import type { Patient } from '../scripts/demo/patient.ts'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { nameOf, sandbox, staff, waitingPatient } from './kit/people.ts'
import { daysPass, runNow } from './kit/treated.ts'

const open = useBrowser()

type Row = { step: number; status: string; number: string; dose: number }
const stepsOf = (patient: Patient) =>
  query<Row>(
    inject('shared').adminUrl,
    `select x.step, x.status, x.prescriber_order_number as number, x.dose_mg::float8 as dose from prescriptions x
     join orders o on o.id = x.order_id where o.consultation_id = $1 order by x.step`,
    [patient.consultationId()],
  )
const becomes = (patient: Patient, step: number, status: string) =>
  until(`Step ${step} is ${status}`, { withinMs: 90_000 }, async () => {
    const rows = await stepsOf(patient)
    return rows[step - 1]?.status === status && rows
  })
/** As the pharmacies count them. */
const received = async (rows: readonly Row[]): Promise<number[]> => {
  const { byOrderNumber } = (await sandbox().state()).prescriptions
  return rows.map(({ number }) => byOrderNumber[number]?.received ?? 0)
}
const seriesOf = async (patient: Patient) => {
  const { items } = await patient.api.call('getPortalTitrations', {})
  const [series] = items
  if (!series) throw new Error('no titration is under way')
  return series
}
/** The clock's own job, now. */
const advance = () => runNow(inject('shared').adminUrl, 'advance-titrations')
/** So many days later, with the clock's own job run. */
const later = async (patient: Patient, days: number) => {
  await daysPass(inject('shared').adminUrl, patient, days)
  await advance()
}
const well: Partial<CheckInAnswers> = {
  weightKg: 102,
  systolic: 122,
  diastolic: 76,
  sideEffects: [],
  warningSigns: [],
  missedDoses: 0,
  newMedications: [],
  newAllergies: [],
  newConditions: [],
  pregnant: false,
  breastfeeding: false,
}
const say = async (patient: Patient, step: number, answers: Partial<CheckInAnswers>) => {
  const { id } = await seriesOf(patient)
  await patient.api.call('answerCheckIn', { params: { id }, body: { step, answers } })
}
const openSeries = async (desk: Page, patient: Patient) => {
  await desk.goto('/refills?lane=titrations')
  const row = desk.getByRole('listitem').filter({ hasText: nameOf(patient) })
  await row.getByText('Provider to look').waitFor()
  await row.getByRole('button').click()
  await desk.getByRole('heading', { level: 1, name: nameOf(patient) }).waitFor()
}

describe('a titration', () => {
  it('three steps with a moved clock: well goes on, silence and a bad answer wait for the provider', {
    timeout: 480_000,
  }, async () => {
    const patient = await waitingPatient({
      givenName: 'Wilhelmina',
      birthDate: '1984-03-15',
      sex: 'female',
      category: 'weight',
    })
    const avery = await staff('avery')
    const desk = await open({ as: avery.api })
    await desk.goto(`/consultations/${patient.consultationId()}`)
    await desk.getByRole('radio', { name: /^Wegovy/ }).check()
    await desk.getByLabel(/^Sign the \d later steps too/).check()
    await desk.getByText('Ready to sign.').waitFor()
    await expectAccessible(desk, 'a series before it is signed')
    await desk.getByRole('button', { name: /^Approve/ }).click()
    await desk
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()

    // One signature, five prescriptions; one of them has left.
    const signed = await becomes(patient, 1, 'filled')
    expect(signed.map(({ status, dose }) => [status, dose])).toEqual([
      ['filled', 0.25],
      ['draft', 0.5],
      ['draft', 1],
      ['draft', 1.7],
      ['draft', 2.4],
    ])
    expect(await received(signed)).toEqual([1, 0, 0, 0, 0])

    // Step 2: asked a week before, answered well on the phone, sent on its day and no earlier.
    await later(patient, 21)
    const phone = await open({ as: patient.api, viewport: PHONE })
    await phone.goto('/portal')
    await phone.getByRole('link', { name: /How is your medicine going/ }).click()
    const steps = phone.getByRole('region', { name: 'Your dose steps' })
    await steps.getByText(/Inject .* under the skin once weekly/).waitFor()
    await expectAccessible(phone, 'the dose steps')
    await steps.getByRole('link', { name: /Tell us how it is going/ }).click()
    await answerWell(phone)
    await phone.waitForURL('**/portal/medicines')
    await steps.getByText('It goes to your pharmacy on this day.').waitFor()
    await advance()
    await later(patient, 7)
    const second = await becomes(patient, 2, 'filled')
    expect(await received(second)).toEqual([1, 1, 0, 0, 0])

    // Step 3: nobody answers. On its day it is not sent; a provider is to look, and holds it.
    await later(patient, 21)
    await until('The check-in is asked', { withinMs: 30_000 }, async () => {
      return (await seriesOf(patient)).checkIn?.step === 3
    })
    await later(patient, 7)
    await openSeries(desk, patient)
    await desk.getByText('The patient did not answer the check-in.').waitFor()
    await desk.getByText(/not answered\. What they would say is unknown/).waitFor()
    await expectAccessible(desk, 'a titration that waits for a provider')
    const decision = desk.getByRole('region', { name: 'Decision' })
    await desk.getByRole('radio', { name: /^Hold for some days/ }).check()
    await desk.getByLabel('Days to hold').fill('7')
    await desk.getByLabel('Why, for the record').fill('Asked again before the dose grows.')
    await decision.getByRole('button', { name: 'Hold the step' }).click()
    await desk.getByRole('heading', { name: 'No step waits for you' }).waitFor()
    expect(await received(await stepsOf(patient))).toEqual([1, 1, 0, 0, 0])

    // Asked again, answered badly: not sent either, until the provider says so with words.
    await advance()
    await until('The check-in is asked again', { withinMs: 30_000 }, async () => {
      return (await seriesOf(patient)).checkIn?.step === 3
    })
    const vomiting = [{ text: 'Vomiting', severity: 'moderate' as const }]
    await say(patient, 3, { ...well, weightKg: 100, sideEffects: vomiting })
    await later(patient, 7)
    await openSeries(desk, patient)
    await desk.getByText('Vomiting (moderate)').waitFor()
    await expectAccessible(desk, 'a bad answer')
    expect(await received(await stepsOf(patient))).toEqual([1, 1, 0, 0, 0])
    await desk.keyboard.press('1')
    await desk
      .getByLabel('Why, for the record')
      .fill('Vomited once after a heavy meal; well since, told how to eat.')
    await desk.keyboard.press('Escape')
    await desk.keyboard.press('a')
    await desk.getByRole('heading', { name: 'No step waits for you' }).waitFor()
    await advance()
    const third = await becomes(patient, 3, 'filled')
    expect(await received(third)).toEqual([1, 1, 1, 0, 0])

    // The patient stops; nothing more leaves, however much time goes by.
    await phone.goto('/portal/medicines')
    await phone.getByRole('link', { name: 'Stop the next doses' }).click()
    await phone.getByRole('heading', { name: 'Stop the next doses?' }).waitFor()
    await expectAccessible(phone, 'stopping the next doses')
    await phone.getByRole('button', { name: 'Stop the next doses' }).click()
    await phone.waitForURL('**/portal/medicines')
    await later(patient, 60)
    expect((await stepsOf(patient)).map(({ status }) => status)).toEqual([
      'filled',
      'filled',
      'filled',
      'cancelled',
      'cancelled',
    ])
  })
})

/** One question a screen, as the phone asks them. */
async function answerWell(phone: Page): Promise<void> {
  const next = () => phone.getByRole('button', { name: /^(Next question|Send my answers)$/ }).click()
  await phone.getByRole('heading', { name: 'Do you have any of these now?' }).waitFor()
  await phone.getByLabel('None of these').check()
  await next()
  await phone.getByLabel('No, nothing').check()
  await next()
  await phone.getByLabel('Pounds').fill('226')
  await next()
  await phone.getByLabel('Top number').fill('122')
  await phone.getByLabel('Bottom number').fill('76')
  await next()
  await phone.getByLabel('Doses missed').fill('0')
  await next()
  for (const question of [
    /any new medicine/,
    /any new health problem/,
    /any new allergy/,
    /Are you pregnant/,
    /Are you breastfeeding/,
  ]) {
    await phone.getByRole('heading', { name: question }).waitFor()
    await phone.getByRole('radio', { name: 'No', exact: true }).check()
    await next()
  }
}
