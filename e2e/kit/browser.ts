/**
 * One Chromium a test file, a fresh context a person. When a test fails, what every open page showed and said,
 * and the end of the server's log, are kept in a folder that the failure names.
 */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { ApiClient } from '../../scripts/demo/api-client.ts'

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
const PATIENCE_MS = 30_000
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  })

export type Person = {
  /** Signed in already, as this client is. */
  readonly as?: ApiClient
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
}

type Seat = {
  readonly page: Page
  readonly context: BrowserContext
  readonly said: string[]
  readonly broke: string[]
}

/** A page in a context of its own, so that no two people share a cookie. */
export const openPage = async (browser: Browser, baseURL: string, person: Person = {}): Promise<Seat> => {
  const { as, viewport = DESKTOP, colorScheme = 'light' } = person
  const context = await browser.newContext({
    baseURL,
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    hasTouch: viewport.width < 768,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  if (as) await context.addCookies(as.cookies.map(({ name, value }) => ({ name, value, url: baseURL })))
  const page = await context.newPage()
  const said: string[] = []
  const broke: string[] = []
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => {
    said.push(`page error: ${error.stack ?? error.message}`)
    broke.push(error.message)
  })
  return { page, context, said, broke }
}

const fileName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)

const keepEvidence = async (name: string, seats: readonly Seat[], logs: string): Promise<string> => {
  const folder = join(tmpdir(), 'countersign-e2e-failures', `${Date.now()}-${fileName(name)}`)
  mkdirSync(folder, { recursive: true })
  for (const [at, { page, said }] of seats.entries()) {
    writeFileSync(join(folder, `page-${at + 1}.txt`), `${page.url()}\n${said.join('\n')}\n`)
    await page.screenshot({ path: join(folder, `page-${at + 1}.png`), fullPage: true }).catch(() => {})
  }
  if (existsSync(logs)) cpSync(logs, join(folder, 'logs'), { recursive: true })
  return folder
}

/** Registers the hooks of a test file and answers how to open a page in it. */
export const useBrowser = (options: { url?: () => string; stateDir?: () => string } = {}) => {
  const url = options.url ?? (() => inject('shared').url)
  const stateDir = options.stateDir ?? (() => inject('shared').stateDir)
  let browser: Browser
  let seats: Seat[] = []
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  afterEach(async ({ task }) => {
    const mine = seats
    seats = []
    if (task.result?.state === 'fail') {
      const folder = await keepEvidence(task.name, mine, join(stateDir(), 'logs'))
      console.error(`What the pages showed and the server said: ${folder}`)
    }
    await Promise.all(mine.map(({ context }) => context.close()))
    expect(
      mine.flatMap(({ broke }) => broke),
      'errors thrown in a page',
    ).toEqual([])
  })
  return async (person: Person = {}): Promise<Page> => {
    const seat = await openPage(browser, url(), person)
    seats.push(seat)
    return seat.page
  }
}
