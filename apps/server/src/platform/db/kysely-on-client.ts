/** Kysely over one pg client that somebody else holds: no pool, no begin or commit of its own. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { PoolClient, QueryConfig } from 'pg'

class HeldConnection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #configure: (query: CompiledQuery) => QueryConfig
  ended = false
  constructor(client: PoolClient, configure: (query: CompiledQuery) => QueryConfig) {
    this.#client = client
    this.#configure = configure
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // The client may serve somebody else by now: a straggler of a failed transaction must not reach it.
    if (this.ended) throw new Error('this transaction has ended')
    const result = await this.#client.query(this.#configure(query))
    const affected = result.command === 'SELECT' ? undefined : BigInt(result.rowCount ?? 0)
    return { rows: result.rows ?? [], numAffectedRows: affected }
  }
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming needs a connection of its own')
  }
}

const unreachable: Driver = {
  init: async () => {},
  acquireConnection: () => refuse(),
  beginTransaction: () => refuse(),
  commitTransaction: () => refuse(),
  rollbackTransaction: () => refuse(),
  releaseConnection: async () => {},
  destroy: async () => {},
}
/** Turns SQL templates into text and parameters; holds no connection. */
export const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => unreachable,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const refuse = async (): Promise<never> => {
  throw new Error('this connection is inside a transaction already')
}

/**
 * Many queries may be awaited together: on a pipelined client they share one flight. After `end` every query
 * is refused. `configure` says how each goes over the wire.
 */
export function kyselyOnClient<DB>(
  client: PoolClient,
  configure: (query: CompiledQuery) => QueryConfig,
): { db: Kysely<DB>; end: () => void } {
  const connection = new HeldConnection(client, configure)
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return {
    db: new Kysely<DB>({ dialect }),
    end: () => {
      connection.ended = true
    },
  }
}
