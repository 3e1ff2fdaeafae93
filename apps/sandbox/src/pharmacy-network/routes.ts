/** HTTP face of the pharmacy network: the wire itself, the directory, and the pharmacist's hands. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Faults, faultGate, lineGate } from '../faults.ts'
import { type Pharmacy, pharmacyById, searchDirectory } from './directory.ts'
import { performAct } from './pharmacist.ts'
import type { PharmacyNetwork } from './pharmacy-network.ts'
import type { HeldPrescription, ScriptRecord } from './records.ts'
import { composeMessage, errorContent, newMessageId } from './script-message.ts'

/** Compares without telling by its time how much was right. */
export const sameSecret = (given: string, expected: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

const directoryQuery = z.object({
  search: z.string().max(100).optional(),
  zip: z
    .string()
    .regex(/^\d{3,5}(-?\d{4})?$/)
    .optional(),
  state: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .optional(),
  kind: z.enum(['retail', 'mail_order', 'compounding']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

const receiptQuery = z.object({
  after: z.string().max(35).default(''),
  limit: z.coerce.number().int().min(1).max(20_000).default(1000),
})

export type PharmacyRoutesDeps = {
  network: PharmacyNetwork
  faults: Faults
  secret: string
  now: () => number
}

export const pharmacyRoutes =
  ({ network, faults, secret, now }: PharmacyRoutesDeps) =>
  async (app: FastifyInstance) => {
    const authorise = async (request: FastifyRequest, reply: FastifyReply) => {
      const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (token && sameSecret(token, secret)) return
      return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'unauthorized' })
    }
    const present = (record: ScriptRecord, held: HeldPrescription | undefined) => ({
      messageId: record.messageId,
      type: record.type,
      state: held?.state ?? (record.status?.startsWith('0') ? 'accepted' : 'rejected'),
      status: record.status ?? '',
      description: record.description ?? '',
      receivedAt: record.at,
      repeats: record.repeats,
      reply: record.replyXml ?? '',
    })

    const asListed = (pharmacy: Pharmacy) => ({
      ...pharmacy,
      behaviour: network.counter.behaviourOf(pharmacy.ncpdpId),
    })

    await app.register(async (wire) => {
      const sendError = (reply: FastifyReply, httpStatus: number, code: string, description: string) =>
        reply
          .code(httpStatus)
          .type('application/xml; charset=utf-8')
          .send(
            composeMessage({
              version: '20170715',
              to: { qualifier: 'C', id: 'UNKNOWN' },
              from: { qualifier: 'ZZZ', id: 'NETWORK' },
              messageId: newMessageId(),
              sentAt: now(),
              content: errorContent(code, description),
            }),
          )
      const gate = faultGate(faults, 'pharmacy', (reply) =>
        sendError(reply, 500, '602', 'Receiver system error'),
      )
      const line = lineGate(faults, (reply) =>
        sendError(reply, 200, '600', 'The line to the receiver failed'),
      )
      wire.addHook('onRequest', gate.onRequest)
      wire.addHook('onRequest', authorise)
      wire.addHook('onSend', gate.onSend)
      wire.removeAllContentTypeParsers()
      wire.addContentTypeParser(
        ['application/xml', 'text/xml'],
        { parseAs: 'buffer', bodyLimit: 1_048_576 },
        (_request, body, done) => done(null, body),
      )

      // Listed before the network's own `onSend`: first the answer is lost, then it would have been late.
      const lined = { onRequest: line.onRequest, onSend: line.onSend }
      wire.post('/pharmacy-network/script', lined, async (request, reply) =>
        reply
          .type('application/xml; charset=utf-8')
          .send(network.receive(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))),
      )
      wire.get('/pharmacy-network/messages/:messageId', async (request, reply) => {
        const { messageId } = request.params as { messageId: string }
        const record = network.records.messages.get(`in:${messageId}`)
        if (!record) return reply.code(404).send({ error: 'unknown_message' })
        return present(record, network.records.prescriptions.get(messageId))
      })
      wire.get('/pharmacy-network/directory', async (request, reply) => {
        const query = directoryQuery.safeParse(request.query)
        if (!query.success) return reply.code(400).send({ error: z.prettifyError(query.error) })
        const { limit, ...search } = query.data
        const found = searchDirectory(search)
        return {
          total: found.length,
          pharmacies: found.slice(0, limit).map(asListed),
        }
      })
      wire.get('/pharmacy-network/directory/:ncpdpId', async (request, reply) => {
        const { ncpdpId } = request.params as { ncpdpId: string }
        const pharmacy = pharmacyById(ncpdpId)
        if (!pharmacy) return reply.code(404).send({ error: 'unknown_pharmacy' })
        return asListed(pharmacy)
      })
    })

    // The pharmacist's hands: for tests, the demo and the page, so outside the network's own door.
    app.post('/pharmacy-network/messages/:messageId/:act', async (request, reply) => {
      const { messageId, act } = request.params as { messageId: string; act: string }
      const done = performAct(network, messageId, act, request.body)
      if (done.status !== 202) return reply.code(done.status).send({ error: done.error })
      const { sent, held } = done
      return reply
        .code(202)
        .send({ messageId: sent?.messageId ?? null, type: sent?.type ?? null, state: held.state })
    })

    // What the pharmacies say they received, for a sender to hold its books against.
    app.get('/pharmacy-network/receipts', async () => network.receipts.counts())
    app.get('/pharmacy-network/owed', async () => ({ pending: network.owed() }))
    app.get('/pharmacy-network/receipts/orders', async (request, reply) => {
      const query = receiptQuery.safeParse(request.query)
      if (!query.success) return reply.code(400).send({ error: z.prettifyError(query.error) })
      return { orders: network.receipts.ordersAfter(query.data.after, query.data.limit) }
    })
  }
