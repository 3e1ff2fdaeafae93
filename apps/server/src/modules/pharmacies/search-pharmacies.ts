/** Looking through the directory, near first; and the list an order's next pharmacy is chosen from. */
import type { PharmacyList, PharmacyRoutes, PharmacySearch } from '@countersign/contract'
import type { Db } from '../../platform/db/database.ts'
import { foundOf } from './find-pharmacy.ts'
import { type Origin, selectOrigin, selectPharmacies } from './queries.ts'
import { type RoutingCase, routePharmacies } from './route-pharmacy.ts'
import { listRules, selectHome } from './rule-queries.ts'

const MOST = 50
/** As far as a person may be asked to drive. */
const WITHIN_MILES = 50

const originWords = (asked: string, { postalCode, exact }: Origin): string =>
  exact
    ? `Distances are measured from the middle of ZIP code ${asked}, as the directory’s pharmacies there stand.`
    : `The directory has no pharmacy in ZIP code ${asked}: distances are measured from ${postalCode}, the nearest it knows.`

export async function searchPharmacies(db: Db, query: PharmacySearch): Promise<PharmacyList> {
  const { search = '', postalCode = null } = query
  const words = search
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
  const origin = postalCode === null ? null : await selectOrigin(db, postalCode)
  const found = await selectPharmacies(
    db,
    {
      words,
      state: query.state ?? null,
      postalCode,
      kind: query.kind ?? null,
      capability: query.capability ?? null,
      origin,
      withinMiles: query.within ?? WITHIN_MILES,
    },
    MOST,
  )
  return {
    items: found.map(foundOf),
    origin:
      origin && postalCode
        ? { postalCode: origin.postalCode, exact: origin.exact, text: originWords(postalCode, origin) }
        : null,
  }
}

/**
 * Where a patient's prescription could go by the clinic's rules, best first, each with its reasons. Distances are
 * from the patient's home unless the search names another ZIP code; what a search did not find is not added.
 */
export async function suggestPharmacies(
  db: Db,
  of: Omit<RoutingCase, 'favourite'> & { clinicId: string; patientId: string },
  search: Pick<PharmacySearch, 'search' | 'postalCode' | 'kind'> = {},
): Promise<PharmacyRoutes> {
  const [home, rules] = await Promise.all([
    selectHome(db, of.clinicId, of.patientId),
    listRules(db, of.clinicId),
  ])
  const near = await searchPharmacies(db, {
    state: of.state,
    postalCode: home.postalCode.slice(0, 5),
    // A name is looked for in the whole state.
    ...(search.search ? { within: 500 } : {}),
    ...search,
  })
  const searched = Object.values(search).some((value) => value !== undefined && value !== '')
  const named = searched ? [] : [of.chosen, home.favourite, ...rules.map((rule) => rule.pharmacyId)]
  const missing = named.filter(
    (id): id is string => id !== null && !near.items.some((item) => item.ncpdpId === id),
  )
  const more = await Promise.all([...new Set(missing)].map((id) => searchPharmacies(db, { search: id })))
  const known = [...near.items, ...more.flatMap((list) => list.items)]
  return { items: routePharmacies(known, rules, { ...of, favourite: home.favourite }) }
}
