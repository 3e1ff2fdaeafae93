/** The demo's words at the end: one table, then each case's timeline. */
import { styleText } from 'node:util'
import type { Told } from './story.ts'

type Column = { readonly title: string; readonly of: (told: Told) => string }

const columns: readonly Column[] = [
  { title: 'story', of: ({ story }) => story.title },
  { title: 'patient', of: ({ story }) => `${story.persona.givenName} ${story.persona.familyName}` },
  { title: 'category', of: ({ story }) => story.persona.category },
  { title: 'decision', of: ({ decision }) => decision || '–' },
  { title: 'order', of: ({ seen }) => (seen.hold ? `${seen.order}: ${seen.hold}` : (seen.order ?? '–')) },
  { title: 'prescription', of: ({ seen }) => seen.prescriptions ?? '–' },
  { title: 'payment', of: ({ seen }) => seen.payment ?? '–' },
  { title: 'invoice', of: ({ seen }) => seen.invoice ?? '–' },
  { title: 'mails', of: ({ seen }) => seen.mails ?? '–' },
]

/** One line a story, and under those that did not end as they must, why. */
export const tableLines = (tellings: readonly Told[]): string[] => {
  const widths = columns.map(({ title, of }) =>
    Math.max(title.length, ...tellings.map((told) => of(told).length)),
  )
  const line = (cells: readonly string[]) => cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')
  return [
    styleText('bold', `    ${line(columns.map(({ title }) => title))}  as expected`),
    ...tellings.flatMap((told, at) => [
      `${String(at + 1).padStart(2)}  ${line(columns.map(({ of }) => of(told)))}  ${told.ok ? styleText('green', '✓') : styleText('red', '✗')}`,
      ...told.faults.map((fault) => styleText('red', `      ${fault}`)),
    ]),
  ]
}

const clock = (instant: string): string => instant.slice(11, 19)
const marks = { ok: ' ', info: ' ', trouble: '!', unknown: '?' } as const

/** The chart says these in fewer words than the order's own timeline does. */
const saidByOrder: readonly string[] = ['decision', 'prescription']

/** Everything that happened to one case, oldest first: what the patient sent, then order, money and mail. */
export const timelineLines = ({ story, summary, order }: Told): string[] => {
  const chart = (summary?.timeline ?? [])
    .filter(({ kind }) => !saidByOrder.includes(kind))
    .map(({ at, text }) => ({ at, text, mark: ' ' }))
  const rest = (order?.timeline ?? []).map(({ at, text, outcome }) => ({ at, text, mark: marks[outcome] }))
  const all = [...chart, ...rest].toSorted((a, b) => a.at.localeCompare(b.at))
  const { givenName, familyName } = story.persona
  return [
    styleText('bold', `${givenName} ${familyName}: ${story.title}`),
    ...all.map(({ at, text, mark }) => `  ${styleText('dim', clock(at))} ${mark} ${text}`),
  ]
}

/** The value below which `share` of the sorted figures lie (nearest rank). */
export const quantile = (figures: readonly number[], share: number): number => {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`
