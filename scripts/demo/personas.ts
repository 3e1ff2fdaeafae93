/** The people of the demo. All of them are made up; their telephone numbers are in the reserved 555-01xx range. */
import type { Category } from '@countersign/contract'
import { born, healthy, pick, type Sheet } from './answers.ts'
import { cards } from './sandbox-client.ts'

export type Place = {
  readonly city: string
  readonly state: string
  readonly postalCode: string
  readonly areaCode: string
}

/** Where the demo clinics' patients live. */
export const places = {
  austin: { city: 'Austin', state: 'TX', postalCode: '78701', areaCode: '512' },
  dallas: { city: 'Dallas', state: 'TX', postalCode: '75201', areaCode: '214' },
  miami: { city: 'Miami', state: 'FL', postalCode: '33130', areaCode: '305' },
  tampa: { city: 'Tampa', state: 'FL', postalCode: '33602', areaCode: '813' },
  denver: { city: 'Denver', state: 'CO', postalCode: '80202', areaCode: '303' },
  phoenix: { city: 'Phoenix', state: 'AZ', postalCode: '85004', areaCode: '602' },
  tucson: { city: 'Tucson', state: 'AZ', postalCode: '85701', areaCode: '520' },
  seattle: { city: 'Seattle', state: 'WA', postalCode: '98101', areaCode: '206' },
} as const satisfies Record<string, Place>

/** Pharmacies of the sandbox's directory, by what they are like. */
export const pharmacies = {
  austin: '9900041',
  miami: '9900082',
  denver: '9900108',
  phoenix: '9900033',
  seattle: '9900017',
  mail: '9900223',
  /** Never takes a prescription as it is (Error 601). */
  gatehouse: '9900157',
  /** Takes it and has nothing in stock. */
  emptyShelf: '9900207',
  prairiePost: '9900231',
  compounding: '9900264',
} as const

export type Persona = {
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly sex: 'female' | 'male'
  readonly place: Place
  readonly category: Category
  readonly pharmacyId: string
  /** Card numbers tried in turn on the card page. */
  readonly cards: readonly string[]
  readonly sheet: Sheet
}

type Who = {
  readonly name: string
  readonly birthDate: string
  readonly sex: 'female' | 'male'
  readonly place?: Place
  readonly category: Category
  readonly pharmacyId?: string
  readonly cards?: readonly string[]
  /** What differs from a person in good health with this wish. */
  readonly answers?: Sheet
}

const nearest: Record<string, string> = {
  TX: pharmacies.austin,
  FL: pharmacies.miami,
  CO: pharmacies.denver,
  AZ: pharmacies.phoenix,
  WA: pharmacies.seattle,
}

export const persona = (who: Who): Persona => {
  const [givenName = '', ...rest] = who.name.split(' ')
  const place = who.place ?? places.austin
  return {
    givenName,
    familyName: rest.join(' '),
    birthDate: who.birthDate,
    sex: who.sex,
    place,
    category: who.category,
    pharmacyId: who.pharmacyId ?? nearest[place.state] ?? pharmacies.mail,
    cards: who.cards ?? [cards.good],
    sheet: {
      ...healthy[who.category],
      'birth-date': born(who.birthDate),
      sex: pick(who.sex),
      ...who.answers,
    },
  }
}

export const emailOf = ({ givenName, familyName }: Persona): string =>
  `${givenName}.${familyName}`
    .toLowerCase()
    .replaceAll(/[^a-z.]/g, '')
    .concat('@patient.example')
