/** What a command sends to the database, taken down to be sent again through `pg` alone. */
import type pg from 'pg'
import { type Database, openDatabase } from '../apps/server/src/platform/db/database.ts'
import { hammer, type Run } from './load.ts'
import { openPlain, type Statement } from './plain.ts'
import { CONCURRENCY } from './world.ts'

/**
 * Runs `command` once a piece without keeping anything of it.
 * @param command gets a database whose first transaction is rolled back where it would have been committed; what
 * comes after that transaction is not taken down.
 * @returns of each piece, everything from `begin` to before `commit`, values and all.
 */
export async function takeDown<T>(
  appUrl: string,
  pieces: readonly T[],
  command: (db: Database, piece: T) => Promise<unknown>,
): Promise<Statement[][]> {
  const db = openDatabase(appUrl, { poolSize: 2, onError: () => {} })
  let sent: Statement[] = []
  let over = false
  const connect = db.pool.connect.bind(db.pool) as () => Promise<pg.PoolClient>
  db.pool.connect = (async () => {
    const connection = await connect()
    return new Proxy(connection, {
      get(target, key) {
        if (key === 'query')
          return async (what: string | pg.QueryConfig, values?: unknown[]) => {
            const text = typeof what === 'string' ? what : what.text
            if (text === 'commit') {
              over = true
              await target.query('rollback')
              return { command: 'COMMIT' }
            }
            if (!over)
              sent.push(
                typeof what === 'string'
                  ? { text, values: values ?? [] }
                  : { ...what, values: what.values ?? [] },
              )
            return typeof what === 'string' ? target.query(what, values) : target.query(what)
          }
        const value = Reflect.get(target, key, target) as unknown
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }) as typeof db.pool.connect
  const lists: Statement[][] = []
  for (const piece of pieces) {
    sent = []
    over = false
    await command(db, piece)
    lists.push(sent)
  }
  await db.close()
  return lists
}

/** Sends what was taken down, one statement after another, and keeps it. */
export async function throughPg(appUrl: string, lists: readonly Statement[][]): Promise<Run> {
  const pool = openPlain(appUrl, CONCURRENCY)
  const run = await hammer({ concurrency: CONCURRENCY, seconds: 600, most: lists.length }, async (n) => {
    const connection = await pool.connect()
    try {
      // The first two need no answer, here as there.
      const [begin, clinic, ...rest] = lists[n] as Statement[]
      const opened = [begin, clinic].map((one) => connection.query({ ...(one as Statement) }))
      for (const statement of rest) await connection.query({ ...statement })
      await Promise.all(opened)
      await connection.query('commit')
    } finally {
      connection.release()
    }
  })
  await pool.end()
  return run
}
