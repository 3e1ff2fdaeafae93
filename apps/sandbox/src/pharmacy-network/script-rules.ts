/**
 * What this network accepts. A message that breaks a rule is answered with Error 900 and kept; the words
 * name the place and the rule, as a switch's schema validator would.
 * Rules: NCPDP SCRIPT 2017071 transport and structures; NPI check digit; NDC-11; NCIt QuantityUnitOfMeasure.
 */
import { isNpi } from './check-digits.ts'
import { envelopeOf, type ScriptEnvelope } from './script-message.ts'
import { find, textAt, type XmlElement } from './xml.ts'

export type Validation =
  | { ok: true; message: ScriptEnvelope }
  | { ok: false; faults: string[]; envelope?: ScriptEnvelope | undefined }

const headerOrder =
  'To From MessageID RelatesToMessageID SentTime Security SenderSoftware Mailbox TestMessage RxReferenceNumber TertiaryIdentifier PrescriberOrderNumber DigitalSignature'.split(
    ' ',
  )
const partyQualifiers = ['P', 'C', 'D', 'M', 'PY', 'B', 'PM', 'REM', 'ZZZ']
const versionNames = [
  'DatatypesVersion',
  'TransportVersion',
  'TransactionVersion',
  'StructuresVersion',
  'ECLVersion',
]

/** NCIt subset C89510, NCPDP QuantityUnitOfMeasure. */
const quantityUnits = new Set(
  'C62412 C54564 C64696 C48480 C64933 C53499 C48155 C69124 C48499 C62276 C48504 C120263 C48506 C28254 C48521 C65032 C48524 C120216 C62609 C53502 C53503 C48538 C48539 C53504 C48542 C48548 C38046 C48552'.split(
    ' ',
  ),
)
/** NCIt subset C89507, NCPDP DEASchedule. */
const deaSchedules = new Set(['C48672', 'C48675', 'C48676', 'C48677', 'C48679', 'C38046'])

type Check = {
  fault(words: string): void
  /** The element's text; a fault when it is absent, empty or fails the test. */
  required(path: string, test?: (text: string) => boolean, rule?: string): string | undefined
  /** Like `required`, but absence is fine. */
  optional(path: string, test: (text: string) => boolean, rule: string): string | undefined
  /** A fault when children that are present do not follow the given order. */
  ordered(path: string, order: readonly string[]): void
}

const checkOf = (root: XmlElement, name: string, faults: string[]): Check => {
  const fault = (words: string) => faults.push(words)
  // Description holds 70 characters: name the party and the last two steps, not the whole path.
  const place = (path: string) => {
    const steps = path.split('/')
    const party =
      steps.length > 2 && /^(Patient|Pharmacy|Prescriber)$/.test(steps[0] ?? '') ? `${steps[0]}: ` : ''
    return steps.length === 1 ? `${name}/${path}` : party + steps.slice(-2).join('/')
  }
  return {
    fault,
    required: (path, test, rule = 'is not valid') => {
      const text = textAt(root, path)
      if (text === undefined || text === '') fault(`${place(path)} is missing`)
      else if (test && !test(text)) fault(`${place(path)} ${rule}`)
      return text
    },
    optional: (path, test, rule) => {
      const text = textAt(root, path)
      if (text !== undefined && !test(text)) fault(`${place(path)} ${rule}`)
      return text
    },
    ordered: (path, order) => {
      const parent = path === '' ? root : find(root, path)
      let last = -1
      for (const child of parent?.children ?? []) {
        const index = order.indexOf(child.name)
        if (index === -1) continue
        if (index < last) return void fault(`${path || name}: ${child.name} is out of sequence`)
        last = index
      }
    },
  }
}

const atMost = (length: number) => (text: string) => text.length <= length
const oneOf =
  (...values: string[]) =>
  (text: string) =>
    values.includes(text)
const matches = (pattern: RegExp) => (text: string) => pattern.test(text)

