// Code lists, terminology, builders and the exact forms of numbers and identifiers.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalDecimal,
  clinicParty,
  deaScheduleCode,
  decode,
  descriptionMeaning,
  ERROR_CODES,
  encode,
  errorAnswer,
  errorMeaning,
  header,
  isControlled,
  isMessageId,
  messageIdFrom,
  ndc11,
  ndcOf,
  payerParty,
  pharmacyParty,
  prescriberParty,
  QUANTITY_UNITS,
  quantityUnitForDoseForm,
  quantityUnitTerm,
  replyTo,
  rxcuiOf,
  ScriptReadError,
  scriptError,
  status,
  statusMeaning,
  verify,
  versionNamed,
  wirePhone,
  wirePostalCode,
} from './index.ts'
import { isCalendarDate, utcMoment } from './wire-text.ts'

describe('code lists', () => {
  it('only a communication failure may be sent again', () => {
    const retried = Object.entries(ERROR_CODES).filter(([, { retry }]) => retry)
    expect(retried.map(([code]) => code)).toEqual(['600'])
    expect(errorMeaning('999')).toEqual({
      meaning: 'Unknown error code 999.',
      retry: false,
      kind: 'rejected',
    })
    expect(errorMeaning('constructor').retry).toBe(false)
  })

  it('speak of statuses and descriptions in words, and say so when they do not know one', () => {
    expect(statusMeaning('010')).toContain('final receiver')
    expect(statusMeaning('toString')).toBe('Unknown status code toString.')
    expect(descriptionMeaning('220')).toContain('duplicate')
    expect(descriptionMeaning('9999')).toBeUndefined()
  })
})

describe('terminology', () => {
  it.each([
    ['Oral Tablet', 'C48542'],
    ['Extended Release Oral Capsule', 'C48480'],
    ['Pen Injector', 'C28254'],
    ['Injectable Solution', 'C28254'],
    ['Topical Solution', 'C28254'],
    ['Topical Foam', 'C48155'],
    ['Topical Cream', 'C48155'],
    ['Transdermal Patch', 'C48524'],
    ['Pen Needle', 'C120216'],
    ['Starter Pack', 'C48504'],
    ['Oral Film', 'C53499'],
  ])('%s is counted in %s', (form, code) => {
    expect(quantityUnitForDoseForm(form)).toBe(code)
    expect(Object.keys(QUANTITY_UNITS)).toContain(code)
  })

  it('has the 28 units of NCIt C89510 and gives none where it knows none', () => {
    expect(Object.keys(QUANTITY_UNITS)).toHaveLength(28)
    expect(quantityUnitTerm('C48542')).toBe('Tablet')
    expect(quantityUnitTerm('C00000')).toBeUndefined()
    expect(quantityUnitForDoseForm('Enigma')).toBeUndefined()
  })

  it('says of a schedule that it is controlled, and of silence nothing', () => {
    expect(deaScheduleCode('II')).toBe('C48675')
    expect(isControlled('C48675')).toBe(true)
    expect(isControlled('C38046')).toBeUndefined()
    expect(isControlled(undefined)).toBeUndefined()
    expect(isControlled('C1')).toBeUndefined()
  })
})

