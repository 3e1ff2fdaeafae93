/** What a clinic offers to patients and asks of its staff: its part of `clinics.settings`. */
import { Category, type ClinicPublic, StateCode } from '@countersign/contract'
import { z } from 'zod'

const Offer = z.object({
  title: z.string(),
  summary: z.string(),
  priceCents: z.int().positive(),
  /** Of a refill that the patient asks for; the visit's price covers them unless it is set. */
  refillPriceCents: z.int().nonnegative().default(0),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .default('usd'),
  /** How long the intake takes. */
  minutes: z.int().positive(),
})
export type Offer = z.infer<typeof Offer>

export const PatientOffer = z.object({
  statesServed: z.array(StateCode).default([]),
  /** A category that is not here is not offered. */
  categories: z.partialRecord(Category, Offer).default({}),
})
export type PatientOffer = z.infer<typeof PatientOffer>

/** What the clinic's staff see by. */
export const StaffView = z.object({ slaWarnPercent: z.int().min(1).max(100).default(75) })

export type Clinic = {
  id: string
  slug: string
  name: string
  phone: string
  offer: PatientOffer
  staffView: z.infer<typeof StaffView>
}

export const clinicForPatients = (clinic: Clinic): ClinicPublic => ({
  slug: clinic.slug,
  name: clinic.name,
  phone: clinic.phone,
  statesServed: clinic.offer.statesServed,
  categories: Category.options.flatMap((category) => {
    const offer = clinic.offer.categories[category]
    if (!offer) return []
    const { refillPriceCents: _refill, ...shown } = offer
    return [{ category, ...shown }]
  }),
})
