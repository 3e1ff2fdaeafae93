/** Lists as the processor pages them: newest first, cursors are ids, `created` may be a range. */
import { z } from 'zod'
import { expand, integer, tolerate } from './form.ts'

export const listParams = z.strictObject({
  limit: integer.pipe(z.number().min(1).max(100)).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  customer: z.string().optional(),
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  type: z.string().optional(),
  types: z.array(z.string()).optional(),
  created: z
    .union([
      integer.transform((at) => ({ gte: at, lte: at })),
      z.strictObject({ gt: integer, gte: integer, lt: integer, lte: integer }).partial(),
    ])
    .optional(),
  expand,
  ...tolerate('delivery_success'),
})
type Listed = {
  id: string
  created: number
  type?: string
  customer?: string | null
  payment_intent?: string | null
  charge?: string | null
}

/** Newest first, as every list of the processor; cursors are ids. */
export const list = (url: string, rows: readonly Listed[], params: z.output<typeof listParams>) => {
  const { gt = -1, gte = 0, lt = Infinity, lte = Infinity } = { ...params.created } as Record<string, number>
  const wanted = rows
    .toReversed()
    .filter(
      (row) =>
        (!params.type || row.type === params.type) &&
        (!params.types || params.types.includes(row.type ?? '')) &&
        (!params.customer || row.customer === params.customer) &&
        (!params.payment_intent || row.payment_intent === params.payment_intent) &&
        (!params.charge || row.charge === params.charge) &&
        row.created > gt &&
        row.created >= gte &&
        row.created < lt &&
        row.created <= lte,
    )
  const after = wanted.findIndex((row) => row.id === params.starting_after) + 1
  const before = wanted.findIndex((row) => row.id === params.ending_before)
  const end = before === -1 ? after + params.limit : before
  const start = before === -1 ? after : Math.max(0, before - params.limit)
  return {
    object: 'list',
    data: wanted.slice(start, end),
    has_more: before === -1 ? end < wanted.length : start > 0,
    url,
  }
}
