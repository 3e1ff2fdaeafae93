/** The figures of one soak, in words. */
import { cpus } from 'node:os'
import { agree, type Comparison } from './books.ts'
import type { Counted } from './world.ts'

export type Outcome = {
  readonly prescriptions: number
  readonly faults: boolean
  readonly workers: number
  readonly comparison: Comparison
  readonly effort: Counted
  readonly statuses: Readonly<Record<string, number>>
  readonly arrivals: number
  /** How often each part was killed, and how often the network was away. */
  readonly killed: Readonly<Record<string, number>>
  readonly outages: number
  readonly owed: number
  /** Until 99 in 100 were decided; undefined when that never came. */
  readonly sentSeconds: number | undefined
  readonly totalSeconds: number
}

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ') || 'none'
const some = (names: readonly string[]): string =>
  names.length === 0
    ? '0'
    : `${names.length} (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''})`

export const reportLines = (outcome: Outcome): string[] => {
  const { prescriptions, comparison, effort } = outcome
  const { wrong } = comparison
  const rate = outcome.sentSeconds && (prescriptions * 0.99) / outcome.sentSeconds
  const rows: [string, string][] = [
    ['Prescriptions', `${prescriptions}, faults ${outcome.faults ? 'on' : 'off'}`],
    ['Received exactly once, both books say so', String(comparison.exactlyOnce)],
    ['Refused, and in nobody’s hands', String(comparison.refused)],
    ['Received twice', some(wrong.twice)],
    ['Lost', some(wrong.lost)],
    ['Received, though the clinic thinks not', some(wrong.unknownToUs)],
    ['Undecided without a reason', some(wrong.undecided)],
    ['Received, though never written', some(wrong.foreign)],
    [
      'Throughput until 99 % were decided',
      rate ? `${rate.toFixed(0)} a second (${outcome.sentSeconds?.toFixed(0)} s)` : 'not reached',
    ],
    ['Duration', `${outcome.totalSeconds.toFixed(0)} s`],
    ['Transmissions begun', `${effort.attempts} (${effort.attempts - prescriptions} again)`],
    [
      'Messages that reached the pharmacies',
      `${outcome.arrivals} (${outcome.arrivals - comparison.exactlyOnce} repeats dropped by MessageID)`,
    ],
    ['Went unknown, and were resolved by asking', String(effort.unknown)],
    ['Put back in the queue', String(effort.requeued)],
    ['Rejections, by code', list(effort.rejectCodes)],
    ['Messages from the pharmacies, taken once each', String(effort.inbound)],
    ['Killed with SIGKILL', `${list(outcome.killed)} (${outcome.workers} workers)`],
    ['Times the network was away for seconds', String(outcome.outages)],
    ['Answers the pharmacies still owe', String(outcome.owed)],
    ['States at the end', list(outcome.statuses)],
    ['Machine', `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return [
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    `  ${agree(comparison) ? 'The two books agree to the last line.' : 'THE TWO BOOKS DO NOT AGREE.'}`,
  ]
}
