/** A small load run: many green cases at once, taken and approved by four providers' sessions working side by side. */
import type { Category, ConsultationSummary } from '@countersign/contract'
import { ApiProblem } from './api-client.ts'
import { createPatient, type Patient } from './patient.ts'
import { type Persona, persona, pharmacies, places } from './personas.ts'
import { type Provider, proposedOption, treatmentOf } from './provider.ts'
import { eachAtMost, until } from './wait.ts'
import type { World } from './world.ts'

const WIDTH = 4
const categories: readonly Category[] = ['hair', 'ed', 'weight']
const givenNames = ['Robin', 'Wren', 'Finch', 'Merle', 'Teal', 'Lark', 'Swift', 'Heron', 'Martin', 'Plover']
const familyNames = ['Northway', 'Eastlake', 'Southgate', 'Westbrook', 'Midfield', 'Overhill', 'Underwood']

/** Men of Colorado, each category in turn: every provider of the clinic may take them. */
export const crowdPersona = (index: number): Persona =>
  persona({
    name: `${givenNames[index % givenNames.length]} ${familyNames[Math.floor(index / givenNames.length) % familyNames.length]}${
      index >= givenNames.length * familyNames.length ? ' Secundus' : ''
    }`,
    birthDate: `${1965 + (index % 33)}-0${1 + (index % 9)}-1${index % 10}`,
    sex: 'male',
    category: categories[index % categories.length] ?? 'hair',
    place: places.denver,
    pharmacyId: index % 2 === 0 ? pharmacies.denver : pharmacies.mail,
  })

export type Crowd = {
  readonly patients: readonly Patient[]
  readonly submitMs: readonly number[]
  /** From the request to its answer, one figure an approval. */
  readonly approveMs: readonly number[]
  /** Summaries as they stood at the end. */
  readonly summaries: readonly ConsultationSummary[]
}

/** Patients fill in, send and pay. */
export const gather = async (
  world: World,
  size: number,
  onOne: () => void,
): Promise<{ patients: Patient[]; submitMs: number[] }> => {
  const { url, sandbox, clinicSlug } = world
  const submitMs: number[] = []
  const patients = await eachAtMost(WIDTH, Array.from({ length: size }), async (_, index) => {
    const patient = createPatient({ url, sandbox, clinicSlug, persona: crowdPersona(index) })
    await patient.fillIn()
    await patient.signUp()
    submitMs.push(await patient.submit())
    await patient.enterCard()
    onOne()
    return patient
  })
  return { patients, submitMs }
}

/** One provider's session: takes the next case, reads it, approves it, until nothing is left of this crowd. */
const workThrough = async (
  provider: Provider,
  left: Set<string>,
  approveMs: number[],
  onOne: () => void,
): Promise<void> => {
  while (left.size > 0) {
    let id: string
    try {
      id = (await provider.api.call('takeNext', { body: {} })).consultationId
    } catch (error) {
      if (error instanceof ApiProblem && error.problem === 'queue-empty') return
      throw error
    }
    if (!left.delete(id)) {
      await provider.api.call('releaseConsultation', { params: { id } })
      throw new Error('A case that is not of the load run was waiting')
    }
    const summary = await provider.open(id)
    const treatment = treatmentOf(proposedOption(summary))
    const since = performance.now()
    await provider.approve(summary, { treatment })
    approveMs.push(performance.now() - since)
    onOne()
  }
}

/** Approves everybody gathered, `sessions` at once, and waits until each order is complete. */
export const treat = async (
  patients: readonly Patient[],
  sessions: readonly Provider[],
  onOne: () => void,
): Promise<Pick<Crowd, 'approveMs' | 'summaries'>> => {
  const [first] = sessions
  if (!first) throw new Error('Nobody works')
  const ids = patients.map((patient) => patient.consultationId())
  await until('The crowd stands in the queue', { withinMs: 60_000 }, async () => {
    const { total } = await first.api.call('getQueue', { query: { view: 'ready', limit: 1 } })
    return total >= ids.length
  })
  const left = new Set(ids)
  const approveMs: number[] = []
  await Promise.all(sessions.map((session) => workThrough(session, left, approveMs, onOne)))
  if (left.size > 0) throw new Error(`${left.size} cases of the load run were never handed out`)
  const summaries = await eachAtMost(WIDTH, ids, (id) => {
    let last: ConsultationSummary | undefined
    return until(
      'An order of the load run completes',
      { withinMs: 90_000, pauseMs: 500 },
      async () => {
        last = await first.open(id)
        return last.order.status === 'completed' && last
      },
      () => last && { order: last.order.status, prescription: last.order.prescriptions[0]?.status },
    )
  })
  return { approveMs, summaries }
}
