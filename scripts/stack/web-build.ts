/**
 * Builds the web app when its sources are not those of the last build. What counts is content, not file times:
 * a fresh checkout of the same sources needs no build, an older file copied over a newer one does.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageBinary } from '../package-binary.ts'
import { runProgram } from './run-program.ts'

const SOURCES = [
  'package-lock.json',
  'tsconfig.json',
  'apps/web/*.*',
  'apps/web/{src,public}/**/*',
  'packages/{contract,clinical}/package.json',
  'packages/{contract,clinical}/src/**/*',
]

const isSource = (path: string): boolean => !/\.test\.tsx?$/.test(path)

/** A digest of everything the build reads, tests left out. `root` is the repository's. */
export const digestSources = (root: string): string => {
  const digest = createHash('sha256')
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isSource)
    .sort()
  for (const file of files) {
    digest.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return digest.digest('hex')
}

const stampOf = (root: string): string => join(root, 'apps', 'web', 'dist', '.sources')

/** True when apps/web/dist is a whole build of the present sources. */
export const isBuilt = (root: string, digest: string): boolean => {
  const stamp = stampOf(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
}

export type BuildOptions = { readonly onStart?: () => void; readonly signal?: AbortSignal }

/** Returns false when there was nothing to do. Throws with the builder's words when it fails. */
export const buildWeb = async (root: string, { onStart, signal }: BuildOptions = {}): Promise<boolean> => {
  const digest = digestSources(root)
  if (isBuilt(root, digest)) return false
  onStart?.()
  await runProgram([packageBinary('vite'), 'build'], {
    cwd: join(root, 'apps', 'web'),
    env: { ...process.env, NODE_ENV: 'production' },
    signal,
    failure: 'The web app does not build',
  })
  // Last: vite empties the folder first, so a build that was cut short has no stamp.
  writeFileSync(stampOf(root), digest)
  return true
}
