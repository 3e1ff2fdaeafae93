/** The people of the journeys: staff as seeded, and patients nobody else uses. */
import { inject } from 'vitest'
import { createPatient, type Patient } from '../../scripts/demo/patient.ts'
import { type Persona, persona } from '../../scripts/demo/personas.ts'
import { type Provider, signInProvider } from '../../scripts/demo/provider.ts'
import { SandboxClient } from '../../scripts/demo/sandbox-client.ts'
import { until } from '../../scripts/demo/wait.ts'
import type { DemoSignIn } from '../../scripts/stack/index.ts'

/** Where the people of a test live: the shared clinic unless a test has one of its own. */
export type Place = {
  readonly url: string
  readonly sandboxUrl: string
  readonly signIns: readonly DemoSignIn[]
}

export const sandbox = (): SandboxClient => new SandboxClient(inject('shared').sandboxUrl)

type Staff = 'avery' | 'jonah' | 'mira' | 'pia' | 'noor' | 'ines' | 'ben'

export const accountOf = (name: Staff, place: Place = inject('shared')): DemoSignIn => {
  const account = place.signIns.find(({ email }) => email.startsWith(`${name}.`))
  if (!account) throw new Error(`No sign-in for ${name}`)
  return account
}

export const staff = (name: Staff, place: Place = inject('shared')): Promise<Provider> =>
  signInProvider(place.url, accountOf(name, place))

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

type Where = { readonly clinicSlug?: string; readonly place?: Place }

export const patientOf = (
  who: Persona,
  { clinicSlug = 'cedar', place = inject('shared') }: Where = {},
): Patient =>
  createPatient({ url: place.url, sandbox: new SandboxClient(place.sandboxUrl), clinicSlug, persona: who })

/** A patient whose case stands in the queue: sent and paid through the API. */
export const waitingPatient = async (who: Who, where: Where = {}): Promise<Patient> => {
  const patient = patientOf(somebody(who), where)
  await patient.fillIn()
  await patient.signUp()
  await patient.submit()
  await patient.enterCard()
  await inQueue(patient, await staff(where.clinicSlug === 'juniper' ? 'pia' : 'avery', where.place))
  return patient
}

export const inQueue = (patient: Patient, provider: Provider) =>
  until('The case stands in the queue', { withinMs: 30_000 }, () =>
    provider.queueCard(patient.consultationId()),
  )

export const nameOf = ({ persona: { givenName, familyName } }: Patient): string =>
  `${givenName} ${familyName}`
