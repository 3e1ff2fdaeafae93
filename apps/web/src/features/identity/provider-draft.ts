/** A provider's profile and licenses while an admin types them, up to what the server takes. Pure. */
import type { ProviderProfile, SaveProviderProfile } from '@countersign/contract'
import { isNpi } from '@countersign/contract/npi'
import { usPhone } from '../intake/person.ts'

export type LicenceDraft = {
  /** Tells rows apart while their states are still being chosen. */
  key: string
  /** One on record cannot be taken off it, only suspended. */
  onRecord: boolean
  state: string
  number: string
  expiresOn: string
  status: ProviderProfile['licences'][number]['status']
}
export type ProviderDraft = {
  givenName: string
  familyName: string
  credential: SaveProviderProfile['credential']
  npi: string
  phone: string
  licences: LicenceDraft[]
}

export const newLicence = (key: string): LicenceDraft => ({
  key,
  onRecord: false,
  state: '',
  number: '',
  expiresOn: '',
  status: 'active',
})

/** What stands on record; for whoever has nothing there, what their name already says and one empty license. */
export function draftOf(profile: ProviderProfile | null, name: string): ProviderDraft {
  if (profile)
    return {
      ...profile,
      licences: profile.licences.map((licence) => ({ ...licence, key: licence.state, onRecord: true })),
    }
  const words = name.replace(/^dr\.?\s+/i, '').split(/\s+/)
  return {
    givenName: words.slice(0, -1).join(' '),
    familyName: words.at(-1) ?? '',
    credential: 'MD',
    npi: '',
    phone: '',
    licences: [newLicence('first')],
  }
}

/** Refusals by the same JSON pointer the server would name. */
export type DraftErrors = Record<string, string>

/** The body to send, or what is wrong with each field. A row nobody wrote in is no license. */
export function readDraft(
  draft: ProviderDraft,
): { ok: true; body: SaveProviderProfile; keys: string[] } | { ok: false; errors: DraftErrors } {
  const errors: DraftErrors = {}
  const text = (value: string, pointer: string, missing: string): string => {
    const trimmed = value.trim()
    if (trimmed === '') errors[pointer] = missing
    else if (trimmed.length > 35) errors[pointer] = 'At most 35 characters fit on a prescription'
    return trimmed
  }
  const npi = draft.npi.replace(/\s/g, '')
  if (!isNpi(npi)) errors['/npi'] = 'Not an NPI. It has ten digits; check each of them'
  const phone = usPhone(draft.phone)
  if (phone === null) errors['/phone'] = 'Enter a US number with area code'
  const written = draft.licences.filter(isWritten)
  const licences = written.map((licence, at) => {
    const pointer = (field: string) => pointerOf(licence.key, field)
    if (licence.state === '') errors[pointer('state')] = 'Choose the state'
    else if (written.findIndex(({ state }) => state === licence.state) < at)
      errors[pointer('state')] = 'This state is listed above already'
    if (!/^\d{4}-\d{2}-\d{2}$/.test(licence.expiresOn)) errors[pointer('expiresOn')] = 'Enter the date'
    return {
      state: licence.state,
      number: text(licence.number, pointer('number'), 'Enter the number'),
      expiresOn: licence.expiresOn,
      // A revoked license that is said to be suspended stays revoked.
      status: licence.status === 'active' ? ('active' as const) : ('suspended' as const),
    }
  })
  const names = {
    givenName: text(draft.givenName, '/givenName', 'Enter the given name'),
    familyName: text(draft.familyName, '/familyName', 'Enter the family name'),
  }
  if (Object.keys(errors).length > 0 || phone === null) return { ok: false, errors }
  const body = { ...names, credential: draft.credential, npi, phone, licences }
  return { ok: true, body, keys: written.map(({ key }) => key) }
}

/** Where the refusal of a row's field is kept: by the row and not by its place, which changes while one types. */
export const pointerOf = (key: string, field: string): string => `/licences/${key}/${field}`

/** The server names a row by its place in what was sent: `keys` are the rows that were, in that order. */
export function errorsByRow(
  errors: readonly { pointer: string; message: string }[],
  keys: readonly string[],
): DraftErrors {
  return Object.fromEntries(
    errors.map(({ pointer, message }) => {
      const [, place, field] = /^\/licences\/(\d+)\/(\w+)$/.exec(pointer) ?? []
      const key = place === undefined ? undefined : keys[Number(place)]
      return [key === undefined || field === undefined ? pointer : pointerOf(key, field), message]
    }),
  )
}

const isWritten = (licence: LicenceDraft): boolean =>
  licence.onRecord || licence.state !== '' || licence.number.trim() !== '' || licence.expiresOn !== ''

/** The states where a provider may practise on a calendar day ("YYYY-MM-DD"), as the queue counts them. */
export const activeStates = (profile: ProviderProfile, today: string): string[] =>
  profile.licences
    .filter(({ status, expiresOn }) => status === 'active' && expiresOn >= today)
    .map(({ state }) => state)
