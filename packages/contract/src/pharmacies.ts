/** Pharmacies of the network: looking for one, a patient's own, and a clinic's rules of where a prescription goes. */
import { z } from 'zod'
import { PharmacyView } from './consultations.ts'
import { Category, Id, StateCode } from './vocabulary.ts'

export const PharmacyKind = PharmacyView.shape.kind
export type PharmacyKind = z.infer<typeof PharmacyKind>

/**
 * What a pharmacy can do beyond handing out what is on its shelf, as the network's directory says.
 * `glp1_stock` is its stock message: GLP-1 pens are there now. `epcs`: controlled substances electronically.
 */
export const PharmacyCapability = z.enum([
  'glp1_stock',
  'epcs',
  'compounding',
  'delivery',
  'cold_chain',
  'open_24_hours',
])
export type PharmacyCapability = z.infer<typeof PharmacyCapability>

const NcpdpId = z.string().regex(/^\d{7}$/)

export const PharmacySearch = z.object({
  search: z.string().trim().max(80).optional(),
  state: StateCode.optional(),
  /** Where the patient is: sorts by distance and keeps what is within reach or delivers. */
  postalCode: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  kind: PharmacyKind.optional(),
  capability: PharmacyCapability.optional(),
  /** Miles around the ZIP code; what delivers is kept all the same. */
  within: z.coerce.number().min(1).max(500).optional(),
})
export type PharmacySearch = z.infer<typeof PharmacySearch>

export const PharmacyFound = PharmacyView.extend({
  statesServed: z.array(StateCode),
  capabilities: z.array(PharmacyCapability),
  /** Great-circle miles from the ZIP code; null where either place is not known. */
  distanceMiles: z.number().nullable(),
})
export type PharmacyFound = z.infer<typeof PharmacyFound>

/**
 * `origin` is where distances were measured from: the ZIP code's own pharmacies, or those of the nearest known
 * area of the same three digits when the directory has none in that ZIP code. Null when no distance was measured.
 */
export const PharmacyList = z.object({
  items: z.array(PharmacyFound),
  origin: z.object({ postalCode: z.string(), exact: z.boolean(), text: z.string() }).nullable(),
})
export type PharmacyList = z.infer<typeof PharmacyList>

export const ChoosePharmacy = z.object({ pharmacyId: NcpdpId })

/** The patient's own pharmacy: where the next visit's prescription goes unless they choose another. */
export const FavouritePharmacy = z.object({ pharmacy: PharmacyView.nullable() })
export const SaveFavouritePharmacy = z.object({ pharmacyId: NcpdpId.nullable() })

/** A rule matches when everything it states is so. Null states nothing. */
export const RoutingCondition = z.object({
  category: Category.nullable().default(null),
  drugId: z.string().min(1).max(60).nullable().default(null),
  state: StateCode.nullable().default(null),
  coverage: z.enum(['cash', 'insured']).nullable().default(null),
})
export type RoutingCondition = z.infer<typeof RoutingCondition>

/** What a matching rule says: this pharmacy, this kind, this capability, never this pharmacy. */
export const RoutingEffect = z.object({
  effect: z.enum(['prefer_pharmacy', 'prefer_kind', 'require_capability', 'avoid_pharmacy']),
  pharmacyId: NcpdpId.nullable().default(null),
  kind: PharmacyKind.nullable().default(null),
  capability: PharmacyCapability.nullable().default(null),
})

export const SaveRoutingRule = RoutingCondition.extend(RoutingEffect.shape)
  .extend({
    name: z.string().trim().min(3).max(80),
    /** Lower comes first. */
    position: z.int().min(0).max(999),
    active: z.boolean().default(true),
  })
  .refine(
    (rule) =>
      (rule.effect === 'prefer_pharmacy' || rule.effect === 'avoid_pharmacy') ===
        (rule.pharmacyId !== null) &&
      (rule.effect === 'prefer_kind') === (rule.kind !== null) &&
      (rule.effect === 'require_capability') === (rule.capability !== null),
    'A rule names exactly what its effect needs',
  )
export type SaveRoutingRule = z.infer<typeof SaveRoutingRule>

export const RoutingRule = RoutingCondition.extend(RoutingEffect.shape).extend({
  id: Id,
  name: z.string(),
  position: z.int(),
  active: z.boolean(),
})
export type RoutingRule = z.infer<typeof RoutingRule>
export const RoutingRules = z.object({ items: z.array(RoutingRule) })

/**
 * Narrows where an order could go. `search` matches name, city, ZIP code or NCPDP ID; `postalCode` measures from
 * there and not from the patient's home. `drugId` is the drug on the form while nothing is signed yet.
 */
export const PharmacyRouteQuery = PharmacySearch.pick({ search: true, postalCode: true, kind: true }).extend({
  drugId: z.string().min(1).max(60).optional(),
})
export type PharmacyRouteQuery = z.infer<typeof PharmacyRouteQuery>

/** Where an order could go, best first, each with why. The patient's own choice always stands above rules. */
export const PharmacyRoutes = z.object({
  items: z.array(
    z.object({
      pharmacy: PharmacyFound,
      reasons: z.array(z.object({ for: z.boolean(), text: z.string() })),
      /** Tells why it may not be chosen at all; null when it may. */
      excluded: z.string().nullable(),
    }),
  ),
})
export type PharmacyRoutes = z.infer<typeof PharmacyRoutes>
