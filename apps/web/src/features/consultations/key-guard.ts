/**
 * A double press must never decide the next patient: for a moment after a case or a form opens, and while a
 * check is running, the deciding keys are ignored. Pure; times in milliseconds of one clock.
 */
export const guardMs = 600

export function mayDecide(input: {
  openedAt: number
  now: number
  checking: boolean
  repeat: boolean
}): boolean {
  if (input.repeat || input.checking) return false
  return input.now - input.openedAt >= guardMs
}
