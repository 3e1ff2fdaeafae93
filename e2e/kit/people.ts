/** The people of the journeys: staff as seeded, and patients nobody else uses. */
import { inject } from 'vitest'
import { createPatient, type Patient } from '../../scripts/demo/patient.ts'
import { type Persona, persona } from '../../scripts/demo/personas.ts'
import { type Provider, signInProvider } from '../../scripts/demo/provider.ts'
import { SandboxClient } from '../../scripts/demo/sandbox-client.ts'
import { until } from '../../scripts/demo/wait.ts'
import type { DemoSignIn } from '../../scripts/stack/index.ts'

export const sandbox = (): SandboxClient => new SandboxClient(inject('shared').sandboxUrl)

type Staff = 'avery' | 'jonah' | 'mira' | 'pia' | 'noor' | 'ines'

export const accountOf = (
  name: Staff,
  signIns: readonly DemoSignIn[] = inject('shared').signIns,
): DemoSignIn => {
  const account = signIns.find(({ email }) => email.startsWith(`${name}.`))
  if (!account) throw new Error(`No sign-in for ${name}`)
  return account
}

export const staff = (name: Staff): Promise<Provider> => signInProvider(inject('shared').url, accountOf(name))

let count = 0
const letters = (n: number): string =>
  n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26)

/** A family name nobody else in this run has. */
export const ownName = (givenName: string): string => {
  count += 1
  return `${givenName} Test${letters(count + (Date.now() % 17_576) * 26)}`
}

export type Who = Omit<Parameters<typeof persona>[0], 'name'> & { readonly givenName: string }
export const somebody = ({ givenName, ...who }: Who): Persona => persona({ ...who, name: ownName(givenName) })

export const patientOf = (who: Persona, clinicSlug = 'cedar'): Patient =>
  createPatient({ url: inject('shared').url, sandbox: sandbox(), clinicSlug, persona: who })

/** A patient whose case stands in the queue: sent and paid through the API. */
export const waitingPatient = async (who: Who, options: { clinicSlug?: string } = {}): Promise<Patient> => {
  const patient = patientOf(somebody(who), options.clinicSlug)
  await patient.fillIn()
  await patient.signUp()
  await patient.submit()
  await patient.enterCard()
  await inQueue(patient, await staff(options.clinicSlug === 'juniper' ? 'pia' : 'avery'))
  return patient
}

export const inQueue = (patient: Patient, provider: Provider) =>
  until('The case stands in the queue', { withinMs: 30_000 }, () =>
    provider.queueCard(patient.consultationId()),
  )

export const nameOf = ({ persona: { givenName, familyName } }: Patient): string =>
  `${givenName} ${familyName}`
