import { describe, expect, test } from 'vitest'
import { prepareFacts } from '../facts/prepare.ts'
import { assessed, type BaseName, type Change, optionOf, person, today } from '../testing/people.ts'
import type { ClinicPolicy } from '../types.ts'
import { assessOptions } from './options.ts'

const options = (base: BaseName, change: Change = {}, policy: ClinicPolicy = {}) =>
  assessOptions(prepareFacts(person(base, change), today, policy))
const policySource = (section: string | null) => ({ key: 'POLICY', section, label: 'Platform policy' })

describe('required data not given', () => {
  const asked = (change: Change, drug: string) => optionOf(assessed('weightMan', change), drug)
  test('is one finding with its questions', () => {
    const option = asked({ answers: { scoff: null, familyHistoryMTC: null } }, 'tirzepatide')
    expect(option.findings.filter((finding) => finding.rule === 'G-13')).toEqual([
      {
        rule: 'G-13',
        ruleVersion: 2,
        severity: 'needs_info',
        text: 'Required and not answered: family history of medullary thyroid cancer, eating disorder screen.',
        management:
          'Have you or your family had medullary thyroid cancer or MEN 2? SCOFF: five questions about eating',
        source: policySource('0.4'),
        confidence: 'P',
        overridable: false,
        missing: ['familyHistoryMTC', 'eatingDisorderScreen'],
        facts: [],
      },
    ])
    expect([option.verdict, option.missing]).toEqual([
      'needs_info',
      ['familyHistoryMTC', 'eatingDisorderScreen'],
    ])
  })
  test('is no finding where nothing is missing, where the drug is out, or where a rule asks already', () => {
    const rulesOf = (base: BaseName, change: Change, drug: string) =>
      optionOf(assessed(base, change), drug).findings.map((finding) => finding.rule)
    expect(rulesOf('weightMan', {}, 'orlistat')).not.toContain('G-13')
    expect(rulesOf('weightMan', { answers: { scoff: null } }, 'metformin')).not.toContain('G-13')
    expect(rulesOf('hairWoman', { answers: { contraception: null } }, 'spironolactone')).toContain('HR-33')
    expect(rulesOf('hairWoman', { answers: { contraception: null } }, 'spironolactone')).not.toContain('G-13')
    expect(
      rulesOf('hairWoman', { answers: { contraception: null, hairLossPattern: null } }, 'spironolactone'),
    ).toContain('G-13')
  })
  test('gives no reason against the drug', () => {
    const option = asked({ answers: { scoff: null } }, 'orlistat')
    expect(option.reasons.every((reason) => reason.for)).toBe(true)
  })
  test('of all drugs is listed in the order of the formulary, of a drug that is out only what all need', () => {
    expect(options('weightMan', { answers: { scoff: null, familyHistoryMTC: null } }).missing).toEqual([
      'familyHistoryMTC',
      'eatingDisorderScreen',
    ])
    const out = {
      answers: { opioidUse: null, phq9Item9: null, phq2: null },
      conditions: ['history of bulimia'],
    }
    expect(options('weightMan', out).missing).toEqual(['suicidalityScreen'])
    expect(options('weightMan', { labs: { hba1c: Number.NaN } }).missing).toEqual(['hba1c'])
  })
})

describe('a drug the clinic does not offer', () => {
  const policy = { excludedDrugs: ['finasteride', 'spironolactone'] } as const
  test('is out, with its reason', () => {
    const option = optionOf(assessed('hairMan', {}, policy), 'finasteride')
    expect(option.findings).toEqual([
      {
        rule: 'POLICY',
        ruleVersion: 1,
        severity: 'contraindicated',
        text: 'This clinic does not offer the drug.',
        management: null,
        source: policySource(null),
        confidence: 'P',
        overridable: false,
        missing: [],
        facts: [],
      },
    ])
    expect(option.reasons).toEqual([
      { for: false, text: 'This clinic does not offer the drug.', source: 'POLICY [P]' },
    ])
    expect([option.verdict, option.rank, option.start, option.plan]).toEqual(['block', null, null, null])
  })
  test('is not told twice why', () => {
    const option = optionOf(assessed('hairMan', {}, policy), 'spironolactone')
    expect(option.findings.map((finding) => finding.rule)).toEqual(['G-03'])
    expect(optionOf(assessed('hairMan', {}, policy), 'dutasteride').verdict).toBe('offer')
  })
})

