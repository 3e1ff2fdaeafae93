// Arbitrary parts of messages for property tests, in the form they have on the wire.
import fc from 'fast-check'
import {
  canonicalDecimal,
  DEA_SCHEDULES,
  QUANTITY_UNITS,
  RESPONSE_REASON_CODES,
  RX_FILL_INDICATORS,
  type ScriptBody,
  type ScriptMessage,
  SUBSTITUTION_CODES,
  wireText,
} from '../src/index.ts'
import { hasForbiddenCharacter } from '../src/wire-text.ts'

type Arbitraries<T> = { [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> }

/** A record whose named keys are always there; the others come and go, and are then absent, not undefined. */
export const record = <T extends object>(
  parts: Arbitraries<T>,
  required: readonly (keyof T)[],
): fc.Arbitrary<T> =>
  fc.record<T>(parts as { [K in keyof T]: fc.Arbitrary<T[K]> }, {
    requiredKeys: [...required],
  }) as fc.Arbitrary<T>

export const someOf = <T>(item: fc.Arbitrary<T>, max = 3): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 1, maxLength: max })
export const keyOf = (table: object): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(table))

export const words = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: max }),
      fc.lorem({ maxCount: 6 }),
      fc.constant(`<&'"]]>&amp;`),
    )
    .map((value) => wireText([...wireText(value)].slice(0, max).join('')))
    .filter((value) => value !== '' && !hasForbiddenCharacter(value))
const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const identifier = fc.string({
  unit: fc.constantFrom(...'abcdefABCDEF0123456789-_.:/&<'),
  minLength: 1,
  maxLength: 35,
})
export const decimal = fc
  .tuple(fc.nat(999_999), fc.nat(9999), fc.integer({ min: 0, max: 4 }))
  .map(([whole, fraction, places]) =>
    places === 0 ? `${whole}` : `${whole}.${`${fraction}`.padStart(4, '0').slice(0, places)}`,
  )
  .map((value) => canonicalDecimal(value) ?? '1')
const moment = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const day = moment.map((value) => value.slice(0, 10))
export const dayOrMoment = fc.oneof(day, moment)
const capitals = fc.string({
  unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  minLength: 2,
  maxLength: 2,
})
const phone = digits(10)

const party = fc.record({ qualifier: fc.constantFrom('P', 'C', 'D', 'M', 'PY', 'ZZZ'), id: words(35) })
export const header = record<ScriptMessage['header']>(
  {
    to: party,
    from: party,
    messageId: identifier,
    relatesToMessageId: identifier,
    sentTime: moment,
    security: record<NonNullable<ScriptMessage['header']['security']>>(
      {
        username: words(35),
        passwordDigest: words(60),
        created: moment,
        senderSecondaryId: words(35),
        senderTertiaryId: words(35),
        receiverSecondaryId: words(35),
        receiverTertiaryId: words(35),
      },
      [],
    ),
    senderSoftware: fc.record({ developer: words(35), product: words(35), version: words(35) }),
    mailbox: record<{ deliveredId?: string; acknowledgementId?: string }>(
      { deliveredId: words(35), acknowledgementId: words(35) },
      [],
    ),
    testMessage: fc.boolean(),
    rxReferenceNumber: words(35),
    tertiaryIdentifier: words(35),
    prescriberOrderNumber: words(35),
    digitalSignature: fc.record({ version: fc.constantFrom('1.0', '1.1'), signed: fc.boolean() }),
  },
  ['to', 'from', 'messageId', 'sentTime', 'senderSoftware'],
)

export type Body<K extends ScriptBody['type']> = Extract<ScriptBody, { type: K }>
export type NewRx = Body<'NewRx'>
type Prescribed = NewRx['medicationPrescribed']
type Dispensed = Body<'RxRenewalRequest'>['medicationDispensed']
type Requested = NonNullable<Body<'RxChangeRequest'>['medicationsRequested']>[number]
type Coded = NonNullable<Prescribed['drugCoded']>
type Benefits = NonNullable<NewRx['benefits']>[number]
type Diagnosis = NonNullable<Prescribed['diagnoses']>[number]

