/** The browser of the browser tests: the machine's own Chromium or Chrome, else one that is installed here. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { packageBinary, ROOT } from './package-binary.ts'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A file can be there and not be a browser: some systems ship a stub that only asks for another package. */
const runs = (path: string): boolean =>
  existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0

/** The path of a Chromium that runs on this machine: CHROMIUM_PATH, a usual place, or Playwright's own. */
const findChromium = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  if (env.CHROMIUM_PATH) {
    if (runs(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
    throw new Error(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which does not run`)
  }
  return [...USUAL_PLACES, chromium.executablePath()].find(runs)
}

const succeeded = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean =>
  spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', env }).status === 0

const installFromDebian = (): boolean => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return (
    succeeded('apt-get', ['update'], env) &&
    succeeded('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], env)
  )
}

/** Finds a browser, installing one where it can. Throws, saying what to do, where it cannot. */
export const ensureChromium = (): string => {
  const found = findChromium()
  if (found) return found
  const asRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  console.log(`No Chromium found; installing one with ${asRootOnDebian ? 'apt-get' : 'Playwright'}`)
  if (asRootOnDebian) installFromDebian()
  else succeeded(process.execPath, [packageBinary('playwright-core'), 'install', 'chromium'])
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'The browser tests need Chromium, none was found and none could be installed. ' +
      'Install Chromium or Chrome (Debian: apt-get install chromium) or set CHROMIUM_PATH to one.',
  )
}
