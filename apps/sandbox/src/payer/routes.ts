/** HTTP face of the payer: one address that takes X12 and answers X12. */
import type { FastifyInstance } from 'fastify'
import { type Faults, faultGate } from '../faults.ts'
import { sameSecret } from '../pharmacy-network/routes.ts'
import type { Store } from '../store.ts'
import { answerEligibility } from './eligibility.ts'

/** One exchange as it went over the wire. */
export type PayerExchange = {
  id: string
  at: string
  request: string
  response: string
  kind: string
  summary: string
  memberId: string
}

export type PayerDeps = { store: Store; faults: Faults; secret: string; now: () => number }

/** Accepts the secret as bearer token or as basic-auth password. */
const isAuthorised = (header: string | undefined, secret: string): boolean => {
  const [scheme = '', value = ''] = (header ?? '').split(' ')
  if (/^bearer$/i.test(scheme)) return sameSecret(value, secret)
  if (!/^basic$/i.test(scheme)) return false
  const pair = Buffer.from(value, 'base64').toString('utf8')
  return sameSecret(pair.slice(pair.indexOf(':') + 1), secret)
}

export const payerRoutes =
  ({ store, faults, secret, now }: PayerDeps) =>
  async (app: FastifyInstance) => {
    const exchanges = store.collection<PayerExchange>('payer_exchange')
    const gate = faultGate(faults, 'payer', (reply) =>
      reply.code(500).type('text/plain').send('System error'),
    )
    app.addHook('onRequest', gate.onRequest)
    app.addHook('onSend', gate.onSend)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 262_144 }, (_request, body, done) =>
      done(null, body),
    )

    app.post('/payer/x12', async (request, reply) => {
      if (!isAuthorised(request.headers.authorization, secret)) {
        return reply
          .code(401)
          .header('www-authenticate', 'Basic realm="payer"')
          .type('text/plain')
          .send('Unauthorized')
      }
      const text = String(request.body ?? '')
      const number = exchanges.count() + 1
      const answer = answerEligibility(text, {
        now: now(),
        unavailable: faults.read().payer.unavailable,
        controlNumber: String(number),
      })
      const readable = answer.kind !== 'unreadable'
      exchanges.put(String(number), {
        id: String(number),
        at: new Date(now()).toISOString(),
        request: text,
        response: readable ? answer.x12 : '',
        kind: answer.kind,
        summary: readable ? answer.summary : answer.reason,
        memberId: readable ? answer.memberId : '',
      })
      if (!readable)
        return reply.code(400).type('text/plain').send(`Not an X12 interchange: it ${answer.reason}.`)
      return reply.type('application/edi-x12; charset=utf-8').send(answer.x12)
    })
  }
