/** Cookies travel with forged requests too: a browser's write must come from our own pages. */
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem.ts'

export function guardOrigin(app: FastifyInstance, publicUrl: string): void {
  const ours = new URL(publicUrl).origin
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const { origin } = request.headers
    if (origin === undefined || !request.headers.cookie) return
    const sameHost = origin === `${request.protocol}://${request.headers.host}`
    if (origin !== ours && !sameHost)
      throw new Problem('not-permitted', { detail: 'This request came from another site.' })
  })
}
