/** Time is injected: nothing in the product reads the machine's clock except through this. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
