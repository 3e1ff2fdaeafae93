/**
 * What an answer about the queue was of: whose question, until when time alone changes nothing in it, and the
 * database's moment it was read at. A request that brings it back is told "not modified" only if the database
 * finds that no transaction has changed a queue of the clinic since, and that moment has not passed. Pure but for
 * the hash.
 */
import { createHash } from 'node:crypto'
import type { QueueRow, Seen } from './queries.ts'

export type QueueTag = Seen & { question: string; until: number }

/** Midnights, of any time zone, fall on a quarter of an hour: ages and licences change on none between. */
const QUARTER_MS = 15 * 60_000

/** The question a tag belongs to: who asks, and for what. */
export const questionOf = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)

/**
 * The clock of the queue's counts goes in steps: in a long queue some case grows an hour old several times a second,
 * and no answer would stand long enough to be asked for again. A day begins on a step.
 */
const STEP_MS = 10_000
export const stepOf = (now: Date): Date => new Date(Math.floor(now.getTime() / STEP_MS) * STEP_MS)

/** @param steadyUntilUs when the counts change by themselves, in microseconds. */
export function tagUntil(now: Date, steadyUntilUs: number, page: readonly QueueRow[]): number {
  const quarter = (Math.floor(now.getTime() / QUARTER_MS) + 1) * QUARTER_MS
  const leases = page
    .map((row) =>
      row.lease_expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(row.lease_expires_at),
    )
    .filter((at) => at > now.getTime())
  const nextStep = Math.ceil(steadyUntilUs / 1000 / STEP_MS) * STEP_MS
  return Math.min(quarter, nextStep, ...leases)
}

export const writeTag = ({ question, until, start, snapshot }: QueueTag): string =>
  `W/"${question}.${until.toString(36)}.${start.replace('.', '_')}.${snapshot}"`

/** The moment to ask about, or null when this is no tag of this question, or time has passed it. */
export function readTag(header: string | undefined, question: string, now: Date): Seen | null {
  const match =
    /^W\/"([\w-]{16})\.([0-9a-z]{1,11})\.(\d{1,12}_?\d{0,9})\.(\d{1,20}:\d{1,20}:[\d,]{0,4000})"$/.exec(
      header ?? '',
    )
  if (!match) return null
  const [, asked, until = '', start = '', snapshot = ''] = match
  if (asked !== question || now.getTime() >= Number.parseInt(until, 36)) return null
  return { start: start.replace('_', '.'), snapshot }
}
