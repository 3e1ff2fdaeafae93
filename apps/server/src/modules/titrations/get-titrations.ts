/** Series as providers and patients see them. */
import type { PortalTitration, PortalTitrations, TitrationList, TitrationView } from '@countersign/contract'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import type { Deps } from '../../deps.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, type Patient, requireLicenceIn, viewerOf } from '../identity/index.ts'
import { loadPatientFacts } from '../patients/index.ts'
import { checkInQuestions } from '../refills/index.ts'
import { listSteps, type SeriesRow, type Step, selectSeries } from './queries.ts'

const toView = (row: SeriesRow, steps: readonly Step[]): TitrationView => ({
  id: row.id,
  version: row.version,
  status: row.status,
  orderId: row.orderId,
  consultationId: row.consultationId,
  category: row.category,
  patient: { id: row.patientId, mrn: row.mrn, name: row.patientName, state: row.patientState },
  approvedBy: row.approvedBy,
  stoppedReason: row.stoppedReason,
  steps: steps.map((step) => ({
    step: step.step,
    prescriptionId: step.prescriptionId,
    medicine: step.drugDescription,
    doseMg: step.doseMg,
    startsOn: step.startsOn,
    status: step.status,
    checkIn:
      step.askedAt === null && step.reasons.length === 0
        ? null
        : {
            askedAt: (
              step.askedAt ??
              step.answeredAt ??
              new Date(`${step.startsOn}T00:00:00Z`)
            ).toISOString(),
            answers: step.answers,
            answeredAt: step.answeredAt?.toISOString() ?? null,
            signal: step.signal,
            reasons: step.reasons,
          },
  })),
})

export const listTitrations = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  lane: 'review' | 'active' | 'ended',
): Promise<TitrationList> =>
  deps.db.read(actor.clinicId, async (db) => {
    const rows = await selectSeries(db, viewerOf(actor, deps.clock.now()), { lane })
    const items: TitrationView[] = []
    for (const row of rows) items.push(toView(row, await listSteps(db, actor.clinicId, row.id)))
    return { items }
  })

/** @throws not-found, no-licence. */
export async function viewOf(db: Db, actor: Actor, id: string, now: Date): Promise<TitrationView> {
  const [row] = await selectSeries(db, { ...viewerOf(actor, now), licensedOnly: false }, { id })
  if (!row) throw new Problem('not-found')
  await requireLicenceIn(db, actor, row.patientState, now)
  return toView(row, await listSteps(db, actor.clinicId, id))
}

/** Each read is on the audit record. */
export const getTitration = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<TitrationView> =>
  deps.db.write(actor.clinicId, async (tx: Tx) => {
    const now = deps.clock.now()
    const view = await viewOf(tx, actor, id, now)
    await recordAudit(tx, actor, {
      action: 'titration.read',
      subjectType: 'order',
      subjectId: view.orderId,
      patientId: view.patient.id,
      at: now,
    })
    return view
  })

const nobody = { providerId: null, licensedOnly: false }

export const getPortalTitrations = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Patient,
): Promise<PortalTitrations> =>
  deps.db.read(actor.clinicId, async (db) => {
    const now = deps.clock.now()
    const { clinicId, patientId } = actor
    const rows = await selectSeries(db, { ...nobody, clinicId, now }, { patientId })
    const items: PortalTitration[] = []
    for (const row of rows) items.push(await toPortal(db, row, now))
    return { items }
  })

export async function portalTitration(
  db: Db,
  actor: Patient,
  id: string,
  now: Date,
): Promise<PortalTitration> {
  const [row] = await selectSeries(db, { ...nobody, clinicId: actor.clinicId, now }, { id })
  if (row?.patientId !== actor.patientId) throw new Problem('not-found')
  return toPortal(db, row, now)
}

async function toPortal(db: Db, row: SeriesRow, now: Date): Promise<PortalTitration> {
  const [steps, facts] = await Promise.all([
    listSteps(db, row.clinicId, row.id),
    loadPatientFacts(db, row.clinicId, row.patientId),
  ])
  const present = steps.findLast(({ status }) => status === 'released')?.step ?? 1
  const asked =
    row.status === 'active'
      ? steps.find(
          ({ status, answers }) => status === 'check_in' || (status === 'review' && answers === null),
        )
      : undefined
  const age = differenceInYears(now, parseISO(facts.birthDate))
  return {
    id: row.id,
    status: row.status,
    steps: steps.map((step) => ({
      step: step.step,
      medicine: step.drugDescription,
      directions: step.sig,
      startsOn: step.startsOn,
      ...portalState(step, present),
    })),
    checkIn: asked
      ? { step: asked.step, ask: checkInQuestions({ ...asked, category: row.category, sex: facts.sex, age }) }
      : null,
  }
}

function portalState(step: Step, present: number): Pick<PortalTitration['steps'][number], 'state' | 'text'> {
  if (step.status === 'cancelled') return { state: 'stopped', text: 'Stopped. It was not sent.' }
  if (step.status === 'released')
    return step.step < present
      ? { state: 'done', text: 'Done.' }
      : { state: 'now', text: 'This is your dose now.' }
  switch (step.status) {
    case 'check_in':
      return { state: 'next', text: 'First tell us how it is going.' }
    case 'review':
      return { state: 'next', text: 'Your provider looks at this step first. Stay on your dose of now.' }
    case 'ready':
      return { state: 'next', text: 'It goes to your pharmacy on this day.' }
    default:
      return { state: 'next', text: 'We ask you how it is going a week before.' }
  }
}
