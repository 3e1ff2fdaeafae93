/** Composes the routes of every module on one HTTP server. */
import type { FastifyInstance } from 'fastify'
import type { Deps } from './deps.ts'
import { eventStreamHandlers } from './event-stream.ts'
import { adjustmentHandlers } from './modules/adjustments/index.ts'
import { auditHandlers } from './modules/audit/index.ts'
import { cdsHooksHandlers } from './modules/cds-hooks/index.ts'
import { changeRequestHandlers, hearChange } from './modules/change-requests/index.ts'
import { consultationHandlers } from './modules/consultations/index.ts'
import { controlledSigningHandlers } from './modules/controlled-signing/index.ts'
import { documentHandlers } from './modules/documents/index.ts'
import { bind, identityHandlers } from './modules/identity/index.ts'
import { intakeHandlers } from './modules/intake/index.ts'
import { registerStripeWebhook } from './modules/invoices/index.ts'
import { messageHandlers } from './modules/messages/index.ts'
import { orderHandlers, registerPharmacyInbound } from './modules/orders/index.ts'
import { pharmacyHandlers } from './modules/pharmacies/index.ts'
import { portalHandlers } from './modules/portal/index.ts'
import { preferenceHandlers } from './modules/preferences/index.ts'
import { protocolHandlers } from './modules/protocols/index.ts'
import { recommendationHandlers } from './modules/recommendations/index.ts'
import { hearRenewal, refillHandlers } from './modules/refills/index.ts'
import { staffHandlers } from './modules/staff/index.ts'
import { terminologyHandlers } from './modules/terminology/index.ts'
import { titrationHandlers } from './modules/titrations/index.ts'
import { worklistHandlers } from './modules/worklist/index.ts'
import { registerSignIn } from './platform/auth/register-sign-in.ts'
import { createHttp } from './platform/http/create-http.ts'
import { guardOrigin } from './platform/http/guard-origin.ts'
import { registerHealth } from './platform/http/register-health.ts'
import { registerWebApp } from './platform/http/register-web-app.ts'

const pharmacyQuestions = { renewal: hearRenewal, change: hearChange }

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const { config } = deps
  const app = await createHttp({
    log: deps.log,
    requestsPerMinute: config.RATE_LIMIT_PER_MINUTE,
    sessionOf: (request) => deps.readSessionToken(request.cookies),
    checkAnswers: config.NODE_ENV !== 'production',
    https: config.PUBLIC_URL.startsWith('https:'),
    trustedProxies: config.TRUSTED_PROXIES,
  })
  guardOrigin(app, config.PUBLIC_URL)
  registerHealth(app, deps)
  registerSignIn(app, deps.signIn, config.PUBLIC_URL)
  bind(app, deps, {
    ...adjustmentHandlers(deps),
    ...auditHandlers(deps),
    ...changeRequestHandlers(deps),
    ...cdsHooksHandlers(deps),
    ...consultationHandlers(deps),
    ...controlledSigningHandlers(deps),
    ...documentHandlers(deps),
    ...eventStreamHandlers(deps),
    ...identityHandlers(deps),
    ...intakeHandlers(deps),
    ...messageHandlers(deps),
    ...orderHandlers(deps),
    ...pharmacyHandlers(deps),
    ...portalHandlers(deps),
    ...preferenceHandlers(deps),
    ...protocolHandlers(deps),
    ...recommendationHandlers(deps),
    ...refillHandlers(deps),
    ...staffHandlers(deps),
    ...terminologyHandlers(),
    ...titrationHandlers(deps),
    ...worklistHandlers(deps),
  })
  registerStripeWebhook(app, deps)
  registerPharmacyInbound(app, deps, pharmacyQuestions)
  await registerWebApp(app, config.WEB_DIST)
  return app
}