describe('an option', () => {
  test('goes block before hold before questions before warnings', () => {
    const verdict = (base: BaseName, change: Change, drug: string) =>
      optionOf(assessed(base, change), drug).verdict
    expect(verdict('ed', { meds: ['Imdur'], answers: { phq9Item9: 1 } }, 'sildenafil')).toBe('block')
    expect(verdict('ed', { meds: ['tamsulosin'], answers: { phq9Item9: 1 } }, 'sildenafil')).toBe('hold')
    expect(
      verdict(
        'ed',
        { answers: { phq9Item9: 1, exerciseTolerance: null, climbsTwoFlightsWithoutSymptoms: null } },
        'sildenafil',
      ),
    ).toBe('hold')
    expect(verdict('ed', { meds: ['tamsulosin'], answers: { nitrateUse: null } }, 'sildenafil')).toBe(
      'needs_info',
    )
    expect(verdict('ed', { meds: ['tamsulosin'] }, 'sildenafil')).toBe('warn')
    expect(verdict('ed', { meds: ['doxazosin'] }, 'sildenafil')).toBe('warn')
    expect(verdict('ed', { meds: ['lisinopril'] }, 'sildenafil')).toBe('offer')
  })
  test('listed drugs come first, then the held, then those that are out', () => {
    const { options: all } = options('weightWoman', { conditions: ['history of bulimia'] })
    expect(all.map((option) => option.verdict).join(' ')).toBe(`${'hold '.repeat(8)}block block`)
    for (const option of all)
      expect([option.rank, option.score, option.confidence, option.confidenceParts, option.plan]).toEqual([
        null,
        null,
        null,
        null,
        null,
      ])
    expect(all[0]?.start).toEqual({ doseMg: 0.25, frequency: 'once weekly' })
    expect(all.at(-1)?.start).toBe(null)
  })
  test('findings are told gravest first, in the order of the rules between equals', () => {
    const option = optionOf(
      assessed('weightMan', {
        conditions: ['type 2 diabetes'],
        meds: ['Lantus', 'lisinopril', 'sertraline'],
      }),
      'phentermine',
    )
    const severities = option.findings.map((finding) => finding.severity)
    const places = severities.map((one) =>
      ['contraindicated', 'major', 'needs_info', 'moderate', 'minor', 'info'].indexOf(one),
    )
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(option.findings.filter(({ severity }) => severity === 'moderate').map(({ rule }) => rule)).toEqual(
      ['PHE-10', 'PHE-12', 'PHE-17'],
    )
  })
  test('reasons: what speaks for it, then what against, each with its source', () => {
    const option = optionOf(assessed('ed', { meds: ['tamsulosin', 'amlodipine'] }), 'sildenafil')
    expect(option.reasons.filter((reason) => !reason.for)).toEqual([
      {
        for: false,
        text: 'Uroselective alpha-blocker: hypotension: Tamsulosin.',
        source: 'L-PDE5 §5, 7 [H]',
      },
    ])
    expect(option.reasons.at(-1)?.for).toBe(false)
    expect(option.reasons.length).toBeGreaterThan(2)
  })
  test('has its plan where it may be started, and needs a live visit where it is controlled', () => {
    const { options: all } = options('weightMan', { answers: { scoff: null } })
    for (const option of all.filter((one) => one.rank !== null)) {
      expect(option.plan?.doseMg).toBe(option.start?.doseMg)
      expect(option.requiresSync).toBe(option.drugId.startsWith('phentermine'))
    }
    expect(all.filter((one) => one.rank !== null).map((one) => one.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})
