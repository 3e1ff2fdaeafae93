import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive } from '../../db/embedded/postmaster.ts'
import { identityOf } from '../../db/embedded/process-identity.ts'
import { noteRunning, noteStopped, takeOver } from './earlier-run.ts'
import { ensureSecrets } from './secrets.ts'
import { digestSources, isBuilt } from './web-build.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-state-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('secrets', () => {
  it('are made once, differ from one another, and are readable by their owner only', () => {
    const first = ensureSecrets(folder, {})
    expect(ensureSecrets(folder, {})).toEqual(first)
    expect(new Set(Object.values(first)).size).toBe(5)
    expect(Buffer.from(first.FIELD_ENCRYPTION_KEY, 'base64')).toHaveLength(32)
    expect(first.STRIPE_SECRET_KEY).toMatch(/^sk_test_/)
    expect(first.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_/)
    expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0)
  })

  it('given by the environment win and are not written down', () => {
    expect(ensureSecrets(folder, { BETTER_AUTH_SECRET: 'given' }).BETTER_AUTH_SECRET).toBe('given')
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('BETTER_AUTH_SECRET')
    expect(ensureSecrets(folder, {}).BETTER_AUTH_SECRET).not.toBe('given')
  })

  it('that cannot be read are never replaced', () => {
    writeFileSync(join(folder, 'secrets.json'), '{ "BETTER_AUTH')
    expect(() => ensureSecrets(folder, {})).toThrow('restore it from a backup')
  })
})

describe('a folder of an earlier run', () => {
  const note = (holder: unknown, children: unknown[] = []) =>
    writeFileSync(
      join(folder, 'running.json'),
      JSON.stringify({ holder, url: 'http://localhost:4000', children }),
    )

  it('is refused while that run lives, with its address', async () => {
    note(identityOf(process.ppid))
    await expect(takeOver(folder)).rejects.toThrow(
      `already runs from this folder at http://localhost:4000 (process ${process.ppid})`,
    )
  })

  it('is taken over from a dead run even when its process id was given to another, and what it left is ended', async () => {
    const left = spawn('sleep', ['60'])
    await once(left, 'spawn')
    note({ pid: process.ppid, started: 'before that process' }, [identityOf(left.pid!)])
    const ended = once(left, 'exit')
    await takeOver(folder)
    await ended
    expect(isAlive(left.pid!)).toBe(false)
  })

  it('leaves a stranger alone that got the id of an earlier child', async () => {
    note({ pid: 1, started: 'never' }, [{ pid: process.pid, started: 'before this process' }])
    await takeOver(folder)
    expect(isAlive(process.pid)).toBe(true)
  })

  it('is free again after a clean stop', async () => {
    noteRunning(folder, 'http://localhost:4000', [process.pid])
    noteStopped(folder)
    await takeOver(folder)
  })
})

describe('the web build', () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  beforeEach(() => {
    write('apps/web/index.html', '<html>')
    write('apps/web/src/main.tsx', 'one')
    write('packages/contract/src/index.ts', 'two')
  })

  it('is due when a source of the app or of a package it uses changes, but not for a test', () => {
    const before = digestSources(folder)
    expect(digestSources(folder)).toBe(before)
    write('apps/web/src/main.test.tsx', 'test')
    expect(digestSources(folder)).toBe(before)
    write('packages/contract/src/index.ts', 'changed')
    const changed = digestSources(folder)
    expect(changed).not.toBe(before)
    write('apps/web/src/deep/er/new.ts', '')
    expect(digestSources(folder)).not.toBe(changed)
  })

  it('counts as done only with the stamp of these very sources', () => {
    const digest = digestSources(folder)
    expect(isBuilt(folder, digest)).toBe(false)
    write('apps/web/dist/.sources', digest)
    expect(isBuilt(folder, digest)).toBe(true)
    expect(isBuilt(folder, 'another')).toBe(false)
    expect(digestSources(folder)).toBe(digest)
  })
})
