/** The rows of a run as a table of plain text, with the notes under it. */

import type { BenchRow } from './row.ts'

const number = (value: number): string =>
  value.toLocaleString('en', {
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0,
  })

const head = ['what', 'measured', 'yardstick', 'ratio', 'bar', 'met']

function cells(row: BenchRow, note: string): readonly string[] {
  const { yardstick, ratio, met } = row
  return [
    `${row.name}${note}`,
    `${number(row.measured)} ${row.unit}`,
    yardstick === undefined ? '' : `${number(yardstick.value)} ${row.unit} (${yardstick.name})`,
    ratio === undefined ? '' : `${number(ratio)} ×`,
    row.bar ?? '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ]
}

export function tableOf(rows: readonly BenchRow[]): string {
  const notes: string[] = []
  const lines = [
    head,
    ...rows.map((row) => cells(row, row.note === undefined ? '' : ` [${notes.push(row.note)}]`)),
  ]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const printed = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  printed.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '))
  return [
    ...printed,
    ...(notes.length === 0 ? [] : ['']),
    ...notes.map((note, at) => `[${at + 1}] ${note}`),
  ].join('\n')
}