describe('wire forms', () => {
  it.each([
    ['030.0', '30'],
    ['.5', '0.5'],
    ['0', '0'],
    ['1.50', '1.5'],
    ['12345678901', '12345678901'],
  ])('decimal %s is %s', (given, wire) => expect(canonicalDecimal(given)).toBe(wire))

  it.each(['', '.', '-1', '1e3', '1,5', '123456789012', '0x10', 'NaN'])('%j is no decimal', (given) =>
    expect(canonicalDecimal(given)).toBeUndefined(),
  )

  it('a decimal keeps its value and is its own canonical form', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.nat(99_999), (whole, fraction) => {
        const wire = canonicalDecimal(`${whole}.${`${fraction}`.padStart(5, '0')}`)
        expect(Number(wire)).toBeCloseTo(whole + fraction / 100_000, 9)
        expect(canonicalDecimal(wire ?? '')).toBe(wire)
      }),
    )
  })

  it('days and moments', () => {
    expect(isCalendarDate('2024-02-29')).toBe(true)
    expect(isCalendarDate('2100-02-29')).toBe(false)
    expect(isCalendarDate('2026-13-01')).toBe(false)
    expect(utcMoment('2026-11-22T09:05:09-05:00')).toBe('2026-11-22T14:05:09.000Z')
    expect(utcMoment('2026-11-22T09:05:09')).toBe('2026-11-22T09:05:09Z')
    expect(utcMoment('2026-11-22')).toBeUndefined()
    expect(utcMoment('2026-11-22T09:05:09+15:00')).toBeUndefined()
  })

  it('telephone numbers, ZIP codes, NDCs', () => {
    expect(wirePhone('+1 (503) 555-0143')).toBe('5035550143')
    expect(wirePhone('503-555-01')).toBeUndefined()
    expect(wirePhone('call 5035550143')).toBeUndefined()
    expect(wirePostalCode('97999-1234')).toBe('979991234')
    expect(wirePostalCode('9799')).toBeUndefined()
    expect(ndc11('0169-4132-12')).toBe('00169413212')
    expect(ndc11('12345-678-90')).toBe('12345067890')
    expect(ndc11('12345-6789-1')).toBe('12345678901')
    expect(ndc11('00169413212')).toBe('00169413212')
    expect(ndc11('0169413212')).toBeUndefined()
    expect(ndc11('0169-413-12')).toBeUndefined()
  })

  it('message identifiers', () => {
    expect(isMessageId(messageIdFrom('0192f3a4-b5c6-7d8e-9f00-112233445566'))).toBe(true)
    expect(isMessageId('a'.repeat(35))).toBe(true)
    expect(isMessageId('a'.repeat(36))).toBe(false)
    expect(isMessageId('')).toBe(false)
    expect(isMessageId('a b')).toBe(false)
    expect(isMessageId('é')).toBe(false)
  })

  it('versions by name and by schema date', () => {
    expect(versionNamed('2017071')).toBe('2017071')
    expect(versionNamed('20170715')).toBe('2017071')
    expect(versionNamed('2023011')).toBe('2023011')
    expect(versionNamed('010006')).toBeUndefined()
  })
})

describe('builders', () => {
  const software = { developer: 'Example', product: 'Example', version: '1' }
  const received = header({
    to: clinicParty('CLINIC-01'),
    from: pharmacyParty('9900001'),
    messageId: 'theirs-1',
    sentAt: new Date('2026-11-22T14:00:00Z'),
    senderSoftware: software,
    prescriberOrderNumber: 'RX-1',
  })
  const at = { messageId: 'ours-1', sentAt: new Date('2026-11-22T14:00:01Z'), senderSoftware: software }

  it('an answer goes back to the sender and names what it answers', () => {
    const reply = replyTo(received, status(), at)
    expect(reply.header).toMatchObject({
      to: received.from,
      from: received.to,
      messageId: 'ours-1',
      relatesToMessageId: 'theirs-1',
      prescriberOrderNumber: 'RX-1',
    })
    for (const body of [
      status('000'),
      verify('Queued'),
      scriptError('900', '220', 'Duplicate'),
      scriptError('602'),
    ]) {
      expect(decode(encode(replyTo(received, body, at), '2017071'))).toMatchObject({ ok: true })
    }
  })

  it('every reason for not reading has an Error that can be sent', () => {
    const error = new ScriptReadError('missing-part', 'Message/Body/NewRx/Patient', 'is missing')
    const body = errorAnswer(error)
    expect(body).toMatchObject({ code: '900', description: 'Message/Body/NewRx/Patient is missing' })
    expect(encode(replyTo(received, body, at), '2017071')).toContain('<Code>900</Code>')
  })

  it('codes of a drug', () => {
    const drug = {
      productCode: { code: '99999010130', qualifier: 'ND' },
      drugDbCodes: [
        { code: '123', qualifier: 'GPI' },
        { code: '310346', qualifier: 'SCD' },
      ],
    }
    expect(ndcOf(drug)).toBe('99999010130')
    expect(rxcuiOf(drug)).toBe('310346')
    expect(ndcOf({ productCode: { code: 'x', qualifier: 'UP' } })).toBeUndefined()
    expect(rxcuiOf(undefined)).toBeUndefined()
    expect(prescriberParty('d1').qualifier + payerParty('p1').qualifier).toBe('DPY')
  })
})
