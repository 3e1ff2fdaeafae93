/**
 * A real PostgreSQL on the loopback, from the programs npm installed, for machines that have none.
 *
 * It runs as whoever starts it, or as an ordinary account when that is root; it survives being killed at any
 * moment; and it keeps data in the state folder wherever the account can reach it (see placement.ts).
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount } from './account.ts'
import { findFreePort } from './free-port.ts'
import { type Account, placeEmbeddedPostgres } from './placement.ts'
import { clearEarlierServer, isAlive, readPostmasterFile, stopPostmaster } from './postmaster.ts'
import { identityOf } from './process-identity.ts'
import { findInstalledPrograms, preparePrograms } from './programs.ts'
import { otherHolder, readState, writeState } from './state-file.ts'

export { findFreePort } from './free-port.ts'

/** Owner of the database and of every object in it; only migrations and the seed connect as this role. */
const OWNER = 'countersign'
const DATABASE = 'countersign'
const DEFAULT_PORT = 54_329
const STAGING_ROOT = '/var/lib/countersign'
const LOG_LIMIT_BYTES = 10 * 1024 * 1024
const START_PATIENCE_MS = 60_000

export type EmbeddedPostgresOptions = {
  /** Folder for data and notes; made if missing. One server a folder. */
  readonly stateDir: string
  /** The wanted port; the next free one is taken when it is not. 0 for any. */
  readonly port?: number
  /** `disposable` gives up durability for speed: right for tests only. */
  readonly durability?: 'durable' | 'disposable'
  readonly log?: (line: string) => void
  /** Where programs and data go when root's server cannot reach them; given by tests only. */
  readonly stagingRoot?: string
}

export type EmbeddedPostgres = {
  /** Connection URL of the owner, password included. */
  readonly adminUrl: string
  readonly port: number
  readonly pid: number
  readonly dataDir: string
  readonly programsDir: string
  /** Fast shutdown; resolves when the server is gone. Safe to call twice. */
  readonly stop: () => Promise<void>
  /** Stops, and deletes the data. */
  readonly destroy: () => Promise<void>
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // The socket folder would have to be writable by the server's account; the loopback is enough.
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '200',
  shared_buffers: '256MB',
  jit: 'off',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  log_min_messages: 'warning',
  // Statements may carry patients' words: the log gets the error, never the statement.
  log_min_error_statement: 'panic',
}
const DISPOSABLE_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '10min',
}

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })

const give = (path: string, account: Account | undefined): void => {
  if (account) chownSync(path, account.uid, account.gid)
}

const identity = (account: Account | undefined): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {}

/** Folders others may pass through but not list: the files inside have modes of their own. */
const makePassable = (folder: string): void => {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
}

