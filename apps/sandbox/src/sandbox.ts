/** Puts the outside world together on one HTTP and one SMTP port; tests start it in process on port 0. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import Fastify, { type FastifyError } from 'fastify'
import { z } from 'zod'
import { createAgenda } from './agenda.ts'
import { sandboxState } from './arrivals.ts'
import { cardApiRoutes } from './card-processor/api-routes.ts'
import { handleSessionExpiry } from './card-processor/checkout.ts'
import { checkoutRoutes } from './card-processor/checkout-routes.ts'
import { handleAuthorisationExpiry } from './card-processor/payment-intents.ts'
import { createProcessor } from './card-processor/processor.ts'
import { type SandboxOptions, sandboxOptionsSchema } from './config.ts'
import { createDeliveries } from './delivery.ts'
import { createFaults, faultsSchema, overlay } from './faults.ts'
import { mailboxRoutes } from './mailbox/routes.ts'
import { type Mail, startSmtp } from './mailbox/smtp.ts'
import { pageRoutes } from './page/routes.ts'
import { payerRoutes } from './payer/routes.ts'
import { createPharmacyNetwork } from './pharmacy-network/pharmacy-network.ts'
import { pharmacyRoutes } from './pharmacy-network/routes.ts'
import { openStore } from './store.ts'

export type Sandbox = { url: string; smtpPort: number; close(): Promise<void> }

/** Files of the pages, by their names in `page/` and the last part of their addresses. */
const assets = {
  'sandbox.css': 'text/css',
  'arrivals.css': 'text/css',
  'counter/counter.css': 'text/css',
  'checkout.css': 'text/css',
  'arrivals.js': 'text/javascript',
  'icon.svg': 'image/svg+xml',
}

/** Starts listening; throws when a port is taken or an option is wrong. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const settings = sandboxOptionsSchema.parse(options)
  const now = options.now ?? Date.now
  const store = openStore(settings.stateDir)
  const faults = createFaults(store)
  const agenda = createAgenda(store, now)
  const deliveries = createDeliveries(store, now)
  let url = settings.publicUrl ?? `http://${settings.host}:${settings.port}`

  const network = createPharmacyNetwork({
    store,
    agenda,
    deliveries,
    faults,
    now,
    countersignUrl: settings.countersignUrl,
    secret: settings.pharmacyNetworkSecret,
  })
  const processor = createProcessor({
    store,
    agenda,
    deliveries,
    faults,
    now,
    countersignUrl: settings.countersignUrl,
    webhookSecret: settings.stripeWebhookSecret,
    publicUrl: () => url,
    merchantName: settings.merchantName,
  })
  handleSessionExpiry(processor)
  handleAuthorisationExpiry(processor)

  const app = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 262_144 })
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) process.stderr.write(`sandbox: ${error.stack ?? error.message}\n`)
    return reply.code(status).send({ error: status >= 500 ? 'internal_error' : error.message })
  })

  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/faults', async () => faults.read())
  const change = (next: unknown) => {
    const parsed = faultsSchema.safeParse(next)
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } }
    faults.replace(parsed.data)
    deliveries.wake()
    return { status: 200, body: faults.read() }
  }
  app.put('/faults', async (request, reply) => {
    const { status, body } = change(request.body)
    return reply.code(status).send(body)
  })
  app.patch('/faults', async (request, reply) => {
    const { status, body } = change(overlay(faults.read(), request.body))
    return reply.code(status).send(body)
  })
  app.delete('/faults', async (_request, reply) => {
    change({})
    return reply.code(204).send()
  })
  app.get('/api/state', async () => sandboxState(store, deliveries))
  app.post('/api/reset', async (_request, reply) => {
    store.reset()
    return reply.code(204).send()
  })

  await app.register(pharmacyRoutes({ network, faults, secret: settings.pharmacyNetworkSecret, now }))
  await app.register(cardApiRoutes(processor, settings.stripeSecretKey))
  await app.register(checkoutRoutes(processor))
  await app.register(
    payerRoutes({ store, faults, now, secret: settings.payerSecret ?? settings.pharmacyNetworkSecret }),
  )
  await app.register(mailboxRoutes(store))
  await app.register(pageRoutes({ store, faults, deliveries, processor, network, apply: change }))
  for (const [file, type] of Object.entries(assets)) {
    const content = readFileSync(new URL(`./page/${file}`, import.meta.url), 'utf8')
    app.get(`/assets/${basename(file)}`, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).send(content),
    )
  }

  const smtp = await startSmtp({
    mails: store.collection<Mail>('mail'),
    faults,
    now,
    host: settings.host,
    port: settings.smtpPort,
  })
  try {
    await app.listen({ host: settings.host, port: settings.port })
  } catch (error) {
    await smtp.close()
    store.close()
    throw error
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : settings.port
  url = settings.publicUrl ?? `http://${settings.host}:${port}`
  deliveries.start()
  agenda.start()

  let closing: Promise<void> | undefined
  const close = async () => {
    agenda.stop()
    await Promise.all([app.close(), smtp.close(), deliveries.stop()])
    store.close()
  }
  return {
    url: `http://${settings.host}:${port}`,
    smtpPort: smtp.port,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
