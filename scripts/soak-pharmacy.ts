/**
 * `npm run soak:pharmacy`: many signed prescriptions through the real worker and server to the sandbox's
 * pharmacies, with the line failing, the network away and parts killed at random; then both books are compared line by line.
 * Ends 0 only if every prescription was received exactly once, or refused and says so.
 *
 *   --prescriptions N   how many (100000)           --minutes N      gives up after so long (20)
 *   --faults on|off     how the outside behaves (on)  --kills N      workers and server killed with SIGKILL (6)
 *   --outages N         the network away for 3 s (4)
 *   --workers N         worker processes (2)        --concurrency N  jobs at once in each (16)
 *   --talkative N       one counter in N verifies and fills (10)   --seed N  which moments are random (1)
 *   --durable           the database waits for its disk, as in production
 */
import { parseArgs, styleText } from 'node:util'
import pg from 'pg'
import { startSoakStack } from './soak/parts.ts'
import { runSoak } from './soak/run.ts'

const started = performance.now()
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`
const say = (line: string): void => console.log(`${styleText('dim', seconds().padStart(7))}  ${line}`)

const { values } = parseArgs({
  options: {
    prescriptions: { type: 'string', default: '100000' },
    faults: { type: 'string', default: 'on' },
    minutes: { type: 'string', default: '20' },
    kills: { type: 'string', default: '6' },
    outages: { type: 'string', default: '4' },
    workers: { type: 'string', default: '2' },
    concurrency: { type: 'string', default: '16' },
    talkative: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    durable: { type: 'boolean', default: false },
  },
})
const whole = (name: Exclude<keyof typeof values, 'faults' | 'durable'>, least: number) => {
  const number = Number(values[name])
  if (Number.isInteger(number) && number >= least) return number
  throw new Error(`--${name} must be a whole number of at least ${least}, not ${values[name]}`)
}

const main = async (): Promise<boolean> => {
  if (values.faults !== 'on' && values.faults !== 'off') throw new Error('--faults is on or off')
  const options = {
    prescriptions: whole('prescriptions', 1),
    faults: values.faults === 'on',
    minutes: whole('minutes', 1),
    kills: whole('kills', 0),
    outages: whole('outages', 0),
    talkative: whole('talkative', 1),
    seed: whole('seed', 0),
  }
  const stack = await startSoakStack({
    workers: whole('workers', 1),
    concurrency: whole('concurrency', 1),
    durable: values.durable,
    say,
  })
  const owner = new pg.Client({ connectionString: stack.adminUrl })
  try {
    await owner.connect()
    return await runSoak({ ...options, ...stack, owner, say })
  } finally {
    await owner.end()
    await stack.stop()
  }
}

main().then(
  (agreed) => process.exit(agreed ? 0 : 1),
  (error: Error) => {
    console.error(`The soak could not be run: ${error.message}`)
    process.exit(1)
  },
)