const name = record<NewRx['patient']['name']>(
  { lastName: words(35), firstName: words(35), middleName: words(35), suffix: words(10), prefix: words(10) },
  ['lastName', 'firstName'],
)
const address = record<NonNullable<NewRx['patient']['address']>>(
  {
    line1: words(40),
    line2: words(40),
    city: words(35),
    state: capitals,
    postalCode: fc.oneof(digits(5), digits(9)),
    country: capitals,
  },
  ['line1', 'city', 'state', 'postalCode'],
)
export const patient = record<NewRx['patient']>(
  {
    medicalRecordNumber: words(35),
    name,
    gender: fc.constantFrom('M', 'F', 'U'),
    dateOfBirth: day,
    address,
    phone,
    email: words(80),
  },
  ['name', 'gender', 'dateOfBirth'],
)
export const pharmacy = record<NewRx['pharmacy']>(
  {
    ncpdpId: digits(7),
    stateLicenseNumber: words(35),
    deaNumber: digits(7).map((number) => `AB${number}`),
    npi: digits(10),
    businessName: words(70),
    address,
    phone,
    fax: phone,
  },
  ['ncpdpId', 'businessName'],
)
export const prescriber = record<NewRx['prescriber']>(
  {
    stateLicenseNumber: words(35),
    deaNumber: digits(7).map((number) => `F9${number}`),
    npi: digits(10),
    name,
    address,
    phone,
    fax: phone,
  },
  ['npi', 'name'],
)
export const benefits = someOf(
  record<Benefits>(
    {
      payerId: words(35),
      pcn: words(35),
      bin: fc.oneof(digits(6), digits(8)),
      payerName: words(70),
      cardholderId: words(35),
      groupId: words(35),
      personCode: words(3),
      pbmMemberId: words(80),
    },
    [],
  ),
)

const ncit = fc.nat(999_999).map((number) => `C${number}`)
const drugCoded = record<Coded>(
  {
    productCode: fc.oneof(
      digits(11).map((code) => ({ code, qualifier: 'ND' })),
      words(40).map((code) => ({ code, qualifier: 'UP' })),
    ),
    strength: record<NonNullable<Coded['strength']>>(
      { value: fc.oneof(decimal, fc.constant('37.5-25')), form: ncit, unitOfMeasure: ncit },
      ['value', 'unitOfMeasure'],
    ),
    drugDbCodes: someOf(
      fc
        .tuple(digits(6), fc.constantFrom('SCD', 'SBD', 'GPCK', 'BPCK'))
        .map(([code, qualifier]) => ({ code, qualifier })),
    ),
    deaSchedule: keyOf(DEA_SCHEDULES),
  },
  [],
)
const quantity = fc.record({
  value: decimal,
  codeListQualifier: fc.constantFrom('38', '40', 'QS'),
  unitOfMeasure: keyOf(QUANTITY_UNITS),
})
const diagnosisCode = record<Diagnosis['primary']>(
  {
    code: fc.constantFrom('E669', 'N529', 'L649', 'Z6841'),
    qualifier: fc.constant('ABF'),
    description: words(100),
  },
  ['code', 'qualifier'],
)
const medicationParts = {
  drugDescription: words(105),
  drugCoded,
  quantity,
  daysSupply: fc.integer({ min: 1, max: 999 }),
  lastFillDate: dayOrMoment,
  substitutions: keyOf(SUBSTITUTION_CODES),
  numberOfRefills: fc.integer({ min: 0, max: 99 }),
  diagnoses: someOf(
    record<Diagnosis>(
      {
        clinicalInformationQualifier: fc.constantFrom('1', '2'),
        primary: diagnosisCode,
        secondary: diagnosisCode,
      },
      ['clinicalInformationQualifier', 'primary'],
    ),
    2,
  ),
  priorAuthorization: words(35),
  note: words(210),
  sigText: words(1000),
  otherDates: someOf(
    fc.record({ date: dayOrMoment, qualifier: fc.constantFrom('EffectiveDate', 'ExpirationDate') }),
  ),
}
export const prescribed = record<Prescribed>(
  { ...medicationParts, writtenDate: dayOrMoment, rxFillIndicator: fc.constantFrom(...RX_FILL_INDICATORS) },
  ['drugDescription', 'quantity', 'writtenDate', 'substitutions', 'numberOfRefills', 'sigText'],
)
export const dispensed = record<Dispensed>(
  { ...medicationParts, writtenDate: dayOrMoment, pharmacyRequestedRefills: fc.integer({ min: 0, max: 99 }) },
  ['drugDescription', 'quantity'],
)
export const requested = record<Requested>({ ...medicationParts, writtenDate: day }, ['drugDescription'])

export const reasonCodes = someOf(keyOf(RESPONSE_REASON_CODES))
type Approval = { reasonCodes?: string[]; referenceNumber?: string; note?: string }
type Denial = { reasonCodes?: string[]; referenceNumber?: string; denialReason?: string }
export const approval = record<Approval>({ reasonCodes, referenceNumber: words(35), note: words(210) }, [])
export const denial = record<Denial>({ reasonCodes, referenceNumber: words(35), denialReason: words(210) }, [
  'denialReason',
])
export const fillNote = record<{ reasonCodes?: string[]; note?: string }>(
  { reasonCodes, note: words(210) },
  [],
)

export const tagged = <K extends string, V extends string, T extends object>(
  key: K,
  value: V,
  parts: fc.Arbitrary<T>,
) => parts.map((rest) => ({ [key]: value, ...rest }) as { [P in K]: V } & T)
export const outcome = <V extends string, T extends object>(value: V, parts: fc.Arbitrary<T>) =>
  tagged('outcome', value, parts)
