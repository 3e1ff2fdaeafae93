/**
 * Connection URLs of the two roles the running product uses, derived from the owner's, so that every process
 * that holds DATABASE_URL knows them and no further secret has to be kept.
 *
 * A role's password is base64url(HMAC-SHA256(key = "owner:owner's password", message = role name)).
 */
import { createHmac } from 'node:crypto'

/** Serves requests: owns nothing, bypasses nothing. */
export const APP_ROLE = 'countersign_app'
/** Runs the job queue: owns the schema graphile_worker and nothing else. */
export const JOBS_ROLE = 'countersign_jobs'

export type DatabaseRole = typeof APP_ROLE | typeof JOBS_ROLE

/** `postgres://user:password@host:port/name?options`; the host is empty where `?host=/socket/folder` is used. */
const parts = (adminUrl: string) => {
  const url = URL.canParse(adminUrl) ? new URL(adminUrl) : undefined
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database')
  }
  return {
    scheme: url.protocol,
    user: decodeURIComponent(url.username) || process.env.PGUSER || '',
    password: decodeURIComponent(url.password) || process.env.PGPASSWORD || '',
    host: url.host,
    path: url.pathname,
    options: url.search,
  }
}

/** The role's password; throws when the owner's URL has none to derive it from (anyone could compute it then). */
export const derivedPassword = (adminUrl: string, role: DatabaseRole): string => {
  const { user, password } = parts(adminUrl)
  if (user === '' || password === '') {
    throw new Error(
      'DATABASE_URL names no user or no password, so the passwords of the roles cannot be derived from it. ' +
        'Add them to the URL (or PGUSER and PGPASSWORD), or set DATABASE_APP_URL and DATABASE_JOBS_URL.',
    )
  }
  return createHmac('sha256', `${user}:${password}`).update(role).digest('base64url')
}

/** The same server and database, as the given role. */
export const deriveUrl = (adminUrl: string, role: DatabaseRole): string => {
  const { scheme, host, path, options } = parts(adminUrl)
  return `${scheme}//${role}:${derivedPassword(adminUrl, role)}@${host}${path}${options}`
}

export const appUrl = (adminUrl: string, override = process.env.DATABASE_APP_URL): string =>
  override || deriveUrl(adminUrl, APP_ROLE)

export const jobsUrl = (adminUrl: string, override = process.env.DATABASE_JOBS_URL): string =>
  override || deriveUrl(adminUrl, JOBS_ROLE)

/** The same server and credentials, another database. */
export const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(database)}`
  return changed.href
}

/** Names server and database for people: never the user's password. */
export const describeUrl = (url: string): string => {
  const { host, path } = parts(url)
  return `${host || 'local socket'}${path}`
}
