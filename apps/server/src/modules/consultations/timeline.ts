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
    ...row.documents.map((d) => ({ at: d.created_at, text: d.title, kind: 'document' })),
  ]
  return entries
    .map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }))
    .sort((a, b) => b.at.localeCompare(a.at))
}
