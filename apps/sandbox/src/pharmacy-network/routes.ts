/** HTTP face of the pharmacy network: the wire itself, the directory, and the pharmacist's hands. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Faults, faultGate } from '../faults.ts'
import { searchDirectory } from './directory.ts'
import type { HeldPrescription, PharmacyNetwork, ScriptRecord } from './pharmacy-network.ts'
import {
  changeRequestContent,
  composeMessage,
  errorContent,
  newMessageId,
  renewalRequestContent,
} from './script-message.ts'

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

const pharmacistBody = z
  .strictObject({
    quantity: z
      .string()
      .regex(/^\d{1,10}(\.\d{1,4})?$/)
      .optional(),
    note: z.string().max(210).optional(),
    reason: z.string().max(70).optional(),
    code: z.enum(['G', 'T', 'P', 'S', 'D', 'U']).optional(),
  })
  .prefault({})
type PharmacistBody = z.output<typeof pharmacistBody>

/** What a person at the counter may do with a prescription, by URL segment. */
const acts: Record<
  string,
  (network: PharmacyNetwork, held: HeldPrescription, body: PharmacistBody) => ScriptRecord | undefined
> = {
  verify: (network, held) => network.verify(held),
  fill: (network, held, body) => network.fill(held, 'Filled', body),
  'partial-fill': (network, held, body) => network.fill(held, 'PartiallyFilled', body),
  'not-filled': (network, held, body) =>
    network.fill(held, 'NotFilled', { note: body.note ?? body.reason ?? 'Out of stock' }),
  transfer: (network, held, body) => network.fill(held, 'Transferred', body),
  'deny-cancel': (network, held) => void network.setDenyCancel(held, true),
  'allow-cancel': (network, held) => void network.setDenyCancel(held, false),
  'renewal-request': (network, held) =>
    network.tell(held, renewalRequestContent(held.content, network.now())),
  'change-request': (network, held, body) =>
    network.tell(
      held,
      changeRequestContent(held.content, body.code ?? 'T', body.reason ?? 'Product unavailable'),
    ),
  error: (network, held, body) =>
    network.tell(held, errorContent('900', body.reason ?? 'Pharmacy cannot fill this prescription')),
}

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

    await app.register(async (wire) => {
      const systemError = (reply: FastifyReply) =>
        reply
          .code(500)
          .type('application/xml; charset=utf-8')
          .send(
            composeMessage({
              version: '20170715',
              to: { qualifier: 'C', id: 'UNKNOWN' },
              from: { qualifier: 'ZZZ', id: 'NETWORK' },
              messageId: newMessageId(),
              sentAt: now(),
              content: errorContent('602', 'Receiver system error'),
            }),
          )
      const gate = faultGate(faults, 'pharmacy', systemError)
      wire.addHook('onRequest', gate.onRequest)
      wire.addHook('onRequest', authorise)
      wire.addHook('onSend', gate.onSend)
      wire.removeAllContentTypeParsers()
      wire.addContentTypeParser(
        ['application/xml', 'text/xml'],
        { parseAs: 'buffer', bodyLimit: 1_048_576 },
        (_request, body, done) => done(null, body),
      )

      wire.post('/pharmacy-network/script', async (request, reply) =>
        reply
          .type('application/xml; charset=utf-8')
          .send(network.receive(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))),
      )
      wire.get('/pharmacy-network/messages/:messageId', async (request, reply) => {
        const { messageId } = request.params as { messageId: string }
        const record = network.records.get(`in:${messageId}`)
        if (!record) return reply.code(404).send({ error: 'unknown_message' })
        return present(record, network.prescriptions.get(messageId))
      })
      wire.get('/pharmacy-network/directory', async (request, reply) => {
        const query = directoryQuery.safeParse(request.query)
        if (!query.success) return reply.code(400).send({ error: z.prettifyError(query.error) })
        const { limit, ...search } = query.data
        const found = searchDirectory(search)
        return {
          total: found.length,
          pharmacies: found
            .slice(0, limit)
            .map((pharmacy) => ({ ...pharmacy, behaviour: network.behaviourOf(pharmacy.ncpdpId) })),
        }
      })
      wire.get('/pharmacy-network/directory/:ncpdpId', async (request, reply) => {
        const { ncpdpId } = request.params as { ncpdpId: string }
        const pharmacy = searchDirectory({ search: ncpdpId }).find((entry) => entry.ncpdpId === ncpdpId)
        if (!pharmacy) return reply.code(404).send({ error: 'unknown_pharmacy' })
        return { ...pharmacy, behaviour: network.behaviourOf(ncpdpId) }
      })
    })

    // The pharmacist's hands: for tests, the demo and the page, so outside the network's own door.
    app.post('/pharmacy-network/messages/:messageId/:act', async (request, reply) => {
      const { messageId, act } = request.params as { messageId: string; act: string }
      const body = pharmacistBody.safeParse(request.body ?? {})
      if (!body.success) return reply.code(400).send({ error: z.prettifyError(body.error) })
      const perform = Object.hasOwn(acts, act) ? acts[act] : undefined
      const held = network.prescriptions.get(messageId)
      if (!perform || !held)
        return reply.code(404).send({ error: perform ? 'unknown_prescription' : 'unknown_act' })
      const sent = perform(network, held, body.data)
      return reply.code(202).send({
        messageId: sent?.messageId ?? null,
        type: sent?.type ?? null,
        state: network.prescriptions.get(messageId)?.state,
      })
    })
  }
