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

/** A URL with credentials needs a host to be one; where `?host=/socket/folder` names it, this stands in. */
const SOCKET = 'socket.invalid'

type UrlParts = {
  readonly scheme: string
  readonly user: string
  readonly password: string
  readonly host: string
  readonly path: string
  readonly options: string
}

const split = (databaseUrl: string): UrlParts => {
  const whole = databaseUrl.replace('@/', `@${SOCKET}/`)
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database')
  }
  return {
    scheme: url.protocol,
    user: decodeURIComponent(url.username) || process.env.PGUSER || '',
    password: decodeURIComponent(url.password) || process.env.PGPASSWORD || '',
    host: url.host === SOCKET ? '' : url.host,
    path: url.pathname,
    options: url.search,
  }
}

const join = ({ scheme, user, password, host, path, options }: UrlParts): string =>
  `${scheme}//${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}${path}${options}`

/** The role's password; throws when the owner's URL has none to derive it from (anyone could compute it then). */
export const derivedPassword = (adminUrl: string, role: DatabaseRole): string => {
  const { user, password } = split(adminUrl)
  if (user === '' || password === '') {
    throw new Error(
      'DATABASE_URL names no user or no password, so the passwords of the roles cannot be derived from it. ' +
        'Add them to the URL (or PGUSER and PGPASSWORD), or set DATABASE_APP_URL and DATABASE_JOBS_URL.',
    )
  }
  return createHmac('sha256', `${user}:${password}`).update(role).digest('base64url')
}

/** The same server and database, as the given role. */
export const deriveUrl = (adminUrl: string, role: DatabaseRole): string =>
  join({ ...split(adminUrl), user: role, password: derivedPassword(adminUrl, role) })

/** The password a URL carries; undefined when it carries none. */
export const passwordOf = (url: string): string | undefined => split(url).password || undefined

export const appUrl = (adminUrl: string, override = process.env.DATABASE_APP_URL): string =>
  override || deriveUrl(adminUrl, APP_ROLE)

export const jobsUrl = (adminUrl: string, override = process.env.DATABASE_JOBS_URL): string =>
  override || deriveUrl(adminUrl, JOBS_ROLE)

/** The same server and credentials, another database. */
export const withDatabase = (url: string, database: string): string =>
  join({ ...split(url), path: `/${encodeURIComponent(database)}` })

/** Names server and database for people: never the user's password. */
export const describeUrl = (url: string): string => {
  const { host, path } = split(url)
  return `${host || 'local socket'}${path}`
}
