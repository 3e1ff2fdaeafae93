/**
 * `npm test`: the checks, the web app's build, and the unit, database and browser tests, from nothing. Ends with
 * one plain line, `N passed, N failed`, in which each check counts as one, and exits accordingly.
 *
 *   --only check,build,unit,db,e2e   a part of it      --url postgres://…   database tests on that server
 *   anything else                    passed to Vitest: file filters, -t, …
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkSteps } from './check.ts'
import { ensureChromium } from './chromium.ts'
import { packageBinary, ROOT } from './package-binary.ts'
import { buildWeb } from './stack/web-build.ts'
import { reportStep, runStep, runSteps } from './steps.ts'
import { type Count, countTests, type VitestReport } from './test-report.ts'

const PARTS = ['check', 'build', 'unit', 'db', 'e2e'] as const
type Part = (typeof PARTS)[number]

const isPart = (text: string): text is Part => PARTS.some((part) => part === text)

type Arguments = {
  readonly parts: readonly Part[]
  readonly url: string | undefined
  readonly rest: readonly string[]
}

const readArguments = (args: readonly string[]): Arguments => {
  const rest: string[] = []
  let parts: readonly Part[] = PARTS
  let url: string | undefined
  const remaining = [...args]
  const takeValue = (flag: string): string => {
    const value = remaining.shift()
    if (value === undefined) throw new Error(`${flag} needs a value`)
    return value
  }
  for (let argument = remaining.shift(); argument !== undefined; argument = remaining.shift()) {
    if (argument === '--url') url = takeValue(argument)
    else if (argument === '--only') {
      const wanted = takeValue(argument).split(',')
      const unknown = wanted.filter((part) => !isPart(part))
      if (unknown.length > 0) throw new Error(`--only knows ${PARTS.join(', ')}; not ${unknown.join(', ')}`)
      parts = PARTS.filter((part) => wanted.includes(part))
    } else rest.push(argument)
  }
  return { parts, url, rest }
}

const readReport = (file: string): VitestReport | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  } catch {
    return undefined
  }
}

const TITLES = { unit: 'unit tests', db: 'database tests', e2e: 'browser tests' } as const

const runVitest = async (
  project: keyof typeof TITLES,
  rest: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Count> => {
  const scratch = mkdtempSync(join(tmpdir(), 'countersign-report-'))
  const file = join(scratch, 'report.json')
  try {
    console.log()
    const { passed } = await runStep({
      name: TITLES[project],
      args: [
        packageBinary('vitest'),
        'run',
        `--project=${project}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...rest,
      ],
      env,
      live: true,
    })
    const count = countTests(readReport(file), passed ? 0 : 1)
    for (const reason of count.reasons) console.log(`✗ ${TITLES[project]}: ${reason}`)
    return count
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const build = async (): Promise<Count> => {
  const since = performance.now()
  try {
    await buildWeb(ROOT)
    reportStep('web app build', true, since)
    return { passed: 1, failed: 0, reasons: [] }
  } catch (error) {
    reportStep('web app build', false, since)
    console.log(`\n${(error as Error).message}\n`)
    return { passed: 0, failed: 1, reasons: [] }
  }
}

const check = async (): Promise<Count> => {
  const results = await runSteps(checkSteps())
  const passed = results.filter((result) => result.passed).length
  return { passed, failed: results.length - passed, reasons: [] }
}

const browse = async (rest: readonly string[]): Promise<Count> => {
  try {
    return await runVitest('e2e', rest, { CHROMIUM_PATH: ensureChromium() })
  } catch (error) {
    console.log(`✗ ${TITLES.e2e}: ${(error as Error).message}`)
    return { passed: 0, failed: 1, reasons: [] }
  }
}

const runPart = ({ url, rest }: Arguments): Readonly<Record<Part, () => Promise<Count>>> => ({
  check,
  build,
  unit: () => runVitest('unit', rest, {}),
  db: () => runVitest('db', rest, url ? { TEST_DATABASE_URL: url } : {}),
  e2e: () => browse(rest),
})

const main = async (): Promise<number> => {
  const given = readArguments(process.argv.slice(2))
  const run = runPart(given)
  let passed = 0
  let failed = 0
  for (const part of given.parts) {
    const count = await run[part]()
    passed += count.passed
    failed += count.failed
  }
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  console.log('0 passed, 1 failed')
  return 1
})
