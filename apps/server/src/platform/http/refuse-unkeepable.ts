/**
 * Text the database cannot keep is refused before any handler sees it: U+0000, which PostgreSQL's text has no
 * place for, and halves of surrogate pairs, which its JSON refuses. So is JSON nested beyond any use of it.
 */
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem.ts'

const DEEPEST = 40

export function refuseUnkeepable(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    for (const part of [request.params, request.query, request.body]) {
      const reason = unkeepable(part)
      if (reason) throw new Problem('bad-request', { detail: reason })
    }
  })
}

/** Why a value cannot be kept, or null. Walks without recursion, so that no depth can exhaust the stack. */
export function unkeepable(root: unknown): string | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (typeof value === 'string') {
      if (!keepable(value)) return 'The text holds characters that cannot be kept.'
    } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
      if (depth >= DEEPEST) return 'The content is nested too deeply.'
      for (const [key, inner] of Object.entries(value)) {
        if (!keepable(key)) return 'The text holds characters that cannot be kept.'
        waiting.push({ value: inner, depth: depth + 1 })
      }
    }
  }
  return null
}

const keepable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()
