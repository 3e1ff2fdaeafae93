/** Patients under treatment, and the days that go by for them: their dates move back, as the clock would move on. */
import type { Patient } from '../../scripts/demo/patient.ts'
import type { Approval, Provider } from '../../scripts/demo/provider.ts'
import { until } from '../../scripts/demo/wait.ts'
import { query } from './database.ts'

const DATES = [
  `update prescriptions set signed_at = signed_at - $2::interval, status_at = status_at - $2::interval,
     written_on = (written_on - $2::interval)::date, starts_on = (starts_on - $2::interval)::date where patient_id = $1`,
  `update consultation_approvals a set approved_at = approved_at - $2::interval from consultations c
   where c.id = a.consultation_id and c.patient_id = $1`,
  'update consultations set submitted_at = submitted_at - $2::interval where patient_id = $1',
  'update observations set effective_at = effective_at - $2::interval where patient_id = $1',
  'update patient_medications set recorded_at = recorded_at - $2::interval where patient_id = $1',
  'update patient_conditions set recorded_at = recorded_at - $2::interval where patient_id = $1',
  'update patient_allergies set recorded_at = recorded_at - $2::interval where patient_id = $1',
  `update titration_steps s set starts_on = (s.starts_on - $2::interval)::date, asked_at = s.asked_at - $2::interval,
     answered_at = s.answered_at - $2::interval from titration_series t where t.id = s.series_id and t.patient_id = $1`,
]

/** So many days later. */
export const daysPass = async (adminUrl: string, patient: Patient, days: number): Promise<void> => {
  const [row] = await query<{ id: string }>(
    adminUrl,
    'select patient_id as id from consultations where id = $1',
    [patient.consultationId()],
  )
  for (const sql of DATES) await query(adminUrl, sql, [row?.id, `${days} days`])
}

/** Has the clock's own job run now, as the worker would at its minute. */
export const runNow = (adminUrl: string, task: string): Promise<unknown> =>
  query(adminUrl, 'select graphile_worker.add_job($1, $2::json)', [task, '{}'])

/** Approved, and the medicine handed out. */
export const treat = async (provider: Provider, patient: Patient, approval: Approval = {}): Promise<void> => {
  const id = patient.consultationId()
  await provider.approve(await provider.claim(id), approval)
  await until('The order completes', { withinMs: 90_000 }, async () => {
    const { order } = await provider.open(id)
    return order.status === 'completed'
  })
}
