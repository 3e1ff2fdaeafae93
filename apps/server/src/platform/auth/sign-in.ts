/**
 * Sign-in: e-mail and password, authenticator codes, sessions that end when idle. All of it is better-auth's;
 * this file only configures it. Its tables live in the schema `auth`.
 */
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { COOKIE_PREFIX } from './session-cookie.ts'

/** A session in use is prolonged no more often than this. */
export const PROLONGED_AFTER_SECONDS = 60

export type SendPasswordReset = (to: string, url: string) => Promise<void>

/** @param options.idleMinutes a session ends after this long without a request. */
export function createSignIn(options: {
  databaseUrl: string
  secret: string
  publicUrl: string
  idleMinutes: number
  signInsPerMinute: number
  sendPasswordReset: SendPasswordReset
}) {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 4, options: '-c search_path=auth' })
  pool.on('error', () => {})
  const db = new Kysely({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] })
  const auth = betterAuth({
    appName: 'Countersign',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: [options.publicUrl],
    database: { db, type: 'postgres' },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      autoSignIn: true,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url }) => options.sendPasswordReset(user.email, url),
    },
    session: { expiresIn: options.idleMinutes * 60, updateAge: PROLONGED_AFTER_SECONDS },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/*': { window: 60, max: options.signInsPerMinute },
        '/sign-up/*': { window: 60, max: options.signInsPerMinute },
        '/two-factor/*': { window: 60, max: options.signInsPerMinute },
        '/get-session': false,
      },
    },
    advanced: { cookiePrefix: COOKIE_PREFIX, useSecureCookies: options.publicUrl.startsWith('https:') },
    plugins: [twoFactor({ issuer: 'Countersign' })],
    logger: { disabled: true },
  })
  return { auth, close: () => db.destroy() }
}

export type SignIn = ReturnType<typeof createSignIn>['auth']
