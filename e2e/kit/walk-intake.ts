/** Fills in an intake as a person does: one screen after another, with the sheet's answers, in the browser. */
import { type Answer, type IntakeView, inputOf, type QuestionnaireItem } from '@countersign/contract'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { answerFrom, nextQuestion } from '../../scripts/demo/answers.ts'
import type { Persona } from '../../scripts/demo/personas.ts'
import { drawScalp } from '../../scripts/demo/scalp-photo.ts'

const POUNDS_A_KILOGRAM = 2.204_622_621_8
const CM_AN_INCH = 2.54

/** Starts an intake from the category's own page; answers its id and what it will ask. */
export const startIntake = async (
  page: Page,
  persona: Persona,
  clinicSlug = 'cedar',
): Promise<IntakeView> => {
  await page.goto(`/start/${clinicSlug}/${persona.category}`)
  const opened = page.waitForResponse(
    (answer) => /\/api\/intakes\/[0-9a-f-]{36}$/.test(answer.url()) && answer.request().method() === 'GET',
  )
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  return (await (await opened).json()) as IntakeView
}

const tick = async (page: Page, ...values: readonly string[]): Promise<void> => {
  for (const value of values) await page.locator(`label:has(input[value="${value}"])`).click()
}

const addToList = async (page: Page, words: readonly string[]): Promise<void> => {
  const box = page.getByRole('combobox')
  for (const word of words) {
    await box.fill(word)
    await box.press('Enter')
    await page.getByRole('button', { name: 'Remove' }).nth(words.indexOf(word)).waitFor()
  }
}

const goOn = (page: Page) => page.locator('form button[type="submit"]').click()

