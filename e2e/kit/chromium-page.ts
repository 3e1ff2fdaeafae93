/** A page of Chromium, in a context of its own: nobody shares a cookie, nothing moves, the clock is the clinic's. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
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

export type Seat = {
  readonly page: Page
  readonly context: BrowserContext
  readonly said: string[]
  readonly broke: string[]
}

/** `said` is what the page wrote to its console, `broke` what it threw; both go on filling. */
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
