/**
 * An intake: answers before there is a patient. Started by anybody, held by a secret token, submitted once by
 * a signed-in person, or abandoned by the clock. Pure.
 */
import type { Category, Person } from '@countersign/contract'

export type IntakeStatus = 'started' | 'submitted' | 'abandoned'

export const transitions = {
  started: ['submitted', 'abandoned'],
  submitted: [],
  abandoned: [],
} as const satisfies Record<IntakeStatus, readonly IntakeStatus[]>

export const mayFollow = (from: IntakeStatus, to: IntakeStatus): boolean =>
  (transitions[from] as readonly IntakeStatus[]).includes(to)

export type Intake = {
  readonly clinicId: string
  readonly id: string
  readonly category: Category
  readonly questionnaireVersion: string
  readonly status: IntakeStatus
  readonly version: number
  readonly updatedAt: Date
}

const ADULT_YEARS = 18
const OLDEST_YEARS = 120
/** Days without an answer after which an intake is given up. */
export const ABANDON_DAYS = 14

/** Whole years between two calendar dates. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** Why this birth date cannot have an online visit, in words for the patient; null when it can. */
export function refuseBirthDate(birthDate: string, today: string): string | null {
  if (birthDate > today || ageOn(birthDate, today) > OLDEST_YEARS) return 'Please check the year.'
  if (ageOn(birthDate, today) < ADULT_YEARS)
    return `You must be ${ADULT_YEARS} or older for an online visit. A doctor near you can help.`
  return null
}

export type PersonErrors = { pointer: string; message: string }[]

/**
 * What is wrong with the person who submits, addressed by JSON pointer. Birth date and sex must be those the
 * questions were chosen by, or questions that matter were never put.
 */
export function checkPerson(
  person: Person,
  asked: { birthDate: string | null; sex: string | null },
  statesServed: readonly string[],
  today: string,
): PersonErrors {
  const errors: PersonErrors = []
  const refused = refuseBirthDate(person.birthDate, today)
  if (refused) errors.push({ pointer: '/person/birthDate', message: refused })
  else if (asked.birthDate !== person.birthDate)
    errors.push({ pointer: '/person/birthDate', message: 'This differs from the date you gave before.' })
  if (asked.sex !== person.sex)
    errors.push({ pointer: '/person/sex', message: 'This differs from what you answered before.' })
  if (!statesServed.includes(person.address.state)) {
    const message = 'We have no licensed provider in your state yet, so we cannot treat you there.'
    errors.push({ pointer: '/person/address/state', message })
  }
  return errors
}
