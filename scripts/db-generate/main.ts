/**
 * `npm run db:generate -- --consultations 1000000`: a large fictional clinic in an empty database.
 *
 *   --consultations N   how many visits (default 10000)      --pending N   of which wait (default a tenth)
 *   --seed N            the same seed gives the same rows    --at ISO      the moment the data is of (default now)
 *   --slim              leaves out what hangs on closed visits
 *   --state DIR         an embedded database kept in DIR (default .countersign-generated)
 *   --url postgres://…  or DATABASE_URL: a server of your own instead
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '../../db/embedded/index.ts'
import { migrate } from '../../db/migrate.ts'
import { ROOT } from '../package-binary.ts'
import { generateClinics } from './generate.ts'

const { values } = parseArgs({
  options: {
    consultations: { type: 'string', default: '10000' },
    pending: { type: 'string' },
    seed: { type: 'string', default: '1' },
    at: { type: 'string' },
    slim: { type: 'boolean', default: false },
    state: { type: 'string', default: join(ROOT, '.countersign-generated') },
    url: { type: 'string' },
  },
})

const whole = (name: string, text: string): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} is not a whole number: ${text}`)
  return number
}

const started = performance.now()
const say = (line: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${line}`)

const url = values.url ?? process.env.DATABASE_URL
// What can be made again need not survive a power cut half-way.
const embedded = url
  ? undefined
  : await startEmbeddedPostgres({ stateDir: resolve(values.state), durability: 'disposable' })
try {
  const adminUrl = url ?? embedded?.adminUrl ?? ''
  await migrate(adminUrl)
  await generateClinics({
    adminUrl,
    consultations: whole('consultations', values.consultations),
    pending: values.pending === undefined ? undefined : whole('pending', values.pending),
    seed: whole('seed', values.seed),
    at: values.at ? new Date(values.at) : new Date(),
    depth: values.slim ? 'slim' : 'full',
    say,
  })
  say(embedded ? `Done. Start the product on it with STATE_DIR=${values.state} npm start` : 'Done.')
} finally {
  await embedded?.stop()
}
