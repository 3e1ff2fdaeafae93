/** The payers' fictional members and what their plans cover. Amounts in cents. */

export type Benefit = {
  copayCents: number
  /** Share the member pays after the deductible, 0 to 1; absent for a plain copay. */
  coinsurance?: number
  priorAuthorization: boolean
}
export type Plan = {
  name: string
  deductibleCents: number
  deductibleLeftCents: number
  officeVisit: Benefit
  pharmacy: Benefit
  /** Shown as a message with the pharmacy benefit. */
  pharmacyNote?: string
}
export type Member = {
  memberId: string
  firstName: string
  lastName: string
  /** YYYYMMDD */
  born: string
  gender: 'M' | 'F' | 'U'
  address: { line1: string; city: string; state: string; postalCode: string }
  status: 'active' | 'inactive' | 'unavailable'
  plan: Plan
}

const choice: Plan = {
  name: 'EVERGREEN CHOICE PPO',
  deductibleCents: 150_000,
  deductibleLeftCents: 42_500,
  officeVisit: { copayCents: 3000, priorAuthorization: false },
  pharmacy: { copayCents: 1500, coinsurance: 0.2, priorAuthorization: true },
  pharmacyNote: 'GLP-1 RECEPTOR AGONISTS FOR WEIGHT MANAGEMENT NEED PRIOR AUTHORIZATION',
}
const saver: Plan = {
  name: 'EVERGREEN SAVER HDHP',
  deductibleCents: 320_000,
  deductibleLeftCents: 320_000,
  officeVisit: { copayCents: 0, coinsurance: 0.3, priorAuthorization: false },
  pharmacy: { copayCents: 0, coinsurance: 0.3, priorAuthorization: true },
  pharmacyNote: 'WEIGHT LOSS DRUGS ARE COVERED ONLY WITH PRIOR AUTHORIZATION',
}
const basic: Plan = {
  name: 'EVERGREEN BASIC HMO',
  deductibleCents: 0,
  deductibleLeftCents: 0,
  officeVisit: { copayCents: 2000, priorAuthorization: false },
  pharmacy: { copayCents: 1000, priorAuthorization: false },
}
const home = { line1: '400 EXAMPLE STREET', city: 'SEATTLE', state: 'WA', postalCode: '98101' }

const members: readonly Member[] = [
  {
    memberId: 'EVG100000001',
    firstName: 'AVA',
    lastName: 'SAMPLE',
    born: '19880412',
    gender: 'F',
    address: home,
    status: 'active',
    plan: choice,
  },
  {
    memberId: 'EVG100000002',
    firstName: 'BEN',
    lastName: 'SPECIMEN',
    born: '19750930',
    gender: 'M',
    address: home,
    status: 'active',
    plan: basic,
  },
  {
    memberId: 'EVG100000003',
    firstName: 'CARA',
    lastName: 'EXAMPLE',
    born: '19920118',
    gender: 'F',
    address: home,
    status: 'active',
    plan: saver,
  },
  {
    memberId: 'EVG100000004',
    firstName: 'DAN',
    lastName: 'FICTION',
    born: '19690703',
    gender: 'M',
    address: home,
    status: 'inactive',
    plan: choice,
  },
  {
    memberId: 'EVG100000005',
    firstName: 'EVE',
    lastName: 'PRETEND',
    born: '19811225',
    gender: 'F',
    address: home,
    status: 'active',
    plan: choice,
  },
  {
    memberId: 'EVG900000042',
    firstName: 'FAY',
    lastName: 'OUTAGE',
    born: '19900101',
    gender: 'F',
    address: home,
    status: 'unavailable',
    plan: choice,
  },
]

export const memberById = (memberId: string): Member | undefined =>
  members.find((member) => member.memberId === memberId.toUpperCase())
