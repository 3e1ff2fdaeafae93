/** The network's directory, taken over and searched. */
import type { PharmacyView } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DirectoryAnswer, DirectoryPharmacy } from '../../adapters/pharmacy/port.ts'
import { type Outside, PHARMACY, startOutside } from '../../testing/outside.ts'
import {
  ensurePharmacies,
  findPharmacy,
  pharmacyHandlers,
  requirePharmacyFor,
  suggestPharmacies,
  syncPharmacies,
} from './index.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())

const search = async (query: {
  search?: string
  state?: string
  postalCode?: string
  kind?: string
}): Promise<string[]> => {
  const handler = pharmacyHandlers(outside.deps).searchPharmacies
  const answer = await handler?.({ query } as Parameters<typeof handler>[0])
  const items: readonly Pick<PharmacyView, 'name'>[] = answer?.items ?? []
  return items.map(({ name }) => name.split(' ')[0] ?? '')
}

describe('searching', () => {
  it.each([
    [{}, ['Bluebonnet', 'Harborview', 'Meridian']],
    [{ search: 'blue' }, ['Bluebonnet']],
    [{ search: 'pharmacy austin' }, ['Bluebonnet']],
    [{ search: '78701' }, ['Bluebonnet']],
    [{ search: PHARMACY }, ['Bluebonnet']],
    [{ search: 'nothing like it' }, []],
    [{ search: '%' }, []],
    [{ search: "'; drop table pharmacies; --" }, []],
    [{ state: 'TX' }, ['Bluebonnet', 'Meridian']],
    [{ state: 'WA' }, ['Harborview', 'Meridian']],
    [{ state: 'ND' }, []],
    [{ kind: 'mail_order' }, ['Meridian']],
    [{ kind: 'compounding' }, []],
    [{ postalCode: '78701' }, ['Bluebonnet', 'Meridian']],
    [{ postalCode: '78799' }, ['Bluebonnet', 'Meridian']],
    [{ postalCode: '10001' }, ['Meridian']],
    [{ postalCode: '98101', state: 'WA', search: 'pharmacy' }, ['Harborview', 'Meridian']],
  ])('%j', async (query, names) => {
    expect(await search(query)).toEqual(names)
  })
})

describe('where a prescription could go', () => {
  const suggest = (search: { search?: string; kind?: 'mail_order' }, controlled = false) =>
    outside.deps.db.read(outside.clinicId, (db) =>
      suggestPharmacies(
        db,
        {
          clinicId: outside.clinicId,
          patientId: outside.patient.patientId,
          category: 'hair',
          drugId: 'finasteride',
          state: 'TX',
          coverage: null,
          chosen: PHARMACY,
          controlled,
          glp1: false,
          refused: new Map(),
        },
        search,
      ),
    )

  it('the patient’s choice comes first, with the reason', async () => {
    const { items } = await suggest({})
    expect(items[0]?.pharmacy.ncpdpId).toBe(PHARMACY)
    expect(items[0]?.reasons).toContainEqual({ for: true, text: 'The patient chose it.' })
  })
  it('a search adds nothing it did not find', async () => {
    expect((await suggest({ search: 'meridian' })).items.map(({ pharmacy }) => pharmacy.ncpdpId)).toEqual([
      '9900223',
    ])
    expect((await suggest({ kind: 'mail_order' })).items.map(({ pharmacy }) => pharmacy.kind)).toEqual([
      'mail_order',
    ])
  })
  it('what does not take controlled substances is told and cannot be chosen', async () => {
    const { items } = await suggest({}, true)
    expect(items.find(({ pharmacy }) => pharmacy.ncpdpId === PHARMACY)?.excluded).toContain('controlled')
  })
})

