/** Serves the built web app; any path that is not the API's is the app's own to route. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem.ts'
import { renderProblem } from './render-problem.ts'

export async function registerWebApp(app: FastifyInstance, dist: string | undefined): Promise<void> {
  if (dist !== undefined) {
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
  // The file server refuses the bare folder as a bad path instead of passing it on.
  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.callNotFound())
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    const page = request.method === 'GET' && !path.startsWith('/api/') && !/\.\w+$/.test(path)
    if (page && dist !== undefined && existsSync(join(dist, 'index.html'))) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    }
    return renderProblem(reply, new Problem('not-found'), request.id)
  })
}
