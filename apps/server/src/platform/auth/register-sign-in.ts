/** Hands `/api/auth/*` to the sign-in library. */
import type { FastifyInstance } from 'fastify'
import type { SignIn } from './sign-in.ts'

/** @param publicUrl where requests are said to go: what a client writes into `Host` is not believed. */
export function registerSignIn(app: FastifyInstance, signIn: SignIn, publicUrl: string): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const url = new URL(request.url, publicUrl)
      const headers = new Headers()
      for (const [name, value] of Object.entries(request.headers)) {
        if (typeof value === 'string') headers.append(name, value)
      }
      // The limiter of the library counts by this header: what a client sent in it is not believed.
      headers.set('x-forwarded-for', request.ip)
      const body = request.method === 'POST' && request.body ? JSON.stringify(request.body) : undefined
      const answer = await signIn.handler(new Request(url, { method: request.method, headers, body }))
      reply.code(answer.status)
      answer.headers.forEach((value, name) => {
        if (name !== 'set-cookie') reply.header(name, value)
      })
      const cookies = answer.headers.getSetCookie()
      if (cookies.length > 0) reply.header('set-cookie', cookies)
      return reply.serializer((text: unknown) => text as string).send(await answer.text())
    },
  })
}
