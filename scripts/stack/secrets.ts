/** The installation's secrets on a machine that was given none: made once, kept readable by their owner only. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const token = (bytes: number): string => randomBytes(bytes).toString('base64url')

const MAKERS = {
  BETTER_AUTH_SECRET: () => token(32),
  STRIPE_SECRET_KEY: () => `sk_test_${randomBytes(24).toString('hex')}`,
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString('hex')}`,
  PHARMACY_NETWORK_SECRET: () => token(32),
  /** AES-256 key for fields encrypted at rest. */
  FIELD_ENCRYPTION_KEY: () => randomBytes(32).toString('base64'),
} as const

export type Secrets = Readonly<Record<keyof typeof MAKERS, string>>

const names = Object.keys(MAKERS) as (keyof typeof MAKERS)[]

const read = (file: string): Partial<Record<string, unknown>> => {
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, unknown>>
  } catch (cause) {
    // Making new ones would lock everybody out of what the old ones encrypted.
    throw new Error(
      `${file} cannot be read; restore it from a backup, or move its folder away to begin afresh`,
      { cause },
    )
  }
}

/** Reads the folder's secrets, making those that are missing. What the environment gives wins and is not kept. */
export const ensureSecrets = (stateDir: string, env: NodeJS.ProcessEnv = process.env): Secrets => {
  const file = join(stateDir, 'secrets.json')
  const kept = read(file)
  const missing = names.filter((name) => typeof kept[name] !== 'string' && !env[name])
  if (missing.length > 0) {
    for (const name of missing) kept[name] = MAKERS[name]()
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 })
    renameSync(draft, file)
  }
  return Object.fromEntries(names.map((name) => [name, env[name] || kept[name]])) as Secrets
}
