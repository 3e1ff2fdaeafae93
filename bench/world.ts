/**
 * What the parts that measure the server share: a generated clinic on a database of its own, kept in
 * `.countersign/` and used again while migrations and generator stay the same, with the server in front of it.
 * `BENCH_CONSULTATIONS` asks for a smaller clinic than the million.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { deleteEmbeddedData, findFreePort, startEmbeddedPostgres } from '../db/embedded/index.ts'
import { appUrl, jobsUrl, migrate } from '../db/migrate.ts'
import { generateClinics } from '../scripts/db-generate/generate.ts'
import { ROOT } from '../scripts/package-binary.ts'
import { superviseChild } from '../scripts/stack/child.ts'
import { SERVER_ENV, SERVER_FLAGS } from '../scripts/stack/index.ts'

export const FULL_SIZE = Number(process.env.BENCH_CONSULTATIONS ?? 1_000_000)
export const SMALL_SIZE = Math.min(10_000, FULL_SIZE)
/** Requests under way at the same moment, for the server and for its yardstick. */
export const CONCURRENCY = 8

const say = (line: string) => process.stderr.write(`  ${line}\n`)
const SECRET = 'a secret of the benchmark, of no use to anybody'

export type Colleague = {
  providerId: string
  userId: string
  clinicId: string
  cookie: string
  token: string
}
export type World = {
  consultations: number
  /** The server's address. */
  url: string
  adminUrl: string
  appUrl: string
  /** The settings the server runs with. */
  env: Readonly<Record<string, string>>
  /** Providers of the large clinic, each with a session; the first is licensed everywhere. */
  providers: readonly Colleague[]
  /** Resident memory of the server, in bytes, before anything was asked of it. */
  idleBytes: number
  owner: pg.Client
}

/** Runs `measure` with everything started, and stops all of it. */
export async function withWorld<T>(consultations: number, measure: (world: World) => Promise<T>): Promise<T> {
  const stateDir = join(ROOT, '.countersign', `bench-${consultations}`)
  await ensureGenerated(stateDir, consultations)
  const database = await startEmbeddedPostgres({ stateDir })
  const undo: (() => Promise<unknown>)[] = [() => database.stop()]
  try {
    const { adminUrl } = database
    const owner = new pg.Client({ connectionString: adminUrl })
    await owner.connect()
    undo.push(() => owner.end())
    const port = await findFreePort(0)
    const url = `http://127.0.0.1:${port}`
    const env = settings(adminUrl, url, stateDir)
    const server = superviseChild(
      {
        name: 'server',
        run: [...SERVER_FLAGS, 'apps/server/src/main.ts'],
        cwd: ROOT,
        env: { ...SERVER_ENV, ...process.env, ...env, PORT: String(port) },
        logFile: join(stateDir, 'server.log'),
        isReady: async () => (await fetch(`${url}/api/health/ready`)).ok,
      },
      {
        readyWithinMs: 60_000,
        restartsPerMinute: 0,
        restartDelayMs: 250,
        log: say,
        onGiveUp: (reason) => say(reason.message),
      },
    )
    undo.push(() => server.stop())
    await server.start()
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const idleBytes = residentBytes(server.pid() ?? 0)
    const providers = await signIn(owner)
    return await measure({
      consultations,
      url,
      adminUrl,
      appUrl: env.DATABASE_APP_URL as string,
      env,
      providers,
      idleBytes,
      owner,
    })
  } finally {
    for (const step of undo.toReversed()) await step().catch((error: Error) => say(error.message))
  }
}

async function ensureGenerated(stateDir: string, consultations: number): Promise<void> {
  const note = join(stateDir, 'generated')
  const recipe = recipeOf(consultations)
  if (existsSync(note) && readFileSync(note, 'utf8') === recipe) return
  const began = performance.now()
  say(`generating ${consultations} consultations; they are kept for the next time`)
  if (existsSync(stateDir)) {
    deleteEmbeddedData(stateDir)
    rmSync(stateDir, { recursive: true, force: true })
  }
  mkdirSync(join(ROOT, '.countersign'), { recursive: true })
  // What can be made again need not survive a power cut half-way.
  const database = await startEmbeddedPostgres({ stateDir, durability: 'disposable' })
  try {
    await migrate(database.adminUrl)
    await generateClinics({ adminUrl: database.adminUrl, consultations, at: new Date() })
  } finally {
    await database.stop()
  }
  writeFileSync(note, recipe)
  say(`generated in ${Math.round((performance.now() - began) / 1000)} s`)
}

/** Changes with anything the data follows from. */
function recipeOf(consultations: number): string {
  const hash = createHash('sha256').update(String(consultations))
  for (const folder of ['db/migrations', 'scripts/db-generate'])
    for (const name of readdirSync(join(ROOT, folder)).sort())
      hash.update(name).update(readFileSync(join(ROOT, folder, name)))
  return hash.digest('hex')
}

const settings = (adminUrl: string, url: string, stateDir: string): Record<string, string> => ({
  ROLE: 'web',
  NODE_ENV: 'production',
  NODE_COMPILE_CACHE: join(ROOT, '.countersign', 'compile-cache'),
  PUBLIC_URL: url,
  DATABASE_APP_URL: appUrl(adminUrl),
  DATABASE_JOBS_URL: jobsUrl(adminUrl),
  BETTER_AUTH_SECRET: SECRET,
  SESSION_IDLE_MINUTES: '1440',
  FIELD_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  STRIPE_SECRET_KEY: 'sk_test_0000000000',
  STRIPE_WEBHOOK_SECRET: 'whsec_0000000000',
  STRIPE_API_URL: 'http://127.0.0.1:9',
  PHARMACY_NETWORK_URL: 'http://127.0.0.1:9',
  PHARMACY_NETWORK_SECRET: 'a network secret of nobody',
  SMTP_URL: 'smtp://127.0.0.1:9',
  STORAGE_DIR: join(stateDir, 'files'),
  WEB_DIST: join(ROOT, 'apps', 'web', 'dist'),
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PER_MINUTE: '100000000',
})

/** The cookie of a session that stands in `auth.session` with this token. */
export function cookieOf(token: string): string {
  const signature = createHmac('sha256', SECRET).update(token).digest('base64')
  return `countersign.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}

/** Generated people have no password: their sessions are written for them. */
async function signIn(owner: pg.Client): Promise<Colleague[]> {
  const { rows } = await owner.query<{ provider_id: string; user_id: string; clinic_id: string }>(
    `select p.id as provider_id, s.user_id, p.clinic_id from providers p join staff_members s on s.clinic_id = p.clinic_id and s.id = p.staff_member_id
     join clinics k on k.id = p.clinic_id where k.slug = 'generated' order by p.id`,
  )
  const expires = new Date(Date.now() + 24 * 3_600_000)
  return Promise.all(
    rows.map(async (row) => {
      const token = randomBytes(24).toString('base64url')
      await owner.query('insert into auth.session (id, token, user_id, expires_at) values ($1, $1, $2, $3)', [
        token,
        row.user_id,
        expires,
      ])
      return {
        providerId: row.provider_id,
        userId: row.user_id,
        clinicId: row.clinic_id,
        token,
        cookie: cookieOf(token),
      }
    }),
  )
}

/** @throws where the system does not say: only Linux does. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * 1024
}
