/**
 * `npm run check`: everything that can be said of the code without running it, and whether what is generated
 * is what its sources make. Each step prints one line; a failing one prints all its tool said.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageBinary, ROOT } from './package-binary.ts'
import { runSteps, type Step } from './steps.ts'

/** A workspace that generates files names the command that compares them; it fails when one is out of date. */
const GENERATED_CHECK = 'check:generated'

const generatedChecks = (): Step[] =>
  globSync('{packages,apps}/*/package.json', { cwd: ROOT })
    .sort()
    .filter((file) => {
      const { scripts } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as {
        scripts?: Record<string, string>
      }
      return scripts?.[GENERATED_CHECK] !== undefined
    })
    .map((file) => ({
      name: `generated files, ${dirname(file)}`,
      program: 'npm',
      args: ['run', '--silent', GENERATED_CHECK],
      cwd: join(ROOT, dirname(file)),
    }))

export const checkSteps = (): Step[] => [
  { name: 'format and lint', args: [packageBinary('biome'), 'ci', '.'] },
  { name: 'types, server and tools', args: [packageBinary('tsc'), '-p', 'tsconfig.json'] },
  { name: 'types, web app', args: [packageBinary('tsc'), '-p', 'apps/web/tsconfig.json'] },
  {
    name: 'dependency rules',
    args: [
      packageBinary('depcruise'),
      '--config',
      '.dependency-cruiser.mjs',
      'apps',
      'packages',
      'db',
      'scripts',
    ],
  },
  { name: 'dead code and dependencies', args: [packageBinary('knip')] },
  { name: 'generated files, database', args: ['db/schema-dump.ts', '--check'] },
  ...generatedChecks(),
]

if (import.meta.main) {
  const results = await runSteps(checkSteps())
  const failed = results.filter(({ passed }) => !passed)
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`)
  process.exitCode = failed.length === 0 ? 0 : 1
}
