import { base, browser, page } from './real-tmp.mjs'

await page.goto(base + '/queue')
await page.waitForTimeout(4000)
await page.screenshot({ path: '/tmp/cs/real/queue.png' })
const q = await page.evaluate(() => fetch('/api/queue').then((r) => r.json()))
console.log(
  q.total,
  q.items
    .map(
      (c) =>
        `${c.patient.name}|${c.category}|${c.readyToApprove}|${c.proposal?.label}|${c.blockedBy}|${c.flags.map((f) => f.text)}|${c.figures.map((f) => f.label + f.value)}|${c.reason}`,
    )
    .join('\n'),
)
const js = await page.evaluate(() =>
  performance
    .getEntriesByType('resource')
    .filter((r) => r.name.endsWith('.js'))
    .map((r) => [r.name.split('/').pop(), r.encodedBodySize, r.decodedBodySize]),
)
console.log(
  js.map((x) => x.join(' ')).join('\n'),
  'total',
  js.reduce((a, b) => a + b[1], 0),
)
const css = await page.evaluate(() =>
  performance
    .getEntriesByType('resource')
    .filter((r) => r.name.endsWith('.css'))
    .map((r) => [r.name.split('/').pop(), r.encodedBodySize]),
)
console.log(css.join('\n'))
for (const [name, pick] of [
  ['green', q.items.find((c) => c.readyToApprove)],
  ['blocked', q.items.find((c) => !c.proposal)],
  ['other', q.items.find((c) => c.flags.length && c.proposal)],
]) {
  if (!pick) {
    console.log('no', name)
    continue
  }
  await page.goto(base + '/consultations/' + pick.consultationId)
  await page.waitForTimeout(2500)
  await page.screenshot({ path: `/tmp/cs/real/review-${name}.png` })
}
await browser.close()