describe('which pharmacy a prescription may go to', () => {
  const mayTake = (ncpdpId: string, state: string) =>
    outside.deps.db.read(outside.clinicId, (db) => requirePharmacyFor(db, ncpdpId, state))

  it('one in the state or one that serves it', async () => {
    expect((await mayTake(PHARMACY, 'TX')).name).toBe('Bluebonnet Pharmacy')
    expect((await mayTake('9900223', 'WA')).kind).toBe('mail_order')
  })
  it.each([
    ['9900017', 'TX'],
    ['0000000', 'TX'],
  ])('not %s in %s', async (ncpdpId, state) => {
    await expect(mayTake(ncpdpId, state)).rejects.toMatchObject({ problem: 'pharmacy-unknown' })
  })

  it('the patient may choose while nothing is decided, and only their own', async () => {
    const opened = await outside.openCase()
    const choose = (pharmacyId: string, actor = outside.patient) =>
      outside.choosePharmacy(opened, pharmacyId, actor)
    await choose('9900223')
    expect((await outside.view(opened)).pharmacy?.ncpdpId).toBe('9900223')
    await expect(choose('9900017')).rejects.toMatchObject({ problem: 'pharmacy-unknown' })
    const stranger = { ...outside.patient, patientId: outside.providerId }
    await expect(choose(PHARMACY, stranger)).rejects.toMatchObject({ problem: 'not-found' })
    await outside.approve(opened)
    await expect(choose('9900223')).rejects.toMatchObject({ problem: 'transition-not-allowed' })
  })
})

describe('taking over the directory', () => {
  const listed = (ncpdpId: string, name: string): DirectoryPharmacy => ({
    ncpdpId,
    npi: '1900000019',
    name,
    phone: '5125550199',
    address: { line: '1 New Street', city: 'Dallas', state: 'TX', postalCode: '75201' },
    kind: 'retail',
    latitude: 32.7,
    longitude: -96.8,
    statesServed: ['TX'],
    capabilities: [],
  })
  const sync = (answer: DirectoryAnswer) => {
    outside.clock.advance(60)
    const pharmacyNetwork = { ...outside.network, directory: async () => answer }
    return syncPharmacies({ ...outside.deps, pharmacyNetwork })
  }

  it('adds, changes, and by a complete answer retires; what is retired still shows on old orders', async () => {
    await sync({ outcome: 'ok', complete: false, pharmacies: [listed('9900157', 'Gatehouse Pharmacy')] })
    expect(await search({ search: 'pharmacy', state: 'TX' })).toEqual(['Bluebonnet', 'Gatehouse', 'Meridian'])
    await sync({ outcome: 'ok', complete: true, pharmacies: [listed('9900157', 'Gate Pharmacy')] })
    expect(await search({})).toEqual(['Gate'])
    const old = await outside.deps.db.read(outside.clinicId, (db) => findPharmacy(db, PHARMACY))
    expect(old?.name).toBe('Bluebonnet Pharmacy')
    await sync({ outcome: 'ok', complete: true, pharmacies: [listed(PHARMACY, 'Bluebonnet Pharmacy')] })
    expect(await search({})).toEqual(['Bluebonnet'])
  })

  it('keeps what it has when the network is silent or says nothing', async () => {
    await expect(sync({ outcome: 'unavailable', text: 'no answer' })).rejects.toThrow('no answer')
    await sync({ outcome: 'ok', complete: true, pharmacies: [] })
    expect(await search({})).toEqual(['Bluebonnet'])
  })

  it('is asked for when there is none yet', async () => {
    expect(await ensurePharmacies(outside.deps)).toBe(true)
    await outside.sql('create table kept as select * from pharmacies')
    await outside.sql('update orders set pharmacy_id = null')
    await outside.sql('delete from prescriptions')
    await outside.sql('delete from pharmacies')
    expect(await ensurePharmacies(outside.deps)).toBe(false)
    const directory = async () => ({
      outcome: 'ok' as const,
      complete: true,
      pharmacies: [listed('9900157', 'Gate')],
    })
    expect(
      await ensurePharmacies({ ...outside.deps, pharmacyNetwork: { ...outside.network, directory } }),
    ).toBe(true)
  })
})
