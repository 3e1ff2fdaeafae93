/** How long `npm start` takes when everything is there already, and what the idle server holds. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../scripts/package-binary.ts'
import type { BenchRow, Measure } from './row.ts'
import { residentBytes } from './world.ts'

/** Starts the product and opens its first page; answers after how long, and what its processes hold a little later. */
async function start(stateDir: string) {
  const from = performance.now()
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, STATE_DIR: stateDir, PORT: '0', SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`))),
  )
  ended.catch(() => {})
  const url = await Promise.race([
    ended,
    new Promise<string>((resolve) => {
      let said = ''
      child.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString()
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the terminal's colors stand around the address
        const found = /is ready:\s+(?:\x1b\[\d+m)*(http:\/\/[\w.:]+)/.exec(said)?.[1]
        if (found) resolve(found)
      })
    }),
  ])
  const page = await fetch(`${url}/`)
  if (!page.ok || !(await page.text()).includes('<script'))
    throw new Error(`the first page answered ${page.status}`)
  const seconds = (performance.now() - from) / 1000
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const holds = (role: string) => {
    const pid = processesOf(child.pid ?? 0).find((one) => environment(one).includes(`\0ROLE=${role}\0`))
    return pid === undefined ? Number.NaN : residentBytes(pid)
  }
  const memory = { server: holds('web'), worker: holds('worker') }
  child.kill('SIGINT')
  await ended.catch(() => {})
  return { seconds, memory }
}

const environment = (pid: number) => `\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}`
const processesOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

export const measure: Measure = async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  try {
    const first = await start(stateDir)
    const second = await start(stateDir)
    const { server, worker } = second.memory
    const memoryRow = (name: string, bytes: number, note: string): BenchRow => ({
      name,
      measured: bytes / 1_000_000,
      unit: 'MB',
      bar: 'at most 200 MB',
      met: bytes <= 200_000_000,
      note,
    })
    return [
      {
        name: 'start: npm start to first page, second run',
        measured: second.seconds,
        unit: 's',
        bar: 'at most 5 s',
        met: second.seconds <= 5,
        note: `Database, sandbox, server and worker. The first run, which also makes and seeds a database, took ${first.seconds.toFixed(1)} s; the web app was built before.`,
      },
      memoryRow('idle memory of the server', server, 'Resident, 5 s after its first page, database apart.'),
      memoryRow('idle memory of the worker', worker, 'Resident, at the same moment.'),
    ]
  } finally {
    rmSync(stateDir, { recursive: true, force: true })
  }
}
