import type { ProtocolRow } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import {
  changeWords,
  draftChanges,
  platform,
  rowsShown,
  withDrug,
  withFraction,
  withSetting,
} from './protocol-draft.ts'

const row = (rule: string, title: string, categories: ProtocolRow['categories']): ProtocolRow => ({
  rule,
  title,
  categories,
  ruleVersion: 1,
  cases: [{ text: `${title} in full`, severity: 'moderate', source: 'Policy' }],
  allowed: ['contraindicated', 'major', 'moderate', 'minor', 'off'],
  setting: null,
  changed: null,
})
const rows = [row('ED-07', 'Raised blood pressure', ['ed']), row('HR-22', 'Phaeochromocytoma', ['hair'])]
const drugs = [{ drugId: 'sildenafil', name: 'sildenafil' }]

describe('a draft', () => {
  it('says each thing that differs, and nothing when all is taken back', () => {
    const draft = withFraction(
      withDrug(withSetting(platform, 'ED-07', 'minor'), 'sildenafil', false),
      'refillFraction',
      80,
    )
    expect(draftChanges(platform, draft, { rows, drugs })).toEqual([
      {
        key: 'ED-07',
        what: 'ED-07 Raised blood pressure',
        from: 'as the platform has it',
        to: 'Minor: noted',
      },
      {
        key: 'refillFraction',
        what: 'Refill no sooner than',
        from: 'as the platform has it',
        to: '80 % of the supply',
      },
      { key: 'sildenafil', what: 'sildenafil', from: 'offered', to: 'not offered' },
    ])
    const back = withFraction(
      withDrug(withSetting(draft, 'ED-07', null), 'sildenafil', true),
      'refillFraction',
      null,
    )
    expect(back).toEqual(platform)
    expect(draftChanges(platform, back, { rows, drugs })).toEqual([])
  })
})

describe('what is shown', () => {
  const draft = withSetting(platform, 'HR-22', 'off')
  it.each([
    [{ text: '', category: 'all', changed: false }, ['ED-07', 'HR-22']],
    [{ text: 'pressure', category: 'all', changed: false }, ['ED-07']],
    [{ text: 'hr-22 full', category: 'all', changed: false }, ['HR-22']],
    [{ text: '', category: 'ed', changed: false }, ['ED-07']],
    [{ text: '', category: 'all', changed: true }, ['HR-22']],
    [{ text: 'pressure', category: 'hair', changed: false }, []],
  ] as const)('%o', (filter, shown) => {
    expect(rowsShown(rows, draft, filter).map(({ rule }) => rule)).toEqual(shown)
  })
})

describe('a change of the history', () => {
  it.each([
    [{ what: 'ED-07', from: null, to: 'off' }, 'ED-07: as the platform has it → Off'],
    [
      { what: 'refillFraction', from: '0.75', to: null },
      'Refill no sooner than: 75 % of the supply → as the platform has it',
    ],
    [
      { what: 'excludedDrugs', from: null, to: 'orlistat, metformin' },
      'Not offered: none → orlistat, metformin',
    ],
  ])('%o', (change, words) => {
    expect(changeWords(change)).toBe(words)
  })
})
