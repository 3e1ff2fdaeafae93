/** What a browser loads before the queue is on the screen. */
import { gzipSync } from 'node:zlib'
import { launchChromium } from '../e2e/kit/chromium-page.ts'
import { ensureChromium } from '../scripts/chromium.ts'
import { ROOT } from '../scripts/package-binary.ts'
import { buildWeb } from '../scripts/stack/web-build.ts'
import type { Measure } from './row.ts'
import { type Colleague, SMALL_SIZE, withWorld } from './world.ts'

export const measure: Measure = async () => {
  await buildWeb(ROOT, {})
  process.env.CHROMIUM_PATH ??= ensureChromium()
  return withWorld(SMALL_SIZE, async (world) => {
    const browser = await launchChromium()
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      const [name, value] = (world.providers[0] as Colleague).cookie.split('=') as [string, string]
      await context.addCookies([{ name, value, url: world.url }])
      const page = await context.newPage()
      const scripts = new Map<string, Promise<Buffer>>()
      page.on('response', (answer) => {
        if (answer.request().resourceType() === 'script') scripts.set(answer.url(), answer.body())
      })
      const from = performance.now()
      await page.goto(`${world.url}/queue`, { waitUntil: 'commit' })
      await page.getByRole('article').first().waitFor({ timeout: 60_000 })
      const took = performance.now() - from
      // What came until now; what the page fetches for later, once it is idle, comes after.
      const before = await Promise.all(scripts.values())
      const plain = before.reduce((sum, body) => sum + body.length, 0)
      const packed = before.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
      return [
        {
          name: 'web app: JS before the first card of the queue, gzip',
          measured: packed / 1_000,
          unit: 'kB',
          bar: 'at most 200 kB',
          met: packed <= 200_000,
          note:
            `${before.length} files, ${Math.round(plain / 1_000)} kB unpacked, loaded by Chromium from an empty cache; ` +
            `first card after ${Math.round(took)} ms, browser and server on the same processors.`,
        },
      ]
    } finally {
      await browser.close()
    }
  })
}
