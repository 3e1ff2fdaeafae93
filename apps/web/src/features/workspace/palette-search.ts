/** What the palette finds: commands by any word of theirs, patients and cases as the server found them. Pure. */
import type { ConsultationStatus, FoundPatients, QueueCard } from '@countersign/contract'

export type Case = {
  id: string
  name: string
  mrn: string
  age: number
  sex: 'female' | 'male'
  state: string
  category: QueueCard['category']
  /** Why the patient came; null for a visit that does not wait. */
  reason: string | null
  status: ConsultationStatus
  submittedAt: string
}

/** Does the text hold the beginning of a word for each word that was typed? */
export function holdsWords(text: string, query: string): boolean {
  const have = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => have.some((one) => one.startsWith(word)))
}

/** Waiting cases that fit: those the server found, then those of the list on the screen. */
export function waitingCases(
  found: readonly QueueCard[],
  onScreen: readonly QueueCard[],
  query: string,
  most: number,
): Case[] {
  const fitting = onScreen.filter((card) => holdsWords(`${card.patient.name} ${card.patient.mrn}`, query))
  const byId = new Map([...found, ...fitting].map((card) => [card.consultationId, card]))
  return [...byId.values()].slice(0, most).map((card) => ({
    id: card.consultationId,
    name: card.patient.name,
    mrn: card.patient.mrn,
    age: card.patient.age,
    sex: card.patient.sex,
    state: card.patient.state,
    category: card.category,
    reason: card.reason,
    status: 'submitted',
    submittedAt: card.submittedAt,
  }))
}

/** The visits of found patients that are not among the waiting cases, the newest of each patient first. */
export function visitsOf(
  patients: FoundPatients['items'],
  waiting: readonly Case[],
  mostEach: number,
): Case[] {
  const known = new Set(waiting.map((one) => one.id))
  return patients.flatMap(({ visits, ...patient }) =>
    visits
      .filter((visit) => !known.has(visit.id))
      .slice(0, mostEach)
      .map((visit) => ({
        id: visit.id,
        name: patient.name,
        mrn: patient.mrn,
        age: patient.age,
        sex: patient.sex,
        state: patient.state,
        category: visit.category,
        reason: null,
        status: visit.status,
        submittedAt: visit.submittedAt,
      })),
  )
}
