/**
 * The roles of an installation. Migrations run as the owner (the user of DATABASE_URL); requests are served by
 * a role that owns nothing and bypasses nothing; jobs run by one that owns only the job queue's schema.
 *
 * Roles belong to the whole server, not to one database: several databases on one server share them.
 */
import pg from 'pg'
import {
  APP_ROLE,
  type DatabaseRole,
  derivedPassword,
  describeUrl,
  JOBS_ROLE,
  passwordOf,
} from './role-urls.ts'

const CODE_ALREADY_THERE = new Set(['42710', '23505'])
const CODE_CONCURRENT_UPDATE = 'XX000'
/** Class 28: the server answered, and did not accept the sign-in. */
const CODE_REFUSED = new Set(['28P01', '28000'])

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''

/** Another database's migration may touch the same role at the same moment. */
const tolerateRace = async (statement: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await statement()
      return
    } catch (error) {
      if (CODE_ALREADY_THERE.has(codeOf(error))) return
      if (codeOf(error) !== CODE_CONCURRENT_UPDATE || attempt === 5) throw error
    }
  }
}

const signInWorks = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (CODE_REFUSED.has(codeOf(error))) return false
    throw new Error(`Cannot reach the database at ${describeUrl(url)}: ${(error as Error).message}`, {
      cause: error,
    })
  } finally {
    await client.end().catch(() => {})
  }
}

type RoleRow = { rolsuper: boolean; rolbypassrls: boolean; rolcreaterole: boolean; rolcreatedb: boolean }

const refusePower = (role: DatabaseRole, row: RoleRow): void => {
  const powers = Object.entries(row).filter(([, has]) => has)
  if (powers.length === 0) return
  throw new Error(
    `The role ${role} has ${powers.map(([name]) => name).join(', ')}, which would let it read across clinics. ` +
      `Take that away (alter role ${role} nosuperuser nobypassrls nocreaterole nocreatedb) and migrate again.`,
  )
}

const ensureRole = async (
  owner: pg.Client,
  role: DatabaseRole,
  url: string,
  password: string | undefined,
) => {
  const find = 'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = $1'
  const setPassword = password === undefined ? '' : ` password ${owner.escapeLiteral(password)}`
  const { rows } = await owner.query<RoleRow>(find, [role])
  if (rows[0]) {
    refusePower(role, rows[0])
  } else {
    await tolerateRace(() =>
      owner.query(`create role ${role} login nosuperuser nobypassrls nocreaterole nocreatedb${setPassword}`),
    )
  }
  // The owner must be a member to hand a schema or a function over to the role.
  await tolerateRace(() => owner.query(`grant ${role} to current_user`))
  await allowConnection(owner, role)
  if (await signInWorks(url)) return
  if (password === undefined) {
    throw new Error(`The URL given for ${role} does not sign in at ${describeUrl(url)}`)
  }
  await tolerateRace(() => owner.query(`alter role ${role} with login${setPassword}`))
  if (!(await signInWorks(url))) {
    throw new Error(
      `The role ${role} cannot sign in at ${describeUrl(url)}; look at the server's pg_hba.conf`,
    )
  }
}

const allowConnection = async (owner: pg.Client, role: DatabaseRole): Promise<void> => {
  const { rows } = await owner.query<{ name: string }>('select current_database() as name')
  const database = owner.escapeIdentifier(rows[0]!.name)
  await tolerateRace(() => owner.query(`grant connect on database ${database} to ${role}`))
}

/**
 * Rights on the database itself, which a clone of a template does not inherit: everybody's are taken away, and
 * only the two roles may connect (neither may make schemas or temporary tables).
 */
export const restrictDatabase = async (owner: pg.Client): Promise<void> => {
  const { rows } = await owner.query<{ name: string }>('select current_database() as name')
  const database = owner.escapeIdentifier(rows[0]!.name)
  await owner.query(
    `revoke all on database ${database} from public, ${APP_ROLE}, ${JOBS_ROLE};
     grant connect on database ${database} to ${APP_ROLE}, ${JOBS_ROLE};
     revoke create on schema public from public;`,
  )
}

/** Nothing may belong to the app role: an owner is not bound by row-level security. */
const refuseOwnership = async (owner: pg.Client): Promise<void> => {
  const { rows } = await owner.query<{ count: string }>(
    `select count(*) from pg_shdepend d join pg_roles r on r.oid = d.refobjid
     where d.deptype = 'o' and d.refclassid = 'pg_authid'::regclass and r.rolname = $1`,
    [APP_ROLE],
  )
  if (rows[0]?.count !== '0') {
    throw new Error(
      `The role ${APP_ROLE} owns ${rows[0]?.count} objects; it must own none (reassign them to the owner)`,
    )
  }
}

export type RoleUrls = {
  readonly adminUrl: string
  readonly appUrl: string
  readonly jobsUrl: string
  /** True for a URL given by configuration instead of derived: then its password is not ours to set. */
  readonly given: { readonly app: boolean; readonly jobs: boolean }
}

/** Makes the roles where they are missing, and refuses ones that could see more than they should. Idempotent. */
export const ensureRoles = async (owner: pg.Client, urls: RoleUrls): Promise<void> => {
  const passwordFor = (role: DatabaseRole, given: boolean, url: string) =>
    given ? passwordOf(url) : derivedPassword(urls.adminUrl, role)
  await ensureRole(owner, APP_ROLE, urls.appUrl, passwordFor(APP_ROLE, urls.given.app, urls.appUrl))
  await ensureRole(owner, JOBS_ROLE, urls.jobsUrl, passwordFor(JOBS_ROLE, urls.given.jobs, urls.jobsUrl))
  await refuseOwnership(owner)
}
