/** A person at a keyboard, without the browser: the public HTTP API, typed by the contract, with a cookie jar. */
import { randomUUID } from 'node:crypto'
import {
  type ProblemBody,
  type ProblemName,
  problemNameOf,
  type RouteContract,
  type RouteName,
  routes,
} from '@countersign/contract'
import type { z } from 'zod'

type Routes = typeof routes
type Part<N extends RouteName, K extends 'params' | 'query' | 'body'> = Routes[N] extends {
  [k in K]: infer S extends z.ZodType
}
  ? { [k in K]: z.input<S> }
  : unknown
export type CallOptions<N extends RouteName> = Part<N, 'params'> &
  Part<N, 'query'> &
  Part<N, 'body'> & { key?: string }

const TIMEOUT_MS = 30_000

/** The server's refusal, as it said it. */
export class ApiProblem extends Error {
  readonly problem: ProblemName
  readonly body: ProblemBody
  constructor(route: string, body: ProblemBody) {
    const reasons = [
      ...(body.reasons ?? []).map(({ rule, text }) => (rule ? `${rule}: ${text}` : text)),
      ...(body.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`),
    ]
    super(`${route}: ${[body.title, body.detail, ...reasons].filter(Boolean).join('; ')}`)
    this.problem = problemNameOf(body.type)
    this.body = body
  }
}

export class ApiClient {
  readonly origin: string
  readonly #publicOrigin: string
  readonly #cookies = new Map<string, string>()
  /** Sent with the intake's own routes. */
  intakeToken: string | null = null

  /** `publicOrigin`: the address people know the clinic by, where it is served at another one. */
  constructor(origin: string, publicOrigin = origin) {
    this.origin = origin
    this.#publicOrigin = publicOrigin
  }

  /** Makes an account, signed in. */
  async signUp(account: { name: string; email: string; password: string }): Promise<void> {
    await this.#authenticate('sign-up/email', account)
  }
  async signIn(account: { email: string; password: string }): Promise<void> {
    await this.#authenticate('sign-in/email', account)
  }
  /** False when the account is unknown or the password is not its own. */
  async trySignIn(account: { email: string; password: string }): Promise<boolean> {
    const answer = await this.send('/api/auth/sign-in/email', {
      method: 'POST',
      body: JSON.stringify(account),
    })
    if (!answer.ok && answer.status !== 401)
      throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
    return answer.ok
  }
  async #authenticate(path: string, body: object): Promise<void> {
    const answer = await this.send(`/api/auth/${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }

  /** Calls a route of the contract. A write gets an idempotency key of its own unless one is given. */
  async call<N extends RouteName>(
    name: N,
    options: CallOptions<N>,
  ): Promise<z.output<Routes[N]['response']>> {
    const route: RouteContract = routes[name]
    const { params, query, body, key } = options as {
      params?: Record<string, string>
      query?: Record<string, unknown>
      body?: unknown
      key?: string
    }
    const path = route.path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(params?.[part] ?? ''))
    const search = new URLSearchParams(
      Object.entries(query ?? {}).flatMap(([k, v]) =>
        v === undefined ? [] : [[k, String(v)] as [string, string]],
      ),
    )
    const answer = await this.send(`${path}${search.size > 0 ? `?${search}` : ''}`, {
      method: route.method,
      ...(route.body && { body: JSON.stringify(body) }),
      headers: route.idempotent ? { 'idempotency-key': key ?? randomUUID() } : {},
    })
    if (!answer.ok) throw new ApiProblem(name, await problemIn(answer))
    return (answer.status === 204 ? null : await answer.json()) as z.output<Routes[N]['response']>
  }

  /** Sends a file to one of the upload routes. */
  async upload(
    path: string,
    file: { bytes: Uint8Array<ArrayBuffer>; name: string; type: string },
  ): Promise<{ id: string }> {
    const form = new FormData()
    form.set('file', new Blob([file.bytes], { type: file.type }), file.name)
    const answer = await this.send(path, { method: 'POST', body: form })
    if (!answer.ok) throw new ApiProblem(path, await problemIn(answer))
    return (await answer.json()) as { id: string }
  }

  /** The cookies as a browser would keep them. */
  get cookies(): readonly { readonly name: string; readonly value: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value }))
  }

  /** A request with this person's cookies; cookies of the answer are kept. */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    // As a browser sends it; the clinic believes no write without it.
    if (init.method && init.method !== 'GET') headers.set('origin', this.#publicOrigin)
    if (typeof init.body === 'string') headers.set('content-type', 'application/json')
    if (this.intakeToken) headers.set('x-intake-token', this.intakeToken)
    if (this.#cookies.size > 0)
      headers.set('cookie', [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; '))
    const signal = init.signal ?? AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(`${this.origin}${path}`, { ...init, headers, signal, redirect: 'manual' })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
}

/** The refusal in an answer; one that is not problem+json is wrapped, so that it is never lost. */
const problemIn = async (answer: Response): Promise<ProblemBody> => {
  const text = await answer.text()
  if (answer.headers.get('content-type')?.includes('problem+json')) return JSON.parse(text) as ProblemBody
  const title = `HTTP ${answer.status}`
  return {
    type: 'urn:countersign:problem:internal',
    title,
    status: answer.status,
    detail: text.slice(0, 200),
  }
}
