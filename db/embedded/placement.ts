/**
 * Decides, without touching anything, where the embedded PostgreSQL's programs and data live.
 *
 * PostgreSQL refuses to run as root, so under root it runs as an ordinary account; that account must be able
 * to walk to every file it uses. A project cloned into a folder only root may enter (/root/…) fails that, and
 * then programs and data are placed under a staging root the account can reach.
 */
import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'

export type Account = { readonly name: string; readonly uid: number; readonly gid: number }

/** What `stat` says of a path; undefined where nothing is there. */
export type PathFacts = { readonly uid: number; readonly gid: number; readonly mode: number }
export type Inspect = (path: string) => PathFacts | undefined

const READ = 0o4
const ENTER = 0o1

/** POSIX permission check for one path, by the first class that matches: owner, group, others. */
const allows = (facts: PathFacts, account: Account, wanted: number): boolean => {
  const shift = facts.uid === account.uid ? 6 : facts.gid === account.gid ? 3 : 0
  return ((facts.mode >> shift) & wanted) === wanted
}

/** The folder itself and every folder above it, the root first. */
export const foldersDownTo = (folder: string): string[] => {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...foldersDownTo(parent), folder]
}

/** True when the account may enter the folder and every folder above it. A missing folder is not reachable. */
export const canReach = (folder: string, account: Account, inspect: Inspect): boolean =>
  foldersDownTo(folder).every((step) => {
    const facts = inspect(step)
    return facts !== undefined && allows(facts, account, ENTER)
  })

/**
 * Files that stand for all of the programs' folder: an install under a strict umask leaves folders that can be
 * entered but files that cannot be read.
 */
const WITNESSES = [
  { path: 'bin/postgres', wanted: READ | ENTER },
  { path: 'lib', wanted: READ | ENTER },
  { path: 'share/postgresql', wanted: READ | ENTER },
  { path: 'share/postgresql/postgres.bki', wanted: READ },
] as const

const canRunFrom = (nativeDir: string, account: Account, inspect: Inspect): boolean =>
  canReach(nativeDir, account, inspect) &&
  WITNESSES.every(({ path, wanted }) => {
    const facts = inspect(join(nativeDir, path))
    return facts !== undefined && allows(facts, account, wanted)
  })

export type Placement = {
  /** Folder with bin/, lib/, share/ that the server runs from. */
  readonly programsDir: string
  /** True when `programsDir` is a staged copy that may have to be made first. */
  readonly staged: boolean
  /** The data folder for a state folder that has none yet. */
  readonly dataDir: string
}

export type PlacementInput = {
  /** The account PostgreSQL will run as; undefined when it runs as whoever started us. */
  readonly runAs: Account | undefined
  readonly stateDir: string
  readonly nativeDir: string
  /** Names one exact build of the programs, for instance `18.4.0-linux-x64-<content hash>`. */
  readonly buildKey: string
  readonly stagingRoot: string
  readonly inspect: Inspect
}

/** A short stable name for a folder: its last segment for people, a hash of the whole for uniqueness. */
export const folderKey = (folder: string): string => {
  const readable = basename(dirname(folder)).replaceAll(/[^A-Za-z0-9-]/g, '') || 'state'
  return `${readable}-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
}

export const placeEmbeddedPostgres = (input: PlacementInput): Placement => {
  const { runAs, stateDir, nativeDir, inspect, stagingRoot } = input
  const ownData = join(stateDir, 'postgres')
  if (runAs === undefined) return { programsDir: nativeDir, staged: false, dataDir: ownData }
  const staged = !canRunFrom(nativeDir, runAs, inspect)
  return {
    programsDir: staged ? join(stagingRoot, 'programs', input.buildKey) : nativeDir,
    staged,
    dataDir: canReach(stateDir, runAs, inspect)
      ? ownData
      : join(stagingRoot, folderKey(stateDir), 'postgres'),
  }
}
