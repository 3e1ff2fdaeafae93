/** Opens the account of an order: an invoice in draft and the payment that is to cover it. */
import { randomInt } from 'node:crypto'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { insertInvoice } from './queries.ts'

export type DraftInvoice = {
  clinicId: string
  orderId: string
  consultationId: string
  patientId: string
  lines: { description: string; amountCents: number }[]
  createdAt: Date
}

/** Letters and digits that are not mistaken for one another when read out. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Year and eight random characters: unique in a clinic, and tells nobody how many invoices there are. */
const invoiceNumber = (at: Date): string => {
  const characters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return `${at.getUTCFullYear()}-${characters.slice(0, 4)}-${characters.slice(4)}`
}

/** @returns `paymentId` null when nothing is due. */
export async function draftInvoice(
  tx: Tx,
  draft: DraftInvoice,
): Promise<{ invoiceId: string; paymentId: string | null }> {
  const amountCents = draft.lines.reduce((sum, line) => sum + line.amountCents, 0)
  if (!Number.isInteger(amountCents) || amountCents < 0)
    throw new Error('an invoice needs a total of whole cents')
  const invoiceId = newId()
  const paymentId = amountCents === 0 ? null : newId()
  await insertInvoice(tx, {
    ...draft,
    id: invoiceId,
    amountCents,
    paymentId,
    number: invoiceNumber(draft.createdAt),
  })
  return { invoiceId, paymentId }
}
