/**
 * Binds handlers to the routes of the contract. Everything a route promises is enforced here, before its
 * handler runs: who may call, what it accepts, one answer per idempotency key.
 */
import { createHash } from 'node:crypto'
import { type Action, type RouteContract, type RouteName, routes } from '@countersign/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Once } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from './actor.ts'
import { mayDo } from './permissions.ts'
import { type Caller, resolveCaller, type SignedIn } from './resolve-actor.ts'

type Routes = typeof routes
type Part<N extends RouteName, K extends 'params' | 'query' | 'body'> = Routes[N] extends {
  [k in K]: infer S extends z.ZodType
}
  ? z.output<S>
  : undefined
type ActorOf<N extends RouteName> = Routes[N]['access'] extends Action ? Actor : null
type PersonOf<N extends RouteName> = Routes[N]['access'] extends 'public' | 'intake' | 'cds-client'
  ? SignedIn | null
  : SignedIn
type Frozen<T> = T extends (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T
type Answer<N extends RouteName> = Routes[N] extends { raw: true }
  ? unknown
  : Frozen<z.input<Routes[N]['response']>>

export type Call<N extends RouteName> = {
  actor: ActorOf<N>
  person: PersonOf<N>
  params: Part<N, 'params'>
  query: Part<N, 'query'>
  body: Part<N, 'body'>
  /** Hand it to `db.writeOnce`. Null on routes that need no key. */
  once: Routes[N] extends { idempotent: true } ? Once : null
  request: FastifyRequest
  reply: FastifyReply
}
export type Handlers = { [N in RouteName]?: (call: Call<N>) => Promise<Answer<N>> }

export function bind(app: FastifyInstance, deps: Deps, handlers: Handlers): void {
  for (const [name, handler] of Object.entries(handlers)) {
    bindOne(app, deps, name as RouteName, handler as (call: Call<RouteName>) => Promise<unknown>)
  }
}

function bindOne(
  app: FastifyInstance,
  deps: Deps,
  name: RouteName,
  handler: (call: Call<RouteName>) => Promise<unknown>,
) {
  const route: RouteContract = routes[name]
  app.route({
    method: route.method,
    url: route.path,
    ...(route.mostBytes && { bodyLimit: route.mostBytes }),
    ...(route.stream && { sse: 'only' as const }),
    schema: {
      operationId: name,
      summary: route.summary,
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && { body: route.body }),
      ...(!route.raw && route.status !== 204 && { response: { [route.status ?? 200]: route.response } }),
    },
    // Permission first: nobody learns from a validation error what a route they may not call accepts. Only after
    // `onRequest`, where requests are counted: those that are refused count too.
    preParsing: async (request, reply) => {
      request.caller = await authorise(deps, request, reply, route)
    },
    handler: async (request, reply) => {
      const actor = (namesAnAction(route) && request.caller?.actor) || null
      const person = request.caller?.person ?? null
      const call = {
        actor,
        person,
        params: request.params,
        query: request.query,
        body: request.body,
        once: route.idempotent ? onceOf(request, name, actor?.userId ?? person?.userId) : null,
        request,
        reply,
      } as Call<RouteName>
      const answer = await handler(call)
      if (reply.sent || (route.raw && answer === reply)) return reply
      reply.code(route.status ?? 200)
      return route.status === 204 ? null : answer
    },
  })
}

/** Other routes are about nobody's clinic: their handlers get a person at most. */
const namesAnAction = ({ access }: RouteContract) =>
  !['public', 'intake', 'signed-in', 'cds-client'].includes(access)

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

async function authorise(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  route: RouteContract,
): Promise<Caller | null> {
  // Another system's token is looked at by the module it calls; a session beside it means nothing.
  if (route.access === 'cds-client') return null
  const caller = await resolveCaller(deps, request, reply)
  if (route.access === 'public' || route.access === 'intake') return caller
  if (!caller) throw new Problem('not-signed-in')
  if (route.access === 'signed-in') return caller
  if (!caller.actor || !mayDo(caller.actor.role, route.access)) throw new Problem('not-permitted')
  if (caller.secondFactorRequired) throw new Problem('second-factor-required')
  return caller
}

function onceOf(request: FastifyRequest, route: string, actorId: string | undefined): Once {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key.length < 8 || key.length > 200) {
    throw new Problem('bad-request', { detail: 'Send an Idempotency-Key header of 8 to 200 characters.' })
  }
  const content = JSON.stringify([request.params, request.body])
  return {
    actorId: actorId ?? '',
    key,
    route,
    requestHash: createHash('sha256').update(content).digest('base64'),
  }
}
