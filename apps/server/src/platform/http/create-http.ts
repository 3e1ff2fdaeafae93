/** The HTTP server without any route of the product: limits, headers, problem+json, request ids, static files. */
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import sse from '@fastify/sse'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { createJsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { newId } from '../ids.ts'
import type { Log } from '../log.ts'
import { refuseUnkeepable } from './refuse-unkeepable.ts'
import { renderProblem, toProblem } from './render-problem.ts'

const MOST_JSON_BYTES = 512 * 1024
const MOST_FILE_BYTES = 12 * 1024 * 1024

export async function createHttp(options: {
  log: Log
  /** By each session; by each address for who is not signed in. */
  requestsPerMinute: number
  sessionOf: (request: FastifyRequest) => string | null
  /** In production answers are trusted and only serialised; elsewhere each is checked against its schema. */
  checkAnswers: boolean
  https: boolean
  /** How many proxies stand before this server and may say who called: none unless told. */
  trustedProxies: number
}): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: undefined,
    logger: false,
    bodyLimit: MOST_JSON_BYTES,
    genReqId: () => newId(),
    trustProxy:
      options.trustedProxies > 0 && ((_address: string, hop: number) => hop < options.trustedProxies),
    routerOptions: { maxParamLength: 160 },
    requestTimeout: 30_000,
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => renderProblem(reply, toProblem(error), request.id),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(options.checkAnswers ? serializerCompiler : () => (data) => JSON.stringify(data))

  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error)
    if (problem.status >= 500)
      options.log.error({ err: error, requestId: request.id, route: routeOf(request) }, 'request failed')
    return renderProblem(reply, problem, request.id)
  })
  refuseUnkeepable(app)
  // What the API says is about people: no browser or proxy keeps it, unless an answer says otherwise.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode, elapsedTime } = reply
    options.log.debug(
      { requestId: request.id, route: routeOf(request), statusCode, ms: Math.round(elapsedTime) },
      'request',
    )
  })

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: options.https,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: '1 minute',
    // A whole clinic may sit behind one address.
    keyGenerator: (request) => options.sessionOf(request) ?? request.ip,
    // Files of the web app: a page takes dozens of them at once.
    allowList: (request) => request.routeOptions.url === '/*',
  })
  await app.register(multipart, { limits: { fileSize: MOST_FILE_BYTES, files: 1, fields: 4, parts: 6 } })
  await app.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 2048 })
  await app.register(sse.default, { heartbeatInterval: 15_000 })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Countersign', version: '1' } },
    transform: createJsonSchemaTransform({ skipList: [] }),
  })
  return app
}

const routeOf = (request: { method: string; routeOptions: { url?: string } }) =>
  `${request.method} ${request.routeOptions.url ?? 'unknown'}`
