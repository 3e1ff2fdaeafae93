/** The yardstick of the server: the same statements through `pg` alone, in the same kind of transaction. */
import { createHash } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import pg from 'pg'
import { compiler } from '../apps/server/src/platform/db/kysely-on-client.ts'

export type Statement = { text: string; values: unknown[]; name?: string }

export const statementOf = (query: RawBuilder<unknown>): Statement => {
  const { sql: text, parameters } = query.compile(compiler)
  return { text, values: [...parameters], name: createHash('sha1').update(text).digest('hex') }
}

export const openPlain = (url: string, connections: number): pg.Pool =>
  new pg.Pool({ connectionString: url, max: connections, pipeline: true, options: '-c timezone=UTC' })

/** All sent at once, as the server does where it can. */
export async function inOneFlight(
  pool: pg.Pool,
  mode: 'read only' | 'read write',
  clinicId: string,
  statement: Statement,
): Promise<unknown[]> {
  const connection = await pool.connect()
  try {
    const [, , { rows }] = await Promise.all([
      connection.query(`begin ${mode}`),
      connection.query("select set_config('app.clinic_id', $1, true)", [clinicId]),
      connection.query({ ...statement }),
      connection.query('commit'),
    ])
    return rows
  } finally {
    connection.release()
  }
}
