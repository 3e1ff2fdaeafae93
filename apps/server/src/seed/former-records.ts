/** Charts that a demo clinic brought along from its former system, so that a review has a past to show. All made up. */

/** Readings of one kind: LOINC code, UCUM unit, and each as days ago, value and, of a blood pressure, the diastolic. */
type Series = {
  code: string
  unit: string
  source: 'lab' | 'import'
  readings: readonly (readonly [daysAgo: number, value: number, value2?: number])[]
}

export type FormerRecord = {
  clinic: string
  mrn: string
  givenName: string
  familyName: string
  email: string
  birthDate: string
  sex: 'female' | 'male'
  phone: string
  address: { line: string; city: string; state: string; postalCode: string }
  series: readonly Series[]
}

export const formerRecords: readonly FormerRecord[] = [
  {
    clinic: 'cedar',
    mrn: 'M204417093',
    givenName: 'Magnolia',
    familyName: 'Trent',
    email: 'magnolia.trent@patient.example',
    birthDate: '1969-05-14',
    sex: 'female',
    phone: '+15125550190',
    address: { line: '210 Sample Street', city: 'Austin', state: 'TX', postalCode: '78701' },
    series: [
      {
        code: '29463-7',
        unit: 'kg',
        source: 'import',
        readings: [
          [352, 92.1],
          [310, 93.4],
          [262, 91.6],
          [204, 94.8],
          [151, 96.2],
          [96, 98.4],
          [41, 99.3],
        ],
      },
      {
        code: '85354-9',
        unit: 'mm[Hg]',
        source: 'import',
        readings: [
          [352, 128, 82],
          [262, 126, 80],
          [151, 130, 83],
          [96, 127, 81],
          [41, 122, 78],
        ],
      },
      {
        code: '4548-4',
        unit: '%',
        source: 'lab',
        readings: [
          [352, 5.3],
          [204, 5.4],
          [41, 5.5],
        ],
      },
      {
        code: '98979-8',
        unit: 'mL/min/1.73m2',
        source: 'lab',
        readings: [
          [352, 92],
          [204, 91],
          [41, 90],
        ],
      },
      {
        code: '3016-3',
        unit: 'm[IU]/L',
        source: 'lab',
        readings: [
          [352, 2.4],
          [41, 2.1],
        ],
      },
    ],
  },
]
