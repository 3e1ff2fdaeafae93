/** Every setting the server reads, validated once at the start. An invalid one stops the process with its name. */
import { z } from 'zod'

const secret = (bytes: number) => z.string().min(bytes, `at least ${bytes} characters`)

const Config = z.object({
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url(),
  DATABASE_APP_URL: z.string().startsWith('postgres'),
  DATABASE_JOBS_URL: z.string().startsWith('postgres'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(16),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(50).default(8),
  BETTER_AUTH_SECRET: secret(32),
  SESSION_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(5)
    .max(24 * 60)
    .default(60),
  FIELD_ENCRYPTION_KEY: z
    .base64()
    .refine((v) => Buffer.from(v, 'base64').length === 32, 'must be 32 bytes, base64'),
  STRIPE_SECRET_KEY: secret(10),
  STRIPE_WEBHOOK_SECRET: secret(10),
  /** Where Stripe's API is; the sandbox on loopback, or unset for api.stripe.com. */
  STRIPE_API_URL: z.url().optional(),
  PHARMACY_NETWORK_URL: z.url(),
  PHARMACY_NETWORK_SECRET: secret(16),
  PHARMACY_SCRIPT_VERSION: z.enum(['2017071', '2023011']).default('2017071'),
  SMTP_URL: z.url(),
  MAIL_FROM: z.string().default('Countersign <no-reply@countersign.example>'),
  STORAGE_DIR: z.string().default('.countersign/files'),
  WEB_DIST: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).default(60),
  /** Proxies between the internet and this server; their word on the caller's address is believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
})
export type Config = z.infer<typeof Config>

/** Reads settings from an environment. Throws with one line per wrong setting, never with its value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const result = Config.safeParse(env)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`Settings are missing or wrong:\n${lines.join('\n')}`)
}
