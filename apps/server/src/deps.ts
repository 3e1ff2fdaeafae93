/** Builds every dependency once. The only place that knows which client stands behind a port. */

import { resolve } from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { Mailer } from './adapters/mail/port.ts'
import { createSmtpMailer } from './adapters/mail/smtp-mailer.ts'
import type { CardProcessor } from './adapters/payments/port.ts'
import { createStripeProcessor } from './adapters/payments/stripe-processor.ts'
import type { PharmacyNetwork } from './adapters/pharmacy/port.ts'
import { createScriptNetwork } from './adapters/pharmacy/script-network.ts'
import { sessionTokenReader } from './platform/auth/session-cookie.ts'
import { createSignIn, type SignIn } from './platform/auth/sign-in.ts'
import { type SigningCodes, signingCodes } from './platform/auth/signing-codes.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { EventHub } from './platform/events/hub.ts'
import { createFieldEncryption, type FieldEncryption } from './platform/field-encryption.ts'
import { createLog, type Log } from './platform/log.ts'

export type Deps = {
  config: Config
  clock: Clock
  log: Log
  db: Database
  signIn: SignIn
  /** The token of the session whose cookie this is, if it is signed. */
  readSessionToken: ReturnType<typeof sessionTokenReader>
  signingCodes: SigningCodes
  events: EventHub
  files: Disk
  encryption: FieldEncryption
  pharmacyNetwork: PharmacyNetwork
  cardProcessor: CardProcessor
  mailer: Mailer
  close(): Promise<void>
}

/** @param instead stands in for what would be built: the clock and the counterparties of a test. */
export function buildDeps(
  config: Config,
  instead: Partial<Pick<Deps, 'clock' | 'pharmacyNetwork' | 'cardProcessor' | 'mailer' | 'log'>> = {},
): Deps {
  const log = instead.log ?? createLog(config.LOG_LEVEL)
  const db = openDatabase(config.DATABASE_APP_URL, {
    poolSize: config.DATABASE_POOL_SIZE,
    onError: (err) => log.warn({ err }, 'an idle database connection failed'),
  })
  const mailer = instead.mailer ?? createSmtpMailer({ url: config.SMTP_URL, from: config.MAIL_FROM })
  const { auth, close: closeSignIn } = createSignIn({
    databaseUrl: config.DATABASE_APP_URL,
    secret: config.BETTER_AUTH_SECRET,
    publicUrl: config.PUBLIC_URL,
    idleMinutes: config.SESSION_IDLE_MINUTES,
    signInsPerMinute: config.SIGN_INS_PER_MINUTE,
    sendPasswordReset: (to, url) =>
      mailer.send({
        to,
        subject: 'Choose a new password',
        text: `Open this link to choose a new password:\n\n${url}\n\nIf you did not ask for it, nothing needs to be done.`,
        messageKey: null,
      }),
  })
  const events = new EventHub({ database: db, url: config.DATABASE_APP_URL, log })
  return {
    config,
    clock: instead.clock ?? systemClock,
    log,
    db,
    signIn: auth,
    readSessionToken: sessionTokenReader({ secret: config.BETTER_AUTH_SECRET, publicUrl: config.PUBLIC_URL }),
    signingCodes: signingCodes(config.BETTER_AUTH_SECRET),
    events,
    files: new Disk(new FSDriver({ location: resolve(config.STORAGE_DIR), visibility: 'private' })),
    encryption: createFieldEncryption(config.FIELD_ENCRYPTION_KEY),
    pharmacyNetwork:
      instead.pharmacyNetwork ??
      createScriptNetwork({
        url: config.PHARMACY_NETWORK_URL,
        secret: config.PHARMACY_NETWORK_SECRET,
        version: config.PHARMACY_SCRIPT_VERSION,
      }),
    cardProcessor:
      instead.cardProcessor ??
      createStripeProcessor({
        secretKey: config.STRIPE_SECRET_KEY,
        webhookSecret: config.STRIPE_WEBHOOK_SECRET,
        apiUrl: config.STRIPE_API_URL,
      }),
    mailer,
    async close() {
      await events.close()
      await closeSignIn()
      await mailer.close()
      await db.close()
    },
  }
}
