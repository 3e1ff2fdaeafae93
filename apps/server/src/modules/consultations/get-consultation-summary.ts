/** The plan's `getConsultationSummary`: one row of the summary query, shaped as the contract promises. */
import { formulary } from '@countersign/clinical'
import type { Category, ConsultationSummary, FormularyEntry } from '@countersign/contract'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import { observationLabels } from '../patients/index.ts'
import { loadSummaryRow } from './queries.ts'
import { ClinicSettings } from './settings.ts'
import type { Pharmacy, SummaryRow } from './summary-query.ts'
import { timelineOf } from './timeline.ts'

/** @throws not-found, or no-licence when a provider holds none where the patient is. Each read is on the audit record. */
export async function getConsultationSummary(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<ConsultationSummary> {
  const now = deps.clock.now()
  const row = await loadSummaryRow(deps.db, actor, id, now)
  if (!row) throw new Problem('not-found')
  const licence = licenceOf(row, now)
  if (actor.role === 'provider' && licence.status !== 'active') {
    throw new Problem('no-licence', { detail: `This patient is in ${licence.state}.` })
  }
  return toSummary(row, actor, licence, now)
}

function toSummary(
  row: SummaryRow,
  actor: Actor,
  licence: ConsultationSummary['licence'],
  now: Date,
): ConsultationSummary {
  const { consultation: c, patient: p } = row
  const category = c.category as Category
  return {
    consultation: {
      id: c.id,
      version: c.version,
      status: c.status as ConsultationSummary['consultation']['status'],
      category,
      visitKind: c.visit_kind as 'first',
      priority: c.priority as 'normal',
      priorityReasons: c.priority_reasons,
      reason: c.reason,
      submittedAt: iso(c.submitted_at),
      dueAt: iso(c.due_at),
      answered: c.answered_at !== null,
      claim: claimOf(row, actor),
      activeSeconds: c.active_seconds,
      undoable: undoableOf(row, actor, now),
    },
    patient: {
      id: p.id,
      mrn: p.mrn,
      name: `${p.given_name} ${p.family_name}`,
      birthDate: p.birth_date,
      age: differenceInYears(now, parseISO(p.birth_date)),
      sex: p.sex,
      city: p.city,
      state: p.state,
      phone: p.phone,
      email: p.email,
      identityStatus: p.identity_status,
    },
    licence,
    facts: factsOf(row),
    answers: c.answers as ConsultationSummary['answers'],
    assessment: row.recommendation.assessment as ConsultationSummary['assessment'],
    recommendationId: row.recommendation.id,
    assessedAt: iso(row.recommendation.assessed_at),
    formulary: formularyFor(category),
    documents: row.documents.map((d) => ({
      id: d.id,
      kind: d.kind as 'photo',
      title: d.title,
      contentType: d.content_type,
      createdAt: iso(d.created_at),
      earlier: d.earlier,
    })),
    messages: row.messages.map((m) => ({
      id: m.id,
      authorKind: m.author_kind as 'patient',
      authorName: m.author_name,
      body: m.body,
      sentAt: iso(m.sent_at),
      readAt: m.read_at && iso(m.read_at),
    })),
    requests: row.requests.map((r) => ({
      id: r.id,
      status: r.status as 'open',
      message: r.message,
      askedBy: r.asked_by,
      askedAt: iso(r.asked_at),
      answeredAt: r.answered_at && iso(r.answered_at),
      questions: r.questions as ConsultationSummary['requests'][number]['questions'],
      answers: r.answers as ConsultationSummary['requests'][number]['answers'],
    })),
    decisions: row.decisions.map((d) => ({
      id: d.id,
      status: d.status as 'approved',
      by: d.by,
      at: iso(d.approved_at),
      effectiveAt: iso(d.effective_at),
      reasonCode: d.reason_code,
      notes: d.approval_notes,
      undone: d.undone,
    })),
    earlier: row.earlier.map((e) => ({
      id: e.id,
      category: e.category as Category,
      status: e.status as 'completed',
      submittedAt: iso(e.submitted_at),
      outcome: e.drug ?? e.status.replace('_', ' '),
    })),
    timeline: timelineOf(row),
    ...notesOf(row),
    order: orderOf(row),
    undoSeconds: ClinicSettings.parse(row.settings).undoSeconds,
  }
}

/** PostgreSQL's JSON writes an offset; the contract promises UTC. */
const iso = (timestamp: string): string => new Date(timestamp).toISOString()

function licenceOf({ licence, consultation }: SummaryRow, now: Date): ConsultationSummary['licence'] {
  const state = consultation.patient_state
  if (!licence) return { state, status: 'none', expiresOn: null }
  const active = licence.status === 'active' && licence.expires_on >= now.toISOString().slice(0, 10)
  return { state, status: active ? 'active' : 'expired', expiresOn: licence.expires_on }
}

function claimOf(
  { consultation: c, claimant }: SummaryRow,
  actor: Actor,
): ConsultationSummary['consultation']['claim'] {
  if (!claimant || !c.claimed_at || !c.lease_expires_at) return null
  return {
    providerId: claimant.id,
    providerName: `${claimant.given} ${claimant.family}, ${claimant.credential}`,
    initials: `${claimant.given.charAt(0)}${claimant.family.charAt(0)}`,
    claimedAt: iso(c.claimed_at),
    leaseExpiresAt: iso(c.lease_expires_at),
    mine: claimant.id === actor.providerId,
  }
}

function undoableOf({ consultation: c, decisions }: SummaryRow, actor: Actor, now: Date) {
  if (!c.decision_id || !c.effective_at || new Date(c.effective_at) <= now) return null
  const decision = decisions.find((d) => d.id === c.decision_id)
  if (!decision || actor.providerId === null || !['approved', 'denied'].includes(decision.status)) return null
  return { decisionId: decision.id, status: decision.status as 'approved', effectiveAt: iso(c.effective_at) }
}

function factsOf(row: SummaryRow): ConsultationSummary['facts'] {
  const byCode = Map.groupBy(row.observations, (o) => o.code)
  return {
    conditions: row.conditions.map((f) => ({
      id: f.id,
      text: f.text,
      code: f.code,
      source: f.source as 'intake',
      recordedAt: iso(f.recorded_at),
    })),
    medications: row.medications.map((f) => ({
      id: f.id,
      text: f.text,
      dose: f.dose,
      source: f.source as 'intake',
      recordedAt: iso(f.recorded_at),
      lastFilledOn: f.last_filled_on,
    })),
    allergies: row.allergies.map((f) => ({
      id: f.id,
      substance: f.substance,
      reaction: f.reaction,
      source: f.source as 'intake',
      recordedAt: iso(f.recorded_at),
    })),
    reviewed: {
      conditions: row.reviewed.includes('conditions'),
      medications: row.reviewed.includes('medications'),
      allergies: row.reviewed.includes('allergies'),
    },
    observations: [...byCode].map(([code, points]) => ({
      code,
      label: observationLabels[code] ?? code,
      unit: points[0]?.unit ?? '',
      points: points.map((o) => ({
        value: o.value,
        value2: o.value2,
        at: iso(o.effective_at),
        source: o.source as 'intake',
      })),
    })),
  }
}

function notesOf(row: SummaryRow): Pick<ConsultationSummary, 'note' | 'signedNotes'> {
  const draft = row.notes.find((note) => note.status === 'draft')
  return {
    note: draft
      ? { body: draft.body, version: draft.version, savedAt: iso(draft.saved_at), status: 'draft' }
      : { body: '', version: 0, savedAt: null, status: 'draft' },
    signedNotes: row.notes.flatMap(({ id, kind, body, by, signed_at }) =>
      signed_at === null ? [] : [{ id, kind, body, by, signedAt: iso(signed_at) }],
    ),
  }
}

const pharmacyOf = (p: Pharmacy) => ({
  ncpdpId: p.ncpdp_id,
  name: p.name,
  kind: p.kind,
  phone: p.phone,
  addressLine: p.address_line,
  city: p.city,
  state: p.state,
  postalCode: p.postal_code,
})

function orderOf({ order }: SummaryRow): ConsultationSummary['order'] {
  return {
    id: order.id,
    status: order.status as 'draft',
    holdReason: order.hold_reason as 'pharmacy' | null,
    pharmacy: order.pharmacy && pharmacyOf(order.pharmacy),
    prescriptions: order.prescriptions.map((rx) => ({
      id: rx.id,
      status: rx.status as 'signed',
      drugDescription: rx.drug_description,
      sig: rx.sig,
      quantity: rx.quantity,
      daysSupply: rx.days_supply,
      refills: rx.refills,
      pharmacy: pharmacyOf(rx.pharmacy),
      signedAt: iso(rx.signed_at),
      statusAt: iso(rx.status_at),
      rejectText: rx.reject_text,
    })),
    invoice: {
      id: order.invoice.id,
      number: order.invoice.number,
      status: order.invoice.status as 'draft',
      amountCents: order.invoice.amount_cents,
      currency: order.invoice.currency,
    },
    payment: order.invoice.payment && {
      status: order.invoice.payment.status as 'authorised',
      failureCode: order.invoice.payment.failure_code,
    },
  }
}

/** The category's drugs with what may be chosen on the form. */
function formularyFor(category: Category): FormularyEntry[] {
  return formulary.drugsOf(category).map((drug) => ({
    drugId: drug.id,
    name: drug.plainName,
    doses: formulary
      .dosesFor(drug.id)
      .map(({ doseMg, frequency }) => ({ doseMg, frequency, label: `${doseMg} mg ${frequency}` })),
    products: [...formulary.productsFor(drug.id)],
  }))
}
