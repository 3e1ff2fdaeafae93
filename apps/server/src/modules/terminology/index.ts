/** Terminology: names of medicines, conditions and allergens as one types them. The tables are the clinical engine's. */
import { searchAllergens, searchConditions, searchMedications } from '@countersign/clinical/search'
import type { Handlers } from '../identity/index.ts'

const MOST = 10

export const terminologyHandlers = (_deps: unknown): Handlers => ({
  searchMedications: async ({ query, reply }) => {
    cache(reply)
    const items = searchMedications(query.q, MOST).map(({ name, kind, ingredients }) => ({
      name,
      detail: kind === 'brand' ? ingredients.join(' + ') : '',
    }))
    return { items }
  },
  searchConditions: async ({ query, reply }) => {
    cache(reply)
    return { items: searchConditions(query.q, MOST).map(({ code, text }) => ({ code, text })) }
  },
  searchAllergens: async ({ query, reply }) => {
    cache(reply)
    return { items: searchAllergens(query.q, MOST).map(({ name }) => ({ name })) }
  },
})

/** In this browser only: what somebody types about their health is kept by nothing on the way. */
const cache = (reply: { header(name: string, value: string): unknown }) =>
  reply.header('cache-control', 'private, max-age=3600')
