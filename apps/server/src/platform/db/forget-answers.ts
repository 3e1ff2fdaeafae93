import { sql } from 'kysely'
import type { Database } from './database.ts'

const KEPT_MS = 48 * 60 * 60 * 1000

/** Forgets what was answered to requests of two days ago: nobody repeats them any more. */
export async function forgetAnswers(db: Database, now: Date): Promise<void> {
  await db.global((global) =>
    sql`select app.forget_answers(${new Date(now.getTime() - KEPT_MS)})`.execute(global),
  )
}
