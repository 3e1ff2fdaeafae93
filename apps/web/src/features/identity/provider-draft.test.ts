import type { ProviderProfile } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { activeStates, draftOf, errorsByRow, newLicence, readDraft } from './provider-draft.ts'

const profile: ProviderProfile = {
  givenName: 'Amara',
  familyName: 'Osei',
  credential: 'NP',
  npi: '1999999984',
  phone: '+15125550177',
  licences: [
    { state: 'CO', number: 'C-1', expiresOn: '2027-05-31', status: 'suspended' },
    { state: 'TX', number: 'T-1', expiresOn: '2027-05-31', status: 'active' },
  ],
}

describe('a draft', () => {
  it('of what stands on record is what stands on record', () => {
    expect(readDraft(draftOf(profile, 'x'))).toEqual({ ok: true, body: profile, keys: ['CO', 'TX'] })
  })
  it('starts with the name the person gave, without the title', () => {
    expect(draftOf(null, 'Dr. Amara Nana Osei')).toMatchObject({
      givenName: 'Amara Nana',
      familyName: 'Osei',
      licences: [{ onRecord: false, state: '' }],
    })
  })
  it('takes numbers as people write them and leaves out a row nobody wrote in', () => {
    const draft = { ...draftOf(profile, 'x'), npi: '1999 999 984', phone: '(512) 555-0177' }
    expect(readDraft({ ...draft, licences: [...draft.licences, newLicence('n')] })).toEqual({
      ok: true,
      body: profile,
      keys: ['CO', 'TX'],
    })
  })
  it('says what is wrong with each field', () => {
    const licences = [
      { ...newLicence('a'), number: 'n'.repeat(36) },
      { ...newLicence('b'), state: 'TX', number: '1', expiresOn: '2027-01-01' },
      { ...newLicence('c'), state: 'TX', number: ' ', expiresOn: '' },
    ]
    const read = readDraft({ ...draftOf(null, ''), npi: '1234567890', phone: '555', licences })
    expect(read.ok ? [] : Object.keys(read.errors).toSorted()).toEqual([
      '/familyName',
      '/givenName',
      '/licences/a/expiresOn',
      '/licences/a/number',
      '/licences/a/state',
      '/licences/c/expiresOn',
      '/licences/c/number',
      '/licences/c/state',
      '/npi',
      '/phone',
    ])
  })
  it('never says that a revoked license is active', () => {
    const revoked = {
      ...profile,
      licences: [{ ...profile.licences[1], status: 'revoked' }],
    } as ProviderProfile
    const read = readDraft(draftOf(revoked, 'x'))
    expect(read.ok && read.body.licences[0]?.status).toBe('suspended')
  })
})

it('finds the row the server refused, whatever stands before it', () => {
  expect(
    errorsByRow(
      [
        { pointer: '/npi', message: 'taken' },
        { pointer: '/licences/1/number', message: 'long' },
        { pointer: '/licences/7/number', message: 'gone' },
      ],
      ['a', 'c'],
    ),
  ).toEqual({ '/npi': 'taken', '/licences/c/number': 'long', '/licences/7/number': 'gone' })
})

it('counts a license up to and with the day it ends on', () => {
  expect(activeStates(profile, '2027-05-31')).toEqual(['TX'])
  expect(activeStates(profile, '2027-06-01')).toEqual([])
})
