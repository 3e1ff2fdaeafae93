import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Running, secrets, startRunning } from '../../test-support/running-sandbox.ts'
import { pharmacyBehaviours } from './behaviours.ts'
import { isNetworkPharmacyId, isNpi, ncpdpIdFrom } from './check-digits.ts'
import { cities } from './cities.ts'
import { pharmacies, pharmacyById, searchDirectory } from './directory.ts'
import { foundingPharmacies } from './founding-pharmacies.ts'

describe('check digits', () => {
  test('of an NPI: the published example passes, its neighbours do not', () => {
    expect(isNpi('1234567893')).toBe(true)
    expect(isNpi('1234567892')).toBe(false)
    expect(isNpi('123456789')).toBe(false)
  })
  test('of an id: any one digit mistyped, or two neighbours swapped, is noticed', () => {
    const id = ncpdpIdFrom(27)
    expect(isNetworkPharmacyId(id)).toBe(true)
    for (let at = 2; at < id.length; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const typed = `${id.slice(0, at)}${digit}${id.slice(at + 1)}`
        expect(isNetworkPharmacyId(typed)).toBe(typed === id)
      }
    }
    expect(isNetworkPharmacyId('9902072')).toBe(false)
    expect(isNetworkPharmacyId('990027')).toBe(false)
  })
})

describe('the directory', () => {
  test('has 500 pharmacies, each with numbers of its own and a name of its own', () => {
    expect(pharmacies).toHaveLength(500)
    for (const of of [
      (p: (typeof pharmacies)[number]) => p.ncpdpId,
      (p: (typeof pharmacies)[number]) => p.npi,
      (p: (typeof pharmacies)[number]) => p.name,
      (p: (typeof pharmacies)[number]) => p.phone,
      (p: (typeof pharmacies)[number]) => p.fax,
    ]) {
      expect(new Set(pharmacies.map(of)).size).toBe(500)
    }
    for (const { ncpdpId, npi, phone, fax } of pharmacies) {
      expect(isNetworkPharmacyId(ncpdpId), ncpdpId).toBe(true)
      expect(isNpi(npi), npi).toBe(true)
      expect(`${phone} ${fax}`).toMatch(/^\d{3}55501\d{2} \d{3}55501\d{2}$/)
    }
  })

  test('keeps the first ones as they were, whatever is added', () => {
    const first = foundingPharmacies.trim().split('\n')
    expect(pharmacies.slice(0, first.length).map(({ ncpdpId }) => ncpdpId)).toEqual(
      first.map((line) => line.split('|')[0]),
    )
    expect(pharmacyById('9900223')).toMatchObject({
      name: 'Meridian Mail Pharmacy',
      npi: '1900000229',
      kind: 'mail_order',
      behaviour: 'accept',
    })
  })

  test('stands where its ZIP codes are, and is of every kind and behaviour', () => {
    for (const { address, latitude, longitude, ncpdpId } of pharmacies.slice(26)) {
      const place = cities.find(({ city, state }) => city === address.city && state === address.state)
      expect(place?.postalCodes, ncpdpId).toContain(address.postalCode)
      expect(Math.abs(latitude - (place?.latitude ?? 0)), ncpdpId).toBeLessThanOrEqual(0.026)
      expect(Math.abs(longitude - (place?.longitude ?? 0)), ncpdpId).toBeLessThanOrEqual(0.026)
    }
    const kinds = new Set(pharmacies.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['retail', 'mail_order', 'compounding']))
    expect(new Set(pharmacies.map(({ behaviour }) => behaviour))).toEqual(new Set(pharmacyBehaviours))
    expect(pharmacies.filter(({ behaviour }) => behaviour === 'accept').length).toBeGreaterThan(400)
    for (const { kind, capabilities } of pharmacies) {
      if (kind === 'compounding') expect(capabilities).toContain('compounding')
      if (kind !== 'retail') expect(capabilities).toContain('delivery')
    }
  })

  test('serves every state, and no state by more than one page of it holds', () => {
    const states = new Set(cities.map(({ state }) => state))
    expect(states.size).toBe(51)
    for (const state of states) {
      const serving = searchDirectory({ state })
      expect(serving.length, state).toBeGreaterThan(10)
      expect(serving.length, state).toBeLessThanOrEqual(100)
      expect(
        serving.filter(({ kind, address }) => kind === 'retail' && address.state === state).length,
        state,
      ).toBeGreaterThan(0)
    }
  })
})

describe('over HTTP', () => {
  let running: Running
  beforeAll(async () => {
    running = await startRunning()
  })
  afterAll(() => running.close())
  const get = (query: string) =>
    fetch(`${running.url()}/pharmacy-network/directory${query}`, {
      headers: { authorization: `Bearer ${secrets.pharmacyNetworkSecret}` },
    })
  const search = async (query: string) =>
    (await (await get(`?${query}`)).json()) as {
      total: number
      pharmacies: { name: string; kind: string; statesServed: string[]; address: { postalCode: string } }[]
    }

  test('it is searched by words, ZIP area, state served and kind', async () => {
    expect((await search('')).total).toBe(500)
    expect((await search('search=harborview')).pharmacies.map(({ name }) => name)).toEqual([
      'Harborview Pharmacy',
    ])
    const near = await search('zip=98101&limit=100')
    expect(near.pharmacies[0]?.name).toBe('Harborview Pharmacy')
    for (const { kind, address } of near.pharmacies) {
      if (kind === 'retail') expect(address.postalCode.slice(0, 3)).toBe('981')
    }
    const alaska = await search('state=ak')
    expect(alaska.pharmacies.every(({ statesServed }) => statesServed.includes('AK'))).toBe(true)
    expect((await search('kind=compounding')).pharmacies.every(({ kind }) => kind === 'compounding')).toBe(
      true,
    )
    expect((await get('?state=Alaska')).status).toBe(400)
  })

  test('one is asked for by its id, with how it behaves now', async () => {
    await running.faults({ pharmacy: { behaviours: { '9900017': 'by_hand' } } })
    expect(await (await get('/9900017')).json()).toMatchObject({
      behaviour: 'by_hand',
      name: 'Harborview Pharmacy',
    })
    expect((await get('/9900018')).status).toBe(404)
  })
})
