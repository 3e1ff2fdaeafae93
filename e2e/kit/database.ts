/** Looks into the database as its owner: what was really written, whatever the screens say. */
import pg from 'pg'

export const query = async <Row extends pg.QueryResultRow>(
  adminUrl: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return (await client.query<Row>(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

/** The undo window of every clinic, in seconds. */
export const settleClinics = async (adminUrl: string, undoSeconds: number): Promise<void> => {
  await query(
    adminUrl,
    "update clinics set settings = settings || jsonb_build_object('undoSeconds', $1::int)",
    [undoSeconds],
  )
}
