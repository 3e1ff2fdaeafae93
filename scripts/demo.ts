/**
 * `npm run demo`: the whole product on a disposable database, thirty patients with different stories, then a
 * small load run, all through the public HTTP API. Ends 0 only if every story ended as it must.
 *
 *   --no-timelines   leaves out the timeline of each case      --load N   cases of the load run (60)
 */
import { parseArgs, styleText } from 'node:util'
import { gather, treat } from './demo/crowd.ts'
import { disagreements, expectedOf } from './demo/exactly-once.ts'
import { pharmacies } from './demo/personas.ts'
import { PHARMACY_PACE } from './demo/plots.ts'
import { type Progress, startProgress } from './demo/progress.ts'
import { signInProvider } from './demo/provider.ts'
import { milliseconds, quantile, tableLines, timelineLines } from './demo/report.ts'
import { thirtyStories } from './demo/stories.ts'
import { type Told, tell } from './demo/story.ts'
import { eachAtMost } from './demo/wait.ts'
import { enterWorld, type World } from './demo/world.ts'
import { makeDisposableFolder } from './stack/disposable-folder.ts'
import { type Stack, startStack } from './stack/index.ts'

const started = performance.now()
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`
const say = (line: string): void => console.log(`${styleText('dim', seconds().padStart(7))}  ${line}`)

const tellAll = async (world: World): Promise<Told[]> => {
  let over: () => void = () => {}
  const mayDecide = new Promise<void>((resolve) => {
    over = resolve
  })
  const stories = thirtyStories(over)
  const progress = startProgress('Stories', stories.length)
  const { avery, jonah } = world
  // The one that silences the network goes first, and everybody else's decisions wait for it: all start at once.
  const tellings = await eachAtMost(stories.length, stories, async (story, index) => {
    const [provider, colleague] = index % 2 === 0 ? [avery, jonah] : [jonah, avery]
    const told = await tell(world, story, { provider, colleague, mayDecide })
    if (index === 0) over()
    progress.advance(`${story.persona.givenName} ${story.persona.familyName}: ${story.title}`, told.ok)
    return told
  })
  progress.end()
  return tellings
}

const runLoad = async (world: World, stack: Stack, size: number) => {
  const filling: Progress = startProgress('Intakes', size)
  const { patients, submitMs } = await gather(world, size, () => filling.advance('an intake was sent'))
  filling.end()
  const account = stack.signIns.find(({ email }) => email === world.avery.email)
  if (!account) throw new Error('No sign-in for a fourth session')
  const sessions = [world.avery, world.jonah, world.mira, await signInProvider(world.url, account)]
  const approving = startProgress('Approvals', size)
  const { approveMs, summaries } = await treat(patients, sessions, () =>
    approving.advance('a case was approved'),
  )
  approving.end()
  const p = (share: number) => milliseconds(quantile(approveMs, share))
  say(
    `Load run: ${approveMs.length} green cases approved by ${sessions.length} sessions at once, all filled and paid`,
  )
  say(`  approve        p50 ${p(0.5)}   p95 ${p(0.95)}   max ${p(1)}`)
  say(
    `  intake submit  p50 ${milliseconds(quantile(submitMs, 0.5))}   p95 ${milliseconds(quantile(submitMs, 0.95))}`,
  )
  return summaries
}

const play = async (stack: Stack, options: { timelines: boolean; load: number }): Promise<boolean> => {
  const world = await enterWorld(stack)
  // Throughout: every word of the card processor comes twice, and one pharmacy repeats itself.
  await world.sandbox.setFaults({
    pharmacy: { ...PHARMACY_PACE, behaviours: { [pharmacies.prairiePost]: 'duplicate' } },
    card: { duplicateCallbacks: true },
  })
  const tellings = await tellAll(world)
  say(`${tellings.length} stories told\n`)
  if (options.timelines) {
    for (const told of tellings) console.log(`${timelineLines(told).join('\n')}\n`)
  }
  console.log(`${tableLines(tellings).join('\n')}\n`)

  const crowd = options.load > 0 ? await runLoad(world, stack, options.load) : []
  const summaries = [...tellings.flatMap(({ summary }) => (summary ? [summary] : [])), ...crowd]
  const expected = expectedOf(summaries)
  const wrong = disagreements(expected, await world.sandbox.state())
  for (const fault of wrong) say(styleText('red', `✗ ${fault}`))
  if (wrong.length === 0) {
    say(
      `Exactly once: ${expected.sent.length} prescriptions at the pharmacies, ${expected.captures} captures of ${(
        expected.capturedCents / 100
      ).toFixed(2)} USD, as many as the clinic holds sent and paid`,
    )
  }
  const good = tellings.filter(({ ok }) => ok).length
  console.log()
  say(`${good} of ${tellings.length} stories ended as they must`)
  return good === tellings.length && wrong.length === 0
}

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    allowNegative: true,
    options: { timelines: { type: 'boolean', default: true }, load: { type: 'string', default: '60' } },
  })
  const load = Number(values.load)
  if (!Number.isInteger(load) || load < 0) throw new Error('--load takes a number of cases')
  const { stateDir, discard } = makeDisposableFolder('demo')
  const starting = new AbortController()
  let stack: Stack | undefined
  let interrupt: () => void = () => {}
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Error('it was asked to stop'))
  })
  interrupted.catch(() => {})
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      starting.abort(new Error('it was asked to stop'))
      interrupt()
    })
  }
  try {
    stack = await startStack({
      stateDir,
      databaseUrl: process.env.DATABASE_URL || undefined,
      ports: { web: 0, sandbox: 0, smtp: 0, database: 0 },
      durability: 'disposable',
      // One machine plays everybody here; a clinic's own limits are for one person each.
      env: { RATE_LIMIT_PER_MINUTE: '1000000', SIGN_INS_PER_MINUTE: '100000' },
      onStep: say,
      log: say,
      signal: starting.signal,
    })
    say(`The clinic is open at ${stack.url}, the world outside it at ${stack.sandboxUrl}`)
    const good = await Promise.race([
      play(stack, { timelines: values.timelines, load }),
      stack.failed,
      interrupted,
    ])
    return good ? 0 : 1
  } finally {
    await stack?.stop()
    discard()
    say('Stopped; nothing is left behind')
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(`\nThe demo did not come to its end: ${error.message}`)
    process.exit(1)
  },
)
