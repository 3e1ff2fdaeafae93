/** The migrations on disk: `NNNN_name.sql`, numbered from 1 without a gap, each applied once and never changed. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Migration = {
  readonly version: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text with line ends as \n, so that a checkout on another system gives the same. */
  readonly checksum: string
}

export type AppliedMigration = { readonly version: number; readonly name: string; readonly checksum: string }

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/
/** The runner opens and closes the transaction; a file that does so itself would end it early. */
const TRANSACTION_CONTROL = /^\s*(begin|start transaction|commit|rollback|end)\s*;/im

export const toMigration = (fileName: string, text: string): Migration => {
  const match = FILE_NAME.exec(fileName)
  if (!match) throw new Error(`Migration ${fileName} is not named NNNN_name.sql`)
  const sql = text.replaceAll('\r\n', '\n')
  // Bodies between dollar quotes may end blocks; only the statements around them are looked at.
  const outside = sql.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''").replaceAll(/--.*$/gm, '')
  if (TRANSACTION_CONTROL.test(outside)) {
    throw new Error(`Migration ${fileName} controls the transaction itself; the runner does that`)
  }
  return {
    version: Number(match[1]),
    name: match[2]!,
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
  }
}

export const readMigrations = (folder: string): Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => toMigration(name, readFileSync(join(folder, name), 'utf8')))
    .sort((left, right) => left.version - right.version)

/**
 * The migrations still to apply, in order. Throws when the files have a gap or a double, when an applied one was
 * changed or renamed, or when the database has one that the files do not (it belongs to a newer version).
 */
export const planMigrations = (
  onDisk: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] => {
  onDisk.forEach(({ version, name }, index) => {
    if (version !== index + 1) {
      throw new Error(`Migration ${version} (${name}) stands where number ${index + 1} is expected`)
    }
  })
  const inOrder = [...applied].sort((left, right) => left.version - right.version)
  inOrder.forEach((row, index) => {
    if (row.version !== index + 1)
      throw new Error(`The database lacks migration ${index + 1} but has ${row.version}`)
    const file = onDisk[index]
    if (!file) {
      throw new Error(
        `The database has migration ${row.version} (${row.name}), which this version of Countersign does not know; run a newer one`,
      )
    }
    if (file.checksum !== row.checksum || file.name !== row.name) {
      throw new Error(
        `Migration ${row.version} (${row.name}) was changed after it was applied; write a new migration instead`,
      )
    }
  })
  return onDisk.slice(inOrder.length)
}
