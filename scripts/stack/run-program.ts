/** Runs one program of ours to its end, quietly: what it said is shown only when it failed. */
import { spawn } from 'node:child_process'

export type ProgramOptions = {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Ends the program. */
  readonly signal?: AbortSignal
  /** Begins the message of the error, for instance "The web app does not build". */
  readonly failure: string
}

export const runProgram = (
  args: readonly string[],
  { cwd, env, signal, failure }: ProgramOptions,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8')
      })
    }
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${failure}:\n${said.trim()}`))))
  })
