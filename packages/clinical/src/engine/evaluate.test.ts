import { describe, expect, test } from 'vitest'
import { prepareFacts } from '../facts/prepare.ts'
import { given, unanswered } from '../testing/ask.ts'
import { assessed, type BaseName, type Change, optionOf, person, today } from '../testing/people.ts'
import type { ClinicPolicy } from '../types.ts'
import { evaluate } from './evaluate.ts'

const evaluated = (base: BaseName, change: Change = {}, policy: ClinicPolicy = {}) =>
  evaluate(prepareFacts(person(base, change), today, policy))

describe('checks', () => {
  const outcome = (facts: Parameters<typeof evaluate>[0], rule: string) =>
    evaluate(facts).checks.find((check) => check.rule === rule)
  test('each rule of the category is listed once: clear, fired, or not run and why', () => {
    expect(outcome(given('ed'), 'ED-08')).toEqual({ rule: 'ED-08', outcome: 'clear' })
    expect(outcome(given('ed', ['concept mi 1']), 'ED-08')).toEqual({ rule: 'ED-08', outcome: 'fired' })
    expect(outcome(unanswered('ed', 'medications'), 'ED-02')).toEqual({
      rule: 'ED-02',
      outcome: 'not_run',
      why: 'not answered: medication list',
    })
    expect(outcome(unanswered('ed', 'conditions'), 'ED-14')).toEqual({
      rule: 'ED-14',
      outcome: 'not_run',
      why: 'conditions not answered',
    })
    const { checks } = evaluate(given('ed'))
    expect(new Set(checks.map((check) => check.rule)).size).toBe(checks.length)
    expect(checks.every((check) => check.outcome !== 'not_run')).toBe(true)
    expect(checks.some((check) => check.rule.startsWith('HR-'))).toBe(false)
  })
  test('what one case fired is not left to the next', () => {
    expect(outcome(given('ed', ['concept mi 1', 'takes NITRATE']), 'ED-01')?.outcome).toBe('fired')
    const [first] = evaluate(given('ed')).states
    expect(first?.applied).toEqual([])
    expect(outcome(given('ed'), 'ED-01')?.outcome).toBe('clear')
    expect(outcome(given('ed'), 'ED-08')?.outcome).toBe('clear')
  })
  test('a rule that spoke for one drug was run, whatever it could not answer for another', () => {
    const facts = { ...given('weightMan', ['takes CYP3A4_INH_STRONG']), sex: null }
    for (const check of evaluate(facts).checks)
      if (
        evaluate(facts).states.some(({ applied }) =>
          applied.some(({ finding }) => finding.rule === check.rule),
        )
      )
        expect(check).toEqual({ rule: check.rule, outcome: 'fired' })
  })
})

describe('red flags', () => {
  const flags = (base: BaseName, change: Change) =>
    evaluated(base, change).redFlags.map((flag) => `${flag.code} ${flag.level}`)
  test('every emergency is told, once, the gravest first', () => {
    const change = { answers: { symptomsNow: 'chest pain right now and an erection for 5 hours' } }
    expect(flags('ed', change)).toEqual(['G-04 P0', 'G-04 P0', 'ED-11 P0', 'ED-19 P2'])
    expect(evaluated('ed', change).caseFindings.map((finding) => finding.rule)).toEqual(['G-04', 'G-04'])
  })
  test('of any other rule about the case the first grade alone', () => {
    const facts = given('hairMan', ['concept dyspnoea-now', 'takes MINOXIDIL_ORAL'])
    const { redFlags, caseFindings } = evaluate(facts)
    expect(caseFindings.map((finding) => finding.rule)).toEqual(['RF-BREATH'])
    expect(redFlags.filter((flag) => flag.code === 'RF-BREATH').map((flag) => flag.level)).toEqual(['P0'])
  })
  test('a flag that two grades of a rule raise with the same words is told once', () => {
    expect(flags('ed', { conditions: [{ text: 'heart attack', monthsAgo: 4 }] })).toEqual(['ED-08 P2'])
  })
  test('a graver flag of a later rule goes before, equals keep the order of the rules', () => {
    expect(flags('weightWoman', { conditions: ['history of bulimia'], labs: { potassium: 5.9 } })).toEqual([
      'RF-K P1',
      'INC-26 P2',
      'CON-03 P2',
      'ORL-12 P2',
    ])
    expect(flags('ed', { meds: ['Imdur'], answers: { phq9Item9: 1 } })).toEqual(['RF-SUICIDE P1', 'ED-01 P2'])
  })
  test('says what it says in full', () => {
    expect(evaluated('ed', { meds: ['Imdur'] }).redFlags).toEqual([
      {
        code: 'ED-01',
        route: 'synchronous',
        level: 'P2',
        text: expect.stringContaining('Imdur'),
        destination: 'cardiology clearance',
        source: 'L-PDE5 §4 [H]',
      },
    ])
  })
  test('a flag of a rule holds its own drugs, a flag of the case or of P1 all', () => {
    const held = (base: BaseName, change: Change) =>
      evaluated(base, change)
        .states.filter((state) => state.held)
        .map((state) => state.drug.id)
        .join(' ')
    expect(held('hairMan', { labs: { psa: 4.5 } })).toBe('finasteride dutasteride')
    expect(held('hairMan', { labs: { potassium: 5.9 } }).split(' ').length).toBe(6)
    expect(held('hairMan', {})).toBe('')
  })
})

