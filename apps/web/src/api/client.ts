/**
 * The one way to the server: `api('getQueue', { query })`, typed by the contract's route table. Answers are
 * the route's response; anything else is thrown as an `ApiProblem`.
 *
 * Idempotent routes get their key here. A key belongs to one intent: the same route, ids and body. It is kept
 * while the outcome is unknown, so that trying again can never act twice, and dropped once we have an answer.
 */
import type { RouteName, routes } from '@countersign/contract'
import type { z } from 'zod'
import { routeTable } from './contract-tables.inlined.ts'
import { ApiProblem, type ApiProblemBody, nameOfType } from './problem.ts'
import { noteServerDate } from './server-clock.ts'

type Routes = typeof routes
type Part<N extends RouteName, K extends 'params' | 'body'> = Routes[N] extends {
  [P in K]: infer S extends z.ZodType
}
  ? { [P in K]: z.input<S> }
  : unknown
type Query<N extends RouteName> = Routes[N] extends { query: infer S extends z.ZodType }
  ? { query?: Partial<z.output<S>> }
  : unknown

/** What a call of this route takes. */
export type ApiInput<N extends RouteName> = Part<N, 'params'> & Part<N, 'body'> & Query<N>
/** The body of a route that takes one. */
export type ApiBody<N extends RouteName> = Routes[N] extends { body: infer S extends z.ZodType }
  ? z.input<S>
  : never
/** What it answers. */
export type ApiOutput<N extends RouteName> = z.output<Routes[N]['response']>

export type CallOptions = {
  signal?: AbortSignal
  headers?: Record<string, string>
  /** Lets the request outlive the page, for the last beat of a closing tab. */
  keepalive?: boolean
}

type LooseInput = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

const openIntents = new Map<string, string>()

/** The address of a route with its parameters filled in and its query in the contract's form. */
export function urlOf(name: RouteName, input: LooseInput = {}): string {
  const path = routeTable[name].path.replace(/:(\w+)/g, (_, key: string) => {
    const value = input.params?.[key]
    if (value === undefined) throw new Error(`${name} needs ${key}`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value)) {
      if (value.length > 0) search.set(key, value.join(','))
    } else search.set(key, String(value))
  }
  const query = search.toString()
  return query === '' ? path : `${path}?${query}`
}

/** Calls a route of the contract. */
export async function api<N extends RouteName>(
  name: N,
  ...[input, options]: Record<never, never> extends ApiInput<N>
    ? [input?: ApiInput<N>, options?: CallOptions]
    : [input: ApiInput<N>, options?: CallOptions]
): Promise<ApiOutput<N>> {
  const loose = (input ?? {}) as LooseInput
  const route = routeTable[name]
  const body = loose.body === undefined ? undefined : JSON.stringify(loose.body)
  const url = urlOf(name, loose)
  const headers: Record<string, string> = { accept: 'application/json', ...options?.headers }
  if (body !== undefined) headers['content-type'] = 'application/json'

  const intent = `${name} ${url} ${body ?? ''}`
  if (route.idempotent) {
    const key = openIntents.get(intent) ?? crypto.randomUUID()
    openIntents.set(intent, key)
    headers['idempotency-key'] = key
  }
  try {
    const answer = await send(url, { method: route.method, headers, body, ...pick(options) })
    openIntents.delete(intent)
    return answer as ApiOutput<N>
  } catch (error) {
    if (error instanceof ApiProblem && !error.outcomeUnknown && error.problem !== 'offline')
      openIntents.delete(intent)
    throw error
  }
}

function pick(options?: CallOptions): RequestInit {
  return { signal: options?.signal, keepalive: options?.keepalive, credentials: 'same-origin' }
}

async function send(url: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    if (!navigator.onLine) throw new ApiProblem('offline', { status: 0, title: 'You are offline' })
    throw new ApiProblem('no-answer', { status: 0, title: 'No answer' })
  }
  noteServerDate(response.headers.get('date'))
  if (response.ok) return response.status === 204 ? null : response.json()
  throw await problemFrom(response)
}

async function problemFrom(response: Response): Promise<ApiProblem> {
  const json: unknown = await response.json().catch(() => null)
  const body =
    json !== null && typeof json === 'object' ? (json as ApiProblemBody & { type?: unknown }) : null
  if (body === null || typeof body.type !== 'string') {
    // A proxy in front of a server that is starting answers without a problem body.
    const name =
      response.status === 401 ? 'not-signed-in' : response.status >= 502 ? 'unavailable' : 'internal'
    return new ApiProblem(name, { status: response.status, title: response.statusText || 'No answer' })
  }
  return new ApiProblem(nameOfType(body.type), { ...body, status: body.status ?? response.status })
}
