/** What happened to this patient here, newest first, in words for a clinician. Pure. */
import type { ConsultationSummary } from '@countersign/contract'
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
    { at: row.consultation.submitted_at, text: 'Intake sent', kind: 'intake' },
    ...row.requests.flatMap((r) =>
      r.answered_at ? [{ at: r.answered_at, text: 'Questions answered', kind: 'answer' }] : [],
    ),
    ...row.decisions.map((d) => ({
      at: d.approved_at,
      text: `${decisionWords[d.status] ?? d.status} by ${d.by}${d.undone ? ', undone' : ''}`,
      kind: 'decision',
    })),
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
