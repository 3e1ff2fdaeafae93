/**
 * Takes pictures of the workspace against fixtures and lets axe look at each: `node screens/capture.ts <out folder> [name …]`. Needs the
 * dev server (`vite`) at COUNTERSIGN_WEB, http://127.0.0.1:5173 unless said otherwise.
 */
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Page, type Route } from 'playwright-core'
import * as clinic from './fixtures/index.ts'

const [out = 'screens/out', ...only] = process.argv.slice(2)
const base = process.env.COUNTERSIGN_WEB ?? 'http://127.0.0.1:5173'
const sizes = { desktop: [1440, 900], laptop: [1024, 768], phone: [390, 844] } as const

type Face = {
  name: string
  path: string
  size?: keyof typeof sizes
  dark?: boolean
  api?: Record<string, unknown>
  stream?: 'live' | 'down'
  act?: (page: Page) => Promise<void>
}

const danaId = clinic.dana.consultation.id
const walterId = clinic.walter.consultation.id
const marcusId = clinic.marcus.consultation.id
const clear = {
  assessment: {
    verdict: 'clear',
    dose: 'ok',
    doseText: null,
    requiresSync: false,
    missing: [],
    findings: [],
  },
  plan: null,
}
const problem = (name: string, status: number, rest = {}) => ({ problem: name, status, ...rest })
const pick = (row: number) => async (page: Page) => {
  await page.locator('li[data-id]').nth(row).waitFor({ timeout: 8_000 })
  for (let i = 0; i < row; i++) await page.keyboard.press('j')
  await page.waitForTimeout(500)
}

const faces: Face[] = [
  { name: 'queue-desktop-light', path: '/queue', act: pick(4) },
  { name: 'queue-desktop-dark', path: '/queue', dark: true, act: pick(4) },
  { name: 'queue-laptop', path: '/queue', size: 'laptop', act: pick(4) },
  {
    name: 'queue-phone',
    path: '/queue',
    size: 'phone',
    act: async (page) => page.locator('li[data-id]').nth(3).click(),
  },
  { name: 'queue-phone-dark', path: '/queue', size: 'phone', dark: true },
  {
    name: 'queue-empty',
    path: '/queue',
    api: { 'GET /api/queue': clinic.page([]), 'GET /api/shift': { ...clinic.shift, waiting: 0, overdue: 0 } },
  },
  { name: 'queue-reconnecting', path: '/queue', stream: 'down', act: pick(2) },
  {
    name: 'queue-error',
    path: '/queue',
    api: { 'GET /api/queue': problem('internal', 500, { requestId: 'E-5F21-90' }) },
    act: (page) => page.waitForTimeout(4500),
  },
  { name: 'queue-loading', path: '/queue', api: { 'GET /api/queue': 'never' } },
  { name: 'review-green', path: `/consultations/${danaId}` },
  { name: 'review-green-dark', path: `/consultations/${danaId}`, dark: true },
  { name: 'review-blocked-light', path: `/consultations/${walterId}` },
  { name: 'review-blocked-dark', path: `/consultations/${walterId}`, dark: true },
  { name: 'review-hair', path: `/consultations/${marcusId}` },
  { name: 'review-laptop', path: `/consultations/${danaId}`, size: 'laptop' },
  { name: 'review-phone', path: `/consultations/${danaId}`, size: 'phone' },
  { name: 'review-phone-blocked', path: `/consultations/${walterId}`, size: 'phone' },
  {
    name: 'review-overridable',
    path: `/consultations/${danaId}`,
    api: {
      [`POST /api/consultations/${danaId}/assess`]: {
        ...clear,
        assessment: { ...clear.assessment, verdict: 'warn', findings: [clinic.majorFinding] },
      },
    },
  },
  {
    name: 'undo-slot',
    path: `/consultations/${danaId}`,
    act: async (page) => {
      await page.waitForTimeout(900)
      await page.keyboard.press('a')
      await page.waitForTimeout(900)
    },
  },
  {
    name: 'review-lost-lease',
    path: `/consultations/${danaId}`,
    api: { [`POST /api/consultations/${danaId}/heartbeat`]: problem('lease-lost', 409) },
    act: async (page) => {
      await page.clock.fastForward(21_000)
      await page.waitForTimeout(700)
    },
  },
  {
    name: 'review-no-licence',
    path: `/consultations/${danaId}`,
    api: { [`GET /api/consultations/${danaId}`]: problem('no-licence', 403) },
  },
  {
    name: 'review-no-answer',
    path: `/consultations/${danaId}`,
    api: { [`POST /api/consultations/${danaId}/approve`]: problem('unavailable', 503) },
    act: async (page) => {
      await page.waitForTimeout(900)
      await page.keyboard.press('a')
      await page.waitForTimeout(600)
    },
  },
  {
    name: 'deny-dialog',
    path: `/consultations/${walterId}`,
    act: async (page) => {
      await page.waitForTimeout(900)
      await page.keyboard.press('d')
      await page.waitForTimeout(500)
    },
  },
  {
    name: 'palette',
    path: '/queue',
    act: async (page) => {
      await pick(1)(page)
      await page.keyboard.press('Control+k')
      await page.waitForTimeout(900)
    },
  },
  {
    name: 'keys',
    path: '/queue',
    act: async (page) => {
      await pick(1)(page)
      await page.keyboard.press('?')
      await page.waitForTimeout(900)
    },
  },
  { name: 'preferences', path: '/preferences' },
  { name: 'preferences-phone', path: '/preferences', size: 'phone' },
]

