/** What happened to this patient here, newest first, in words for a clinician. Pure. */
import type { ConsultationSummary } from '@countersign/contract'
import { observationLabels } from '../patients/index.ts'
import type { SummaryRow } from './summary-query.ts'

type Entry = ConsultationSummary['timeline'][number]

const decisionWords: Record<string, string> = {
  approved: 'Approved',
  denied: 'Denied',
  info_requested: 'Questions sent',
  escalated: 'Escalated',
}

export function timelineOf(row: SummaryRow): Entry[] {
  const entries: { at: string; text: string; kind: string }[] = [
    { at: row.consultation.submitted_at, text: `Intake sent${cardWords(row)}`, kind: 'intake' },
    ...row.messages.map((m) => ({
      at: m.sent_at,
      text: `Message from ${m.author_name}`,
      kind: 'message',
    })),
    ...row.medications.flatMap((m) =>
      // A day without a time: noon stays on that day wherever it is read in the country.
      m.last_filled_on
        ? [{ at: `${m.last_filled_on}T12:00:00Z`, text: `${m.text} filled`, kind: 'fill' }]
        : [],
    ),
    ...readingEntries(row),
    ...row.requests.flatMap((r) =>
      r.answered_at ? [{ at: r.answered_at, text: 'Questions answered', kind: 'answer' }] : [],
    ),
    ...row.decisions.flatMap((d) => [
      {
        at: d.approved_at,
        text: `${decisionWords[d.status] ?? d.status} by ${d.by}${d.undone ? ', undone' : ''}`,
        kind: 'decision',
      },
      ...d.override_reasons.map(({ rule, severity, reason }) => ({
        at: d.approved_at,
        text: `Went past ${rule} (${severity}): ${reason}`,
        kind: 'override',
      })),
    ]),
    ...row.order.prescriptions.map((rx) => ({
      at: rx.status_at,
      text: `${rx.drug_description}: ${rx.status.replace('_', ' ')}`,
      kind: 'prescription',
    })),
    ...row.earlier.map((e) => ({
      at: e.submitted_at,
      text: `Earlier visit: ${e.drug ?? e.status.replace('_', ' ')}`,
      kind: 'visit',
    })),
    ...documentEntries(row),
  ]
  return entries
    .map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }))
    .sort((a, b) => b.at.localeCompare(a.at))
}

const cardStates: Record<string, string> = {
  authorised: ', card authorized',
  captured: ', card authorized',
  failed: ', card refused',
  requires_method: ', no card yet',
}
const cardWords = ({ order }: SummaryRow): string => cardStates[order.invoice.payment?.status ?? ''] ?? ''

const readingWords: Record<string, string> = {
  lab: 'Labs',
  pharmacy: 'At the pharmacy',
  provider: 'Measured',
}

/** Readings of one day and source are one thing that happened; what the intake said is told by the intake. */
function readingEntries(row: SummaryRow): { at: string; text: string; kind: string }[] {
  const told = row.observations.filter((o) => o.source !== 'intake')
  const groups = Map.groupBy(told, (o) => `${o.source} ${o.effective_at.slice(0, 10)}`)
  return [...groups.values()].flatMap((readings) => {
    const [first] = readings
    if (!first) return []
    const names = [...new Set(readings.map((o) => observationLabels[o.code] ?? o.code))].sort()
    return [
      {
        at: first.effective_at,
        text: `${readingWords[first.source] ?? 'Readings'}: ${names.join(', ')}`,
        kind: 'reading',
      },
    ]
  })
}

/** Documents that came together are one thing that happened: "2 × Scalp photo". */
function documentEntries(row: SummaryRow): { at: string; text: string; kind: string }[] {
  const groups = Map.groupBy(row.documents, (d) => `${d.title} ${d.created_at.slice(0, 10)}`)
  return [...groups.values()].flatMap(([first, ...more]) =>
    first
      ? [
          {
            at: first.created_at,
            text: more.length === 0 ? first.title : `${more.length + 1} × ${first.title}`,
            kind: 'document',
          },
        ]
      : [],
  )
}
