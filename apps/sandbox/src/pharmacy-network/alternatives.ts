/**
 * What a pharmacist would offer instead, by class; names only, as this network's shelves carry no codes.
 * Sources of the pairs: the medicines' own labels place each in the same class and for the same use.
 */
const table: readonly [RegExp, string][] = [
  [/wegovy|semaglutide/i, 'Zepbound 2.5 MG in 0.5 ML Pen Injector'],
  [/zepbound|tirzepatide/i, 'Wegovy 0.25 MG in 0.5 ML Auto-Injector'],
  [/saxenda|liraglutide/i, 'Wegovy 0.25 MG in 0.5 ML Auto-Injector'],
  [/tadalafil|cialis/i, 'Sildenafil 50 MG Oral Tablet'],
  [/sildenafil|viagra|vardenafil|avanafil/i, 'Tadalafil 10 MG Oral Tablet'],
  [/finasteride|propecia/i, 'Dutasteride 0.5 MG Oral Capsule'],
  [/dutasteride/i, 'Finasteride 1 MG Oral Tablet'],
  [/minoxidil/i, 'Minoxidil 5 % Topical Solution'],
  [/phentermine/i, 'Phentermine Hydrochloride 15 MG Oral Capsule'],
]

/** The drug a pharmacist proposes in place of this one; undefined when none comes to mind. */
export const alternativeTo = (drug: string): string | undefined =>
  table.find(([name]) => name.test(drug))?.[1]
