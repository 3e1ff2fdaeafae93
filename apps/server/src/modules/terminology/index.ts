/** Terminology: names of medicines, conditions and allergens as one types them. The tables are the clinical engine's. */
import { searchAllergens, searchConditions, searchMedications } from '@countersign/clinical/search'
import type { Handlers } from '../identity/index.ts'

const MOST = 10

export const terminologyHandlers = (): Handlers => ({
  searchMedications: async ({ body }) => {
    const items = searchMedications(body.q, MOST).map(({ name, kind, ingredients }) => ({
      name,
      detail: kind === 'brand' ? ingredients.join(' + ') : '',
    }))
    return { items }
  },
  searchConditions: async ({ body }) => {
    return { items: searchConditions(body.q, MOST).map(({ code, text }) => ({ code, text })) }
  },
  searchAllergens: async ({ body }) => {
    return { items: searchAllergens(body.q, MOST).map(({ name }) => ({ name })) }
  },
})
