/**
 * What the outside world remembers, on disk: one SQLite file per sandbox.
 * A document is written whole, keeps its place in arrival order when overwritten, and survives SIGKILL.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Documents of one kind, in order of first arrival. */
export type Collection<T> = {
  /** A document may carry labels, given with any of its writings and kept: see `labelled`. */
  put(id: string, body: T, labels?: readonly string[]): void
  get(id: string): T | undefined
  /** The documents under a label, newest first, at most `limit`. */
  labelled(label: string, limit: number): T[]
  countLabelled(label: string): number
  /** Oldest first. */
  all(): T[]
  /** Newest first, at most `limit`. */
  newest(limit: number): T[]
  count(): number
  remove(id: string): void
}

export type Store = {
  collection<T>(name: string): Collection<T>
  /** All writes of `work` become visible together or not at all. May be nested. */
  atomically<T>(work: () => T): T
  /** Calls `listener` after each committed change; returns the way to stop. */
  onChange(listener: () => void): () => void
  /** The next number of a series that begins with 1; none is given twice. */
  next(series: string): number
  /** Tells listeners that a table other than the documents changed. */
  touch(): void
  database: DatabaseSync
  /** Forgets every document, receipt, delivery and appointment. */
  reset(): void
  /** Calls `forget` at each reset: whatever is kept in memory goes with what is on disk. */
  onReset(forget: () => void): void
  close(): void
}

const schema = `
  create table if not exists document (
    seq integer primary key autoincrement,
    collection text not null,
    id text not null,
    body text not null,
    unique (collection, id)
  );
  create index if not exists document_arrival on document (collection, seq);
  create table if not exists label (
    collection text not null,
    label text not null,
    seq integer not null,
    primary key (collection, label, seq)
  ) without rowid;
  create table if not exists counter (name text primary key, n integer not null) without rowid;
  create table if not exists receipt (
    message_id text primary key,
    order_number text not null,
    ncpdp_id text not null,
    arrivals integer not null,
    taken integer not null
  ) without rowid;
  create index if not exists receipt_order on receipt (order_number);
  create table if not exists appointment (
    id integer primary key autoincrement,
    kind text not null,
    subject text not null,
    due_at integer not null,
    body text not null
  );
  create index if not exists appointment_due on appointment (due_at);
  create table if not exists delivery (
    seq integer primary key autoincrement,
    channel text not null,
    ordering_key text,
    subject text not null,
    body text not null,
    due_at integer not null,
    created_at integer not null,
    attempts integer not null default 0,
    state text not null default 'pending' check (state in ('pending', 'delivered', 'abandoned')),
    last_outcome text not null default '',
    last_answer text not null default ''
  );
  create index if not exists delivery_pending on delivery (due_at) where state = 'pending';
  create index if not exists delivery_order on delivery (ordering_key, seq) where state = 'pending';
  create index if not exists delivery_subject on delivery (subject);
`

/** Opens (and creates where needed) the state kept in `folder`. */
export const openStore = (folder: string): Store => {
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, 'sandbox.sqlite'))
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;')
  database.exec(schema)
  // A file of an earlier version has no answers in it.
  const columns = database.prepare("select name from pragma_table_info('delivery')").all()
  if (!columns.some(({ name }) => name === 'last_answer')) {
    database.exec("alter table delivery add column last_answer text not null default ''")
  }

  const listeners = new Set<() => void>()
  const forgetters = new Set<() => void>()
  let depth = 0
  let changed = false
  const announce = () => {
    changed = false
    for (const listener of listeners) listener()
  }
  const touch = () => {
    changed = true
    if (depth === 0) announce()
  }

  const upsert = database.prepare(
    `insert into document (collection, id, body) values (?, ?, ?)
     on conflict (collection, id) do update set body = excluded.body returning seq`,
  )
  const addLabel = database.prepare('insert or ignore into label (collection, label, seq) values (?, ?, ?)')
  const selectLabelled = database.prepare(
    `select body from label l join document d on d.seq = l.seq
     where l.collection = ? and l.label = ? order by l.seq desc limit ?`,
  )
  const countUnder = database.prepare(
    'select count(*) as n from label l join document d on d.seq = l.seq where l.collection = ? and l.label = ?',
  )
  const bump = database.prepare(
    'insert into counter (name, n) values (?, 1) on conflict (name) do update set n = n + 1 returning n',
  )
  const selectOne = database.prepare('select body from document where collection = ? and id = ?')
  const selectAll = database.prepare('select body from document where collection = ? order by seq')
  const selectNewest = database.prepare(
    'select body from document where collection = ? order by seq desc limit ?',
  )
  const countAll = database.prepare('select count(*) as n from document where collection = ?')
  const deleteOne = database.prepare('delete from document where collection = ? and id = ?')
  const parse = <T>(row: unknown): T => JSON.parse((row as { body: string }).body) as T

  return {
    database,
    touch,
    collection: <T>(name: string): Collection<T> => ({
      put: (id, body, labels = []) => {
        const { seq } = upsert.get(name, id, JSON.stringify(body)) as { seq: number }
        for (const label of labels) addLabel.run(name, label, seq)
        touch()
      },
      labelled: (label, limit) => selectLabelled.all(name, label, limit).map((row) => parse<T>(row)),
      countLabelled: (label) => Number((countUnder.get(name, label) as { n: number }).n),
      get: (id) => {
        const row = selectOne.get(name, id)
        return row === undefined ? undefined : parse<T>(row)
      },
      all: () => selectAll.all(name).map((row) => parse<T>(row)),
      newest: (limit) => selectNewest.all(name, limit).map((row) => parse<T>(row)),
      count: () => Number((countAll.get(name) as { n: number }).n),
      remove: (id) => {
        deleteOne.run(name, id)
        touch()
      },
    }),
    next: (series) => Number((bump.get(series) as { n: number }).n),
    atomically: (work) => {
      const level = depth
      database.exec(level === 0 ? 'begin immediate' : `savepoint level_${level}`)
      depth = level + 1
      try {
        const result = work()
        database.exec(level === 0 ? 'commit' : `release level_${level}`)
        depth = level
        if (level === 0 && changed) announce()
        return result
      } catch (error) {
        depth = level
        if (level === 0) {
          changed = false
          database.exec('rollback')
        } else {
          database.exec(`rollback to level_${level}; release level_${level}`)
        }
        throw error
      }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reset: () => {
      database.exec(
        'delete from document; delete from label; delete from counter; delete from receipt; delete from appointment; delete from delivery;',
      )
      for (const forget of forgetters) forget()
      touch()
    },
    onReset: (forget) => void forgetters.add(forget),
    close: () => database.close(),
  }
}