describe('what a clinic tuned', () => {
  const hba1c = (rules: NonNullable<ClinicPolicy['rules']>) =>
    evaluated('hairMan', { patient: { age: 50 } }, { rules })
  const of = (found: ReturnType<typeof evaluated>, rule: string, drug: string) =>
    found.states
      .find((state) => state.drug.id === drug)
      ?.applied.map(({ finding }) => finding)
      .find((finding) => finding.rule === rule)
  test('a platform row off says nothing, and is not said to have fired', () => {
    const change = { patient: { systolic: 145 } }
    const off = evaluated('weightMan', change, { rules: { 'PHE-02': 'off' } })
    expect(of(off, 'PHE-02', 'phentermine')).toBe(undefined)
    expect(off.checks.find((check) => check.rule === 'PHE-02')?.outcome).toBe('clear')
    expect(of(evaluated('weightMan', change), 'PHE-02', 'phentermine')?.severity).toBe('major')
  })
  test('another grade is the grade of the finding, named fact or not', () => {
    const change = { patient: { systolic: 145 } }
    const minor = evaluated('weightMan', change, { rules: { 'PHE-02': 'minor' } })
    expect(of(minor, 'PHE-02', 'phentermine')).toMatchObject({ severity: 'minor', overridable: false })
    const male = evaluated('hairMan', {}, { rules: { 'MET-00': 'minor', 'HR-09': 'major' } })
    expect(male.states.length).toBe(6)
  })
  test('information and questions are not graded', () => {
    expect(of(hba1c({}), 'HR-09', 'finasteride')?.severity).toBe('info')
    expect(of(hba1c({ 'HR-09': 'major' }), 'HR-09', 'finasteride')?.severity).toBe('info')
    const asks = (rules: NonNullable<ClinicPolicy['rules']>) =>
      of(evaluated('hairWoman', { answers: { contraception: null } }, { rules }), 'HR-33', 'spironolactone')
        ?.severity
    expect([asks({}), asks({ 'HR-33': 'minor' })]).toEqual(['needs_info', 'needs_info'])
  })
})

describe('what a finding counts for', () => {
  const state = (base: BaseName, change: Change, drug: string) => {
    const found = evaluated(base, change).states.find((one) => one.drug.id === drug)
    return found === undefined
      ? null
      : [found.blocked, found.held, found.needsInfo, found.majors, found.moderates]
  }
  test.each([
    ['ed', {}, 'sildenafil', [false, false, false, 0, 0]],
    ['ed', { meds: ['Adempas'] }, 'sildenafil', [true, false, false, 0, 0]],
    ['ed', { meds: ['tamsulosin'] }, 'sildenafil', [false, false, false, 0, 1]],
    ['ed', { meds: ['doxazosin'] }, 'sildenafil', [false, false, false, 1, 0]],
    ['hairWoman', { answers: { contraception: null } }, 'spironolactone', [false, false, true, 0, 0]],
  ] as const)('%s %j %s', (base, change, drug, counts) =>
    expect(state(base, change as Change, drug)).toEqual(counts),
  )
  test('a limit and a question of a rule are kept for its drugs', () => {
    const { states } = evaluated('ed', { patient: { eGFR: 20 } })
    const limits = (drug: string) =>
      states
        .find((one) => one.drug.id === drug)
        ?.limits.map(({ rule, max, start, everyHours }) => [rule, max, start, everyHours])
    expect(limits('tadalafil')).toEqual([['ED-RENAL', 5, 5, 72]])
    expect(limits('vardenafil')).toEqual([])
  })
  test('a finding that names no fact is told alike for all its drugs', () => {
    const one = optionOf(assessed('weightMan'), 'tirzepatide').findings
    const other = optionOf(assessed('weightMan'), 'liraglutide').findings
    expect(one.map((finding) => [finding.rule, finding.facts])).toEqual([['INC-BW', []]])
    expect(other).toEqual(one)
  })
})
