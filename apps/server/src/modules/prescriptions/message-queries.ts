/** The SQL of the messages to and from the network. They are only ever added, and kept encrypted. */
import { sql } from 'kysely'
import type { Database, Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { PrescriptionRef } from './queries.ts'

export type KeptMessage = {
  clinicId: string
  prescriptionId: string
  direction: 'out' | 'in'
  messageId: string
  relatesToMessageId: string | null
  type: string
  outcome: string
  sealed: Buffer
  at: Date
}

/** Messages are only ever added. One that is there already stays as it is. */
export async function keepMessage(tx: Tx, message: KeptMessage): Promise<void> {
  await tx
    .insertInto('prescription_messages')
    .values({
      clinic_id: message.clinicId,
      id: newId(),
      prescription_id: message.prescriptionId,
      direction: message.direction,
      message_id: message.messageId,
      relates_to_message_id: message.relatesToMessageId,
      type: message.type,
      outcome: message.outcome,
      body_encrypted: message.sealed,
      at: message.at,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'direction', 'message_id', 'type']).doNothing())
    .execute()
}

export type FoundMessage = { prescriptionId: string; sealed: Buffer }

export async function findMessage(
  db: Db,
  clinicId: string,
  direction: 'out' | 'in',
  messageId: string,
  type: string,
): Promise<FoundMessage | null> {
  const row = await db
    .selectFrom('prescription_messages')
    .select(['prescription_id as prescriptionId', 'body_encrypted as sealed'])
    .where('clinic_id', '=', clinicId)
    .where('direction', '=', direction)
    .where('message_id', '=', messageId)
    .where('type', '=', type)
    .executeTakeFirst()
  return row ?? null
}

/** Our answer to a message that came in. */
export async function findReply(
  db: Db,
  clinicId: string,
  prescriptionId: string,
  messageId: string,
): Promise<FoundMessage | null> {
  const row = await db
    .selectFrom('prescription_messages')
    .select(['prescription_id as prescriptionId', 'body_encrypted as sealed'])
    .where('clinic_id', '=', clinicId)
    .where('prescription_id', '=', prescriptionId)
    .where('direction', '=', 'out')
    .where('relates_to_message_id', '=', messageId)
    .where('type', 'in', ['Status', 'Error'])
    .executeTakeFirst()
  return row ?? null
}

/** Whether the network took this message of ours. */
export async function wasAccepted(
  db: Db,
  clinicId: string,
  prescriptionId: string,
  messageId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('prescription_messages')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('prescription_id', '=', prescriptionId)
    .where('direction', '=', 'in')
    .where('relates_to_message_id', '=', messageId)
    .where('outcome', '=', 'accepted')
    .executeTakeFirst()
  return row !== undefined
}

/** The type of the message of ours that another relates to; null when it is none of this prescription. */
export async function typeOfSent(
  db: Db,
  clinicId: string,
  prescriptionId: string,
  messageId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('prescription_messages')
    .select('type')
    .where('clinic_id', '=', clinicId)
    .where('prescription_id', '=', prescriptionId)
    .where('direction', '=', 'out')
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  return row?.type ?? null
}

/** Before the clinic is known. Two rows: the message names two different prescriptions. */
export async function findPrescriptions(
  database: Database,
  messageId: string | null,
  prescriberOrderNumber: string | null,
): Promise<PrescriptionRef[]> {
  return database.globalOneSql(
    sql<PrescriptionRef>`
      select clinic_id as "clinicId", order_id as "orderId", prescription_id as "prescriptionId"
      from app.find_prescription(${messageId}, ${prescriberOrderNumber})`,
  )
}

export async function keepUnmatched(
  database: Database,
  message: { messageId: string | null; reason: string; sealed: Buffer; at: Date },
): Promise<void> {
  await database.global((db) =>
    db
      .insertInto('unmatched_network_messages')
      .values({
        id: newId(),
        message_id: message.messageId,
        reason: message.reason,
        body_encrypted: message.sealed,
        received_at: message.at,
      })
      .execute(),
  )
}
