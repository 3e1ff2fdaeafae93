/**
 * `npm run mutation -w packages/clinical`: copies the package aside, so that an edit made meanwhile changes nothing,
 * and runs Stryker on the copy. Arguments go to Stryker: `-- --mutate src/knowledge/rules/hair.ts`. Reports are
 * written to `.countersign/mutation/reports`; `-- --incremental` tests again only what changed or survived.
 */

import { spawn } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const from = resolve(import.meta.dirname, '..')
const copy = resolve(from, '../../.countersign/mutation/package')
rmSync(copy, { recursive: true, force: true })
cpSync(from, copy, { recursive: true, filter: (path) => !path.includes('node_modules') })

/** Stryker keeps a survivor while its file stays as it was, since it does not see that a test was added. */
function forgetSurvivors(file: string): void {
  type Report = { files: Record<string, { mutants: { status: string }[] }> }
  let report: Report
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return
  }
  for (const part of Object.values(report.files))
    part.mutants = part.mutants.filter(({ status }) => status === 'Killed' || status === 'Ignored')
  writeFileSync(file, JSON.stringify(report))
}
if (process.argv.includes('--incremental')) forgetSurvivors(resolve(copy, '../reports/incremental.json'))

const manifest = fileURLToPath(import.meta.resolve('@stryker-mutator/core/package.json'))
const run = spawn(
  process.execPath,
  [resolve(dirname(manifest), 'bin/stryker.js'), 'run', ...process.argv.slice(2)],
  {
    cwd: copy,
    stdio: 'inherit',
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => run.kill(signal))
run.on('exit', (code) => {
  process.exitCode = code ?? 1
})
