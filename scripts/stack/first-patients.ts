/** The first patients of a fresh demo clinic: let in once, and their sign-ins kept beside the staff's. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWaitingRoom } from '../demo/waiting-room.ts'
import { CLINIC } from '../demo/world.ts'
import type { DemoSignIn } from './seed-once.ts'

/** So many are shown to whoever started the clinic. */
const SHOWN = 2

const noteOf = (stateDir: string): string => join(stateDir, 'first-patients.json')

export const firstPatientsCame = (stateDir: string): boolean => existsSync(noteOf(stateDir))

/** Empty before they came. */
export const readPatientSignIns = (stateDir: string): DemoSignIn[] =>
  firstPatientsCame(stateDir) ? (JSON.parse(readFileSync(noteOf(stateDir), 'utf8')) as DemoSignIn[]) : []

/** Cut short, it goes on where it stopped. `url` must take as many requests as it is sent, for `publicUrl`. */
export const letFirstPatientsIn = async (options: {
  readonly stateDir: string
  readonly url: string
  readonly publicUrl: string
  readonly sandboxUrl: string
  readonly password: string
}): Promise<void> => {
  const patients = await openWaitingRoom({ ...options, clinicSlug: CLINIC })
  const signIns: DemoSignIn[] = patients
    .slice(0, SHOWN)
    .map(({ email, password }) => ({ role: 'patient', email, password }))
  writeFileSync(noteOf(options.stateDir), `${JSON.stringify(signIns, undefined, 2)}\n`, { mode: 0o600 })
}
