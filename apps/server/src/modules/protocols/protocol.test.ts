import { assessCase, rules } from '@countersign/clinical'
import { ProtocolPolicy, type RuleSetting, SaveProtocol } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import {
  changesBetween,
  faultsOf,
  inForce,
  type Protocol,
  plannedOf,
  rowsUnder,
  toClinicPolicy,
} from './protocol.ts'

const policy = (change: Partial<ProtocolPolicy> = {}): ProtocolPolicy => ({
  rules: {},
  excludedDrugs: [],
  ...change,
})
const set = (rule: string, setting: RuleSetting) => faultsOf(policy({ rules: { [rule]: setting } }))
const version = (number: number, from: string, change: Partial<ProtocolPolicy> = {}): Protocol => ({
  version: number,
  policy: policy(change),
  reason: 'For a reason of the clinic',
  author: `Author ${number}`,
  effectiveFrom: new Date(from),
  createdAt: new Date('2026-11-01T00:00:00Z'),
})
const now = new Date('2026-11-22T12:00:00Z')

describe('what a clinic may tune', () => {
  it('is a platform row, in any direction', () => {
    for (const setting of ['off', 'minor', 'moderate', 'major', 'contraindicated'] as const)
      expect(set('PHE-02', setting)).toEqual([])
  })
  it('is never a label row: each is refused by its name', () => {
    const labels = rules.filter((rule) =>
      rule.cases.every((item) => (item.confidence ?? rule.confidence) !== 'P'),
    )
    expect(labels.length).toBeGreaterThan(100)
    for (const { id } of labels)
      expect(set(id, 'minor'), id).toMatchObject([{ pointer: `/policy/rules/${id}` }])
  })
  it('is no emergency, and no rule that does not exist', () => {
    expect(set('G-04', 'off')).toHaveLength(1)
    expect(set('RF-STROKE', 'minor')).toHaveLength(1)
    expect(set('NO-SUCH', 'off')).toMatchObject([{ message: 'There is no such rule.' }])
    expect(set('__proto__', 'off')).toHaveLength(1)
  })
  it('is a row with a red flag in the stricter direction alone', () => {
    expect(set('INC-26', 'contraindicated')).toEqual([])
    expect(set('INC-26', 'off')).toMatchObject([{ message: expect.stringContaining('never looser') }])
    expect(set('INC-26', 'moderate')).toHaveLength(1)
  })
  it('is a row that says "not understood" in the stricter direction alone', () => {
    for (const rule of ['G-08', 'G-11', 'ALG-03']) {
      expect(set(rule, 'major')).toEqual([])
      expect(set(rule, 'off'), rule).toHaveLength(1)
    }
  })
  it('is a drug of the formulary that is not offered', () => {
    expect(faultsOf(policy({ excludedDrugs: ['phentermine', 'aspirin'] }))).toMatchObject([
      { pointer: '/policy/excludedDrugs/1' },
    ])
  })
  it.each([
    [{ refillFraction: 0.49 }],
    [{ refillFraction: 1.01 }],
    [{ controlledRefillFraction: 0.89 }],
    [{ controlledTelemedicineUntil: '2030-01-01' }],
    [{ rules: { 'PHE-02': 'needs_info' } }],
  ])('keeps to its range: %j is refused', (change) => {
    const body = { after: 0, reason: 'A reason that is long enough', policy: change }
    expect(SaveProtocol.safeParse(body).success).toBe(false)
    expect(ProtocolPolicy.safeParse({ refillFraction: 0.8 }).success).toBe(true)
  })
})

describe('the version in force', () => {
  const versions = [
    version(1, '2026-11-02T00:00:00Z', { rules: { 'PHE-02': 'moderate' } }),
    version(3, '2026-12-01T00:00:00Z'),
    version(2, '2026-11-20T00:00:00Z', { rules: { 'PHE-02': 'off' } }),
  ]
  it('is the newest whose day has come, and the one to come is planned', () => {
    expect(inForce(versions, now)?.version).toBe(2)
    expect(plannedOf(versions, now)?.version).toBe(3)
    expect(inForce(versions, new Date('2026-12-01T00:00:00Z'))?.version).toBe(3)
    expect(inForce([], now)).toBeNull()
  })
  it('takes the place of what an older one had planned', () => {
    const replaced = [...versions, version(4, '2026-11-21T00:00:00Z')]
    expect(inForce(replaced, new Date('2026-12-02T00:00:00Z'))?.version).toBe(4)
    expect(plannedOf(replaced, now)).toBeNull()
  })
  it('shows each row with its setting and who last gave it that', () => {
    const rows = rowsUnder(versions, inForce(versions, now))
    expect(rows.find(({ rule }) => rule === 'PHE-02')).toMatchObject({
      setting: 'off',
      changed: { version: 2, by: 'Author 2' },
    })
    expect(rows.find(({ rule }) => rule === 'CON-01')).toMatchObject({ setting: null, changed: null })
    expect(rows.every(({ allowed }) => allowed.length > 1)).toBe(true)
  })
})

it('says what differs between two versions', () => {
  const before = policy({ rules: { 'PHE-02': 'off' }, refillFraction: 0.8 })
  const after = policy({ rules: { 'CON-01': 'minor' }, excludedDrugs: ['phentermine'] })
  expect(changesBetween(before, after)).toEqual([
    { what: 'CON-01', from: null, to: 'minor' },
    { what: 'PHE-02', from: 'off', to: null },
    { what: 'refillFraction', from: '0.8', to: null },
    { what: 'excludedDrugs', from: null, to: 'phentermine' },
  ])
  expect(changesBetween(after, after)).toEqual([])
})

it('is what the engine judges by', () => {
  const patient = {
    age: 40,
    sex: 'male',
    heightCm: 180,
    weightKg: 110,
    systolic: 145,
    diastolic: 85,
  } as const
  const phentermine = (context: Parameters<typeof assessCase>[1]) =>
    assessCase({ category: 'weight', patient }, context).options.find(
      ({ drugId }) => drugId === 'phentermine',
    )
  const at = { now: '2026-11-22' }
  const rulesOf = (context: Parameters<typeof assessCase>[1]) =>
    phentermine(context)?.findings.map(({ rule }) => rule)
  expect(rulesOf(at)).toContain('PHE-02')
  const tuned = toClinicPolicy(7, policy({ rules: { 'PHE-02': 'off' }, excludedDrugs: ['phentermine'] }))
  expect(tuned.version).toBe('protocol 7')
  expect(rulesOf({ ...at, policy: tuned })).not.toContain('PHE-02')
  expect(phentermine({ ...at, policy: tuned })?.verdict).toBe('block')
})
