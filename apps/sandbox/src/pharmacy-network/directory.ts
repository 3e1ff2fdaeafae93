/** The network's 500 fictional pharmacies. Telephone numbers are in the reserved 555-01xx range. */
import { type PharmacyBehaviour, pharmacyBehaviours } from './behaviours.ts'
import { ncpdpIdFrom, npiFrom } from './check-digits.ts'
import { cities } from './cities.ts'
import { foundingPharmacies } from './founding-pharmacies.ts'

export type PharmacyKind = 'retail' | 'mail_order' | 'compounding'
/** What a pharmacy can do beyond handing out what is on its shelf. */
export type PharmacyCapability =
  | 'glp1_stock'
  | 'epcs'
  | 'compounding'
  | 'delivery'
  | 'cold_chain'
  | 'open_24_hours'
export type Pharmacy = {
  ncpdpId: string
  npi: string
  name: string
  address: { line1: string; city: string; state: string; postalCode: string }
  phone: string
  fax: string
  latitude: number
  longitude: number
  kind: PharmacyKind
  capabilities: PharmacyCapability[]
  statesServed: string[]
  behaviour: PharmacyBehaviour
}

const directorySize = 500

const everyState =
  'AL AK AZ AR CA CO CT DC DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  )

/** A list of states, `*` for every one, `* -AK` for every one but some; empty is the pharmacy's own. */
const statesServed = (list: string, home: string): string[] => {
  if (list === '') return [home]
  if (!list.startsWith('*')) return list.split(' ')
  return everyState.filter((state) => !list.includes(`-${state}`))
}

/** A pharmacy's number in the directory decides all its chances, so that every run has the same 500. */
const chanceOf = (n: number, about: number): number => {
  let mixed = (Math.imul(n, 0x9e3779b1) ^ Math.imul(about + 1, 0x85ebca6b)) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
}
const pick = <T>(list: readonly T[], chance: number): T => list[Math.floor(chance * list.length)] as T

const capabilitiesOf = (n: number, kind: PharmacyKind): PharmacyCapability[] => {
  const has = (about: number, share: number) => chanceOf(n, about) < share
  const found: [PharmacyCapability, boolean][] = [
    ['glp1_stock', has(20, kind === 'compounding' ? 0.2 : 0.6)],
    ['epcs', has(21, kind === 'compounding' ? 0.4 : 0.85)],
    ['compounding', kind === 'compounding' || has(22, 0.06)],
    ['delivery', kind !== 'retail' || has(23, 0.45)],
    ['cold_chain', kind === 'mail_order' || has(24, kind === 'compounding' ? 0.7 : 0.1)],
    ['open_24_hours', kind === 'retail' && has(25, 0.08)],
  ]
  return found.filter(([, yes]) => yes).map(([capability]) => capability)
}

const numbered = (n: number, rest: Omit<Pharmacy, 'ncpdpId' | 'npi' | 'capabilities'>): Pharmacy => ({
  ncpdpId: ncpdpIdFrom(n),
  npi: npiFrom(`19${String(n).padStart(7, '0')}`),
  capabilities: capabilitiesOf(n, rest.kind),
  ...rest,
})

const founders: readonly Pharmacy[] = foundingPharmacies
  .trim()
  .split('\n')
  .map((line, index) => {
    const [, name, kind, behaviour, line1, city, state, postalCode, latitude, longitude, served] = line.split(
      '|',
    ) as [string, string, PharmacyKind, PharmacyBehaviour, ...string[]]
    return numbered(index + 1, {
      name,
      address: { line1: line1 ?? '', city: city ?? '', state: state ?? '', postalCode: postalCode ?? '' },
      phone: `20655501${String(index).padStart(2, '0')}`,
      fax: `20655501${String(index + 50).padStart(2, '0')}`,
      latitude: Number(latitude),
      longitude: Number(longitude),
      kind,
      statesServed: statesServed(served ?? '', state ?? ''),
      behaviour,
    })
  })

const firstWords =
  'Amberlight Applewood Birchbark Bramblebee Brightwater Candlewick Cloudberry Cobblestone Cornflower Cricketsong Daybreak Dandelion Driftwood Elderflower Evergreen Fernhollow Fiddlehead Foxglove Gooseberry Greengate Hazelnut Hearthside Honeycomb Inkwell Juniper Kestrel Lanternfish Lilypad Marigold Meadowlark Millwheel Moonpenny Mulberry Nightingale Oakmoss Otterbrook Paperbark Periwinkle Pinecone Puddlejump Quillfeather Rainbarrel Rosehip Saltmarsh Silverleaf Snowdrop Sparrowhill Starling Sunflower Sweetfern Tanglewood Teakettle Thistledown Tumbleweed Turnpike Velvetleaf Wagonwheel Whistlestop Wildflower Willowbend'.split(
    ' ',
  )