/** A calendar date that exists, as `YYYY-MM-DD` or the date part of a timestamp. */
const isDate = (text: string) => {
  const day = /^(\d{4}-\d{2}-\d{2})(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.exec(text)?.[1]
  if (!day) return false
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}

const checkAddress = (check: Check, path: string) => {
  check.required(`${path}/AddressLine1`, atMost(40), 'is longer than 40')
  check.required(`${path}/City`, atMost(35), 'is longer than 35')
  check.required(`${path}/StateProvince`, matches(/^[A-Z]{2}$/), 'must be two letters')
  check.required(`${path}/PostalCode`, matches(/^\d{5}(-?\d{4})?$/), 'must be 5 or 9 digits')
}

const checkName = (check: Check, path: string) => {
  check.required(`${path}/LastName`, atMost(35), 'is longer than 35')
  check.required(`${path}/FirstName`, atMost(35), 'is longer than 35')
}

const checkPhone = (check: Check, path: string) =>
  check.optional(
    `${path}/CommunicationNumbers/PrimaryTelephone/Number`,
    (text) => text.replace(/\D/g, '').length >= 10,
    'must have 10 digits',
  )

const checkPatient = (check: Check, today: string) => {
  const at = 'Patient/HumanPatient'
  checkName(check, `${at}/Name`)
  check.required(`${at}/Gender`, oneOf('M', 'F', 'U'), 'must be M, F or U')
  const born = check.required(`${at}/DateOfBirth/Date`, isDate, 'must be a date')
  if (born && born > today) check.fault(`NewRx/${at}/DateOfBirth is in the future`)
  checkAddress(check, `${at}/Address`)
  checkPhone(check, at)
}

const checkPharmacy = (check: Check, to: string) => {
  const id = check.required('Pharmacy/Identification/NCPDPID', matches(/^\d{7}$/), 'must be 7 digits')
  if (id && /^\d{7}$/.test(id) && id !== to) check.fault('Pharmacy NCPDPID differs from Header/To')
  check.optional('Pharmacy/Identification/NPI', isNpi, 'has a wrong check digit')
  check.required('Pharmacy/BusinessName', atMost(70), 'is longer than 70')
}

const checkPrescriber = (check: Check) => {
  const at = 'Prescriber/NonVeterinarian'
  check.required(`${at}/Identification/NPI`, isNpi, 'has a wrong check digit')
  checkName(check, `${at}/Name`)
  checkAddress(check, `${at}/Address`)
  checkPhone(check, at)
}

const medicationOrder =
  'DrugDescription DrugCoded Quantity DaysSupply WrittenDate LastFillDate Substitutions NumberOfRefills Diagnosis PriorAuthorization PriorAuthorizationStatus Note Sig OtherMedicationDate'.split(
    ' ',
  )

const checkMedication = (check: Check, at: string, tomorrow: string, signed: boolean) => {
  check.required(`${at}/DrugDescription`, atMost(105), 'is longer than 105')
  const coded = `${at}/DrugCoded`
  const ndc = check.optional(`${coded}/ProductCode/Code`, matches(/^\d{11}$/), 'must be an 11-digit NDC')
  if (ndc !== undefined) check.required(`${coded}/ProductCode/Qualifier`, oneOf('ND'), 'must be ND')
  const rxcui = check.optional(`${coded}/DrugDBCode/Code`, matches(/^\d{1,8}$/), 'must be an RxCUI')
  if (rxcui !== undefined) {
    check.required(
      `${coded}/DrugDBCode/Qualifier`,
      oneOf('SCD', 'SBD', 'GPCK', 'BPCK', 'GPK', 'BPK'),
      'must be SCD, SBD, GPCK or BPCK',
    )
  }
  const schedule = check.optional(
    `${coded}/DEASchedule/Code`,
    (code) => deaSchedules.has(code),
    'is no DEA schedule code',
  )
  if (schedule && schedule !== 'C38046' && !signed) {
    check.fault('Controlled substance without a digital signature')
  }
  if (schedule && schedule !== 'C38046')
    check.required(
      'Prescriber/NonVeterinarian/Identification/DEANumber',
      matches(/^[A-Z][A-Z9]\d{7}$/),
      'is no DEA number',
    )
  check.required(
    `${at}/Quantity/Value`,
    (text) => /^\d{1,10}(\.\d{1,4})?$/.test(text) && text.length <= 11 && Number(text) > 0,
    'must be above zero',
  )
  check.required(`${at}/Quantity/CodeListQualifier`, oneOf('38', '40', '87', 'QS', 'QT'), 'is unknown')
  check.required(
    `${at}/Quantity/QuantityUnitOfMeasure/Code`,
    (code) => quantityUnits.has(code),
    'is no NCPDP quantity unit',
  )
  check.optional(`${at}/DaysSupply`, matches(/^[1-9]\d{0,2}$/), 'must be 1 to 999')
  const written =
    check.optional(`${at}/WrittenDate/Date`, isDate, 'must be a date') ??
    check.required(`${at}/WrittenDate/DateTime`, isDate, 'must be a date and time')
  if (written && written.slice(0, 10) > tomorrow) check.fault(`${at}/WrittenDate is in the future`)
  check.required(`${at}/Substitutions`, oneOf('0', '1'), 'must be 0 or 1')
  check.required(`${at}/NumberOfRefills`, matches(/^\d{1,2}$/), 'must be 0 to 99')
  check.optional(
    `${at}/Diagnosis/Primary/Code`,
    matches(/^[A-TV-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?$/),
    'must be an ICD-10-CM code',
  )
  check.required(`${at}/Sig/SigText`, atMost(1000), 'is longer than 1000')
  check.ordered(at, medicationOrder)
}

const day = 86_400_000
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const partiesOrder = 'Patient Pharmacy Prescriber MedicationPrescribed'.split(' ')

type BodyRule = (check: Check, message: ScriptEnvelope, signed: boolean, now: number) => void

const checkNewRx: BodyRule = (check, message, signed, now) => {
  checkPatient(check, dateOf(now + day))
  checkPharmacy(check, message.to.id)
  checkPrescriber(check)
  checkMedication(check, 'MedicationPrescribed', dateOf(now + day), signed)
  check.ordered('', partiesOrder)
  if (!message.prescriberOrderNumber) check.fault('Header/PrescriberOrderNumber is missing')
}

const checkCancelRx: BodyRule = (check, message) => {
  checkName(check, 'Patient/HumanPatient/Name')
  if (find(message.body, 'Pharmacy')) checkPharmacy(check, message.to.id)
  check.required('Prescriber/NonVeterinarian/Identification/NPI', isNpi, 'has a wrong check digit')
  check.required('MedicationPrescribed/DrugDescription', atMost(105), 'is longer than 105')
  if (!message.prescriberOrderNumber && !message.rxReferenceNumber && !message.relatesToMessageId) {
    check.fault('CancelRx names no prescription')
  }
}

const responseKinds = ['Approved', 'ApprovedWithChanges', 'Denied', 'Replace', 'Validated']
const checkResponse: BodyRule = (check, message, signed, now) => {
  const response = find(message.body, 'Response')
  const kind = response?.children[0]
  if (!kind || response.children.length !== 1 || !responseKinds.includes(kind.name)) {
    return check.fault(`${message.type}/Response must hold one of ${responseKinds.join(', ')}`)
  }
  if (!message.relatesToMessageId) check.fault('Header/RelatesToMessageID is missing')
  if (kind.name === 'Denied' || kind.name === 'Validated') return
  const at = find(message.body, 'MedicationResponse') ? 'MedicationResponse' : 'MedicationPrescribed'
  checkMedication(check, at, dateOf(now + day), signed)
}

const checkCode: BodyRule = (check) => check.required('Code', matches(/^\d{3}$/), 'must be three digits')

const bodyRules: Record<string, BodyRule> = {
  NewRx: checkNewRx,
  CancelRx: checkCancelRx,
  RxRenewalResponse: checkResponse,
  RxChangeResponse: checkResponse,
  Status: checkCode,
  Error: checkCode,
  Verify: (check) => check.required('VerifyStatus/Code', matches(/^\d{3}$/), 'must be three digits'),
}

const checkHeader = (check: Check, header: XmlElement) => {
  check.ordered('', headerOrder)
  for (const child of header.children) {
    if (!headerOrder.includes(child.name)) check.fault(`Header/${child.name} is unknown`)
  }
  for (const name of ['To', 'From']) {
    check.required(name, atMost(80), 'is longer than 80')
    const qualifier = find(header, name)?.attributes.Qualifier
    if (!qualifier || !partyQualifiers.includes(qualifier))
      check.fault(`Header/${name} has no valid Qualifier`)
  }
  check.required('MessageID', atMost(35), 'is longer than 35')
  check.optional('RelatesToMessageID', atMost(35), 'is longer than 35')
  check.optional('PrescriberOrderNumber', atMost(35), 'is longer than 35')
  check.required(
    'SentTime',
    (text) => isDate(text) && text.includes('T') && !Number.isNaN(Date.parse(text)),
    'must be a UTC time',
  )
  for (const name of ['Developer', 'Product', 'VersionRelease']) {
    check.required(`SenderSoftware/SenderSoftware${name}`, atMost(50), 'is longer than 50')
  }
}

/** Checks a parsed document against everything above; `now` in epoch milliseconds. */
export const validateScript = (root: XmlElement, now: number): Validation => {
  if (root.name !== 'Message') return { ok: false, faults: [`The root element is ${root.name}, not Message`] }
  const faults: string[] = []
  if (root.attributes.xmlns) faults.push('Message must be in no namespace')
  for (const name of versionNames) {
    const version = root.attributes[name]
    if (!version) faults.push(`Message/@${name} is missing`)
    else if (!/^(2017071|2023011)\d?$/.test(version))
      faults.push(`Message/@${name} ${version} is not supported`)
  }
  if (root.attributes.TransactionDomain !== 'SCRIPT') faults.push('Message/@TransactionDomain must be SCRIPT')

  const header = find(root, 'Header')
  const bodies = find(root, 'Body')?.children ?? []
  if (root.children.map((child) => child.name).join() !== 'Header,Body') {
    faults.push('Message must hold one Header, then one Body')
  }
  if (header) checkHeader(checkOf(header, 'Header', faults), header)
  const body = bodies[0]
  if (bodies.length !== 1 || !body) faults.push('Body must hold exactly one transaction')
  if (!header || !body) return { ok: false, faults }

  const message = envelopeOf(root, body.name, body)
  const rule = bodyRules[body.name]
  const signed = textAt(header, 'DigitalSignature/DigitalSignatureIndicator') === 'true'
  if (rule) rule(checkOf(body, body.name, faults), message, signed, now)
  else faults.push(`Body/${body.name.slice(0, 30)} is not accepted here`)
  return faults.length === 0 ? { ok: true, message } : { ok: false, faults, envelope: message }
}
