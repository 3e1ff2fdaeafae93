/** A provider at the queue in the browser. */
import type { Page } from 'playwright-core'
import type { Patient } from '../../scripts/demo/patient.ts'
import { nameOf } from './people.ts'

export const openQueue = async (page: Page): Promise<void> => {
  await page.goto('/queue')
  await page.getByRole('heading', { level: 1, name: 'Queue' }).waitFor()
}

const row = (page: Page, patient: Patient) => page.locator(`li[data-id="${patient.consultationId()}"]`)

/** Waits until the list shows the patient; new cases above wait behind a button while something is selected. */
export const cardOf = async (page: Page, patient: Patient) => {
  const card = page.getByRole('article', { name: nameOf(patient) })
  const above = page.getByRole('button', { name: /new above, show/ })
  await card.or(above).first().waitFor()
  if (!(await card.isVisible())) await above.click()
  await card.waitFor()
  return card
}

/** Puts the selection on the patient's card, as the keys do. */
export const select = async (page: Page, patient: Patient): Promise<void> => {
  await cardOf(page, patient)
  await row(page, patient).focus()
}

/** Opens the case by Enter and waits until it is held. */
export const openCase = async (page: Page, patient: Patient): Promise<void> => {
  await select(page, patient)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/consultations/${patient.consultationId()}`)
  await page.getByRole('region', { name: 'Decision' }).waitFor()
}
