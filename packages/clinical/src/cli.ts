/**
 * Batch command: `assess cases.jsonl` writes one result line a case line, in order, streaming; `replay
 * recorded.jsonl` says for each stored recommendation whether it comes out identical. Options: `--now <ISO>`
 * (default: today) and `--policy <file.json>`. A malformed line gives an error object in its place and exit
 * code 1 at the end; an option, a policy or a file that cannot be used gives a sentence and exit code 2, before any
 * line. A reader that has seen enough (`| head`) ends it quietly. The only file of the package that reads the clock or a disk.
 */

import { createReadStream, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { assessLine } from './batch/line.ts'
import { linesOf } from './batch/lines.ts'
import { type Recorded, replay } from './batch/replay.ts'
import { rules } from './knowledge/rules/index.ts'
import type { ClinicPolicy, Context } from './types.ts'

const usage = 'usage: clinical assess|replay <file.jsonl|-> [--now YYYY-MM-DD] [--policy file.json]\n'
const NOTHING_DONE = 2

type Handle = (line: string, number: number) => { text: string; failed: boolean }
type Work = { handle: Handle; path: string }

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A protocol as it is exported. @throws Error in words when it is none, or names a rule there is not. */
function readPolicy(path: string): ClinicPolicy {
  let policy: unknown
  try {
    policy = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`the policy cannot be read: ${messageOf(error)}`)
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    throw new Error('the policy must be a JSON object')
  const known = new Set(rules.map(({ id }) => id))
  const strange = Object.keys((policy as ClinicPolicy).rules ?? {}).filter((id) => !known.has(id))
  if (strange.length > 0) throw new Error(`the policy names no rule of this engine: ${strange.join(', ')}`)
  return policy as ClinicPolicy
}

function contextOf(now: string | undefined, policy: string | undefined): Context {
  const day = now ?? new Date().toISOString().slice(0, 10)
  if (!/^\d{4}-\d\d-\d\d/.test(day) || Number.isNaN(Date.parse(day)))
    throw new Error(`--now is no day of the form YYYY-MM-DD: ${day}`)
  return { now: day, policy: policy === undefined ? {} : readPolicy(policy) }
}

/** @throws Error in words, for whoever typed the command. */
function readCommand(): Work {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { now: { type: 'string' }, policy: { type: 'string' } },
  })
  const [command, path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new Error('name a command and one file')
  if (command === 'replay') return { handle: replayLine, path }
  if (command !== 'assess') throw new Error(`there is no command ${command}`)
  const context = contextOf(values.now, values.policy)
  return { handle: (line, number) => assessLine(line, number, context), path }
}

/** Exit code 1 when a line failed. */
async function run({ handle, path }: Work): Promise<number> {
  const input = path === '-' ? process.stdin.setEncoding('utf8') : createReadStream(path, 'utf8')
  let number = 0
  let failed = false
  for await (const line of linesOf(input)) {
    number += 1
    if (line.trim() === '') continue
    const result = handle(line, number)
    failed ||= result.failed
    if (!process.stdout.write(`${result.text}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  return failed ? 1 : 0
}

function replayLine(line: string, number: number): { text: string; failed: boolean } {
  try {
    const recorded = JSON.parse(line) as Recorded
    const result = replay(recorded)
    return { text: JSON.stringify({ id: recorded.input.id ?? null, ...result }), failed: !result.identical }
  } catch {
    return {
      text: JSON.stringify({
        id: null,
        error: { message: 'the line is not a stored recommendation', line: number },
      }),
      failed: true,
    }
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})
let work: Work | null = null
try {
  work = readCommand()
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n${usage}`)
  process.exitCode = NOTHING_DONE
}
if (work !== null) {
  try {
    process.exitCode = await run(work)
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`)
    process.exitCode = NOTHING_DONE
  }
}
