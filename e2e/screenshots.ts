/**
 * `npm run screenshots`: the pictures of the README, taken of the real product with the first patients in it.
 * Writes docs/images/{queue,review,refill,orders,intake,portal}-{1440,390}-{light,dark}.png.
 * `npm run screenshots -- --faces FOLDER [name …]`: instead every face of queue, review, orders and refills, to look at, at three widths.
 */
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from '@countersign/contract'
import type { Browser, Page } from 'playwright-core'
import { ensureChromium } from '../scripts/chromium.ts'
import { answerFrom, nextQuestion, takes } from '../scripts/demo/answers.ts'
import { ApiClient } from '../scripts/demo/api-client.ts'
import { createPatient } from '../scripts/demo/patient.ts'
import { type Persona, persona } from '../scripts/demo/personas.ts'
import { signInProvider } from '../scripts/demo/provider.ts'
import { until } from '../scripts/demo/wait.ts'
import { firstPatients } from '../scripts/demo/waiting-room.ts'
import { CLINIC, enterWorld, type World } from '../scripts/demo/world.ts'
import { ROOT } from '../scripts/package-binary.ts'
import type { Stack } from '../scripts/stack/index.ts'
import { weightRefill } from './kit/after-care.ts'
import { DESKTOP, launchChromium, openPage, PHONE } from './kit/chromium-page.ts'
import { afterCareFaces, facesOf } from './kit/faces.ts'
import { stageOrders } from './kit/orders-stage.ts'
import { startOwnStack } from './kit/own-stack.ts'

const FOLDER = join(ROOT, 'docs', 'images')
/** A picture in a README that is larger makes the page slow to open. */
const LARGEST_BYTES = 300_000
const LAPTOP = { width: 1024, height: 768 }
const [flag, facesFolder, ...faceNames] = process.argv.slice(2)

type Shot = {
  readonly name: string
  readonly as?: ApiClient
  readonly open: (page: Page) => Promise<void>
}

const idOf = async (world: World, name: string): Promise<string> => {
  const { items } = await world.avery.api.call('getQueue', { query: { limit: 100 } })
  const found = items.find(({ patient }) => patient.name === name)
  if (!found) throw new Error(`${name} is not in the queue`)
  return found.consultationId
}

/** Answers an intake up to one question, and says where it goes on. */
const intakeUpTo = async (url: string, who: Persona, linkId: string): Promise<string> => {
  const api = new ApiClient(url)
  const { id, token } = await api.call('startIntake', {
    body: { clinicSlug: CLINIC, category: who.category },
  })
  api.intakeToken = token
  const { questionnaire } = await api.call('getIntake', { params: { id } })
  const answers: Record<string, Answer> = {}
  for (;;) {
    const item = nextQuestion(questionnaire, answers)
    if (!item || item.linkId === linkId) return `/intake/${id}#t=${token}`
    const answer = answerFrom(who.sheet, item) ?? ({ kind: 'unknown' } as const)
    await api.call('saveAnswer', { params: { id, linkId: item.linkId }, body: { answer } })
    answers[item.linkId] = answer
  }
}

/** Somebody whose medicine is ready. */
const treated = async (world: World, who: Persona): Promise<{ api: ApiClient; id: string }> => {
  const { url, sandbox, clinicSlug, jonah } = world
  const patient = createPatient({ url, sandbox, clinicSlug, persona: who })
  await patient.fillIn()
  await patient.signUp()
  await patient.submit()
  await patient.enterCard()
  const id = patient.consultationId()
  await until('The case stands in the queue', { withinMs: 30_000 }, () => jonah.queueCard(id))
  await jonah.approve(await jonah.claim(id))
  await until('The order completes', { withinMs: 90_000 }, async () => {
    const { order } = await jonah.open(id)
    return order.status === 'completed'
  })
  return { api: patient.api, id }
}

