/**
 * The account the embedded PostgreSQL runs as. PostgreSQL refuses root, so root hands the server to an
 * ordinary system account, and makes one when the machine has none.
 */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import type { Account } from './placement.ts'

const NEW_ACCOUNT = 'countersign'
/** Debian and most others; macOS; the one we make. */
const KNOWN_ACCOUNTS = ['postgres', '_postgres', NEW_ACCOUNT]

const run = (program: string, args: readonly string[]): string | undefined => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

const findAccount = (name: string): Account | undefined => {
  const uid = Number(run('id', ['-u', name]) ?? Number.NaN)
  const gid = Number(run('id', ['-g', name]) ?? Number.NaN)
  return Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 ? { name, uid, gid } : undefined
}

/** shadow-utils (Debian, Fedora, …) first, then BusyBox. Each makes a system account nobody can sign in to. */
const CREATORS: readonly (readonly [string, readonly string[]])[] = [
  ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NEW_ACCOUNT]],
  ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', NEW_ACCOUNT]],
]

const createAccount = (): Account | undefined => {
  for (const [program, args] of CREATORS) {
    run(program, args)
    const made = findAccount(NEW_ACCOUNT)
    if (made) return made
  }
  return undefined
}

/** The owner of a data folder that already exists: the only account its server can run as. */
const ownerOf = (folder: string | undefined): Account | undefined => {
  if (folder === undefined) return undefined
  const facts = statSync(folder, { throwIfNoEntry: false })
  return facts && facts.uid !== 0 ? { name: `user ${facts.uid}`, uid: facts.uid, gid: facts.gid } : undefined
}

/**
 * Undefined for an ordinary user: the server simply runs as them. For root: the owner of the existing data,
 * else a known account, else a new one. Throws when the machine offers no way to make one.
 */
export const chooseAccount = (existingDataDir?: string): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const account =
    ownerOf(existingDataDir) ?? KNOWN_ACCOUNTS.map(findAccount).find((found) => found) ?? createAccount()
  if (account) return account
  throw new Error(
    `PostgreSQL refuses to run as root, and this machine has neither useradd nor adduser to make an account for it. ` +
      `Make one named "${NEW_ACCOUNT}", run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.`,
  )
}
