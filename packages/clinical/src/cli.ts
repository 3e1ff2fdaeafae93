/**
 * Batch command: `assess cases.jsonl` writes one result line a case line, in order, streaming; `replay
 * recorded.jsonl` says for each stored recommendation whether it comes out identical. Options: `--now <ISO>`
 * (default: today) and `--policy <file.json>`. A malformed line gives an error object in its place and exit
 * code 1 at the end. The only file of the package that reads the clock or a disk.
 */

import { createReadStream, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { assessLine } from './batch/line.ts'
import { linesOf } from './batch/lines.ts'
import { type Recorded, replay } from './batch/replay.ts'
import type { ClinicPolicy } from './types.ts'

const usage = 'usage: clinical assess|replay <file.jsonl|-> [--now YYYY-MM-DD] [--policy file.json]\n'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { now: { type: 'string' }, policy: { type: 'string' } },
})
const [command, file] = positionals

async function run(
  handle: (line: string, number: number) => { text: string; failed: boolean },
  path: string,
): Promise<number> {
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

if ((command !== 'assess' && command !== 'replay') || file === undefined) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  const policy =
    values.policy === undefined ? {} : (JSON.parse(readFileSync(values.policy, 'utf8')) as ClinicPolicy)
  const context = { now: values.now ?? new Date().toISOString().slice(0, 10), policy }
  try {
    process.exitCode = await run(
      command === 'assess' ? (line, number) => assessLine(line, number, context) : replayLine,
      file,
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  }
}
