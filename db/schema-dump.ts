/**
 * Keeps two generated files in step with the migrations: db/schema.sql, for people to read, and the table types
 * the server's queries are checked against. Each run migrates a scratch database from nothing.
 *
 * On the command line: `node db/schema-dump.ts` writes both; with --check it fails when either is out of date.
 */
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from './embedded/index.ts'
import { migrate } from './migrate.ts'
import { describeSchema } from './schema-catalog.ts'

const require = createRequire(import.meta.url)
const ROOT = join(import.meta.dirname, '..')
const SCHEMA_FILE = 'db/schema.sql'
const TYPES_FILE = 'apps/server/src/platform/db/schema.generated.ts'

const TYPES_HEADING =
  '// Generated from db/migrations by "npm run db:generate-schema"; "npm run check" fails when it is out of date.\n'

/** Table types for kysely: numeric and int8 as strings (exact), dates as 'YYYY-MM-DD', timestamptz as Date. */
const describeTypes = async (adminUrl: string, scratch: string): Promise<string> => {
  const out = join(scratch, 'schema.generated.ts')
  const generator = join(dirname(require.resolve('kysely-codegen')), 'cli', 'bin.js')
  await promisify(execFile)(
    process.execPath,
    [
      generator,
      '--dialect=postgres',
      `--url=${adminUrl}`,
      `--out-file=${out}`,
      '--default-schema=public',
      '--date-parser=string',
      '--numeric-parser=string',
      '--exclude-pattern={graphile_worker.*,public.schema_migrations}',
      '--log-level=error',
    ],
    { cwd: scratch },
  )
  const body = readFileSync(out, 'utf8').replace(/^\/\*\*[\s\S]*?\*\/\s*/, '')
  return `${TYPES_HEADING}\n${body.trimEnd()}\n`
}

/** What the two files must hold, by path from the repository's root. */
const generate = async (): Promise<ReadonlyMap<string, string>> => {
  const scratch = mkdtempSync(join(tmpdir(), 'countersign-schema-'))
  try {
    // The server may run as another account and has to pass through.
    chmodSync(scratch, 0o711)
    const server = await startEmbeddedPostgres({
      stateDir: join(scratch, 'state'),
      port: 0,
      durability: 'disposable',
    })
    try {
      await migrate(server.adminUrl, { overrides: { app: '', jobs: '' } })
      return new Map([
        [SCHEMA_FILE, await describeSchema(server.adminUrl)],
        [TYPES_FILE, await describeTypes(server.adminUrl, scratch)],
      ])
    } finally {
      await server.destroy()
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const committed = (path: string): string => {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return ''
  }
}

/** The first line that differs, for a message: 1 for a missing file. */
const firstDifference = (left: string, right: string): number => {
  const lines = right.split('\n')
  const at = left.split('\n').findIndex((line, index) => line !== lines[index])
  return (at === -1 ? lines.length : at) + 1
}

const write = (files: ReadonlyMap<string, string>): number => {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), text)
    console.log(`wrote ${path}`)
  }
  return 0
}

const check = (files: ReadonlyMap<string, string>): number => {
  const stale = [...files].filter(([path, text]) => committed(path) !== text)
  for (const [path, text] of stale) {
    console.error(
      `${path} differs from what the migrations make, first at line ${firstDifference(committed(path), text)}; ` +
        'run "npm run db:generate-schema" and commit it',
    )
  }
  return stale.length === 0 ? 0 : 1
}

const files = await generate()
process.exitCode = process.argv.includes('--check') ? check(files) : write(files)