const photo = (seed: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#b9bfc2"/><circle cx="200" cy="200" r="150" fill="#c99a73"/><circle cx="200" cy="170" r="150" fill="#3a2f28" opacity=".85"/><circle cx="200" cy="200" r="${40 + (seed.charCodeAt(seed.length - 1) % 5) * 9}" fill="#c99a73" opacity=".8"/></svg>`

async function answer(route: Route, face: Face): Promise<void> {
  const request = route.request()
  const url = new URL(request.url())
  const key = `${request.method()} ${url.pathname}`
  const fail = (name: string, status: number, rest: object) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: `urn:countersign:problem:${name}`, title: name, status, ...rest }),
    })
  const json = (body: unknown) =>
    route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) })
  const special = face.api?.[key]
  if (special === 'never') return
  if (special !== undefined) {
    const one = special as { problem?: string; status?: number }
    if (one.problem !== undefined) return fail(one.problem, one.status ?? 500, { ...(special as object) })
    return json(special)
  }
  const decided = {
    consultationId: danaId,
    decisionId: clinic.dana.recommendationId,
    status: 'approved',
    version: 4,
    effectiveAt: new Date(clinic.now + 10_900).toISOString(),
  }
  const held = (id: string) => ({
    consultationId: id,
    version: 3,
    leaseExpiresAt: new Date(clinic.now + 300_000).toISOString(),
  })
  const table: Record<string, unknown> = {
    'GET /api/me': { me: clinic.me },
    'GET /api/queue': clinic.page(clinic.cards),
    'GET /api/shift': clinic.shift,
    'GET /api/preferences': clinic.preferences,
    [`GET /api/consultations/${danaId}`]: clinic.dana,
    [`GET /api/consultations/${walterId}`]: clinic.walter,
    [`GET /api/consultations/${marcusId}`]: clinic.marcus,
    'POST /api/queue/take-next': held(marcusId),
    [`POST /api/consultations/${danaId}/approve`]: decided,
    'GET /api/pharmacies': { items: [clinic.dana.order.pharmacy] },
  }
  if (key in table) return json(table[key])
  if (url.pathname.endsWith('/assess')) return json(clear)
  if (url.pathname.endsWith('/heartbeat') || url.pathname.endsWith('/claim')) return json(held(danaId))
  if (url.pathname.endsWith('/note')) return json({ version: 5, savedAt: new Date(clinic.now).toISOString() })
  if (url.pathname.startsWith('/api/documents/'))
    return route.fulfill({ contentType: 'image/svg+xml', body: photo(url.pathname) })
  if (key === 'PUT /api/preferences') return json(request.postDataJSON())
  return fail('not-found', 404, {})
}

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] }
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
let failures = 0

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
await mkdir(out, { recursive: true })
for (const face of faces) {
  if (only.length > 0 && !only.some((name) => face.name.startsWith(name))) continue
  const [width, height] = sizes[face.size ?? 'desktop']
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: face.size === 'phone' ? 2 : 1,
    hasTouch: face.size === 'phone',
    isMobile: face.size === 'phone',
    colorScheme: face.dark ? 'dark' : 'light',
    timezoneId: 'America/Chicago',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(face.name, 'page error', error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      console.error(face.name, message.text())
  })
  await page.clock.install({ time: clinic.now })
  // The stream is answered inside the page: a fulfilled route cannot stay open.
  await page.addInitScript((live: boolean) => {
    const real = window.fetch.bind(window)
    window.fetch = (input, init) => {
      if (String(input) !== '/api/events') return real(input, init)
      if (!live) return Promise.reject(new TypeError('down'))
      return Promise.resolve(
        new Response(
          new ReadableStream({
            start: (c) => c.enqueue(new TextEncoder().encode('event: ready\ndata: {}\n\n')),
          }),
        ),
      )
    }
  }, face.stream !== 'down')
  await page.route(
    (url) => url.pathname.startsWith('/api/'),
    (route) => answer(route, face),
  )
  await page.goto(base + face.path)
  await page.locator('main').first().waitFor({ timeout: 15_000 })
  await page.waitForTimeout(700)
  await face.act?.(page).catch((error: unknown) => console.error(face.name, String(error).split('\n')[0]))
  await page.screenshot({ path: join(out, `${face.name}.png`) })
  await page.addScriptTag({ path: axePath })
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: () => Promise<AxeResult> } }).axe.run()
    return violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    )
  })
  for (const violation of found) console.error(face.name, 'axe', violation)
  failures += found.length
  console.log(face.name)
  await context.close()
}
await browser.close()
if (failures > 0) process.exitCode = 1
