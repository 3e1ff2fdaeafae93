import { chromium } from 'playwright-core'

const base = process.env.BASE ?? 'http://localhost:4700'
const pw = process.env.PW
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
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
const ctx = await browser.newContext({
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  timezoneId: 'America/Chicago',
})
const page = await ctx.newPage()
page.on('pageerror', (e) => console.log('PAGEERROR', e.message))
page.on('console', (m) => {
  if (['error', 'warning'].includes(m.type())) console.log(m.type(), m.text().slice(0, 300))
})
page.on('response', (r) => {
  if (r.status() >= 400) console.log(r.status(), r.request().method(), r.url())
})
const api = await ctx.request.post(base + '/api/auth/sign-in/email', {
  data: { email: process.env.WHO ?? 'avery.okafor@cedar.example', password: pw },
  headers: { origin: base },
})
console.log('sign in', api.status())

export { base, browser, ctx, page }
