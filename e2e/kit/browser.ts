/**
 * One Chromium a test file, a fresh context a person. When a test fails, what every open page showed and said,
 * and the end of the server's log, are kept in a folder that the failure names.
 */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchChromium, openPage, type Person, type Seat } from './chromium-page.ts'

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
