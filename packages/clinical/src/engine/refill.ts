/** Refill timing: formulary §8.3. The fractions are platform policy; a controlled one cannot go below 90 %. */

import type { Facts, FillFact } from '../facts/facts.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import { sourceRef } from '../knowledge/sources.ts'
import type { DrugId, Finding, Refill, Severity } from '../types.ts'

const family = (id: DrugId): string => (id.startsWith('tadalafil') ? 'tadalafil' : id)

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

const finding = (
  rule: string,
  severity: Severity,
  text: string,
  management: string,
  facts: readonly string[],
): Finding => ({
  rule,
  ruleVersion: 1,
  severity,
  text,
  management,
  source: sourceRef('POLICY', '8.3'),
  confidence: 'P',
  overridable: severity === 'major' || severity === 'moderate',
  missing: [],
  facts,
})

function fractionFor(drugId: DrugId, facts: Facts): number {
  if (drugById[drugId].schedule !== null) return Math.max(0.9, facts.policy.controlledRefillFraction ?? 0.9)
  return facts.policy.refillFraction ?? 0.75
}

/** Fills of the drug asked for, or without a request of every drug of the category, latest first. */
function relevantFills(facts: Facts): readonly FillFact[] {
  const wanted = facts.proposedId
  return facts.fills
    .filter((fill) =>
      wanted === null
        ? drugById[fill.drugId].category === facts.category
        : family(fill.drugId) === family(wanted),
    )
    .sort((a, b) => a.lastFillDaysAgo - b.lastFillDaysAgo)
}

export type RefillAssessment = { readonly refill: Refill; readonly findings: readonly Finding[] }

export function assessRefill(facts: Facts): RefillAssessment {
  const fills = relevantFills(facts)
  const latest = new Map<string, FillFact>()
  for (const fill of fills) if (!latest.has(family(fill.drugId))) latest.set(family(fill.drugId), fill)
  const findings: Finding[] = []
  let refill: Refill = null
  for (const fill of latest.values()) {
    const drug = drugById[fill.drugId]
    const needed = fractionFor(fill.drugId, facts) * fill.daysSupply
    const early = fill.lastFillDaysAgo < needed - 1e-9
    if (early) {
      refill = 'too_soon'
      const from = Math.ceil(needed - 1e-9)
      findings.push(
        finding(
          'RX-REFILL',
          drug.schedule === null ? 'moderate' : 'major',
          `Too soon: filled ${fill.lastFillDaysAgo} days ago for ${fill.daysSupply} days. Earliest ${dateOf(facts.today + from - fill.lastFillDaysAgo)}.`,
          drug.schedule === null ? 'Wait, or record why not.' : 'Controlled: never two overlapping fills.',
          [`${fill.label} filled ${fill.lastFillDaysAgo} days ago for ${fill.daysSupply} days`],
        ),
      )
    } else if (refill === null) refill = 'ok'
    const gap = fill.lastFillDaysAgo
    if (gap > 1.5 * fill.daysSupply)
      findings.push(
        finding(
          'RX-GAP',
          'moderate',
          `Gap: ${gap} days since a fill for ${fill.daysSupply} days.`,
          'Ask about missed doses; the schedule may have to start again.',
          [`${fill.label} filled ${gap} days ago for ${fill.daysSupply} days`],
        ),
      )
    const earlyDays = accumulatedEarlyDays(
      fills.filter((item) => family(item.drugId) === family(fill.drugId)),
    )
    if (earlyDays > 7)
      findings.push(
        finding(
          'RX-EARLY',
          'moderate',
          `${earlyDays} days early in all over the last 90 days.`,
          'Review use with the patient.',
          [`${earlyDays} early days in 90 days`],
        ),
      )
  }
  const overlap = overlappingControlled(facts)
  if (overlap !== null) {
    refill = 'too_soon'
    findings.push(
      finding(
        'RX-OVERLAP',
        'major',
        `Another controlled fill is still running: ${overlap.label}.`,
        'Never two overlapping fills.',
        [`${overlap.label} filled ${overlap.lastFillDaysAgo} days ago for ${overlap.daysSupply} days`],
      ),
    )
  }
  return { refill, findings }
}

/** Days by which each fill, and a fill today, came before the one before it ran out; last 90 days. */
function accumulatedEarlyDays(fills: readonly FillFact[]): number {
  let total = 0
  const latest = fills[0]
  if (latest !== undefined) total += Math.max(0, latest.daysSupply - latest.lastFillDaysAgo)
  for (let index = 0; index + 1 < fills.length; index += 1) {
    const later = fills[index]
    const earlier = fills[index + 1]
    if (later === undefined || earlier === undefined || later.lastFillDaysAgo > 90) continue
    total += Math.max(0, earlier.daysSupply - (earlier.lastFillDaysAgo - later.lastFillDaysAgo))
  }
  return total
}

/** A running fill of the other drug of the phentermine pair when one of them is asked for. */
function overlappingControlled(facts: Facts): FillFact | null {
  const wanted = facts.proposedId
  if (wanted === null || drugById[wanted].schedule === null) return null
  return (
    facts.fills.find(
      (fill) =>
        fill.drugId !== wanted &&
        drugById[fill.drugId].schedule !== null &&
        fill.lastFillDaysAgo < 0.9 * fill.daysSupply,
    ) ?? null
  )
}
