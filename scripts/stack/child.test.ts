import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive } from '../../db/embedded/postmaster.ts'
import { type Child, type ChildPolicy, superviseChild } from './child.ts'

let folder: string
let said: string[]
let gaveUp: Error | undefined
let children: Child[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-child-'))
  said = []
  gaveUp = undefined
  children = []
})
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill('SIGKILL')))
  rmSync(folder, { recursive: true })
})

const policy = (over: Partial<ChildPolicy> = {}): ChildPolicy => ({
  readyWithinMs: 20_000,
  restartsPerMinute: 2,
  restartDelayMs: 1,
  log: (line) => said.push(line),
  onGiveUp: (reason) => {
    gaveUp = reason
  },
  ...over,
})

/** A program that writes its process id where the test looks, then does what `body` says. */
const supervise = (body: string, over: Partial<ChildPolicy> = {}): Child => {
  const program = join(folder, 'program.mjs')
  const pidFile = join(folder, 'pid')
  writeFileSync(
    program,
    `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(pidFile)}, String(process.pid))\n${body}`,
  )
  const child = superviseChild(
    {
      name: 'part',
      run: [program],
      cwd: folder,
      env: { PATH: process.env.PATH },
      logFile: join(folder, 'part.log'),
      isReady: async () => existsSync(pidFile) && readFileSync(pidFile, 'utf8') === String(child.pid()),
    },
    policy(over),
  )
  children.push(child)
  return child
}

const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await sleep(10)
}

const STAYS = 'setInterval(() => {}, 1000)'

describe('a supervised child', () => {
  it('is started until ready, stopped on request, and can be started again', async () => {
    const child = supervise(STAYS)
    await child.start()
    const first = child.pid()!
    await child.stop()
    expect(isAlive(first)).toBe(false)
    expect(child.pid()).toBeUndefined()
    await child.start()
    expect(child.pid()).not.toBe(first)
    expect(said).toEqual([])
  })

  it('is started again when it dies on its own', async () => {
    const child = supervise(STAYS)
    await child.start()
    const first = child.pid()!
    process.kill(first, 'SIGKILL')
    await until(() => child.pid() !== undefined && child.pid() !== first)
    expect(said).toEqual(['part ended (SIGKILL); starting it again'])
  })

  it('stays down when it was killed on purpose', async () => {
    const child = supervise(STAYS, { restartDelayMs: 0 })
    await child.start()
    await child.kill('SIGKILL')
    await sleep(50)
    expect(child.pid()).toBeUndefined()
    expect(said).toEqual([])
  })

  it('is given up, with its last words, when it keeps dying', async () => {
    const child = supervise("setTimeout(() => { console.error('out of luck'); process.exit(3) }, 300)")
    await child.start()
    await until(() => gaveUp !== undefined)
    expect(gaveUp?.message).toMatch(/part ended \(exit code 3\)[\s\S]*out of luck/)
  })

  it('fails its start, with its last words, when it ends before it is ready', async () => {
    const child = superviseChild(
      {
        name: 'part',
        run: ['--input-type=module', '-e', "console.error('no such setting'); process.exit(1)"],
        cwd: folder,
        env: { PATH: process.env.PATH },
        logFile: join(folder, 'part.log'),
        isReady: async () => false,
      },
      policy(),
    )
    await expect(child.start()).rejects.toThrow(/part ended \(exit code 1\)[\s\S]*no such setting/)
  })

  it('is ended hard when it does not listen', async () => {
    const child = supervise(`process.on('SIGTERM', () => {}); ${STAYS}`)
    await child.start()
    const pid = child.pid()!
    await child.stop(50)
    expect(isAlive(pid)).toBe(false)
  })

  it('does not outlive a parent that was killed', async () => {
    const program = join(folder, 'program.mjs')
    writeFileSync(program, STAYS)
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module-typescript',
        '-e',
        `import { superviseChild } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))}
        const child = superviseChild(
          { name: 'part', run: [${JSON.stringify(program)}], cwd: ${JSON.stringify(folder)}, env: {}, logFile: ${JSON.stringify(join(folder, 'part.log'))} },
          { readyWithinMs: 1000, restartsPerMinute: 1, restartDelayMs: 1, log: () => {}, onGiveUp: () => {} })
        await child.start()
        console.log(child.pid())
        setInterval(() => {}, 1000)`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [line] = await once(parent.stdout, 'data')
    const pid = Number(String(line))
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await until(() => !isAlive(pid))
  })
})
