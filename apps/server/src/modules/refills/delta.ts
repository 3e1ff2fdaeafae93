/**
 * What changed since the last approval, and whether somebody must look. Pure; platform policy, decision 0012.
 * Green is earned: everything that matters was asked, is known and is as it was. What is not known is never green.
 */
import type { CheckInAnswers, Delta, SideEffect, Signal } from '@countersign/contract'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import type { DeltaInput } from './delta-input.ts'
import { adherence, bloodPressure, weight } from './delta-readings.ts'

const line = (
  key: Delta['key'],
  label: string,
  signal: Signal,
  text: string,
  before: string | null = null,
  now: string | null = null,
): Delta => ({ key, label, before, now, signal, text })

/** Women of these ages are asked about pregnancy and breastfeeding at every look. */
export const asksPregnancy = (sex: 'female' | 'male', age: number): boolean => sex === 'female' && age < 56

export function deltasOf(input: DeltaInput): Delta[] {
  return [
    safety(input),
    warningSigns(input),
    sideEffects(input),
    weight(input),
    bloodPressure(input),
    adherence(input),
    list(input, 'medications', 'New medicines', 'newMedications', input.facts.medications, (m) =>
      [m.text, m.dose].filter(Boolean).join(' '),
    ),
    list(input, 'conditions', 'New conditions', 'newConditions', input.facts.conditions, (c) => c.text),
    list(input, 'allergies', 'New allergies', 'newAllergies', input.facts.allergies, (a) => a.substance),
    ...(asksPregnancy(input.sex, input.age) ? [pregnancy(input), breastfeeding(input)] : []),
    timing(input),
    time(input),
    request(input),
  ]
}

const rank: Record<Signal, number> = { green: 0, amber: 1, red: 2 }

export const signalOf = (deltas: readonly Delta[]): Signal =>
  deltas.reduce<Signal>((worst, { signal }) => (rank[signal] > rank[worst] ? signal : worst), 'green')

/** Why it is not green, the gravest first. */
export const reasonsOf = (deltas: readonly Delta[]): string[] =>
  deltas
    .filter(({ signal }) => signal !== 'green')
    .sort((a, b) => rank[b.signal] - rank[a.signal])
    .map(({ label, text }) => `${label}: ${text}`)

const NOT_ASKED = 'The patient was not asked.'
const NOT_SAID = 'The patient did not say.'
const unknown = (answers: CheckInAnswers | null): string => (answers === null ? NOT_ASKED : NOT_SAID)

function safety({ blocking, findings, knownRules, engine }: DeltaInput): Delta {
  const label = 'Safety check'
  if (blocking.length > 0) return line('safety', label, 'red', blocking.join(' '))
  if (engine.contradictions.length > 0)
    return line('safety', label, 'amber', 'Answers and record contradict each other.')
  const heavy = findings.filter(({ severity }) => severity === 'major')
  if (heavy.length > 0) return line('safety', label, 'amber', heavy.map(({ text }) => text).join(' '))
  // Refill timing has a line of its own.
  const fresh = findings.filter(
    ({ severity, rule }) =>
      severity === 'moderate' &&
      !knownRules.includes(rule) &&
      !['RX-REFILL', 'RX-GAP', 'RX-EARLY'].includes(rule),
  )
  if (fresh.length > 0) return line('safety', label, 'amber', fresh.map(({ text }) => text).join(' '))
  return line('safety', label, 'green', 'All rules ran again on today’s facts: nothing new.')
}

function warningSigns({ answers }: DeltaInput): Delta {
  const label = 'Warning signs'
  const signs = answers?.warningSigns ?? null
  if (signs === null) return line('warning_signs', label, 'amber', unknown(answers))
  if (signs.length > 0)
    return line('warning_signs', label, 'red', 'Asked about by name, and there now.', null, signs.join(', '))
  return line('warning_signs', label, 'green', 'Asked by name: none.', null, 'None')
}

const severities = { mild: 0, moderate: 1, severe: 2 } as const
const inWords = (effects: readonly SideEffect[] | null | undefined): string | null =>
  effects === null || effects === undefined
    ? null
    : effects.length === 0
      ? 'None'
      : effects.map(({ text, severity }) => `${text}, ${severity}`).join('; ')

