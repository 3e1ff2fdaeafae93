/**
 * The processor's REST interface, as far as the clinic uses it: form-encoded requests, Stripe's errors,
 * `Idempotency-Key` with replay and mismatch, expansion and cursor lists.
 */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { faultGate } from '../faults.ts'
import { sameSecret } from '../pharmacy-network/routes.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { CardApiError } from './errors.ts'
import { decodeForm } from './form.ts'
import { apiVersion, type Cause, newId, type Processor } from './processor.ts'

type SavedAnswer = { fingerprint: string; status: number; body: string }

const errorBody = (error: CardApiError, requestId: string) => ({
  error: {
    ...error.body,
    ...(error.body.code
      ? { doc_url: `https://stripe.com/docs/error-codes/${error.body.code.replaceAll('_', '-')}` }
      : {}),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  },
})

const keyOf = (request: FastifyRequest): string | undefined => {
  const header = request.headers.authorization ?? ''
  const bearer = /^Bearer (.+)$/i.exec(header)?.[1]
  const basic = /^Basic (.+)$/i.exec(header)?.[1]
  return bearer ?? (basic ? Buffer.from(basic, 'base64').toString('utf8').split(':')[0] : undefined)
}

/** Replaces ids by what they name, along paths such as `payment_intent.latest_charge` or `data.customer`. */
const expandPaths = (processor: Processor, value: unknown, paths: readonly string[]): unknown => {
  const expandOne = (node: unknown, [head, ...rest]: string[]): unknown => {
    if (head === undefined) return node
    if (Array.isArray(node)) return node.map((entry) => expandOne(entry, [head, ...rest]))
    if (typeof node !== 'object' || node === null) return node
    const current = (node as Record<string, unknown>)[head]
    if (current === undefined) {
      throw new CardApiError(400, {
        message: `This property cannot be expanded (${head}).`,
        param: 'expand',
      })
    }
    const resolved = typeof current === 'string' ? (processor.lookUp(current) ?? current) : current
    return { ...node, [head]: expandOne(resolved, rest) }
  }
  return paths.reduce((result, path) => expandOne(result, path.split('.')), value)
}

export const cardApiRoutes = (processor: Processor, secretKey: string) => async (app: FastifyInstance) => {
  const saved = processor.store.collection<SavedAnswer>('idempotency')
  const gate = faultGate(processor.faults, 'card', (reply) =>
    reply.code(500).send({ error: { type: 'api_error', message: 'An unknown error occurred' } }),
  )
  app.addHook('onRequest', gate.onRequest)
  app.addHook('onSend', gate.onSend)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 262_144 }, (_request, body, done) =>
    done(null, body),
  )

  const respond = (reply: FastifyReply, status: number, body: string) =>
    reply.code(status).type('application/json; charset=utf-8').send(body)

  const perform = (
    endpoint: Endpoint,
    request: FastifyRequest,
    params: unknown,
    cause: Cause,
    requestId: string,
  ) => {
    const path = request.params as Record<string, string>
    try {
      return processor.store.atomically(() => {
        const outcome = endpoint.run({ processor, path, params, cause })
        if (!outcome.ok)
          return { status: outcome.error.status, body: errorBody(outcome.error, requestId), save: true }
        return { status: 200, body: expandPaths(processor, outcome.value, outcome.expand ?? []), save: true }
      })
    } catch (error) {
      if (!(error instanceof CardApiError)) throw error
      // What was refused before the endpoint did anything is not remembered under the key.
      return {
        status: error.status,
        body: errorBody(error, requestId),
        save: error.body.code === 'payment_intent_unexpected_state',
      }
    }
  }

  const handle = (endpoint: Endpoint) => (request: FastifyRequest, reply: FastifyReply) => {
    const requestId = newId('req_', 14)
    const version = request.headers['stripe-version']
    const cause: Cause = {
      requestId,
      idempotencyKey: request.headers['idempotency-key']?.toString() ?? null,
      apiVersion: typeof version === 'string' ? version : apiVersion,
    }
    reply.header('request-id', requestId).header('stripe-version', cause.apiVersion)
    const fail = (error: CardApiError) =>
      respond(reply, error.status, JSON.stringify(errorBody(error, requestId)))

    const key = keyOf(request)
    if (!key || !sameSecret(key, secretKey)) {
      reply.header('www-authenticate', 'Bearer realm="Stripe"')
      return fail(
        new CardApiError(401, {
          message: key
            ? `Invalid API Key provided: ${key.slice(0, 8)}****`
            : "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
        }),
      )
    }
    const [pathname = '', query = ''] = request.url.split('?')
    const raw = request.method === 'POST' ? String(request.body ?? '') : query
    const type = request.headers['content-type'] ?? ''
    if (request.method === 'POST' && raw !== '' && !type.startsWith('application/x-www-form-urlencoded')) {
      return fail(
        new CardApiError(400, { message: 'Request bodies must be application/x-www-form-urlencoded.' }),
      )
    }
    let params: unknown
    try {
      params = decodeForm(raw)
    } catch (error) {
      if (error instanceof CardApiError) return fail(error)
      throw error
    }

    const keyed = request.method === 'POST' ? cause.idempotencyKey : null
    const fingerprint = createHash('sha256').update(`${pathname}\n${raw}`).digest('hex')
    if (keyed !== null) {
      reply.header('idempotency-key', keyed)
      if (keyed.length > 255)
        return fail(new CardApiError(400, { message: 'Idempotency keys may be at most 255 characters.' }))
      const before = saved.get(keyed)
      if (before && before.fingerprint !== fingerprint) {
        return fail(
          new CardApiError(400, {
            type: 'idempotency_error',
            message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${keyed}' if you meant to execute a different request.`,
          }),
        )
      }
      if (before) return respond(reply.header('idempotent-replayed', 'true'), before.status, before.body)
    }
    const { status, body, save } = processor.store.atomically(() => {
      const result = perform(endpoint, request, params, cause, requestId)
      const text = JSON.stringify(result.body, null, 2)
      if (keyed !== null && result.save) saved.put(keyed, { fingerprint, status: result.status, body: text })
      return { status: result.status, body: text, save: result.save }
    })
    if (!save) reply.header('stripe-should-retry', 'false')
    return respond(reply, status, body)
  }

  for (const endpoint of endpoints)
    app.route({ method: endpoint.method, url: endpoint.url, handler: handle(endpoint) })
  app.all('/v1/*', (request, reply) =>
    respond(
      reply,
      404,
      JSON.stringify({
        error: {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${request.method}: ${request.url.split('?')[0]}).`,
        },
      }),
    ),
  )
}
