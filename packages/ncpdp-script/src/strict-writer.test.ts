// What the writer refuses, with which path and rule; and that a refusal never repeats a value.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  decode,
  encode,
  header,
  type NewRx,
  type ScriptBody,
  type ScriptMessage,
  type ScriptVersion,
  ScriptWriteError,
} from './index.ts'

const fixture = (name: string): ScriptMessage =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')).message

const newRx = fixture('newrx-glp1-titration-step') as ScriptMessage<NewRx>
const RX = 'Message/Body/NewRx'

/** The message with one part replaced (or, with undefined, removed); `at` is its key path. */
const changed = (at: string, value: unknown, from: ScriptMessage = newRx): ScriptMessage => {
  const copy = structuredClone(from)
  const keys = at.split('.')
  let here: unknown = copy
  for (const key of keys.slice(0, -1)) here = (here as Record<string, unknown>)[key]
  ;(here as Record<string, unknown>)[keys.at(-1) ?? ''] = value
  return copy
}

const refusal = (message: ScriptMessage, version: ScriptVersion = '2017071'): ScriptWriteError => {
  try {
    encode(message, version)
  } catch (error) {
    if (error instanceof ScriptWriteError) return error
    throw error
  }
  throw new Error('the message was written')
}

describe('the writer refuses', () => {
  it.each([
    ['header.messageId', 'a'.repeat(36), 'Message/Header/MessageID'],
    ['header.messageId', 'with blank', 'Message/Header/MessageID'],
    ['header.messageId', '', 'Message/Header/MessageID'],
    ['header.relatesToMessageId', 'a'.repeat(36), 'Message/Header/RelatesToMessageID'],
    ['header.sentTime', '2026-11-22T10:00:00', 'Message/Header/SentTime'],
    ['header.sentTime', '2026-11-22T25:00:00Z', 'Message/Header/SentTime'],
    ['header.senderSoftware', undefined, 'Message/Header/SenderSoftware'],
    ['header.to', undefined, 'Message/Header/To'],
    ['header.to.qualifier', 'pharmacy', 'Message/Header/To'],
    ['header.digitalSignature', { version: '"><x', signed: true }, 'Message/Header/DigitalSignature'],
    ['body.patient', undefined, `${RX}/Patient`],
    ['body.patient.name.lastName', '   ', `${RX}/Patient/HumanPatient/Name/LastName`],
    ['body.patient.name.lastName', 'x'.repeat(36), `${RX}/Patient/HumanPatient/Name/LastName`],
    ['body.patient.gender', 'X', `${RX}/Patient/HumanPatient/Gender`],
    ['body.patient.dateOfBirth', '1983-02-29', `${RX}/Patient/HumanPatient/DateOfBirth`],
    ['body.patient.address.state', 'Texas', `${RX}/Patient/HumanPatient/Address/StateProvince`],
    ['body.patient.address.postalCode', '7599', `${RX}/Patient/HumanPatient/Address/PostalCode`],
    [
      'body.patient.phone',
      '555-0188',
      `${RX}/Patient/HumanPatient/CommunicationNumbers/PrimaryTelephone/Number`,
    ],
    ['body.pharmacy.ncpdpId', '12345', `${RX}/Pharmacy/Identification/NCPDPID`],
    ['body.pharmacy.businessName', undefined, `${RX}/Pharmacy/BusinessName`],
    ['body.prescriber.npi', '123', `${RX}/Prescriber/NonVeterinarian/Identification/NPI`],
    ['body.prescriber.deaNumber', 'F1234563', `${RX}/Prescriber/NonVeterinarian/Identification/DEANumber`],
    ['body.prescriber', { name: { lastName: 'Pretend', firstName: 'Dora' } }, `${RX}/Prescriber`],
    [
      'body.medicationPrescribed.drugDescription',
      'x'.repeat(106),
      `${RX}/MedicationPrescribed/DrugDescription`,
    ],
    ['body.medicationPrescribed.sigText', 'x'.repeat(1001), `${RX}/MedicationPrescribed/Sig/SigText`],
    ['body.medicationPrescribed.sigText', undefined, `${RX}/MedicationPrescribed/Sig/SigText`],
    ['body.medicationPrescribed.note', 'x'.repeat(211), `${RX}/MedicationPrescribed/Note`],
    ['body.medicationPrescribed.note', 'bell \u0007', `${RX}/MedicationPrescribed/Note`],
    ['body.medicationPrescribed.note', 'lone \ud800 surrogate', `${RX}/MedicationPrescribed/Note`],
    ['body.medicationPrescribed.daysSupply', 0, `${RX}/MedicationPrescribed/DaysSupply`],
    ['body.medicationPrescribed.daysSupply', 28.5, `${RX}/MedicationPrescribed/DaysSupply`],
    ['body.medicationPrescribed.numberOfRefills', 100, `${RX}/MedicationPrescribed/NumberOfRefills`],
    ['body.medicationPrescribed.numberOfRefills', undefined, `${RX}/MedicationPrescribed/NumberOfRefills`],
    ['body.medicationPrescribed.substitutions', 'no', `${RX}/MedicationPrescribed/Substitutions`],
    ['body.medicationPrescribed.writtenDate', '11/22/2026', `${RX}/MedicationPrescribed/WrittenDate`],
    ['body.medicationPrescribed.quantity.value', '-1', `${RX}/MedicationPrescribed/Quantity/Value`],
    ['body.medicationPrescribed.quantity.value', '1e3', `${RX}/MedicationPrescribed/Quantity/Value`],
    ['body.medicationPrescribed.quantity.value', '123456789012', `${RX}/MedicationPrescribed/Quantity/Value`],
    [
      'body.medicationPrescribed.quantity.unitOfMeasure',
      'C99999',
      `${RX}/MedicationPrescribed/Quantity/QuantityUnitOfMeasure/Code`,
    ],
    [
      'body.medicationPrescribed.drugCoded.productCode.code',
      '9999-0201-01',
      `${RX}/MedicationPrescribed/DrugCoded/ProductCode`,
    ],
    [
      'body.medicationPrescribed.drugCoded.drugDbCodes',
      [{ code: 'RX1', qualifier: 'SCD' }],
      `${RX}/MedicationPrescribed/DrugCoded/DrugDBCode/1`,
    ],
    [
      'body.medicationPrescribed.drugCoded.deaSchedule',
      'C48673',
      `${RX}/MedicationPrescribed/DrugCoded/DEASchedule/Code`,
    ],
    ['body.medicationPrescribed.rxFillIndicator', 'Tell me', `${RX}/MedicationPrescribed/RxFillIndicator`],
    ['body.medicationPrescribed.diagnoses', [{}, {}, {}], `${RX}/MedicationPrescribed/Diagnosis`],
    ['body.type', 'RxTransfer', 'Message/Body'],
  ])('%s = %j', (at, value, path) => {
    expect(refusal(changed(at, value)).path).toBe(path)
  })

  const answer = (body: unknown): ScriptMessage => ({ header: newRx.header, body: body as ScriptBody })
  it.each([
    [{ type: 'Status', code: '600' }, 'Message/Body/Status/Code'],
    [{ type: 'Error', code: '010' }, 'Message/Body/Error/Code'],
    [{ type: 'Error', code: '900', descriptionCodes: ['no'] }, 'Message/Body/Error/DescriptionCode/1'],
    [{ type: 'Verify', code: '000' }, 'Message/Body/Verify/VerifyStatus/Code'],
    [
      { type: 'CancelRxResponse', response: { outcome: 'denied' } },
      'Message/Body/CancelRxResponse/Response/Denied',
    ],
    [{ type: 'CancelRxResponse', response: { outcome: 'maybe' } }, 'Message/Body/CancelRxResponse/Response'],
  ])('%j', (body, path) => {
    expect(refusal(answer(body)).path).toBe(path)
  })

  it('an answer that lacks the medication it approves, and a change request that names none', () => {
    const approved = fixture('rxrenewalresponse-approved')
    expect(refusal(changed('body.medicationResponse', undefined, approved)).rule).toContain(
      'MedicationResponse',
    )
    const filled = fixture('rxfill-filled')
    expect(refusal(changed('body.medicationDispensed', undefined, filled)).rule).toContain(
      'MedicationDispensed',
    )
    const change = fixture('rxchangerequest-therapeutic')
    expect(refusal(changed('body.medicationsRequested', undefined, change)).rule).toContain(
      'MedicationRequested',
    )
  })

  it('in 2017071 what only 2023011 has', () => {
    const message = fixture('rxrenewalresponse-2023011-prohibits-renewal')
    expect(encode(message, '2023011')).toContain('<ProhibitRenewalRequest>')
    expect(refusal(message, '2017071').rule).toBe('is not part of SCRIPT 2017071')
  })

  it('a value of the wrong type, and a version it does not know', () => {
    expect(refusal(JSON.parse('{"header":null,"body":null}')).path).toBe('Message')
    expect(refusal(changed('body.medicationPrescribed.note', 7)).path).toBe(`${RX}/MedicationPrescribed/Note`)
    expect(refusal(newRx, '010006' as ScriptVersion).path).toBe('Message')
  })

  it('without ever repeating the value', () => {
    const error = refusal(changed('body.patient.name.lastName', `Secretname${'x'.repeat(40)}`))
    expect(`${error.message}${error.stack}`).not.toContain('Secretname')
  })
})

describe('the writer brings values to their wire form', () => {
  it('telephone, ZIP, decimal, diagnosis and white space', () => {
    let message = changed('body.patient.phone', '+1 (512) 555-0188')
    message = changed('body.patient.address.postalCode', '75999-1234', message)
    message = changed('body.medicationPrescribed.quantity.value', '01.50', message)
    message = changed('body.medicationPrescribed.diagnoses.0.primary.code', 'E66.9', message)
    message = changed(
      'body.medicationPrescribed.sigText',
      '  Inject 0.25 mg\n\tunder the skin once a week. ',
      message,
    )
    expect(decode(encode(message, '2017071'))).toEqual({ ok: true, message: newRx, version: '2017071' })
  })

  it('a header built from a Date', () => {
    const { sentTime } = header({
      to: { qualifier: 'P', id: '9900001' },
      from: { qualifier: 'C', id: 'CLINIC-01' },
      messageId: 'm1',
      sentAt: new Date('2026-11-22T14:05:09.001Z'),
      senderSoftware: { developer: 'd', product: 'p', version: '1' },
    })
    expect(sentTime).toBe('2026-11-22T14:05:09.001Z')
  })
})
