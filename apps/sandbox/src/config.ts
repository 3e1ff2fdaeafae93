/** The sandbox's settings, from the environment, checked at start. */
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

export const sandboxOptionsSchema = z.object({
  /** HTTP port; 0 takes any free one. */
  port: port.default(4010),
  smtpPort: port.default(4025),
  host: z.string().default('127.0.0.1'),
  stateDir: z.string().min(1).default('.countersign/sandbox'),
  /** Where webhooks and pharmacy messages are delivered. */
  countersignUrl: httpUrl.default('http://127.0.0.1:4000'),
  /** Bearer token between the clinic and the pharmacy network, both ways. */
  pharmacyNetworkSecret: z.string().min(1),
  /** The only API key the card processor accepts. */
  stripeSecretKey: z.string().min(1),
  stripeWebhookSecret: z.string().min(1),
  /** Bearer token or basic-auth password for the payer; the network's secret when unset. */
  payerSecret: z.string().min(1).optional(),
  /** Shown on the hosted card page when the session names nobody. */
  merchantName: z.string().min(1).default('Demo Telehealth Clinic'),
  /** Address browsers reach the sandbox at, when it is not the loopback one. */
  publicUrl: httpUrl.optional(),
})
export type SandboxOptions = z.input<typeof sandboxOptionsSchema> & { now?: () => number }
export type SandboxSettings = z.output<typeof sandboxOptionsSchema>

/** Reads the options from environment variables; throws a `ZodError` naming what is wrong. */
export const optionsFromEnvironment = (env: NodeJS.ProcessEnv): SandboxSettings => {
  // A variable set to nothing counts as not set.
  const given = (name: string) => env[name]?.trim() || undefined
  return sandboxOptionsSchema.parse({
    port: given('SANDBOX_PORT'),
    smtpPort: given('SANDBOX_SMTP_PORT'),
    stateDir: given('SANDBOX_STATE_DIR'),
    countersignUrl: given('COUNTERSIGN_URL'),
    pharmacyNetworkSecret: given('PHARMACY_NETWORK_SECRET'),
    stripeSecretKey: given('STRIPE_SECRET_KEY'),
    stripeWebhookSecret: given('STRIPE_WEBHOOK_SECRET'),
    payerSecret: given('PAYER_SECRET'),
    merchantName: given('SANDBOX_MERCHANT_NAME'),
    publicUrl: given('SANDBOX_PUBLIC_URL'),
  })
}
