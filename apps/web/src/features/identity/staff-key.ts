/** Under which the staff of the clinic is cached. */
export const staffKey = ['staff'] as const
