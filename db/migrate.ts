/**
 * Brings a database to this version's schema: roles, the job queue's own schema, then each SQL file of
 * db/migrations in a transaction of its own. Forward only; several processes may run it at once.
 *
 * On the command line: DATABASE_URL=postgres://… node db/migrate.ts
 */
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { type AppliedMigration, planMigrations, readMigrations } from './migration-files.ts'
import { appUrl, describeUrl, JOBS_ROLE, jobsUrl } from './role-urls.ts'
import { ensureRoles, restrictDatabase } from './roles.ts'

export { appUrl, jobsUrl } from './role-urls.ts'

const MIGRATIONS_FOLDER = join(import.meta.dirname, 'migrations')
const OLDEST_SERVER = 150_000
/** One migration at a time per database; the number only has to be ours. */
const LOCK = 7_214_003_551

export type MigrateOptions = {
  readonly log?: (line: string) => void
  /** Given URLs of the two roles; the defaults are DATABASE_APP_URL and DATABASE_JOBS_URL, else derived ones. */
  readonly overrides?: { readonly app?: string; readonly jobs?: string }
  readonly folder?: string
}

const refuseOldServer = async (owner: pg.Client): Promise<void> => {
  const { rows } = await owner.query<{ version: number; text: string }>(
    "select current_setting('server_version_num')::int as version, current_setting('server_version') as text",
  )
  if (rows[0]!.version < OLDEST_SERVER) {
    throw new Error(`PostgreSQL 15 or newer is needed; this server is ${rows[0]!.text}`)
  }
}

const silentLogger = new Logger(() => () => {})

/**
 * The job queue's tables belong to the role that runs it. Its installer says "create schema if not exists",
 * for which PostgreSQL wants the right to create schemas even where the schema is there: lent for that moment.
 */
const installJobQueue = async (owner: pg.Client, jobs: string): Promise<void> => {
  await owner.query(`create schema if not exists graphile_worker authorization ${JOBS_ROLE}`)
  const { rows } = await owner.query<{ installed: boolean; database: string }>(
    `select to_regclass('graphile_worker.migrations') is not null as installed, current_database() as database`,
  )
  const database = owner.escapeIdentifier(rows[0]!.database)
  try {
    if (!rows[0]!.installed) await owner.query(`grant create on database ${database} to ${JOBS_ROLE}`)
    await runMigrations({ connectionString: jobs, schema: 'graphile_worker', logger: silentLogger })
  } finally {
    await owner.query(`revoke create on database ${database} from ${JOBS_ROLE}`)
  }
}

const applyFiles = async (
  owner: pg.Client,
  folder: string,
  log: (line: string) => void,
): Promise<string[]> => {
  await owner.query(`create table if not exists public.schema_migrations (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await owner.query<AppliedMigration>(
    'select version, name, checksum from public.schema_migrations',
  )
  const applied: string[] = []
  for (const { version, name, sql, checksum } of planMigrations(readMigrations(folder), rows)) {
    const label = `${String(version).padStart(4, '0')}_${name}`
    await owner.query('begin')
    try {
      await owner.query(sql)
      await owner.query(
        'insert into public.schema_migrations (version, name, checksum) values ($1, $2, $3)',
        [version, name, checksum],
      )
      await owner.query('commit')
    } catch (error) {
      await owner.query('rollback')
      throw new Error(`Migration ${label} failed: ${describeSqlError(error, sql)}`, { cause: error })
    }
    // A file may have changed the session; the next one starts from the same settings.
    await owner.query('reset all; reset role')
    log(`applied ${label}`)
    applied.push(label)
  }
  return applied
}

/** Adds the line of the file to the server's words. */
const describeSqlError = (error: unknown, sql: string): string => {
  const { message, position, detail, hint } = error as pg.DatabaseError
  const line = position ? ` (line ${sql.slice(0, Number(position)).split('\n').length})` : ''
  return [`${message}${line}`, detail, hint].filter(Boolean).join('; ')
}

/** Returns the migrations applied by this call, in order; none when the database was up to date. */
export const migrate = async (
  adminUrl: string,
  options: MigrateOptions = {},
): Promise<{ applied: string[] }> => {
  const log = options.log ?? (() => {})
  const given = {
    app: options.overrides?.app ?? process.env.DATABASE_APP_URL ?? '',
    jobs: options.overrides?.jobs ?? process.env.DATABASE_JOBS_URL ?? '',
  }
  const urls = {
    adminUrl,
    appUrl: appUrl(adminUrl, given.app),
    jobsUrl: jobsUrl(adminUrl, given.jobs),
    given: { app: given.app !== '', jobs: given.jobs !== '' },
  }
  const owner = new pg.Client({ connectionString: adminUrl, application_name: 'countersign migrate' })
  await owner.connect()
  owner.on('notice', () => {})
  try {
    await refuseOldServer(owner)
    await owner.query('select pg_advisory_lock($1)', [LOCK])
    await ensureRoles(owner, urls)
    await restrictDatabase(owner)
    await installJobQueue(owner, urls.jobsUrl)
    return { applied: await applyFiles(owner, options.folder ?? MIGRATIONS_FOLDER, log) }
  } finally {
    await owner.end()
  }
}

if (import.meta.main) {
  const adminUrl = process.env.DATABASE_URL
  if (!adminUrl) {
    console.error(
      'Set DATABASE_URL to the owner of the database, for instance postgres://owner:password@127.0.0.1:5432/countersign',
    )
    process.exit(2)
  }
  try {
    const { applied } = await migrate(adminUrl, { log: (line) => console.log(line) })
    if (applied.length === 0) console.log(`${describeUrl(adminUrl)} is up to date`)
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}
