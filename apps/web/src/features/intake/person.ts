/** Who the patient is, from what they typed to what the clinic stores; every refusal in plain words. */
import type { Person } from '@countersign/contract'
import type { Answers } from '@countersign/contract/questionnaire'
import { stateName } from '../../ui/format.ts'

export type PersonDraft = {
  givenName: string
  familyName: string
  birthMonth: string
  birthDay: string
  birthYear: string
  sex: '' | 'female' | 'male'
  phone: string
  line: string
  city: string
  state: string
  postalCode: string
}

export const emptyPerson: PersonDraft = {
  givenName: '',
  familyName: '',
  birthMonth: '',
  birthDay: '',
  birthYear: '',
  sex: '',
  phone: '',
  line: '',
  city: '',
  state: '',
  postalCode: '',
}

/** The screen's fields in the order they stand, so that the first wrong one can take the focus. */
export const personFields = [
  'givenName',
  'familyName',
  'birthDate',
  'sex',
  'phone',
  'line',
  'city',
  'state',
  'postalCode',
] as const
export type PersonField = (typeof personFields)[number]
export type PersonErrors = Partial<Record<PersonField, string>>

/** "+15125550123" from any way of writing a US number; null when it is none. */
export function usPhone(text: string): string | null {
  const digits = text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '')
  return /^[2-9]\d{9}$/.test(digits) ? `+1${digits}` : null
}

/** "YYYY-MM-DD" when the three parts name a real day, else null. */
export function calendarDate(year: string, month: string, day: string): string | null {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return null
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const date = new Date(Date.UTC(y, m - 1, d))
  if (date.getUTCFullYear() !== y || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null
  return date.toISOString().slice(0, 10)
}

/** Whole years between two calendar dates. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

const ADULT = 18
const OLDEST = 120

/** What the questionnaire has asked already: it is not asked twice, and the two can never differ. */
export type KnownPerson = { birthDate: string | null; sex: 'female' | 'male' | null }

/** The birth date and sex among the answers of an intake, by the link ids every questionnaire of ours uses. */
export function knownPerson(answers: Answers): KnownPerson {
  const birthDate = answers['birth-date']
  const sex = answers.sex
  const code = sex?.kind === 'choice' ? sex.codes[0] : undefined
  return {
    birthDate: birthDate?.kind === 'date' ? birthDate.value : null,
    sex: code === 'female' || code === 'male' ? code : null,
  }
}

/** `statesServed` are USPS codes; `today` is a calendar date. */
export function readPerson(
  draft: PersonDraft,
  statesServed: readonly string[],
  today: string,
  known: KnownPerson = { birthDate: null, sex: null },
): { ok: true; person: Person } | { ok: false; errors: PersonErrors } {
  const errors: PersonErrors = {}
  const sex = known.sex ?? draft.sex
  const birthDate =
    known.birthDate ?? calendarDate(draft.birthYear.trim(), draft.birthMonth.trim(), draft.birthDay.trim())
  if (birthDate === null) errors.birthDate = 'Enter your birth date as month, day, and 4-digit year.'
  else if (birthDate > today || ageOn(birthDate, today) > OLDEST) errors.birthDate = 'Please check the year.'
  else if (ageOn(birthDate, today) < ADULT)
    errors.birthDate = `You must be ${ADULT} or older for an online visit. A doctor near you can help.`
  const phone = usPhone(draft.phone)
  if (phone === null) errors.phone = 'Enter a US phone number, like (512) 555-0123.'
  if (sex === '') errors.sex = 'Choose one. Some medicines are not safe for everyone.'
  if (draft.state === '') errors.state = 'Choose the state you live in.'
  else if (!statesServed.includes(draft.state))
    errors.state = `We have no licensed provider in ${stateName(draft.state)} yet, so we cannot treat you there.`
  if (draft.givenName.trim() === '') errors.givenName = 'Enter your first name.'
  if (draft.familyName.trim() === '') errors.familyName = 'Enter your last name.'
  if (draft.line.trim().length < 3) errors.line = 'Enter your street and number.'
  if (draft.city.trim().length < 2) errors.city = 'Enter your city.'
  if (!/^\d{5}(-\d{4})?$/.test(draft.postalCode.trim())) errors.postalCode = 'Enter 5 digits, like 78701.'
  if (Object.keys(errors).length > 0 || birthDate === null || phone === null || sex === '')
    return { ok: false, errors }
  return {
    ok: true,
    person: {
      givenName: draft.givenName.trim(),
      familyName: draft.familyName.trim(),
      birthDate,
      sex,
      phone,
      address: {
        line: draft.line.trim(),
        city: draft.city.trim(),
        state: draft.state,
        postalCode: draft.postalCode.trim(),
      },
    },
  }
}

/** "Texas", "Texas and Ohio", "California, Ohio and Texas": states by name, in the order of their names. */
export function statesInWords(codes: readonly string[]): string {
  const names = codes.map(stateName).sort((a, b) => a.localeCompare(b))
  const last = names.pop()
  if (last === undefined) return ''
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`
}
