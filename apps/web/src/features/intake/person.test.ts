import { Person } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import {
  ageOn,
  calendarDate,
  emptyPerson,
  knownPerson,
  type PersonDraft,
  readPerson,
  statesInWords,
  usPhone,
} from './person.ts'

const draft: PersonDraft = {
  givenName: ' Walter ',
  familyName: 'Example',
  birthMonth: '2',
  birthDay: '9',
  birthYear: '1970',
  sex: 'male',
  phone: '(512) 555-0123',
  line: '12 Sample St',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
}
const today = '2026-11-22'

describe('who the patient is', () => {
  it('reads a whole person', () => {
    expect(readPerson(draft, ['TX'], today)).toEqual({
      ok: true,
      person: {
        givenName: 'Walter',
        familyName: 'Example',
        birthDate: '1970-02-09',
        sex: 'male',
        phone: '+15125550123',
        address: { line: '12 Sample St', city: 'Austin', state: 'TX', postalCode: '78701' },
      },
    })
  })

  it('lets nothing through that the server would refuse', () => {
    const read = readPerson(draft, ['TX'], today)
    expect(read.ok && Person.safeParse(read.person).success).toBe(true)
  })

  it('names every field of an empty form', () => {
    const read = readPerson(emptyPerson, ['TX'], today)
    expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual(
      ['birthDate', 'city', 'familyName', 'givenName', 'line', 'phone', 'postalCode', 'sex', 'state'].sort(),
    )
  })

  it.each([
    ['a state without a licensed provider', { state: 'NV' }, 'state', /Nevada/],
    ['a child', { birthYear: '2009' }, 'birthDate', /18 or older/],
    ['a birth date to come', { birthYear: '2030' }, 'birthDate', /check the year/],
    ['a day that does not exist', { birthMonth: '2', birthDay: '30' }, 'birthDate', /birth date/],
    ['a short year', { birthYear: '70' }, 'birthDate', /4-digit/],
    ['a foreign number', { phone: '+44 20 7946 0000' }, 'phone', /US phone/],
    ['a wrong ZIP', { postalCode: '7870' }, 'postalCode', /5 digits/],
  ] as const)('refuses %s', (_name, change, field, words) => {
    const read = readPerson({ ...draft, ...change }, ['TX'], today)
    expect(read.ok ? '' : read.errors[field]).toMatch(words)
  })

  it('asks nothing that the questionnaire has asked', () => {
    const known = knownPerson({
      'birth-date': { kind: 'date', value: '1980-05-06' },
      sex: { kind: 'choice', codes: ['female'] },
    })
    const read = readPerson({ ...draft, birthYear: '', sex: '' }, ['TX'], today, known)
    expect(read.ok && [read.person.birthDate, read.person.sex]).toEqual(['1980-05-06', 'female'])
    expect(knownPerson({ sex: { kind: 'unknown' } })).toEqual({ birthDate: null, sex: null })
  })

  it('turns eighteen on the day', () => {
    expect(ageOn('2008-11-22', '2026-11-21')).toBe(17)
    expect(ageOn('2008-11-22', '2026-11-22')).toBe(18)
  })

  it('knows leap days', () => {
    expect(calendarDate('2000', '2', '29')).toBe('2000-02-29')
    expect(calendarDate('1900', '2', '29')).toBeNull()
  })

  it.each([
    ['512.555.0123', '+15125550123'],
    ['1 512 555 0123', '+15125550123'],
    ['555-0123', null],
    ['0125550123', null],
  ])('reads the number %s', (text, number) => {
    expect(usPhone(text)).toBe(number)
  })

  it('lists states as one would say them', () => {
    expect(statesInWords(['TX', 'OH', 'CA'])).toBe('California, Ohio and Texas')
    expect(statesInWords(['TX'])).toBe('Texas')
  })
})
