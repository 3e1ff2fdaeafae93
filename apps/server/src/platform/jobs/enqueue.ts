/** The outbox: a job asked for inside a transaction exists if and only if that transaction committed. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'

/** Payloads carry identifiers only; the database refuses anything else. */
export type JobPayload = { clinicId: string } & Record<string, string>

export type EnqueueOptions = {
  /** Not before this instant. */
  runAt?: Date
  /** A job of the same key that has not started is replaced. */
  jobKey?: string
  maxAttempts?: number
}

/** @throws a database error when the payload holds anything but short identifiers. */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: JobPayload,
  options: EnqueueOptions = {},
): Promise<void> {
  await enqueueSql(task, payload, options).execute(tx as Db)
}

function enqueueSql(task: string, payload: JobPayload, options: EnqueueOptions) {
  return sql`select app.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${options.runAt ?? null}::timestamptz,
    ${options.jobKey ?? null}, ${options.maxAttempts ?? null}::integer)`
}
