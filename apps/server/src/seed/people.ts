/** The demo clinics and their staff. All of them are made up; their names are on no register. */
import type { StaffRole } from '@countersign/contract'

export type SeedStaff = {
  email: string
  name: string
  role: StaffRole
  provider?: {
    givenName: string
    familyName: string
    credential: 'MD' | 'DO' | 'NP' | 'PA'
    npi: string
    licences: readonly string[]
    /** Made up, with a check digit that fits; registered for schedule IV in each state listed. */
    dea?: { number: string; states: readonly string[] }
  }
}
export type SeedClinic = {
  slug: string
  name: string
  npi: string
  phone: string
  address: { line: string; city: string; state: string; postalCode: string }
  timeZone: string
  settings: Record<string, unknown>
  staff: readonly SeedStaff[]
}

const categories = {
  weight: {
    title: 'Weight management',
    summary: 'A doctor-led plan, with medicine if it is right and safe for you.',
    priceCents: 4900,
    currency: 'usd',
    minutes: 4,
  },
  ed: {
    title: 'Erectile dysfunction',
    summary: 'Private care from a licensed provider, without a waiting room.',
    priceCents: 3500,
    currency: 'usd',
    minutes: 4,
  },
  hair: {
    title: 'Hair loss',
    summary: 'Find out what is behind it and what can slow it down.',
    priceCents: 2900,
    currency: 'usd',
    minutes: 4,
  },
}
const settings = (statesServed: readonly string[]) => ({
  statesServed,
  categories,
  // A demo clinic can be tried without a phone at hand; a real one leaves this out, and then it is required.
  staffSecondFactor: 'optional',
  slaMinutes: { urgent: 30, high: 120, normal: 240 },
  undoSeconds: 10,
})

/** NPIs carry a valid check digit (Luhn over the prefix 80840); none is a real person's that we know of. */
export const clinics: readonly SeedClinic[] = [
  {
    slug: 'cedar',
    name: 'Cedar Telehealth (demo)',
    npi: '1999999984',
    phone: '+15125550100',
    address: { line: '100 Example Street', city: 'Austin', state: 'TX', postalCode: '78701' },
    timeZone: 'America/Chicago',
    settings: {
      ...settings(['TX', 'FL', 'CO', 'AZ', 'WA']),
      // Made up as everything here: the sandbox's network takes controlled substances, no real one would.
      epcs: { enabled: true, certifiedBy: 'The sandbox (demo)', validUntil: '2035-12-31' },
    },
    staff: [
      {
        email: 'avery.okafor@cedar.example',
        name: 'Avery Okafor',
        role: 'provider',
        provider: {
          givenName: 'Avery',
          familyName: 'Okafor',
          credential: 'MD',
          npi: '1999999901',
          licences: ['TX', 'FL', 'CO', 'AZ', 'WA'],
          dea: { number: 'AO1234563', states: ['TX', 'CO'] },
        },
      },
      {
        email: 'jonah.lindqvist@cedar.example',
        name: 'Jonah Lindqvist',
        role: 'provider',
        provider: {
          givenName: 'Jonah',
          familyName: 'Lindqvist',
          credential: 'NP',
          npi: '1999999919',
          licences: ['TX', 'FL', 'CO', 'AZ', 'WA'],
        },
      },
      {
        email: 'mira.castellan@cedar.example',
        name: 'Mira Castellan',
        role: 'provider',
        provider: {
          givenName: 'Mira',
          familyName: 'Castellan',
          credential: 'PA',
          npi: '1999999927',
          licences: ['CO'],
          dea: { number: 'MC9876547', states: ['CO'] },
        },
      },
      { email: 'noor.haddix@cedar.example', name: 'Noor Haddix', role: 'coordinator' },
      { email: 'ben.tallow@cedar.example', name: 'Ben Tallow', role: 'biller' },
      { email: 'ines.marrow@cedar.example', name: 'Ines Marrow', role: 'admin' },
      {
        email: 'sol.vantreight@cedar.example',
        name: 'Sol Vantreight',
        role: 'supervisor',
      },
    ],
  },
  {
    slug: 'juniper',
    name: 'Juniper Clinic (demo)',
    npi: '1999999976',
    phone: '+13035550100',
    address: { line: '200 Example Avenue', city: 'Denver', state: 'CO', postalCode: '80202' },
    timeZone: 'America/Denver',
    settings: settings(['CO']),
    staff: [
      {
        email: 'pia.romberg@juniper.example',
        name: 'Pia Romberg',
        role: 'provider',
        provider: {
          givenName: 'Pia',
          familyName: 'Romberg',
          credential: 'DO',
          npi: '1999999935',
          licences: ['CO'],
        },
      },
      { email: 'odell.frayne@juniper.example', name: 'Odell Frayne', role: 'admin' },
    ],
  },
]
