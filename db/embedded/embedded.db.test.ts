import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseAccount } from './account.ts'
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './index.ts'
import { isAlive } from './postmaster.ts'
import { identityOf } from './process-identity.ts'
import { findInstalledPrograms, preparePrograms } from './programs.ts'
import { readState, writeState } from './state-file.ts'

let folder: string
let options: EmbeddedPostgresOptions

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-embedded-'))
  chmodSync(folder, 0o755)
  options = {
    stateDir: join(folder, 'state'),
    stagingRoot: join(folder, 'staging'),
    port: 0,
    durability: 'disposable',
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was written over a stop and a start, and its password to its owner', async () => {
    const first = await startEmbeddedPostgres(options)
    await query(first.adminUrl, "create table kept as select 'É' as word")
    await first.stop()
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)
    expect(statSync(join(options.stateDir, 'postgres.json')).mode & 0o077).toBe(0)

    const second = await startEmbeddedPostgres(options)
    try {
      expect(await query(second.adminUrl, 'select lower(word) as word from kept')).toEqual([{ word: 'é' }])
      const wrong = new URL(second.adminUrl)
      wrong.password = 'guess'
      await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    } finally {
      await second.destroy()
    }
    expect(existsSync(second.dataDir)).toBe(false)
  })

  it('stops the server that a killed program left running, and loses nothing that was committed', async () => {
    const program = `
      import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
      import pg from 'pg'
      const server = await startEmbeddedPostgres({ ...${JSON.stringify(options)}, durability: 'durable' })
      const client = new pg.Client({ connectionString: server.adminUrl })
      await client.connect()
      await client.query('create table kept as select 42 as answer')
      console.log(server.pid)
      process.kill(process.pid, 'SIGKILL')`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    const [, signal] = await once(child, 'close')
    expect(signal).toBe('SIGKILL')
    const orphan = Number(said)
    expect(isAlive(orphan)).toBe(true)

    const next = await startEmbeddedPostgres(options)
    try {
      expect(isAlive(orphan)).toBe(false)
      expect(await query(next.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
    } finally {
      await next.destroy()
    }
  })

  it('starts again after the server itself was killed', async () => {
    const first = await startEmbeddedPostgres(options)
    process.kill(first.pid, 'SIGKILL')
    const next = await startEmbeddedPostgres(options)
    expect(await query(next.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await next.destroy()
  })

  it('takes the next free port when the wanted one is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const address = squatter.address()
    const taken = typeof address === 'object' && address ? address.port : 0
    const server = await startEmbeddedPostgres({ ...options, port: taken })
    try {
      expect(server.port).not.toBe(taken)
    } finally {
      await server.destroy()
      squatter.close()
    }
  })

  it('refuses a folder that another live program holds', async () => {
    const holder = spawn('sleep', ['60'])
    try {
      await once(holder, 'spawn')
      const server = await startEmbeddedPostgres(options)
      await server.stop()
      const state = readState(options.stateDir)
      writeState(options.stateDir, { ...state!, holder: identityOf(holder.pid!) })
      await expect(startEmbeddedPostgres(options)).rejects.toThrow(`in use by process ${holder.pid}`)
    } finally {
      holder.kill()
    }
  })

  it('keeps aside data whose password is lost, and begins afresh', async () => {
    const first = await startEmbeddedPostgres(options)
    await first.stop()
    rmSync(join(options.stateDir, 'postgres.json'))
    const said: string[] = []
    const next = await startEmbeddedPostgres({ ...options, log: (line) => said.push(line) })
    await next.destroy()
    expect(said.join()).toMatch(/kept them aside in .*set-aside/)
  })

  it('says what to do about data of another PostgreSQL version', async () => {
    const first = await startEmbeddedPostgres(options)
    await first.stop()
    writeFileSync(join(first.dataDir, 'PG_VERSION'), '14\n')
    await expect(startEmbeddedPostgres(options)).rejects.toThrow(/made by PostgreSQL 14/)
  })

  const asRoot = process.getuid?.() === 0
  it(
    asRoot ? 'runs for root from a folder only root may enter' : 'keeps all in its state folder',
    async () => {
      const closed = join(folder, 'closed')
      mkdirSync(closed, { mode: 0o700 })
      const stateDir = join(closed, '.countersign')
      const server = await startEmbeddedPostgres({ ...options, stateDir })
      try {
        expect(server.dataDir.startsWith(asRoot ? join(folder, 'staging') : stateDir)).toBe(true)
        expect(await query(server.adminUrl, 'select current_user as owner')).toEqual([
          { owner: 'countersign' },
        ])
      } finally {
        await server.destroy()
      }
      expect(existsSync(server.dataDir)).toBe(false)
    },
  )
})

describe('staged programs', () => {
  it('are complete, run as the account the server uses, and are copied once', () => {
    const { nativeDir, buildKey } = findInstalledPrograms()
    const programsDir = join(folder, 'staging', 'programs', buildKey)
    preparePrograms(nativeDir, { programsDir, staged: true })
    const made = statSync(programsDir).ino
    preparePrograms(nativeDir, { programsDir, staged: true })
    expect(statSync(programsDir).ino).toBe(made)

    const account = chooseAccount()
    const said = spawnSync(join(programsDir, 'bin', 'postgres'), ['--version'], {
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
      cwd: folder,
      encoding: 'utf8',
    })
    expect(said.stdout).toMatch(/^postgres \(PostgreSQL\) 18\./)
  })
})
