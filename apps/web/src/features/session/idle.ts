/**
 * When does a screen nobody works at sign out? Told from one number: when anybody last moved, typed or touched in
 * any tab of this browser. Pure; times are this device's, in milliseconds since the epoch.
 */

/** How long the warning stands before the sign-out. */
export const WARNING_MS = 60_000

export type IdleState =
  | { kind: 'active'; nextLookMs: number }
  | { kind: 'warning'; secondsLeft: number; nextLookMs: number }
  | { kind: 'over' }

/** @param idleMs how long nobody may be at the screen, the warning included. */
export function idleState(now: number, lastActiveAt: number, idleMs: number): IdleState {
  // A clock that was set back must not keep the screen open: what lies ahead was at most now.
  const quietMs = now - Math.min(lastActiveAt, now)
  const leftMs = idleMs - quietMs
  if (leftMs <= 0) return { kind: 'over' }
  if (leftMs > WARNING_MS) return { kind: 'active', nextLookMs: leftMs - WARNING_MS }
  return { kind: 'warning', secondsLeft: Math.ceil(leftMs / 1_000), nextLookMs: leftMs % 1_000 || 1_000 }
}

/** Written by a tab that signed out, so that the others follow at once. */
export const NOBODY = 0

/** What the tabs share, or null when it is nothing that can be believed. */
export function readShared(text: string | null): number | null {
  return text !== null && /^\d{1,16}$/.test(text) ? Number(text) : null
}

/** The minutes in `/sign-in?idle=60`; null when nobody was signed out for being away. */
export function readIdleMinutes(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : null
}

/** What is said at the door. Only what is really kept is said to be. */
export function idleWords(minutes: number, next: string | undefined): string {
  const kept = next?.startsWith('/consultations/')
    ? ' Your draft note is kept.'
    : next?.startsWith('/intake/')
      ? ' Your answers are kept.'
      : ''
  return `You were signed out after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} without activity.${kept}`
}
