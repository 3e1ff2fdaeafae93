/** Named steps that run a tool each: what passed in one line, what failed in full. */
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { styleText } from 'node:util'
import { ROOT } from './package-binary.ts'

export type Step = {
  readonly name: string
  /** A program and its arguments; without a program, this very Node runs them. */
  readonly program?: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Shows the tool's words as they come instead of only when it fails. */
  readonly live?: boolean
}

export type StepResult = { readonly name: string; readonly passed: boolean }

/** npm puts the installed tools (Node 24 among them) on the path; a script run without npm does it here. */
const toolEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
})

const runTool = (step: Step): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(step.program ?? process.execPath, step.args, {
      cwd: step.cwd ?? ROOT,
      env: { ...toolEnvironment(), ...step.env },
      stdio: step.live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8')
      })
    }
    child.once('error', (error) => resolve({ code: 1, said: `${said}${error.message}` }))
    // Ended by a signal has no code, and has not passed.
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })

export const reportStep = (name: string, passed: boolean, sinceMs: number): void => {
  const took = `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`.padStart(8)
  const mark = passed ? styleText('green', '✓') : styleText('red', '✗')
  console.log(`${mark} ${name.padEnd(34)}${styleText('dim', took)}`)
}

export const runStep = async (step: Step): Promise<StepResult> => {
  const since = performance.now()
  const { code, said } = await runTool(step)
  reportStep(step.name, code === 0, since)
  if (code !== 0 && said.trim() !== '') console.log(`\n${said.trimEnd()}\n`)
  return { name: step.name, passed: code === 0 }
}

/** One after another, all of them: a failure does not hide the next. */
export const runSteps = async (steps: readonly Step[]): Promise<StepResult[]> => {
  const results: StepResult[] = []
  for (const step of steps) results.push(await runStep(step))
  return results
}