const stage = async (world: World, adminUrl: string): Promise<Shot[]> => {
  const { avery, jonah, url } = world
  const review = await idOf(world, 'Magnolia Trent')
  // One case is with a colleague, as on any day.
  await jonah.claim(await idOf(world, 'Silas Brightwater'))
  const visit = await treated(
    world,
    persona({ name: 'Rosalind Hartley', birthDate: '1983-05-02', sex: 'female', category: 'weight' }),
  )
  const orders = await stageOrders(world)
  const question = persona({
    name: 'Anselm Tarrant',
    birthDate: '1979-06-14',
    sex: 'male',
    category: 'ed',
    answers: { medications: takes('Lisinopril 20 mg') },
  })
  const refill = await weightRefill(world, adminUrl)
  return [
    {
      name: 'refill',
      as: avery.api,
      open: async (page) => {
        await page.goto(`/consultations/${refill}`)
        await page.getByRole('img', { name: /^Weight: / }).waitFor()
        await page
          .locator('#approve-reason')
          .filter({ hasNotText: 'Checking' })
          .waitFor({ state: 'attached' })
      },
    },
    {
      name: 'queue',
      as: avery.api,
      open: async (page) => {
        await page.goto('/queue')
        await page.getByRole('article').first().waitFor()
        const preview = page.getByRole('complementary', { name: 'Preview' })
        // A narrow screen has no room for it.
        if ((page.viewportSize()?.width ?? 0) < 1280) return
        await page.locator(`li[data-id="${review}"]`).focus()
        await preview.getByRole('heading', { name: 'Magnolia Trent' }).waitFor()
        await preview.getByText('On approval').waitFor()
      },
    },
    {
      name: 'review',
      as: avery.api,
      open: async (page) => {
        await page.goto(`/consultations/${review}`)
        await page.getByText('Ready to sign.').waitFor({ state: 'attached' })
      },
    },
    {
      name: 'orders',
      as: avery.api,
      open: async (page) => {
        await page.goto(`/orders/${orders.rejected}`)
        await page.getByRole('button', { name: /^Reroute to / }).waitFor()
      },
    },
    {
      name: 'intake',
      open: async (page) => {
        await page.goto(await intakeUpTo(url, question, 'medications'))
        const box = page.getByRole('combobox')
        const suggestion = (name: RegExp) => page.getByRole('option', { name }).first()
        await box.fill('Lisinopril')
        await suggestion(/^lisinopril/i).click()
        await page.getByLabel(/^Lisinopril.*How much/i).fill('20 mg every morning')
        await box.fill('ator')
        await suggestion(/^atorvastatin/i).waitFor()
        await page.evaluate('scrollTo(0, 0)')
      },
    },
    {
      name: 'portal',
      as: visit.api,
      open: async (page) => {
        await page.goto(`/portal/visits/${visit.id}`)
        await page.getByRole('list', { name: 'Your visit step by step' }).waitFor()
      },
    },
  ]
}

/** Each face in each width and scheme; one that cannot be brought about is told and the others go on. */
const takeFaces = async (browser: Browser, world: World, stack: Stack, folder: string): Promise<void> => {
  const account = stack.signIns.find(({ email }) => email.startsWith('pia.'))
  if (!account) throw new Error('No sign-in for the second clinic')
  const { adminUrl } = stack
  const faces = await facesOf({
    world,
    adminUrl,
    idle: await signInProvider(stack.url, account),
    idOf: (name) => idOf(world, name),
  })
  // Brought about only where one of them is wanted: it takes minutes.
  const known = new Set(faces.map(({ name }) => name))
  if (faceNames.length === 0 || faceNames.some((name) => !known.has(name)))
    faces.push(...(await afterCareFaces({ world, adminUrl })))
  for (const face of faces.filter(({ name }) => faceNames.length === 0 || faceNames.includes(name))) {
    for (const viewport of [DESKTOP, LAPTOP, PHONE]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, context } = await openPage(browser, stack.url, {
          viewport,
          colorScheme,
          as: face.as.api,
        })
        try {
          await face.open(page)
          await page.evaluate('document.fonts.ready.then(() => {})')
          const path = join(folder, `${face.name}-${viewport.width}-${colorScheme}.png`)
          await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
          console.log(path)
        } catch (error) {
          process.exitCode = 1
          console.error(`${face.name}, ${viewport.width}, ${colorScheme}: ${String(error).split('\n')[0]}`)
        } finally {
          await context.close()
          await face.after?.()
        }
      }
    }
  }
}

const take = async (browser: Browser, url: string, shot: Shot): Promise<void> => {
  for (const viewport of [DESKTOP, PHONE]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await openPage(browser, url, {
        viewport,
        colorScheme,
        ...(shot.as && { as: shot.as }),
      })
      await shot.open(page)
      await page.evaluate('document.fonts.ready.then(() => {})')
      const path = join(FOLDER, `${shot.name}-${viewport.width}-${colorScheme}.png`)
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
      await context.close()
      const { size } = statSync(path)
      if (size > LARGEST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${LARGEST_BYTES}`)
      console.log(
        `${path.slice(ROOT.length + 1).padEnd(40)} ${String(Math.round(size / 1000)).padStart(4)} kB`,
      )
    }
  }
}

const main = async (): Promise<void> => {
  const folder = flag === '--faces' ? facesFolder : FOLDER
  if (folder === undefined || (flag !== undefined && flag !== '--faces'))
    throw new Error('Say npm run screenshots, or npm run screenshots -- --faces FOLDER [name …]')
  mkdirSync(folder, { recursive: true })
  process.env.CHROMIUM_PATH = ensureChromium()
  const { stack, stop } = await startOwnStack({ firstPatients: true, onStep: console.log })
  try {
    const world = await enterWorld(stack)
    console.log(`${firstPatients.length} patients wait`)
    const browser = await launchChromium()
    try {
      if (folder === FOLDER)
        for (const shot of await stage(world, stack.adminUrl)) await take(browser, stack.url, shot)
      else await takeFaces(browser, world, stack, folder)
    } finally {
      await browser.close()
    }
  } finally {
    await stop()
  }
}

await main()
