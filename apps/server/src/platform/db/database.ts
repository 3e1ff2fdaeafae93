/**
 * The way to PostgreSQL. Every read and write happens inside a transaction that names its clinic, so that
 * row-level security stands behind the `clinic_id` each query names itself. Nothing here waits on the
 * outside world, and callers must not either while they hold a transaction.
 */
import { createHash } from 'node:crypto'
import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { Problem } from '../problem.ts'
import { compiler, kyselyOnClient } from './kysely-on-client.ts'
import { gatherWrites } from './one-write.ts'
import type { DB, JsonValue } from './schema.generated.ts'

declare const writes: unique symbol
/** May read. */
export type Db = Pick<
  Kysely<DB>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'getExecutor' | 'executeQuery'
>
/** May read and write; commits or rolls back as a whole. */
export type Tx = Kysely<DB> & { readonly [writes]: true }

/** A request that carries an idempotency key: who asked, under which key, for what. */
export type Once = { actorId: string; key: string; route: string; requestHash: string }

export type Database = {
  /** A read-only transaction of a clinic. */
  read<T>(clinicId: string, run: (db: Db) => Promise<T>): Promise<T>
  /** One query of a clinic in one network round trip: begin, clinic, query and commit in one flight. */
  readOne<R>(clinicId: string, query: Compilable<R>): Promise<R[]>
  /**
   * The same for a query written in SQL. `prepared` for those asked all day: each connection parses and plans
   * them once, so their text must come in few variants and their columns must not change their types.
   */
  readOneSql<R>(clinicId: string, query: RawBuilder<R>, how?: 'prepared'): Promise<R[]>
  /** As `readOneSql`, for one statement that also writes. */
  writeOneSql<R>(clinicId: string, query: RawBuilder<R>, how?: 'prepared'): Promise<R[]>
  /** One prepared query outside any clinic, in one round trip. */
  globalOneSql<R>(query: RawBuilder<R>): Promise<R[]>
  /**
   * A read-write transaction of a clinic. `prepared` for one that runs all day: each connection parses and plans
   * its queries once, on the terms of `readOneSql`.
   */
  write<T>(clinicId: string, run: (tx: Tx) => Promise<T>, how?: 'prepared'): Promise<T>
  /**
   * As `write`, at most once a key: a repeated request gets the first answer, a concurrent one waits for it,
   * another request under the same key is refused with `idempotency-mismatch`.
   */
  writeOnce<T>(clinicId: string, once: Once, run: (tx: Tx) => Promise<T>, how?: 'prepared'): Promise<T>
  /** A query outside any clinic: only functions and tables without one answer. */
  global<T>(run: (db: Kysely<DB>) => Promise<T>): Promise<T>
  pool: pg.Pool
  close(): Promise<void>
}

// Calendar dates stay 'YYYY-MM-DD': a Date would move them by a time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

/** A jsonb value; arrays would otherwise be sent as PostgreSQL arrays. */
export const json = (value: unknown): RawBuilder<JsonValue> => sql`${JSON.stringify(value)}::jsonb`

/** Named, so that it goes the way of the queries that follow it and leaves with them. */
const begin = (mode: 'read only' | 'read write'): pg.QueryConfig => ({
  name: `begin ${mode}`,
  text: `begin ${mode}`,
})
const commit: pg.QueryConfig = { name: 'commit', text: 'commit' }
const setClinic = (clinicId: string, how?: 'prepared'): pg.QueryConfig => ({
  ...(how && { name: 'set-clinic' }),
  text: "select set_config('app.clinic_id', $1, true)",
  values: [clinicId],
})

/** A prepared statement's name follows from its text, which is the same for the same query. */
const names = new Map<string, string>()
function toQuery({ sql: text, parameters }: CompiledQuery, how?: 'prepared'): pg.QueryConfig {
  const values = [...parameters]
  if (!how) return { text, values }
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('hex')
    names.set(text, name)
  }
  return { name, text, values }
}

