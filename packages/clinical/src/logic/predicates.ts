/** The language of the rules, in one place. */

export * from './history.ts'
export * from './medicines.ts'
export * from './person.ts'
export * from './predicate.ts'
