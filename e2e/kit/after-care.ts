/** What goes on after a first prescription, brought about with real patients: to be looked at and pictured. */
import type { CheckInAnswers } from '@countersign/contract'
import { createPatient, type Patient } from '../../scripts/demo/patient.ts'
import { persona } from '../../scripts/demo/personas.ts'
import { type Approval, proposedOption, treatmentOf } from '../../scripts/demo/provider.ts'
import { until } from '../../scripts/demo/wait.ts'
import type { World } from '../../scripts/demo/world.ts'
import { query } from './database.ts'
import { daysPass, runNow, treat } from './treated.ts'

type Who = Parameters<typeof persona>[0]

/** Where nothing is done but by hand. */
const COUNTER = '9900157'

const well: Partial<CheckInAnswers> = {
  sideEffects: [],
  warningSigns: [],
  missedDoses: 0,
  newMedications: [],
  newAllergies: [],
  newConditions: [],
  pregnant: false,
  breastfeeding: false,
}

const inQueue = async ({ url, sandbox, clinicSlug, avery }: World, who: Who): Promise<Patient> => {
  const patient = createPatient({ url, sandbox, clinicSlug, persona: persona(who) })
  await patient.fillIn()
  await patient.signUp()
  await patient.submit()
  await patient.enterCard()
  await until('The case stands in the queue', { withinMs: 30_000 }, () =>
    avery.queueCard(patient.consultationId()),
  )
  return patient
}

/** Without refills, so that the next supply is asked for. */
const treatOnce = async (world: World, who: Who): Promise<Patient> => {
  const patient = await inQueue(world, who)
  const option = proposedOption(await world.avery.open(patient.consultationId()))
  const approval: Approval = { treatment: { ...treatmentOf(option), refills: 0 } }
  await treat(world.avery, patient, approval)
  return patient
}

const askAgain = async (patient: Patient, answers: Partial<CheckInAnswers>): Promise<string> => {
  const { refillable } = await patient.api.call('getPortalRefills', {})
  const [medicine] = refillable
  if (!medicine) throw new Error('there is nothing to have again')
  const { prescriptionId } = medicine
  return (await patient.api.call('requestRefill', { body: { prescriptionId, answers } })).id
}

/** Weighed each week before the approval: what a patient who is treated for long brings along. */
const weighedBefore = async (adminUrl: string, patient: Patient, kilograms: number[]): Promise<void> => {
  for (const [weeks, value] of kilograms.toReversed().entries())
    await query(
      adminUrl,
      `insert into observations (clinic_id, id, patient_id, code, value, value2, unit, source, effective_at)
       select c.clinic_id, gen_random_uuid(), c.patient_id, '29463-7', $2::numeric, null, 'kg', 'answer',
         c.submitted_at - make_interval(weeks => $3) from consultations c where c.id = $1`,
      [patient.consultationId(), value, weeks + 1],
    )
}

/** A weight refill with a mild side effect: what the delta review is for. */
export const weightRefill = async (world: World, adminUrl: string): Promise<string> => {
  const patient = await treatOnce(world, {
    name: 'Ruth Abernathy',
    birthDate: '1966-05-02',
    sex: 'female',
    category: 'weight',
  })
  await weighedBefore(adminUrl, patient, [110.2, 109.4, 108.9, 108.1, 107.2, 106.6, 105.4, 104.6])
  await daysPass(adminUrl, patient, 26)
  return askAgain(patient, {
    ...well,
    weightKg: 99.1,
    systolic: 122,
    diastolic: 76,
    sideEffects: [{ text: 'Nausea', severity: 'mild' }],
    newMedications: ['Lisinopril 10 mg'],
  })
}

/** Greens to sign together, and one that is not. */
export const hairRefills = async (world: World, adminUrl: string): Promise<void> => {
  for (const [at, name] of ['Linden Park', 'Marlow Reed', 'Oakley Stone'].entries()) {
    const patient = await treatOnce(world, { name, birthDate: '1984-03-15', sex: 'male', category: 'hair' })
    await daysPass(adminUrl, patient, 86)
    await askAgain(
      patient,
      at === 2 ? { ...well, sideEffects: [{ text: 'Low mood', severity: 'moderate' }] } : well,
    )
  }
}

/** A pharmacy that asks for another medicine of the class. @returns the question's id. */
export const pharmacyQuestion = async (world: World, adminUrl: string): Promise<string> => {
  const { sandbox, avery } = world
  await sandbox.setFaults({ pharmacy: { behaviours: { [COUNTER]: 'by_hand' } } })
  const patient = await inQueue(world, {
    name: 'Briar Kessel',
    birthDate: '1984-03-15',
    sex: 'male',
    category: 'hair',
    pharmacyId: COUNTER,
  })
  const id = patient.consultationId()
  await avery.approve(await avery.claim(id))
  const messageId = await until('The pharmacy has it', { withinMs: 60_000 }, async () => {
    const [rx] = await query<{ message_id: string }>(
      adminUrl,
      `select x.message_id from prescriptions x join orders o on o.id = x.order_id
       where o.consultation_id = $1 and x.status = 'sent'`,
      [id],
    )
    return rx?.message_id
  })
  await fetch(`${sandbox.url}/pharmacy-network/messages/${messageId}/change-request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'T', reason: 'The plan prefers this product of the class' }),
  })
  const question = await until('The question is a task', { withinMs: 30_000 }, async () => {
    const { items } = await avery.api.call('listChangeRequests', { query: {} })
    return items.find(({ consultationId }) => consultationId === id)
  })
  return question.id
}

/** A titration whose second step waits for a provider. @returns the series' id. */
export const titrationInDoubt = async (
  world: World,
  adminUrl: string,
): Promise<{ id: string; patient: Patient }> => {
  const { avery } = world
  const patient = await inQueue(world, {
    name: 'Wilhelmina Grove',
    birthDate: '1984-03-15',
    sex: 'female',
    category: 'weight',
  })
  const consultationId = patient.consultationId()
  const summary = await avery.claim(consultationId)
  const option = summary.assessment.options.find(({ plan }) => (plan?.titration.length ?? 0) > 2)
  const pharmacyId = summary.order.pharmacy?.ncpdpId
  if (!option || !pharmacyId) throw new Error('no dose grows here')
  await avery.api.call('approveConsultation', {
    params: { id: consultationId },
    body: {
      version: summary.consultation.version,
      treatment: treatmentOf(option),
      pharmacyId,
      notes: 'Steps reviewed with the plan.',
      overrides: [],
      titration: true,
    },
  })
  await until('The first step is handed out', { withinMs: 90_000 }, async () => {
    const { order } = await avery.open(consultationId)
    return order.status === 'partially_filled'
  })
  await daysPass(adminUrl, patient, 21)
  await runNow(adminUrl, 'advance-titrations')
  const series = await until('The check-in is asked', { withinMs: 30_000 }, async () => {
    const { items } = await patient.api.call('getPortalTitrations', {})
    return items.find(({ checkIn }) => checkIn !== null)
  })
  await patient.api.call('answerCheckIn', {
    params: { id: series.id },
    body: {
      step: 2,
      answers: {
        ...well,
        weightKg: 102,
        systolic: 122,
        diastolic: 76,
        sideEffects: [{ text: 'Vomiting', severity: 'moderate' }],
        comment: 'Sick for two days after each dose.',
      },
    },
  })
  return { id: series.id, patient }
}