/** @param url the app role's connection string. Errors of idle connections reach `onError`. */
export function openDatabase(
  url: string,
  options: { poolSize: number; onError: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: 'countersign',
    // Calendar days are counted in UTC, here as everywhere.
    options: '-c timezone=UTC',
  })
  pool.on('error', options.onError)
  pool.on('connect', gatherWrites)

  async function inTransaction<T>(
    mode: 'read only' | 'read write',
    clinicId: string,
    run: (db: Kysely<DB>) => Promise<T>,
    how?: 'prepared',
  ) {
    const client = await pool.connect()
    const held = kyselyOnClient<DB>(client, (query) => toQuery(query, how))
    let failed: Error | undefined
    try {
      const opened = Promise.all([client.query(begin(mode)), client.query(setClinic(clinicId, how))])
      opened.catch(() => {})
      const [result] = await Promise.all([run(held.db), opened])
      held.end()
      const { command } = await client.query('commit')
      // An error that somebody swallowed inside has aborted the transaction: PostgreSQL then answers so.
      if (command !== 'COMMIT') throw new Error('the transaction was aborted and nothing of it was kept')
      return result
    } catch (error) {
      held.end()
      await client.query('rollback').catch((cause: Error) => {
        failed = cause
      })
      throw error
    } finally {
      client.release(failed)
    }
  }

  async function oneFlight<R>(
    mode: 'read only' | 'read write',
    clinicId: string,
    compiled: CompiledQuery,
    how?: 'prepared',
  ): Promise<R[]> {
    const client = await pool.connect()
    let failed: Error | undefined
    try {
      const [, , result, { command }] = await Promise.all([
        client.query(begin(mode)),
        client.query(setClinic(clinicId, how)),
        client.query(toQuery(compiled, how)),
        client.query(commit),
      ])
      if (command !== 'COMMIT') throw new Error('the transaction was aborted and nothing of it was kept')
      return result.rows as R[]
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => {
        failed = cause
      })
      throw error
    } finally {
      client.release(failed)
    }
  }

  const write: Database['write'] = (clinicId, run, how) =>
    inTransaction('read write', clinicId, (db) => run(db as Tx), how)

  return {
    pool,
    read: (clinicId, run) => inTransaction('read only', clinicId, run),
    write,
    readOne: (clinicId, query) => oneFlight('read only', clinicId, query.compile()),
    readOneSql: (clinicId, query, how) => oneFlight('read only', clinicId, query.compile(compiler), how),
    writeOneSql: (clinicId, query, how) => oneFlight('read write', clinicId, query.compile(compiler), how),
    globalOneSql: async <R>(query: RawBuilder<R>) =>
      (await pool.query(toQuery(query.compile(compiler), 'prepared'))).rows as R[],
    writeOnce: (clinicId, once, run, how) =>
      write(
        clinicId,
        async (tx) => {
          const earlier = await reserveKey(tx, clinicId, once)
          if (earlier) return earlier.answer as Awaited<ReturnType<typeof run>>
          const answer = await run(tx)
          await tx
            .updateTable('idempotency_keys')
            .set({ response_status: 200, response_body: json(answer ?? null) })
            .where('clinic_id', '=', clinicId)
            .where('actor_id', '=', once.actorId)
            .where('key', '=', once.key)
            .execute()
          return answer
        },
        how,
      ),
    global: async (run) => {
      const client = await pool.connect()
      const held = kyselyOnClient<DB>(client, (query) => toQuery(query))
      let failed: Error | undefined
      try {
        return await run(held.db)
      } catch (error) {
        failed = error instanceof Problem ? undefined : (error as Error)
        throw error
      } finally {
        held.end()
        client.release(failed)
      }
    },
    close: () => pool.end(),
  }
}

async function reserveKey(tx: Tx, clinicId: string, once: Once): Promise<{ answer: unknown } | null> {
  const reserved = await tx
    .insertInto('idempotency_keys')
    .values({
      clinic_id: clinicId,
      actor_id: once.actorId,
      key: once.key,
      route: once.route,
      request_hash: once.requestHash,
      response_status: 0,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (reserved) return null
  const earlier = await tx
    .selectFrom('idempotency_keys')
    .select(['route', 'request_hash', 'response_body'])
    .where('clinic_id', '=', clinicId)
    .where('actor_id', '=', once.actorId)
    .where('key', '=', once.key)
    .executeTakeFirstOrThrow()
  if (earlier.route !== once.route || earlier.request_hash !== once.requestHash)
    throw new Problem('idempotency-mismatch')
  return { answer: earlier.response_body }
}
