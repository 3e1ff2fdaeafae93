/** Runs the tools npm installed without npx, npm, a shell or the machine's own Node in between. */
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')

/** The script behind `node_modules/.bin/<name>`, to be given to this very Node. Throws when it is not installed. */
export const packageBinary = (name: string): string => {
  const link = join(ROOT, 'node_modules', '.bin', name)
  if (!existsSync(link)) throw new Error(`${name} is not installed; run "npm install" first`)
  return realpathSync(link)
}
