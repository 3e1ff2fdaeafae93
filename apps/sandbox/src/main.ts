/** Entry: the outside world on loopback, configured by environment, closed by SIGTERM or SIGINT. */
import { z } from 'zod'
import { optionsFromEnvironment } from './config.ts'
import { startSandbox } from './sandbox.ts'

try {
  const options = optionsFromEnvironment(process.env)
  const sandbox = await startSandbox(options)
  process.stdout.write(
    `Sandbox ready at ${sandbox.url} (mail on port ${sandbox.smtpPort}, delivering to ${options.countersignUrl})\n`,
  )
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void sandbox.close().then(() => process.exit(0))
    })
  }
} catch (error) {
  const words =
    error instanceof z.ZodError
      ? z.prettifyError(error)
      : error instanceof Error
        ? error.message
        : String(error)
  process.stderr.write(`The sandbox could not start: ${words}\n`)
  process.exit(1)
}
