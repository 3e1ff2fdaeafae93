/**
 * What the pharmacies say they received, counted at the door and apart from everything they do with it: a
 * sender compares its own books with these. Only what was taken counts; a refused message was never received.
 */
import type { Store } from '../store.ts'

export type ReceiptCounts = {
  /** Different MessageIDs, and different prescriber order numbers. */
  messageIds: number
  orderNumbers: number
  /** Times such a message arrived, repeats included. */
  arrivals: number
  /** Prescriptions put on a shelf: more than `messageIds` would be a repeat acted on. */
  taken: number
}
export type OrderReceipt = { orderNumber: string; messageIds: number; taken: number; arrivals: number }

export const openReceipts = ({ database }: Store) => {
  const take = database.prepare(
    `insert into receipt (message_id, order_number, ncpdp_id, arrivals, taken) values (?, ?, ?, 1, 1)
     on conflict (message_id) do update set arrivals = arrivals + 1, taken = taken + 1`,
  )
  const repeat = database.prepare('update receipt set arrivals = arrivals + 1 where message_id = ?')
  const selectCounts = database.prepare(
    `select count(*) as messageIds, count(distinct order_number) as orderNumbers,
       coalesce(sum(arrivals), 0) as arrivals, coalesce(sum(taken), 0) as taken from receipt`,
  )
  const selectOrders = database.prepare(
    `select order_number as orderNumber, count(*) as messageIds, sum(taken) as taken, sum(arrivals) as arrivals
     from receipt where order_number > ? group by order_number order by order_number limit ?`,
  )
  return {
    /** A prescription was taken in. */
    taken: (messageId: string, orderNumber: string, ncpdpId: string): void =>
      void take.run(messageId, orderNumber, ncpdpId),
    /** A message that was taken before came again. */
    repeated: (messageId: string): void => void repeat.run(messageId),
    counts: () => ({ ...selectCounts.get() }) as ReceiptCounts,
    /** Order numbers after this one, in order. */
    ordersAfter: (orderNumber: string, limit: number) =>
      selectOrders.all(orderNumber, limit).map((row) => ({ ...row })) as OrderReceipt[],
  }
}
