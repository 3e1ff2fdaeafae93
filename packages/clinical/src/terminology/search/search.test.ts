import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchAllergens } from './allergens.ts'
import { describeCondition, searchConditions } from './conditions.ts'
import { icdIndex } from './icd-index.ts'
import { layConditions } from './lay-conditions.ts'
import { searchMedications } from './medications.ts'

describe('condition search', () => {
  it.each([
    ['high blood pressure', 'I10'],
    ['high b', 'I10'],
    ['hypertenshion', 'I10'],
    ['type 2 diab', 'E11.9'],
    ['E11.9', 'E11.9'],
    ['e119', 'E11.9'],
    ['kidney stones', 'N20.0'],
    ['migrane', 'G43.909'],
    ['glaucomma', 'H40.9'],
    ['male pattern', 'L64.9'],
    ['ed', 'N52.9'],
    ['obesity class 3', 'E66.813'],
    ['sleep apn', 'G47.33'],
    ['sickle cell trait', 'D57.3'],
    ['appendicitis', 'K37'],
    ['aortic stenosis', 'I35.0'],
    ['Z98.84', 'Z98.84'],
    ['retinitis pigm', 'H35.52'],
    ['crohns', 'K50.90'],
  ])('%s offers %s first', (query, code) => expect(searchConditions(query, 5)[0]?.code).toBe(code))
  it.each([
    ['fracture of femur', /femur/i],
    ['basal cell carcinoma', /basal cell/i],
    ['pressure ulcer heel', /pressure ulcer.*heel/i],
    ['hernia ingunal', /inguinal/i],
  ])('%s offers only what says so', (query, wanted) => {
    const found = searchConditions(query, 10)
    expect(found.length).toBeGreaterThan(0)
    for (const one of found) expect(one.text).toMatch(wanted)
  })
  it('holds the whole table, codes in order, each with its text', () => {
    const index = icdIndex()
    expect(index.count).toBeGreaterThan(95_000)
    let previous = ''
    for (let row = 0; row < index.count; row += 7) {
      const { code, text } = index.row(row)
      expect(code > previous && /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/.test(code) && text.length > 3).toBe(
        true,
      )
      expect(index.find(code)).toBe(row)
      previous = code
    }
    expect(describeCondition('i10')).toBe('Essential (primary) hypertension')
    expect(describeCondition('E66.812')).toBe('Obesity, class 2')
    expect(describeCondition('I10.99')).toBeNull()
  })
  it('knows every code the plain words offer', () => {
    const unknown = layConditions().flatMap((one) =>
      one.codes.filter((code) => describeCondition(code) === null),
    )
    expect([...new Set(unknown)]).toEqual([])
  })
})

describe('medication search', () => {
  it.each([
    ['lis', 'lisinopril'],
    ['metf', 'metformin'],
    ['metfromin', 'metformin'],
    ['wegovi', 'Wegovy'],
    ['viagr', 'Viagra'],
    ['zol', 'zolpidem'],
    ['imd', 'Imdur'],
    ['nitrog', 'nitroglycerin'],
    ['amlod', 'amlodipine'],
    ['paracetamol', 'acetaminophen'],
    ['sjw', "st. john's wort"],
    ['k-dur', 'K-Dur'],
  ])('%s offers %s first', (query, name) => expect(searchMedications(query, 5)[0]?.name).toBe(name))
  it('gives identity and content', () => {
    expect(searchMedications('viagra', 1)).toEqual([
      { name: 'Viagra', kind: 'brand', rxcui: '190465', ingredients: ['sildenafil'] },
    ])
    expect(searchMedications('finasteride', 1)[0]).toMatchObject({ kind: 'ingredient', rxcui: '25025' })
  })
})

describe('allergen search', () => {
  it.each([
    ['pen', 'Penicillin'],
    ['penicilin', 'Penicillin'],
    ['sulfa', 'Sulfa antibiotics'],
    ['peanut', 'Peanuts'],
    ['yellow', 'Tartrazine (FD&C Yellow No. 5)'],
    ['lisin', 'lisinopril'],
  ])('%s offers %s first', (query, name) => expect(searchAllergens(query, 5)[0]?.name).toBe(name))
})

describe('always', () => {
  it.each([
    ['conditions', searchConditions],
    ['medications', searchMedications],
    ['allergens', searchAllergens],
  ] as const)('%s: never throws, keeps the limit, is deterministic', (_, search) => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('a', 'hy', 'type 2', '%', '\\', 'E11.', '  ', 'with of the')),
        fc.integer({ min: -2, max: 30 }),
        (query, limit) => {
          const found = search(query, limit)
          expect(found.length).toBeLessThanOrEqual(Math.max(0, limit))
          expect(search(query, limit)).toEqual(found)
        },
      ),
      { numRuns: 120 },
    )
  })
})
