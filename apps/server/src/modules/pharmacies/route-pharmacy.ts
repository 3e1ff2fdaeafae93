/**
 * Where a prescription should go. Pure. What cannot be chosen says why; what can is ranked, and every reason for
 * or against is kept, so that a person sees why one stands before another. The patient's own choice stands above
 * every rule of the clinic, and a rule whose condition is not known does not match.
 */
import type {
  PharmacyCapability,
  PharmacyFound,
  PharmacyKind,
  PharmacyRoutes,
  RoutingRule,
} from '@countersign/contract'

export type RoutingCase = {
  category: 'weight' | 'ed' | 'hair'
  drugId: string
  state: string
  /** Null while it is not known how the patient pays. */
  coverage: 'cash' | 'insured' | null
  /** The pharmacy of the order as the patient chose it. */
  chosen: string | null
  favourite: string | null
  controlled: boolean
  /** GLP-1 pens: short in supply, and kept cold. */
  glp1: boolean
  /** Pharmacies that rejected this order already, with their words. */
  refused: ReadonlyMap<string, string>
}

type Reason = { for: boolean; text: string }
type Weighed = { reasons: Reason[]; score: number; excluded: string | null }

const capabilityWords: Record<PharmacyCapability, string> = {
  glp1_stock: 'GLP-1 pens in stock',
  epcs: 'controlled substances electronically',
  compounding: 'compounding',
  delivery: 'delivery',
  cold_chain: 'cold shipping',
  open_24_hours: 'open day and night',
}
/** A drive nobody minds. */
const NEAR_MILES = 10
const kindWords = { retail: 'retail', mail_order: 'mail-order', compounding: 'compounding' } as const

/** Whether everything the rule states is so. */
export const matches = (rule: RoutingRule, of: RoutingCase): boolean =>
  rule.active &&
  (rule.category === null || rule.category === of.category) &&
  (rule.drugId === null || rule.drugId === of.drugId) &&
  (rule.state === null || rule.state === of.state) &&
  (rule.coverage === null || rule.coverage === of.coverage)

/** The formulary holds manufactured products only: nothing but a rule sends one of them to a compounder. */
const asksFor = (rule: RoutingRule, pharmacy: PharmacyFound): boolean =>
  (rule.effect === 'prefer_pharmacy' && rule.pharmacyId === pharmacy.ncpdpId) ||
  (rule.effect === 'prefer_kind' && rule.kind === pharmacy.kind) ||
  (rule.effect === 'require_capability' && rule.capability === 'compounding')

/** @param way the kind the patient has their medicine from; null while it is not known. */
function weigh(
  pharmacy: PharmacyFound,
  rules: readonly RoutingRule[],
  of: RoutingCase,
  way: PharmacyKind | null,
): Weighed {
  const reasons: Reason[] = []
  let score = 0
  let excluded: string | null = null
  const say = (points: number, text: string) => {
    score += points
    reasons.push({ for: points >= 0, text })
  }
  const has = (capability: PharmacyCapability) => pharmacy.capabilities.includes(capability)
  const exclude = (text: string) => {
    excluded ??= text
  }

  if (pharmacy.state !== of.state && !pharmacy.statesServed.includes(of.state))
    exclude(`It does not dispense to patients in ${of.state}.`)
  if (of.controlled && !has('epcs')) exclude('It does not take controlled substances electronically.')
  const refusal = of.refused.get(pharmacy.ncpdpId)
  if (refusal !== undefined) say(-2000, `It turned this order down: ${refusal}`)

  if (pharmacy.ncpdpId === of.chosen) say(1000, 'The patient chose it.')
  else if (pharmacy.ncpdpId === of.favourite) say(400, 'It is the patient’s own pharmacy.')
  else if (
    pharmacy.kind === 'compounding' &&
    !rules.some((rule) => matches(rule, of) && asksFor(rule, pharmacy))
  )
    say(-200, 'It compounds, and this medicine is manufactured.')
  else if (pharmacy.kind === way) say(28, `The patient has theirs from a ${kindWords[way]} pharmacy too.`)

  for (const rule of rules) {
    if (!matches(rule, of)) continue
    const weight = Math.max(300 - rule.position, 120)
    if (rule.effect === 'avoid_pharmacy' && rule.pharmacyId === pharmacy.ncpdpId)
      exclude(`Clinic rule “${rule.name}”: not to this pharmacy.`)
    if (rule.effect === 'require_capability' && rule.capability && !has(rule.capability))
      exclude(`Clinic rule “${rule.name}”: needs ${capabilityWords[rule.capability]}.`)
    if (rule.effect === 'require_capability' && rule.capability && has(rule.capability))
      say(5, `It has ${capabilityWords[rule.capability]}, as “${rule.name}” asks.`)
    if (rule.effect === 'prefer_pharmacy' && rule.pharmacyId === pharmacy.ncpdpId)
      say(weight, `Clinic rule “${rule.name}” prefers it.`)
    if (rule.effect === 'prefer_kind' && rule.kind === pharmacy.kind)
      say(weight / 2, `Clinic rule “${rule.name}” prefers ${kindWords[pharmacy.kind]} pharmacies.`)
  }

  if (of.glp1) {
    if (has('glp1_stock')) say(50, 'It says that it has GLP-1 pens in stock.')
    else say(-50, 'It does not say that it has GLP-1 pens in stock.')
    if (pharmacy.kind === 'mail_order' && !has('cold_chain')) say(-80, 'It does not ship cold.')
  }
  if (pharmacy.distanceMiles !== null && pharmacy.kind === 'retail') {
    const text =
      pharmacy.distanceMiles < 1 ? 'Less than a mile away.' : `${pharmacy.distanceMiles} miles away.`
    const near = pharmacy.distanceMiles <= NEAR_MILES
    score += (near ? 25 : 0) - Math.min(pharmacy.distanceMiles, 45) / 3
    reasons.push({ for: near, text })
  }
  if (pharmacy.kind !== 'retail' || has('delivery')) say(2, 'It delivers.')
  return { reasons, score, excluded }
}

/** Best first; those that cannot be chosen last. Ties by name, so that the same case gives the same list. */
export function routePharmacies(
  pharmacies: readonly PharmacyFound[],
  rules: readonly RoutingRule[],
  of: RoutingCase,
): PharmacyRoutes['items'] {
  const kindOf = (id: string | null) => pharmacies.find(({ ncpdpId }) => ncpdpId === id)?.kind ?? null
  const way = kindOf(of.chosen) ?? kindOf(of.favourite)
  return pharmacies
    .map((pharmacy) => ({ pharmacy, ...weigh(pharmacy, rules, of, way) }))
    .sort(
      (a, b) =>
        Number(a.excluded !== null) - Number(b.excluded !== null) ||
        b.score - a.score ||
        (a.pharmacy.name < b.pharmacy.name ? -1 : 1),
    )
    .map(({ pharmacy, reasons, excluded }) => ({ pharmacy, reasons, excluded }))
}
