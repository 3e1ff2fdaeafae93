/** What a line of the route table says. */
import type { z } from 'zod'
import type { Action } from './permissions.ts'

export type Access = Action | 'public' | 'intake' | 'cds-client' | 'signed-in'

export type RouteContract = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  access: Access
  /** Needs an `Idempotency-Key` header: the same key gives the same answer, once. */
  idempotent?: true
  /** Body or answer is not JSON (a file, a stream). */
  raw?: true
  /** Server-sent events. */
  stream?: true
  /** Most bytes of a body, where the usual limit is too small for what other systems send. */
  mostBytes?: number
  status?: 200 | 201 | 202 | 204
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  response: z.ZodType
  summary: string
}
