/**
 * `npm start`: everything, on this machine, until Ctrl-C. Settings: README, "Configuration".
 * Node 24 or newer runs it; npm puts the one it installed first on the path, and this looks there as well.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { ROOT } from './package-binary.ts'
import type { DemoSignIn, Stack } from './stack/index.ts'

const NEEDED_NODE = 24

/** Runs this file again under the Node that npm installed, passing signals on. */
const runUnderInstalledNode = (): void => {
  const installed = join(ROOT, 'node_modules', '.bin', 'node')
  if (!existsSync(installed)) {
    console.error(
      `Node ${NEEDED_NODE} or newer is needed (this is ${process.version}); run "npm install", which brings it`,
    )
    process.exit(1)
  }
  const child = spawn(installed, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => process.exit(code ?? 1))
}

const started = performance.now()
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`.padStart(7)
const say = (line: string): void => console.log(`${styleText('dim', seconds())}  ${line}`)

const column = (rows: readonly DemoSignIn[], of: (row: DemoSignIn) => string): number =>
  Math.max(0, ...rows.map((row) => of(row).length))

const welcome = ({ url, sandboxUrl, signIns }: Stack): void => {
  console.log(`\n  Countersign is ready:   ${styleText(['bold', 'cyan'], url)}`)
  console.log(`  The world outside it:   ${sandboxUrl}  (pharmacies, cards, mail)`)
  if (signIns.length > 0) {
    const role = column(signIns, (row) => row.role)
    const email = column(signIns, (row) => row.email)
    console.log('\n  Sign in as')
    for (const row of signIns) {
      const factor = row.totpSecret ? styleText('dim', '+ code') : ''
      console.log(`    ${row.role.padEnd(role)}  ${row.email.padEnd(email)}  ${row.password}  ${factor}`)
    }
    if (signIns.some((row) => row.totpSecret)) console.log('  Codes of the second factor: npm run demo:codes')
  }
  console.log(styleText('dim', '\n  Ctrl-C stops everything.\n'))
}

const port = (name: string): number | undefined => {
  const given = process.env[name]
  if (!given) return undefined
  const number = Number(given)
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number
  throw new Error(`${name} is not a port: ${given}`)
}

const EXIT_AFTER_SIGNAL = 130

const main = async (): Promise<number> => {
  const { startStack } = await import('./stack/index.ts')
  const starting = new AbortController()
  let stack: Stack | undefined
  let asked = 0
  let requestStop: () => void = () => {}
  const stopRequested = new Promise<undefined>((resolve) => {
    requestStop = () => resolve(undefined)
  })
  const onSignal = () => {
    asked += 1
    if (asked > 1) {
      stack?.stopNow()
      process.exit(EXIT_AFTER_SIGNAL)
    }
    say('Stopping')
    starting.abort(new Error('it was asked to stop'))
    requestStop()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)

  try {
    stack = await startStack({
      stateDir: process.env.STATE_DIR ?? join(ROOT, '.countersign'),
      databaseUrl: process.env.DATABASE_URL || undefined,
      ports: { web: port('PORT'), sandbox: port('SANDBOX_PORT'), smtp: port('SANDBOX_SMTP_PORT') },
      seed: process.env.SEED_DEMO !== 'false',
      firstPatients: true,
      onStep: say,
      log: say,
      signal: starting.signal,
    })
  } catch (error) {
    if (asked > 0) return EXIT_AFTER_SIGNAL
    throw error
  }
  if (asked === 0) welcome(stack)
  const reason = await Promise.race([stopRequested, stack.failed]).catch((error: Error) => error)
  if (reason) say(`Stopping: ${reason.message}`)
  await stack.stop()
  say('Stopped')
  return reason ? 1 : 0
}

if (Number(process.versions.node.split('.')[0]) < NEEDED_NODE) {
  runUnderInstalledNode()
} else {
  main().then(
    (code) => process.exit(code),
    (error: Error) => {
      console.error(`\nCountersign could not start: ${error.message}`)
      process.exit(1)
    },
  )
}
