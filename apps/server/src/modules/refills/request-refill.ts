/** The patient's side of refills: what may be asked for again, asking, and saying how the treatment goes. */
import { formulary } from '@countersign/clinical'
import type { CheckInAnswers, CheckInQuestions, PortalRefills, RequestRefill } from '@countersign/contract'
import { differenceInYears } from 'date-fns/differenceInYears'
import { formatISO } from 'date-fns/formatISO'
import { parseISO } from 'date-fns/parseISO'
import type { Deps } from '../../deps.ts'
import type { Db, Once, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { loadClinic, type Patient } from '../identity/index.ts'
import { loadPatientFacts, lockPatient } from '../patients/index.ts'
import { isControlled } from '../prescriptions/index.ts'
import { checkInQuestions } from './ask-check-in.ts'
import { learn, openRefill } from './open-refill.ts'
import {
  findRefill,
  listContinuable,
  listOwnRequests,
  loadPrevious,
  type OwnRequest,
  type Previous,
} from './queries.ts'
import { askableFrom, CONTINUABLE, refillStatus } from './refill.ts'

const OPEN = ['submitted', 'claimed', 'info_requested', 'escalated']
const isoDay = (at: Date): string => formatISO(at, { representation: 'date' })

export const getPortalRefills = (deps: Pick<Deps, 'db' | 'clock'>, actor: Patient): Promise<PortalRefills> =>
  deps.db.read(actor.clinicId, (db) => portalRefills(db, actor, deps.clock.now()))

export async function portalRefills(db: Db, actor: Patient, now: Date): Promise<PortalRefills> {
  const { clinicId, patientId } = actor
  const [clinic, facts, ids, requests] = await Promise.all([
    loadClinic(db, clinicId),
    loadPatientFacts(db, clinicId, patientId),
    listContinuable(db, clinicId, patientId),
    listOwnRequests(db, clinicId, patientId),
  ])
  const found = await Promise.all(ids.map((id) => loadPrevious(db, clinicId, id)))
  const age = differenceInYears(now, parseISO(facts.birthDate))
  const ask = (previous: Pick<Previous, 'category' | 'drugId' | 'frequency'>): CheckInQuestions =>
    checkInQuestions({ ...previous, sex: facts.sex, age })
  const asked = await Promise.all(requests.filter(wantsAnswers).map((one) => askedOf(db, clinicId, one)))
  return {
    refillable: found.flatMap((previous) => {
      if (!previous) return []
      const reason = whyNot(previous, requests, now)
      return [
        {
          prescriptionId: previous.prescriptionId,
          medicine: previous.drugDescription,
          directions: previous.sig,
          lastFilledOn: previous.status === 'filled' ? isoDay(previous.statusAt) : null,
          from: isoDay(startOf(previous)),
          open: reason === null,
          reason,
          ask: ask(previous),
          priceCents: clinic.offer.categories[previous.category]?.refillPriceCents ?? 0,
        },
      ]
    }),
    requests: requests.map((one) => {
      const previous = asked.find((each) => each?.id === one.id)?.previous
      return {
        id: one.id,
        consultationId: one.id,
        medicine: one.drugDescription,
        status: ownStatus(one, now),
        requestedAt: one.requestedAt.toISOString(),
        ask: previous ? ask(previous) : null,
        needsCard: one.awaitingPayment && OPEN.includes(one.visit),
      }
    }),
  }
}

/** A decision is the patient's to know when it can no longer be taken back. */
const ownStatus = (one: OwnRequest, now: Date) =>
  refillStatus(one.effectiveAt !== null && one.effectiveAt > now ? 'submitted' : one.visit, null)

const wantsAnswers = (one: OwnRequest): boolean =>
  !one.answered && ['submitted', 'claimed', 'escalated'].includes(one.visit)

async function askedOf(db: Db, clinicId: string, { id }: OwnRequest) {
  const refill = await findRefill(db, clinicId, id)
  const previous = refill && (await loadPrevious(db, clinicId, refill.prescriptionId))
  return previous ? { id, previous } : null
}

const startOf = (previous: Previous): Date =>
  askableFrom({
    startedAt: previous.status === 'filled' ? previous.statusAt : previous.signedAt,
    daysSupply: previous.daysSupply,
    refills: previous.refills,
  })

/** Why this one cannot be asked for now, in the patient's words; null when it can. */
function whyNot(previous: Previous, requests: readonly OwnRequest[], now: Date): string | null {
  const known = formulary.drugs.some(({ id }) => id === previous.drugId)
  if (!known || isControlled(previous.deaSchedule))
    return 'This medicine needs a visit. Please start a new visit.'
  if (requests.some((one) => one.drugId === previous.drugId && OPEN.includes(one.visit)))
    return 'You have asked for this already. We are on it.'
  if (previous.inSeries) return 'Your next step is planned already. You do not need to ask.'
  if (previous.newerWrittenOn !== null) return 'A newer prescription of this medicine is on its way.'
  if (startOf(previous) > now) {
    return previous.refills > 0
      ? 'Your pharmacy still has refills for you. Ask them first.'
      : 'It is too soon. You should still have enough.'
  }
  return null
}

export const requestRefill = (
  deps: Deps,
  actor: Patient,
  input: RequestRefill,
  once: Once,
): Promise<{ id: string; consultationId: string; amountDue: boolean }> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    await lockPatient(tx, actor.clinicId, actor.patientId)
    const previous = await requireOwn(tx, actor, input.prescriptionId)
    const requests = await listOwnRequests(tx, actor.clinicId, actor.patientId)
    const reason = CONTINUABLE.includes(previous.status)
      ? whyNot(previous, requests, now)
      : 'This prescription cannot be continued. Please start a new visit.'
    if (reason !== null) throw new Problem('transition-not-allowed', { detail: reason })
    const { id, amountDue } = await openRefill(tx, {
      actor,
      previous,
      source: 'patient',
      answers: input.answers,
      now,
    })
    return { id, consultationId: id, amountDue }
  })

/** @throws not-found for another patient's, and for one that the patient does not know of yet. */
async function requireOwn(tx: Tx, actor: Patient, prescriptionId: string): Promise<Previous> {
  const previous = await loadPrevious(tx, actor.clinicId, prescriptionId)
  if (previous?.patientId !== actor.patientId || previous.status === 'draft') throw new Problem('not-found')
  return previous
}

export const answerRefill = (
  deps: Deps,
  actor: Patient,
  id: string,
  answers: CheckInAnswers,
  once: Once,
): Promise<PortalRefills> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const refill = await findRefill(tx, actor.clinicId, id)
    if (refill?.patientId !== actor.patientId) throw new Problem('not-found')
    if (refill.answers !== null)
      throw new Problem('transition-not-allowed', { detail: 'You have told us already. Thank you.' })
    const previous = await requireOwn(tx, actor, refill.prescriptionId)
    await learn(tx, { actor, previous, answers, now }, refill)
    return portalRefills(tx, actor, now)
  })
