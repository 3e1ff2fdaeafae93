/** Looking for a pharmacy, in the intake and in the portal. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { viewOf } from './find-pharmacy.ts'
import { selectPharmacies } from './queries.ts'

const MOST = 50

export const pharmacyHandlers = (deps: Pick<Deps, 'db'>): Handlers => ({
  searchPharmacies: async ({ query }) => {
    const words = (query.search ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .slice(0, 8)
    const filter = { words, state: query.state ?? null, postalCode: query.postalCode ?? null }
    return { items: (await selectPharmacies(deps.db, filter, MOST)).map(viewOf) }
  },
})
