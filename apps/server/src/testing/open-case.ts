/** A case in the queue, opened through the module's own door on the facts a test names. For tests only. */

import type { Category } from '@countersign/contract'
import { openConsultation } from '../modules/consultations/index.ts'
import { system } from '../modules/identity/index.ts'
import { draftInvoice } from '../modules/invoices/index.ts'
import { draftOrder } from '../modules/orders/index.ts'
import { recordFacts } from '../modules/patients/index.ts'
import type { SafetyAnswers } from '../modules/recommendations/index.ts'
import type { TestClinic } from './fixtures.ts'
import type { TestServer } from './test-server.ts'

export const TEST_PHARMACY = '9900041'

export async function insertTestPharmacy(server: TestServer): Promise<void> {
  await server.sql(
    `insert into pharmacies (ncpdp_id, npi, name, kind, phone, address_line, city, state, postal_code, states_served, synced_at)
     values ($1, '1999999984', 'Test Pharmacy', 'retail', '+15125550140', '4 Test Street', 'Austin', 'TX', '78701', '{TX}', now())
     on conflict do nothing`,
    [TEST_PHARMACY],
  )
}

/** Every safety question of an ED intake answered so that nothing stands against treatment. */
export const clearAnswers: SafetyAnswers['intakeAnswers'] = {
  nitrateUse: 'no',
  recreationalNitrites: 'no',
  recentCardiacEvent: 'no',
  exerciseTolerance: 'yes, climbs two flights of stairs without symptoms',
  symptomDurationMonths: 12,
}

const screens = { scoff: 0, phq2: 0, phq9Item9: 0 }
/** The same for the other categories. */
const clearFor: Record<Category, SafetyAnswers['intakeAnswers']> = {
  ed: clearAnswers,
  hair: {
    ...screens,
    hairLossPattern: 'receding hairline',
    symptomDurationMonths: 24,
    scalpPhoto: true,
    onset: 'gradual',
  },
  weight: {
    ...screens,
    familyHistoryMTC: 'no',
    pancreatitisHistory: 'no',
    opioidUse: 'no',
    seizureHistory: 'no',
    maoiLast14Days: 'no',
    alcoholUse: 'none',
    plannedSurgery: 'no',
  },
}

export type OpenCase = {
  category?: Category
  /** Height in cm and weight in kg. */
  body?: [number, number]
  medications?: string[]
  answers?: SafetyAnswers['intakeAnswers']
  bloodPressure?: [number, number] | null
  heartRate?: number
  amountDue?: boolean
  patientState?: string
}

export async function openCase(
  server: TestServer,
  clinic: TestClinic,
  about: OpenCase = {},
): Promise<string> {
  const { deps } = server
  const { clinicId, patientId } = clinic
  const now = deps.clock.now()
  const reading = about.bloodPressure === undefined ? ([124, 78] as const) : about.bloodPressure
  const category = about.category ?? 'ed'
  await insertTestPharmacy(server)
  return deps.db.write(clinicId, async (tx) => {
    await recordFacts(tx, {
      clinicId,
      patientId,
      source: 'intake',
      sourceId: null,
      at: now,
      medications: (about.medications ?? []).map((text) => ({ text })),
      observations: [
        ...(reading
          ? [{ code: '85354-9', value: reading[0], value2: reading[1], unit: 'mm[Hg]', effectiveAt: now }]
          : []),
        ...(about.heartRate
          ? [{ code: '8867-4', value: about.heartRate, unit: '/min', effectiveAt: now }]
          : []),
        ...(about.body
          ? [
              { code: '8302-2', value: about.body[0], unit: 'cm', effectiveAt: now },
              { code: '29463-7', value: about.body[1], unit: 'kg', effectiveAt: now },
            ]
          : []),
      ],
      reviewedLists: ['conditions', 'medications', 'allergies'],
    })
    const { consultationId } = await openConsultation(tx, {
      actor: system(clinicId, 'test'),
      clinicId,
      patientId,
      patientState: about.patientState ?? 'TX',
      intakeId: null,
      category,
      visitKind: 'first',
      reason: 'A test',
      safetyAnswers: { intakeAnswers: { ...clearFor[category], ...about.answers } },
      answers: [],
      photoCount: 0,
      amountDue: about.amountDue ?? false,
      submittedAt: now,
    })
    const { orderId } = await draftOrder(tx, {
      clinicId,
      consultationId,
      patientId,
      pharmacyId: TEST_PHARMACY,
      createdAt: now,
    })
    await draftInvoice(tx, {
      clinicId,
      orderId,
      consultationId,
      patientId,
      lines: [{ description: 'Visit', amountCents: 3500 }],
      createdAt: now,
    })
    return consultationId
  })
}
