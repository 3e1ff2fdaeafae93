import type { Finding, ProposalAssessment } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { dana } from '../../testing/dana.ts'
import { walter } from '../../testing/walter.ts'
import { cautionOf, findingsLine, gateOf, isStuck } from './gate.ts'

const finding = (severity: Finding['severity'], overridable: boolean, rule = 'R-1'): Finding => ({
  rule,
  ruleVersion: 1,
  severity,
  text: 'Something to know. More of it',
  management: null,
  source: { key: 'label', section: null, label: 'Label 4' },
  confidence: 'H',
  overridable,
  missing: [],
  facts: [],
})
const assessed = (findings: Finding[], rest: Partial<ProposalAssessment> = {}): ProposalAssessment => ({
  verdict: 'clear',
  dose: 'ok',
  doseText: null,
  requiresSync: false,
  missing: [],
  findings,
  ...rest,
})
const gate = (rest: Partial<Parameters<typeof gateOf>[0]> = {}) =>
  gateOf({
    licence: 'active',
    redFlags: [],
    assessment: assessed([]),
    controlled: false,
    hasPrescription: true,
    misfits: [],
    stop: null,
    checking: false,
    checkFailed: false,
    overrides: {},
    pharmacyChosen: true,
    formProblem: null,
    ...rest,
  })

describe('what stands between a case and a signature', () => {
  it('is nothing when all is clear', () => expect(gate()).toMatchObject({ open: true }))

  it.each([
    ['no license', gate({ licence: 'expired' })],
    ['a red flag', gate({ redFlags: [{ text: 'Chest pain', route: 'emergency' }] })],
    ['nothing to prescribe', gate({ hasPrescription: false })],
    ['a contraindication', gate({ assessment: assessed([finding('contraindicated', false)]) })],
    ['a fact that is not known', gate({ assessment: assessed([finding('needs_info', false)]) })],
    ['a missing fact', gate({ assessment: assessed([], { missing: ['nitrateUse'] }) })],
    ['a need for a live visit', gate({ assessment: assessed([], { requiresSync: true }) })],
    ['a blocked dose', gate({ assessment: assessed([], { verdict: 'block' }) })],
  ])('is %s, and no words get past it', (_, result) =>
    expect(result).toMatchObject({ open: false, absolute: true }),
  )

  it.each([
    ['a form that contradicts itself', gate({ misfits: ['The directions say 5 mg; the dose is 10 mg.'] })],
    ['while the check runs', gate({ checking: true })],
    ['when the check could not be made', gate({ checkFailed: true })],
    ['when no check has answered', gate({ assessment: null })],
    ['without a pharmacy', gate({ pharmacyChosen: false })],
    ['with a hole in the form', gate({ formProblem: 'the dose is missing.' })],
  ])('is closed %s, though not for good', (_, result) =>
    expect(result).toMatchObject({ open: false, absolute: false }),
  )

  it('asks a reason of 15 characters for each major finding', () => {
    const assessment = assessed([finding('major', true, 'A'), finding('major', true, 'B')], {
      verdict: 'warn',
    })
    expect(gate({ assessment }).text).toContain('2 findings')
    expect(gate({ assessment, overrides: { A: 'discussed at length', B: 'too short     ' } })).toMatchObject({
      open: false,
    })
    expect(
      gate({ assessment, overrides: { A: 'discussed at length', B: 'endocrinologist agrees' } }),
    ).toMatchObject({ open: true })
  })

  it('asks none for a moderate one', () => {
    expect(gate({ assessment: assessed([finding('moderate', true)], { verdict: 'warn' }) })).toMatchObject({
      open: true,
    })
  })

  it('names the rule and says that there is no way past it', () => {
    expect(gate({ assessment: assessed([finding('contraindicated', false, 'ED-001')]) }).text).toBe(
      'Approve is off: Something to know (ED-001). No override.',
    )
  })
})

describe('what stands open beside a prescription that may be signed', () => {
  it.each([
    [dana.assessment, null],
    [{ ...walter.assessment, contradictions: [] }, '1 question open; this drug may be signed without.'],
    [walter.assessment, '1 contradiction not cleared; this drug may be signed.'],
  ])('%#', (assessment, words) => expect(cautionOf(assessment)).toBe(words))
})

describe('the findings in one line', () => {
  it.each([
    [[], 0, 'None'],
    [[finding('info', false)], 2, '1 to know, 2 to counsel, none block'],
    [[finding('contraindicated', false), finding('major', true)], 0, '1 that block, 1 to give a reason for'],
  ])('%#', (findings, counsel, line) => expect(findingsLine(findings, counsel)).toBe(line))
})

describe('what has to be asked before anything can be approved', () => {
  const { assessment } = dana
  const clear = { ...assessment, contradictions: [], unanswered: [] }
  const unanswered = [{ required: true }] as typeof assessment.unanswered
  it('a required question, unless a refill of one drug does without it', () => {
    expect(isStuck(clear, undefined)).toBe(false)
    expect(isStuck({ ...clear, unanswered }, undefined)).toBe(true)
    expect(isStuck({ ...clear, unanswered }, { blocking: [] })).toBe(false)
    expect(isStuck(clear, { blocking: [{ rule: null, text: 'Not known: nitrate use.' }] })).toBe(true)
  })
  it('a contradiction, whatever the visit', () => {
    const contradictions = [{}] as typeof assessment.contradictions
    expect(isStuck({ ...clear, contradictions }, undefined)).toBe(true)
    expect(isStuck({ ...clear, contradictions }, { blocking: [] })).toBe(true)
  })
  it('nothing to propose', () => expect(isStuck({ ...clear, options: [] }, undefined)).toBe(true))
})
