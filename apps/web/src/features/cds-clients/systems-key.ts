/** Under which the record systems the clinic trusts are cached. */
export const systemsKey = ['cds-clients'] as const
