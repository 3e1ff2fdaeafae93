/** Which pharmacy a prescription may go to. */
import type { PharmacyFound, PharmacyView } from '@countersign/contract'
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { type Found, type Pharmacy, selectPharmacy } from './queries.ts'

const viewOf = ({
  npi: _npi,
  active: _active,
  statesServed: _served,
  capabilities: _capabilities,
  ...view
}: Pharmacy): PharmacyView => view

export const foundOf = ({ npi: _npi, active: _active, distanceMiles, ...found }: Found): PharmacyFound => ({
  ...found,
  distanceMiles: distanceMiles === null ? null : Math.round(distanceMiles * 10) / 10,
})

/** Any pharmacy the network ever listed, so that an old order still shows its own. */
export async function findPharmacy(db: Db, ncpdpId: string): Promise<PharmacyView | null> {
  const pharmacy = await selectPharmacy(db, ncpdpId)
  return pharmacy && viewOf(pharmacy)
}

/**
 * @throws Problem `pharmacy-unknown` unless it is in the network today, may dispense to patients of the state, and
 * takes controlled substances electronically when it is to get one.
 */
export async function requirePharmacyFor(
  db: Db,
  ncpdpId: string,
  patientState: string | Promise<string>,
  medicine: { controlled: boolean } = { controlled: false },
): Promise<PharmacyView> {
  const [pharmacy, state] = await Promise.all([selectPharmacy(db, ncpdpId), patientState])
  if (!pharmacy?.active) throw new Problem('pharmacy-unknown')
  if (pharmacy.state !== state && !pharmacy.statesServed.includes(state)) {
    throw new Problem('pharmacy-unknown', {
      detail: `${pharmacy.name} does not dispense to patients in ${state}.`,
    })
  }
  if (medicine.controlled && !pharmacy.capabilities.includes('epcs')) {
    throw new Problem('pharmacy-unknown', {
      detail: `${pharmacy.name} does not take controlled substances electronically.`,
    })
  }
  return viewOf(pharmacy)
}