const lastWords: Record<PharmacyKind, readonly string[]> = {
  retail: [
    'Pharmacy',
    'Drugs',
    'Apothecary',
    'Chemists',
    'Family Pharmacy',
    'Corner Pharmacy',
    'Drugstore',
    'Medicine Shop',
  ],
  mail_order: ['Mail Pharmacy', 'Home Delivery Pharmacy', 'Parcel Pharmacy'],
  compounding: ['Compounding', 'Compounding Pharmacy', 'Compounding Rooms'],
}
const streets =
  'Acorn Lane|Bellflower Street|Buttercup Way|Cherrystone Road|Clover Street|Dovetail Avenue|Eggshell Court|Featherbed Lane|Gingham Street|Halfpenny Road|Hopscotch Lane|Jellybean Court|Kettle Street|Lemon Tree Way|Marble Arch Road|Nutmeg Street|Pancake Hill Road|Pebble Street|Quilt Street|Ribbon Road|Saffron Avenue|Tambourine Way|Thimble Street|Umbrella Lane|Violet Terrace|Waffle Street|Windmill Road|Yarrow Street|Zigzag Hill'.split(
    '|',
  )
/** Most of the world works. */
const goodShare = 0.86
const oddBehaviours = pharmacyBehaviours.filter((behaviour) => behaviour !== 'accept')

const compoundingRegions = [
  'AL FL GA NC SC TN VA',
  'AZ CA CO NM NV OR UT WA',
  'CT MA ME NH NJ NY PA RI VT',
  'IA IL IN KY MI MN MO OH WI',
  'AR KS LA MS OK TX',
  'ID MT ND NE SD WY',
]

const namesGiven = new Set<string>()
/** Two words that no other pharmacy has. */
const freeName = (kind: PharmacyKind, index: number): string => {
  const last = lastWords[kind]
  const names = last.map((_, turn) => {
    const first = firstWords[index % firstWords.length]
    return `${first} ${last[(index + turn) % last.length]}`
  })
  const name = names.find((each) => !namesGiven.has(each))
  if (name === undefined) throw new Error('the directory has run out of names')
  namesGiven.add(name)
  return name
}

const linesGiven = new Map<string, number>()
/** The next free line of an area code's 555-0100 to 555-0149; the fax is fifty further. */
const numbersOf = (areaCode: string): number => {
  const line = linesGiven.get(areaCode) ?? 0
  linesGiven.set(areaCode, line + 1)
  return line
}

const invented = (n: number, index: number): Pharmacy => {
  const kind: PharmacyKind = n % 18 === 0 ? 'mail_order' : n % 13 === 0 ? 'compounding' : 'retail'
  const place = cities[index % cities.length] as (typeof cities)[number]
  const { city, state, areaCode } = place
  const line = numbersOf(areaCode)
  const region = compoundingRegions.find((states) => states.includes(state)) ?? ''
  const served =
    kind === 'mail_order' ? (n % 4 === 0 ? '* -AK -HI' : '*') : kind === 'compounding' ? region : ''
  const offset = (about: number) => Math.round((chanceOf(n, about) - 0.5) * 0.05 * 10_000) / 10_000
  return numbered(n, {
    name: freeName(kind, index),
    address: {
      line1: `${1 + Math.floor(chanceOf(n, 1) * 4800)} ${pick(streets, chanceOf(n, 2))}`,
      city,
      state,
      postalCode: pick(place.postalCodes, chanceOf(n, 3)),
    },
    phone: `${areaCode}55501${String(line).padStart(2, '0')}`,
    fax: `${areaCode}55501${String(line + 50).padStart(2, '0')}`,
    latitude: Number((place.latitude + offset(4)).toFixed(4)),
    longitude: Number((place.longitude + offset(5)).toFixed(4)),
    kind,
    statesServed: statesServed(served, state),
    behaviour: chanceOf(n, 6) < goodShare ? 'accept' : pick(oddBehaviours, chanceOf(n, 7)),
  })
}

/** Every pharmacy of the network, in directory order. */
export const pharmacies: readonly Pharmacy[] = [
  ...founders,
  ...Array.from({ length: directorySize - founders.length }, (_, index) =>
    invented(founders.length + 1 + index, index),
  ),
]

const byId = new Map(pharmacies.map((pharmacy) => [pharmacy.ncpdpId, pharmacy]))
export const pharmacyById = (ncpdpId: string): Pharmacy | undefined => byId.get(ncpdpId)

export type DirectorySearch = {
  search?: string | undefined
  zip?: string | undefined
  state?: string | undefined
  kind?: PharmacyKind | undefined
}

/**
 * Pharmacies that match every given criterion. `state` asks who serves it; `zip` keeps the same three-digit
 * area and whoever delivers (mail order, compounding), the exact code first.
 */
export const searchDirectory = ({ search, zip, state, kind }: DirectorySearch): Pharmacy[] => {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const nearness = (pharmacy: Pharmacy) => {
    if (!zip) return 0
    if (pharmacy.address.postalCode === zip.slice(0, 5)) return 0
    if (pharmacy.address.postalCode.slice(0, 3) === zip.slice(0, 3)) return 1
    return pharmacy.kind === 'retail' ? undefined : 2
  }
  return pharmacies
    .filter((pharmacy) => {
      const { line1, city, state: home, postalCode } = pharmacy.address
      const text = `${pharmacy.name} ${line1} ${city} ${home} ${postalCode} ${pharmacy.ncpdpId}`.toLowerCase()
      return (
        words.every((word) => text.includes(word)) &&
        (!state || pharmacy.statesServed.includes(state.toUpperCase())) &&
        (!kind || pharmacy.kind === kind) &&
        nearness(pharmacy) !== undefined
      )
    })
    .sort((a, b) => (nearness(a) ?? 9) - (nearness(b) ?? 9))
}
