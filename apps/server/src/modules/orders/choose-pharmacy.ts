/** The patient's own choice of pharmacy, while nothing is decided. */
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { Patient } from '../identity/index.ts'
import { requirePharmacyFor } from '../pharmacies/index.ts'
import { lockOrder, patientStateOf, saveOrder } from './queries.ts'

export type ChoosePharmacy = { actor: Patient; consultationId: string; pharmacyId: string; now: Date }

/** @throws Problem `not-found` (also for another patient's), `transition-not-allowed`, `pharmacy-unknown`. */
export async function choosePharmacy(tx: Tx, choose: ChoosePharmacy): Promise<void> {
  const { actor, consultationId, pharmacyId, now } = choose
  const order = await lockOrder(tx, actor.clinicId, { consultationId })
  if (order?.patientId !== actor.patientId) throw new Problem('not-found')
  if (order.status !== 'draft') {
    throw new Problem('transition-not-allowed', {
      detail: 'Your visit has been decided: the pharmacy can no longer be changed here.',
    })
  }
  await requirePharmacyFor(tx, pharmacyId, await patientStateOf(tx, actor.clinicId, consultationId))
  if (order.pharmacyId !== pharmacyId) {
    await saveOrder(tx, order, { pharmacyId, now, cause: 'choose-pharmacy', actor })
  }
}
