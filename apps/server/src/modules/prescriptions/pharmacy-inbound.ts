/** The door the pharmacy network comes in by: bearer token, XML only, a size limit, an answer in XML. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { OrderSide, QuestionSide } from './order-side.ts'
import { receiveMessage } from './receive-message.ts'
import type { PrescriptionDeps } from './transmission.ts'

export type PharmacyInboundDeps = PrescriptionDeps & {
  config: Pick<Deps['config'], 'PHARMACY_NETWORK_SECRET'>
}

/** A message is some kilobytes. */
const LARGEST_MESSAGE = 1_048_576

export function registerInbound(
  app: FastifyInstance,
  deps: PharmacyInboundDeps,
  orders: OrderSide,
  questions: QuestionSide,
): void {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const expected = digest(`Bearer ${deps.config.PHARMACY_NETWORK_SECRET}`)
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      ['application/xml', 'text/xml'],
      // Bytes: decoded here, what is not UTF-8 would lose characters before anybody could refuse it.
      { parseAs: 'buffer', bodyLimit: LARGEST_MESSAGE },
      (_request, body, done) => done(null, body),
    )
    scope.post(
      '/api/pharmacy-network/messages',
      {
        bodyLimit: LARGEST_MESSAGE,
        config: { rateLimit: false },
        // Before the body is read. Digests of equal length, so that the time taken tells nothing.
        onRequest: async (request) => {
          if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) {
            throw new Problem('invalid-signature')
          }
        },
      },
      async (request, reply) => {
        const received = request.body instanceof Uint8Array ? request.body : ''
        const answer = await receiveMessage(deps, orders, questions, received)
        return reply.type('application/xml; charset=utf-8').send(answer)
      },
    )
  })
}
