/** What axe finds wrong with the page as it stands, light and dark. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

type Violation = {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { target: unknown; failureSummary?: string }[]
}

/**
 * Two frames, so that a new colour scheme has reached every element, then the end of whatever moves and ends.
 * Run in the page, so written as text: these files know no browser's globals.
 */
const STILL = `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  .then(() => Promise.all(document.getAnimations()
    .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime))
    .map((each) => each.finished.catch(() => {}))))
  .then(() => {})`

const violationsOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(STILL)
  // Evaluated, not added as a script: the page's own policy allows no script but its own.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    'window.axe.run().then(({ violations }) => ({ violations }))',
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} (${help}) at ${String(target)}: ${failureSummary ?? ''}`,
    ),
  )
}

/** Asserts that axe finds nothing, in both colour schemes; the test goes on, so that one run tells everything. */
export const expectAccessible = async (page: Page, what: string): Promise<void> => {
  await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect.soft(await violationsOf(page), `axe on ${what}, ${colorScheme}`).toEqual([])
  }
}
