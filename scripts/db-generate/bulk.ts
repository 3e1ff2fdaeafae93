/** Loads tables quickly: without the indexes and checks that can as well be made afterwards, and puts them back. */
import type pg from 'pg'

/**
 * Runs `load` with the plain indexes of these tables taken away, and makes them again after it. Within a transaction:
 * when anything fails, its rollback brings the indexes back.
 */
export async function withoutIndexes(
  owner: pg.Client,
  tables: readonly string[],
  load: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::regclass[]) and not i.indisunique and not i.indisprimary
     order by 1`,
    [tables],
  )
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  await load()
  say(`Building ${rows.length} indexes`)
  await owner.query("set local maintenance_work_mem = '512MB'")
  for (const { definition } of rows) await owner.query(definition)
}

/**
 * True when foreign keys and triggers are off for this connection: only a superuser may. What is loaded must then be
 * right by itself.
 */
export async function trustRows(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ super: boolean }>(
    'select rolsuper as super from pg_roles where rolname = current_user',
  )
  if (rows[0]?.super) await owner.query("set session_replication_role = 'replica'")
  return rows[0]?.super === true
}