/** Gives one answer on the question's screen and goes on. */
const enter = async (page: Page, item: QuestionnaireItem, answer: Answer): Promise<void> => {
  switch (answer.kind) {
    case 'unknown':
      if (['boolean', 'choice', 'choices'].includes(inputOf(item))) {
        await tick(page, ' unknown')
        return goOn(page)
      }
      // These have a button of their own for it, which goes on by itself.
      return page.getByRole('button', { name: /I don't know|I'm not sure|can't take a photo/ }).click()
    case 'boolean':
      await tick(page, answer.value ? 'yes' : 'no')
      return goOn(page)
    case 'choice':
      await tick(page, ...answer.codes)
      return goOn(page)
    case 'text':
      await page.locator('textarea, form input').first().fill(answer.value)
      return goOn(page)
    case 'number':
      await page.getByRole('textbox').fill(String(answer.value))
      return goOn(page)
    case 'date': {
      const [year = '', month = '', day = ''] = answer.value.split('-')
      await page.getByLabel('Month').fill(month)
      await page.getByLabel('Day').fill(day)
      await page.getByLabel('Year').fill(year)
      return goOn(page)
    }
    case 'height': {
      const inches = Math.round(answer.cm / CM_AN_INCH)
      await page
        .getByLabel('Feet', { exact: true })
        .last()
        .fill(String(Math.floor(inches / 12)))
      await page.getByLabel('Inches', { exact: true }).fill(String(inches % 12))
      return goOn(page)
    }
    case 'weight':
      await page.getByLabel('Weight in pounds').fill(String(Math.round(answer.kg * POUNDS_A_KILOGRAM)))
      return goOn(page)
    case 'blood-pressure':
      await page.getByLabel(/^Top number/).fill(String(answer.systolic))
      await page.getByLabel(/^Bottom number/).fill(String(answer.diastolic))
      return goOn(page)
    case 'medications':
    case 'allergies':
    case 'conditions': {
      if (answer.none) return page.getByRole('button', { name: /I take none|I have none/ }).click()
      const names = answer.items.map((each) =>
        'name' in each ? each.name : 'substance' in each ? each.substance : each.text,
      )
      await addToList(page, names)
      return goOn(page)
    }
    case 'consent':
      await tick(page, 'agree')
      return goOn(page)
    case 'attachments':
      throw new Error('Photos are taken on the screen')
  }
}

const addPhotos = async (page: Page): Promise<void> => {
  const files = [0.25, 0.6].map((thinness, at) => ({
    name: `scalp-${at + 1}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(drawScalp(thinness)),
  }))
  for (const [at, file] of files.entries()) {
    await page.locator('input[type="file"]').last().setInputFiles(file)
    await page.getByRole('button', { name: `Remove photo ${at + 1}` }).waitFor()
  }
  await goOn(page)
}

export type WalkOptions = {
  /** Called on each question's screen before it is answered. */
  readonly onQuestion?: (item: QuestionnaireItem, position: number) => Promise<void>
  /** Stops, with the question on the screen, before this one is answered. */
  readonly until?: string
}

/** Answers every question from where the intake stands; what was answered before is in `answers`. */
export const walkQuestions = async (
  page: Page,
  view: IntakeView,
  persona: Persona,
  options: WalkOptions = {},
): Promise<Record<string, Answer>> => {
  const answers: Record<string, Answer> = { ...view.answers }
  const skipped: Record<string, Answer> = {}
  for (let position = 1; ; position += 1) {
    const item = nextQuestion(view.questionnaire, { ...skipped, ...answers })
    if (!item) return answers
    await page.getByRole('heading', { level: 1, name: item.text, exact: true }).waitFor()
    await options.onQuestion?.(item, position)
    if (item.linkId === options.until) return answers
    if (inputOf(item) === 'photo') {
      await addPhotos(page)
      answers[item.linkId] = { kind: 'attachments', documentIds: ['sent'] }
      continue
    }
    const answer = answerFrom(persona.sheet, item)
    if (answer === null) {
      await page.getByRole('button', { name: 'Skip this one' }).click()
      skipped[item.linkId] = { kind: 'unknown' }
      continue
    }
    await enter(page, item, answer)
    answers[item.linkId] = answer
  }
}

/** From the review of the answers to the card page. */
export const sendIntake = async (
  page: Page,
  persona: Persona,
  account: { email: string; password: string },
  onScreen: (name: string) => Promise<void> = async () => {},
): Promise<void> => {
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  await heading('Please check your answers')
  await onScreen('review')
  await page.getByRole('button', { name: 'My answers are right' }).click()

  await heading('About you')
  await onScreen('about')
  await page.getByLabel('First name').fill(persona.givenName)
  await page.getByLabel('Last name').fill(persona.familyName)
  await page.getByLabel('Mobile phone').fill(`(${persona.place.areaCode}) 555-0147`)
  await page.getByLabel('Home address').fill('100 Example Street')
  await page.getByLabel('City').fill(persona.place.city)
  await page.getByLabel('State you live in').selectOption(persona.place.state)
  await page.getByLabel('ZIP code').fill(persona.place.postalCode)
  await goOn(page)

  await heading('Make your account')
  await onScreen('account')
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Make a password').fill(account.password)
  await page.getByRole('button', { name: 'Make my account' }).click()

  await heading('Where should your medicine come from?')
  await tick(page, persona.pharmacyId)
  await onScreen('pharmacy')
  await goOn(page)

  await heading('Ready to send')
  await onScreen('send')
  await page.getByRole('button', { name: 'Send and go to the card page' }).click()
  await page.waitForURL('**/checkout/**')
}

/** Enters a card on the hosted page and comes back to the visit. */
export const enterCard = async (page: Page, persona: Persona, number: string): Promise<void> => {
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiry date').fill('12 / 34')
  await page.getByLabel('Security code').fill('123')
  await page.getByLabel('Name on card').fill(`${persona.givenName} ${persona.familyName}`)
  await page.getByLabel('ZIP code').fill(persona.place.postalCode)
  await page.getByRole('button', { name: /Authorize|Pay/ }).click()
}

/** The id in the address of a visit. */
export const visitIdIn = (page: Page): string => {
  const id = /\/portal\/visits\/([0-9a-f-]{36})/.exec(page.url())?.[1]
  expect(id, `a visit in ${page.url()}`).toBeTruthy()
  return id ?? ''
}
