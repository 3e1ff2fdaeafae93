import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clearEarlierServer, isAlive, parsePostmasterFile, readPostmasterFile } from './postmaster.ts'
import { identityOf, isStillRunning } from './process-identity.ts'

describe('postmaster.pid', () => {
  it('gives the process and its state', () => {
    expect(parsePostmasterFile('4711\n/data\n1790000000\n54329\n\n127.0.0.1\n  1 2\nready   \n')).toEqual({
      pid: 4711,
      status: 'ready',
    })
  })

  it('has no state before the server wrote one, and no process when a crash left it empty', () => {
    expect(parsePostmasterFile('4711\n/data\n')).toEqual({ pid: 4711, status: '' })
    expect(parsePostmasterFile('')).toBeUndefined()
    expect(parsePostmasterFile('not a number\n')).toBeUndefined()
  })

  it('is removed when its process id now belongs to another program, which is left alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-postmaster-'))
    try {
      writeFileSync(
        join(folder, 'postmaster.pid'),
        `${process.pid}\n${folder}\n0\n1\n\n127.0.0.1\n0 0\nready   \n`,
      )
      await clearEarlierServer(folder, () => {})
      expect(readPostmasterFile(folder)).toBeUndefined()
      expect(isAlive(process.pid)).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('naming a process', () => {
  it('knows itself, and does not take another process with the same id for itself', () => {
    expect(isStillRunning(identityOf(process.pid))).toBe(true)
    expect(isStillRunning({ pid: process.pid, started: 'another moment' })).toBe(false)
  })
})