/** initdb into a draft folder and rename: a crash half-way leaves no data folder that looks whole. */
const initialise = (
  programsDir: string,
  dataDir: string,
  password: string,
  account: Account | undefined,
  durable: boolean,
) => {
  const parent = dirname(dataDir)
  makePassable(parent)
  const draftPrefix = `${basename(dataDir)}.draft-`
  for (const left of readdirSync(parent).filter((name) => name.startsWith(draftPrefix))) {
    rmSync(join(parent, left), { recursive: true, force: true })
  }
  const draft = join(parent, `${draftPrefix}${process.pid}`)
  const passwordFile = `${draft}-password`
  mkdirSync(draft, { mode: 0o700 })
  give(draft, account)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  give(passwordFile, account)
  try {
    const made = spawnSync(
      join(programsDir, 'bin', 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${OWNER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Built in since PostgreSQL 17: full Unicode case mapping, the same order on every machine.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...identity(account), cwd: parent, env: environment(), encoding: 'utf8' },
    )
    if (made.status !== 0) {
      throw new Error(`initdb failed: ${made.error?.message ?? `${made.stdout}${made.stderr}`.trim()}`)
    }
    renameSync(draft, dataDir)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

const refuseOtherMajor = (programsBuild: string, dataDir: string): void => {
  const has = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim()
  const runs = programsBuild.split('.')[0]
  if (has !== runs) {
    throw new Error(
      `${dataDir} was made by PostgreSQL ${has}; this version of Countersign runs PostgreSQL ${runs}. ` +
        'Dump it with that version and restore it here, or move the folder away to begin afresh.',
    )
  }
}

const openLog = (stateDir: string): { path: string; fd: number } => {
  const path = join(stateDir, 'postgres.log')
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) truncateSync(path)
  return { path, fd: openSync(path, 'a', 0o600) }
}

const lastLines = (path: string, from: number): string =>
  readFileSync(path).subarray(from).toString('utf8').trim().split('\n').slice(-12).join('\n')

type Launch = {
  programsDir: string
  dataDir: string
  account: Account | undefined
  durable: boolean
  stateDir: string
}

/** Starts one server process and waits for its own "ready"; undefined pid when the port was taken meanwhile. */
const launch = async ({ programsDir, dataDir, account, durable, stateDir }: Launch, port: number) => {
  const settings = { ...SETTINGS, ...(durable ? {} : DISPOSABLE_SETTINGS), port: String(port) }
  const log = openLog(stateDir)
  const logStart = statSync(log.path).size
  // Its own process group: Ctrl-C in the terminal reaches us, and we stop the server last.
  const child = spawn(
    join(programsDir, 'bin', 'postgres'),
    ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...identity(account),
      cwd: dirname(dataDir),
      env: environment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    },
  )
  closeSync(log.fd)
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  const deadline = Date.now() + START_PATIENCE_MS
  for (;;) {
    const noted = readPostmasterFile(dataDir)
    if (child.pid !== undefined && noted?.pid === child.pid && noted.status === 'ready') {
      child.unref()
      return {
        pid: child.pid,
        ended: () => child.exitCode !== null || child.signalCode !== null,
        retry: false,
      }
    }
    if (failure) throw failure
    if (child.exitCode !== null || child.signalCode !== null) {
      const said = lastLines(log.path, logStart)
      const retry = /could not bind|Address already in use|pre-existing shared memory block/.test(said)
      if (retry) return { pid: -1, ended: () => true, retry: true }
      throw new Error(`PostgreSQL did not start (${log.path}):\n${said}`)
    }
    if (Date.now() > deadline) {
      if (child.pid !== undefined) await stopPostmaster(child.pid)
      throw new Error(
        `PostgreSQL was not ready after a minute (${log.path}):\n${lastLines(log.path, logStart)}`,
      )
    }
    await sleep(15)
  }
}

const ensureDatabase = async (maintenanceUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** Data whose note is gone cannot be opened (its password went with the note): kept aside, never deleted. */
const setAside = (dataDir: string, log: (line: string) => void): void => {
  const aside = `${dataDir}.set-aside-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  renameSync(dataDir, aside)
  log(`Found database files without their password; kept them aside in ${aside}`)
}

/**
 * Starts the embedded PostgreSQL of a state folder, making its database first where there is none.
 * Throws when another live program holds the folder, or the machine cannot run it; the message says what to do.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const log = options.log ?? (() => {})
  const stateDir = resolve(options.stateDir)
  const durable = options.durability !== 'disposable'
  makePassable(stateDir)

  const known = readState(stateDir)
  const holder = otherHolder(known)
  if (holder !== undefined) {
    throw new Error(`The database in ${stateDir} is in use by process ${holder}; stop that one first`)
  }
  const keptDataDir = known && existsSync(join(known.dataDir, 'PG_VERSION')) ? known.dataDir : undefined
  const account = chooseAccount(keptDataDir)
  const { nativeDir, buildKey } = findInstalledPrograms()
  const placement = placeEmbeddedPostgres({
    runAs: account,
    stateDir,
    nativeDir,
    buildKey,
    stagingRoot: options.stagingRoot ?? STAGING_ROOT,
    inspect: (path) => statSync(path, { throwIfNoEntry: false }),
  })
  preparePrograms(nativeDir, placement)

  const dataDir = keptDataDir ?? placement.dataDir
  const password = keptDataDir && known ? known.password : randomBytes(24).toString('base64url')
  await clearEarlierServer(dataDir, log)
  if (keptDataDir === undefined) {
    if (existsSync(dataDir)) setAside(dataDir, log)
    // The note goes first: data without a note cannot be opened, a note without data is simply renewed.
    writeState(stateDir, { dataDir, password, holder: identityOf(process.pid) })
    initialise(placement.programsDir, dataDir, password, account, durable)
  } else {
    refuseOtherMajor(buildKey, dataDir)
    writeState(stateDir, { dataDir, password, holder: identityOf(process.pid) })
  }

  const what = { programsDir: placement.programsDir, dataDir, account, durable, stateDir }
  let port = await findFreePort(options.port ?? DEFAULT_PORT)
  let server = await launch(what, port)
  for (let attempt = 0; server.retry && attempt < 20; attempt += 1) {
    // A killed server's last processes may hold the data for a moment; a stolen port needs another one.
    await sleep(250)
    port = await findFreePort(options.port ?? DEFAULT_PORT)
    server = await launch(what, port)
  }
  if (server.retry)
    throw new Error(`PostgreSQL could not start on port ${port}; see ${join(stateDir, 'postgres.log')}`)

  const { pid, ended } = server
  const stopAtExit = () => {
    if (!ended()) process.kill(pid, 'SIGINT')
  }
  process.once('exit', stopAtExit)
  const stop = async () => {
    process.off('exit', stopAtExit)
    if (!ended() && isAlive(pid)) await stopPostmaster(pid)
    if (existsSync(stateDir)) writeState(stateDir, { dataDir, password })
  }
  const url = (database: string) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`
  try {
    await ensureDatabase(url('postgres'))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    adminUrl: url(DATABASE),
    port,
    pid,
    dataDir,
    programsDir: placement.programsDir,
    stop,
    destroy: async () => {
      await stop()
      deleteEmbeddedData(stateDir)
    },
  }
}

/** Deletes the data of a state folder whose server is stopped, and the note that leads to it. */
export const deleteEmbeddedData = (stateDir: string): void => {
  const known = readState(stateDir)
  if (!known) return
  rmSync(known.dataDir, { recursive: true, force: true })
  const parent = dirname(known.dataDir)
  if (parent !== resolve(stateDir) && readdirSync(parent).length === 0) rmSync(parent, { recursive: true })
  rmSync(join(stateDir, 'postgres.json'), { force: true })
}
