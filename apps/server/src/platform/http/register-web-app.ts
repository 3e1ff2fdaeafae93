/** Serves the built web app; any path that is not the API's is the app's own to route. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem.ts'
import { renderProblem } from './render-problem.ts'

export async function registerWebApp(app: FastifyInstance, dist: string | undefined): Promise<void> {
  const built = dist !== undefined && existsSync(join(dist, 'index.html'))
  if (built) {
    await app.register(fastifyStatic, {
      root: dist,
      wildcard: true,
      index: false,
      setHeaders: (reply, path) => {
        const hashed = path.includes('/assets/')
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !/\.\w+$/.test(request.url.split('?')[0] ?? '')
    if (built && page) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return renderProblem(reply, new Problem('not-found'), request.id)
  })
}
