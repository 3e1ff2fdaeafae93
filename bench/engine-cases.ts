/**
 * Cases for measuring the clinical engine: plainly fictional, drawn from a seed, the same for the same seed. They
 * are mixed as an intake is: three categories, mostly complete answers, a few conditions and medicines, some
 * dangers, some odd spellings, and most with a request.
 */

import type { CaseInput, PatientInput, Proposal } from '../packages/clinical/src/types.ts'

/** mulberry32: a small generator of evenly spread numbers in [0, 1), the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const medicines = [
  'lisinopril 10 mg',
  'amlodipine 5 mg',
  'atorvastatin',
  'metformin 500 mg twice daily',
  'sertraline 50 mg',
  'levothyroxine 75 mcg',
  'omeprazole',
  'albuterol inhaler',
  'ibuprofen as needed',
  'vitamin D',
  'losartan',
  'hydrochlorothiazide',
  'escitalopram',
  'gabapentin',
  'Flomax',
  'Lantus 20 units',
  'warfarin',
  'nitroglycerin 0.4 mg as needed',
  'Adderall 20 mg',
  'tramadol',
  'Genvoya',
  'spironolactone 50 mg',
  'finasteride 1 mg',
  'Ozempic 0.5 mg weekly',
  'Wellbutrin XL 300',
  'clarithromycin 500 mg',
  'birth control pill',
  'suboxone, stopped 5 days ago',
  'topiramate',
  'sildenifil 50',
  'metropolol',
  'a green tablet for nerves',
]
const conditions = [
  { text: 'hypertension' },
  { code: 'I10' },
  { code: 'E11.9', text: 'Type 2 diabetes' },
  { text: 'high cholesterol' },
  { text: 'sleep apnea' },
  { text: 'depression' },
  { text: 'anxiety' },
  { text: 'PCOS' },
  { text: 'BPH' },
  { text: 'migraine' },
  { text: 'GERD' },
  { text: 'asthma' },
  { text: 'hypothyroidism' },
  { text: 'gallstones, gallbladder removed' },
  { code: 'N20.0', text: 'Kidney stones' },
  { code: 'I25.10', text: 'coronary artery disease' },
  { text: 'heart attack', monthsAgo: 30 },
  { text: 'seizures as a child' },
  { text: 'glaucoma' },
  { text: 'no history of pancreatitis' },
  { text: 'mother had breast cancer' },
  { text: 'bulimia in college' },
]
const allergens = [
  { substance: 'penicillin', reaction: 'rash' },
  { substance: 'sulfa', reaction: 'hives' },
  { substance: 'latex' },
  { substance: 'Viagra', reaction: 'headache' },
  { substance: 'propylene glycol', reaction: 'rash' },
]
const requests: Readonly<Record<CaseInput['category'], readonly Proposal[]>> = {
  weight: [
    { drug: 'Wegovy', doseMg: 0.25, frequency: 'once weekly' },
    { drug: 'tirzepatide', doseMg: 2.5, frequency: 'once weekly' },
    { drug: 'Contrave', doseMg: 8, frequency: 'once daily' },
    { drug: 'phentermine', doseMg: 37.5, frequency: 'once daily' },
    { drug: 'metformin', doseMg: 500, frequency: 'twice daily' },
  ],
  ed: [
    { drug: 'sildenafil', doseMg: 50, frequency: 'as needed' },
    { drug: 'Cialis', doseMg: 10, frequency: 'as needed' },
    { drug: 'tadalafil daily', doseMg: 5, frequency: 'once daily' },
    { drug: 'vardenafil', doseMg: 20, frequency: 'as needed' },
    { drug: 'avanafil', doseMg: 100, frequency: 'as needed' },
  ],
  hair: [
    { drug: 'finasteride', doseMg: 1, frequency: 'once daily' },
    { drug: 'minoxidil topical 5%', frequency: 'twice daily' },
    { drug: 'oral minoxidil', doseMg: 2.5, frequency: 'once daily' },
    { drug: 'spironolactone', doseMg: 50, frequency: 'once daily' },
  ],
}
const answersOf = {
  weight: {
    scoff: 0,
    phq2: 1,
    phq9Item9: 0,
    familyHistoryMTC: 'no',
    pancreatitisHistory: 'no',
    opioidUse: 'no',
    seizureHistory: 'no',
    maoiLast14Days: 'no',
    alcoholUse: 'two glasses of wine a week',
    auditC: 2,
    plannedSurgery: 'no',
  },
  ed: {
    nitrateUse: 'no',
    recreationalNitrites: 'no',
    recentCardiacEvent: 'no',
    climbsTwoFlightsWithoutSymptoms: true,
    shim: 12,
    symptomDurationMonths: 12,
    alcoholPerOccasion: 2,
  },
  hair: {
    scoff: 0,
    phq2: 0,
    phq9Item9: 0,
    hairLossPattern: 'receding hairline',
    symptomDurationMonths: 24,
    scalpPhoto: true,
    onset: 'gradual',
  },
} as const

/** `count` cases from `seed`; the same seed gives the same cases. */
export function engineCases(count: number, seed: number): readonly CaseInput[] {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const some = <Item>(items: readonly Item[], most: number): readonly Item[] => {
    const chosen: Item[] = []
    for (let left = below(most + 1); left > 0; left -= 1) {
      const item = items[below(items.length)]
      if (item !== undefined && !chosen.includes(item)) chosen.push(item)
    }
    return chosen
  }
  const unless = <Value>(chance: number, value: Value): Value | null => (random() < chance ? null : value)
  return Array.from({ length: count }, (): CaseInput => {
    const kind = random()
    const category = kind < 0.4 ? 'weight' : kind < 0.75 ? 'ed' : 'hair'
    const female = category === 'weight' ? random() < 0.6 : category === 'hair' && random() < 0.4
    const answers: Record<string, string | number | boolean | null> = { ...answersOf[category] }
    for (const key of Object.keys(answers)) if (random() < 0.04) answers[key] = null
    const fertility = female
      ? {
          contraception: random() < 0.3 ? 'none' : 'IUD',
          pregnancyTest: 'negative',
          pregnancyPlans: 'none',
          periods: random() < 0.2 ? 'irregular' : 'regular',
        }
      : {}
    const patient: PatientInput = {
      sex: female ? 'female' : 'male',
      age: 20 + below(55),
      heightCm: 155 + below(40),
      weightKg: 65 + below(75),
      systolic: unless(0.05, 105 + below(55)),
      diastolic: unless(0.05, 65 + below(32)),
      heartRate: unless(0.1, 55 + below(45)),
      eGFR: unless(0.3, 35 + below(75)),
      ...(female ? { pregnant: false, breastfeeding: false } : {}),
      conditions: some(conditions, 3),
      medications: some(medicines, 4).map((name) => ({ name })),
      allergies: some(allergens, 1),
      labs: { hba1c: 5.6, potassium: 4.2, alt: 24 },
      intakeAnswers: { ...answers, ...fertility },
    }
    const wanted = requests[category]
    const request = wanted[below(wanted.length)]
    return random() < 0.7 && request !== undefined
      ? { category, patient, proposed: request }
      : { category, patient }
  })
}