function sideEffects({ answers, before }: DeltaInput): Delta {
  const label = 'Side effects'
  const now = answers?.sideEffects ?? null
  const words = [inWords(before?.sideEffects), inWords(now)] as const
  const said = (signal: Signal, text: string) => line('side_effects', label, signal, text, ...words)
  if (now === null) return said('amber', unknown(answers))
  if (now.some(({ severity }) => severity === 'severe')) return said('red', 'Severe.')
  if (now.some(({ severity }) => severity === 'moderate')) return said('amber', 'Moderate.')
  const earlier = before?.sideEffects ?? []
  const worse = now.filter(
    (effect) =>
      !earlier.some(
        (old) =>
          old.text.trim().toLowerCase() === effect.text.trim().toLowerCase() &&
          severities[old.severity] >= severities[effect.severity],
      ),
  )
  if (worse.length > 0) return said('amber', 'Mild, and new since the last approval.')
  return said('green', now.length === 0 ? 'None.' : 'Mild, as at the last approval.')
}

function list<T extends { recordedAt: Date }>(
  { answers, approvedAt }: DeltaInput,
  key: Delta['key'],
  label: string,
  asked: 'newMedications' | 'newConditions' | 'newAllergies',
  entries: readonly T[],
  wordsOf: (entry: T) => string,
): Delta {
  const fresh = entries.filter(({ recordedAt }) => recordedAt > approvedAt).map(wordsOf)
  const told = (answers?.[asked] ?? []).filter(
    (text) => !fresh.some((known) => known.toLowerCase() === text.toLowerCase()),
  )
  const added = [...fresh, ...told]
  if (added.length > 0)
    return line(key, label, 'amber', 'New since the last approval.', null, added.join('; '))
  if ((answers?.[asked] ?? null) === null) return line(key, label, 'amber', unknown(answers))
  return line(key, label, 'green', 'Asked: none.', null, 'None')
}

function pregnancy({ answers }: DeltaInput): Delta {
  const label = 'Pregnancy'
  const pregnant = answers?.pregnant ?? null
  if (pregnant === null) return line('pregnancy', label, 'amber', unknown(answers))
  return pregnant
    ? line('pregnancy', label, 'red', 'Pregnant, or may be.', null, 'Yes')
    : line('pregnancy', label, 'green', 'Asked: no.', null, 'No')
}

function breastfeeding({ answers }: DeltaInput): Delta {
  const label = 'Breastfeeding'
  const feeds = answers?.breastfeeding ?? null
  if (feeds === null) return line('breastfeeding', label, 'amber', unknown(answers))
  return feeds
    ? line('breastfeeding', label, 'red', 'Breastfeeding now.', null, 'Yes')
    : line('breastfeeding', label, 'green', 'Asked: no.', null, 'No')
}

function timing({ engine, findings }: DeltaInput): Delta {
  const label = 'Refill timing'
  const words = (rule: string) => findings.find((finding) => finding.rule === rule)?.text
  if (engine.refill === 'too_soon')
    return line('refill_timing', label, 'red', words('RX-REFILL') ?? words('RX-OVERLAP') ?? 'Too soon.')
  const other = words('RX-GAP') ?? words('RX-EARLY')
  if (other) return line('refill_timing', label, 'amber', other)
  if (engine.refill === null) return line('refill_timing', label, 'amber', 'No fill is known to count from.')
  return line('refill_timing', label, 'green', 'Not too soon.')
}

/** A refill does not replace a visit for longer than this. */
const VISIT_DAYS = 365

function time({ now, approvedAt, lastVisitAt }: DeltaInput): Delta {
  const since = differenceInCalendarDays(now, approvedAt)
  const visit = differenceInCalendarDays(now, lastVisitAt)
  const words = `${since} ${since === 1 ? 'day' : 'days'} since the last approval`
  return visit > VISIT_DAYS
    ? line(
        'time',
        'Time',
        'amber',
        `The last full visit was ${visit} days ago: more than a year.`,
        null,
        words,
      )
    : line('time', 'Time', 'green', `The last full visit was ${visit} days ago.`, null, words)
}

function request({ request: differs }: DeltaInput): Delta {
  const label = 'Request'
  return differs.length > 0
    ? line('request', label, 'amber', differs.join(' '))
    : line('request', label, 'green', 'The same again.')
}
