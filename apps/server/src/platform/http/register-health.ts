/** Whether the process lives, whether it can do its work, what it counts, and the API it offers. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Database } from '../db/database.ts'
import { Problem } from '../problem.ts'

export function registerHealth(app: FastifyInstance, deps: { db: Database }): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  const open = { schema: { hide: true }, config: { rateLimit: false } } as const
  app.get('/api/health/live', open, async () => ({ status: 'live' }))
  app.get('/api/health/ready', open, async () => {
    await deps.db
      .global((db) => sql`select 1`.execute(db))
      .catch(() => {
        throw new Problem('unavailable')
      })
    return { status: 'ready' }
  })
  // For a collector on this machine: a request that came through a proxy came from outside.
  app.get('/metrics', open, async (request, reply) => {
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
    if (!local || request.headers['x-forwarded-for'] !== undefined) throw new Problem('not-found')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
  app.get('/api/openapi.json', open, async () => app.swagger())
}
