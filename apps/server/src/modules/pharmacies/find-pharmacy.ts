/** Which pharmacy a prescription may go to. */
import type { PharmacyView } from '@countersign/contract'
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { type Pharmacy, selectPharmacy } from './queries.ts'

export const viewOf = ({
  npi: _npi,
  active: _active,
  statesServed: _served,
  ...view
}: Pharmacy): PharmacyView => view

/** Any pharmacy the network ever listed, so that an old order still shows its own. */
export async function findPharmacy(db: Db, ncpdpId: string): Promise<PharmacyView | null> {
  const pharmacy = await selectPharmacy(db, ncpdpId)
  return pharmacy && viewOf(pharmacy)
}

/** @throws Problem `pharmacy-unknown` unless it is in the network today and may dispense to patients of the state. */
export async function requirePharmacyFor(
  db: Db,
  ncpdpId: string,
  patientState: string | Promise<string>,
): Promise<PharmacyView> {
  const [pharmacy, state] = await Promise.all([selectPharmacy(db, ncpdpId), patientState])
  if (!pharmacy?.active) throw new Problem('pharmacy-unknown')
  if (pharmacy.state !== state && !pharmacy.statesServed.includes(state)) {
    throw new Problem('pharmacy-unknown', {
      detail: `${pharmacy.name} does not dispense to patients in ${state}.`,
    })
  }
  return viewOf(pharmacy)
}
