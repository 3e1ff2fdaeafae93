import { describe, expect, test } from 'vitest'
import {
  auditCBand,
  bmiClass,
  eossStage,
  ipssBand,
  ludwigNote,
  norwoodNote,
  phq2Positive,
  phq9Band,
  phqItem9RedFlag,
  princetonRisk,
  scoffPositive,
  scoreAuditC,
  scoreIpss,
  scorePhq2,
  scorePhq9,
  scoreScoff,
  scoreShim,
  scoreStopBang,
  shimBand,
  stopBangRisk,
} from './index.ts'

describe('bands at each boundary', () => {
  test.each([
    [1, 'severe'],
    [7, 'severe'],
    [8, 'moderate'],
    [11, 'moderate'],
    [12, 'mild to moderate'],
    [16, 'mild to moderate'],
    [17, 'mild'],
    [21, 'mild'],
    [22, 'no ED'],
    [25, 'no ED'],
  ])('SHIM %i is %s', (score, band) => expect(shimBand(score)).toBe(band))

  test.each([
    [0, 'minimal'],
    [4, 'minimal'],
    [5, 'mild'],
    [9, 'mild'],
    [10, 'moderate'],
    [14, 'moderate'],
    [15, 'moderately severe'],
    [19, 'moderately severe'],
    [20, 'severe'],
    [27, 'severe'],
  ])('PHQ-9 %i is %s', (score, band) => expect(phq9Band(score)).toBe(band))

  test('PHQ-2 goes on from 3, item 9 flags from 1', () => {
    expect([2, 3].map(phq2Positive)).toEqual([false, true])
    expect([0, 1].map(phqItem9RedFlag)).toEqual([false, true])
  })

  test('SCOFF is positive from 2', () => expect([1, 2].map(scoffPositive)).toEqual([false, true]))

  test.each([
    [3, 'male', 'negative'],
    [4, 'male', 'positive'],
    [2, 'female', 'negative'],
    [3, 'female', 'positive'],
    [3, null, 'positive'],
    [7, 'male', 'positive'],
    [8, 'male', 'high risk'],
  ] as const)('AUDIT-C %i in %s is %s', (score, sex, band) => expect(auditCBand(score, sex)).toBe(band))

  test.each([
    [18.4, 'underweight'],
    [18.5, 'normal'],
    [24.9, 'normal'],
    [25, 'overweight'],
    [29.9, 'overweight'],
    [30, 'obesity I'],
    [34.9, 'obesity I'],
    [35, 'obesity II'],
    [40, 'obesity III'],
  ])('BMI %f is %s', (bmi, label) => expect(bmiClass(bmi)).toBe(label))

  test.each([
    [2, 'low'],
    [3, 'intermediate'],
    [4, 'intermediate'],
    [5, 'high'],
  ])('STOP-BANG %i is %s', (score, risk) => expect(stopBangRisk(score)).toBe(risk))

  test.each([
    [7, 'mild'],
    [8, 'moderate'],
    [19, 'moderate'],
    [20, 'severe'],
  ])('IPSS %i is %s', (score, band) => expect(ipssBand(score)).toBe(band))
})

describe('sums', () => {
  test('add the items and refuse a wrong count or range', () => {
    expect(scoreShim([5, 5, 5, 5, 5])).toBe(25)
    expect(scoreShim([0, 1, 0, 0, 0])).toBe(1)
    expect(scoreShim([6, 1, 1, 1, 1])).toBeNull()
    expect(scoreShim([1, 1, 1, 1])).toBeNull()
    expect(scorePhq2([3, 3])).toBe(6)
    expect(scorePhq2([3])).toBeNull()
    expect(scorePhq9([1, 1, 1, 1, 1, 1, 1, 1, 3])).toBe(11)
    expect(scorePhq9([1, 1, 1, 1, 1, 1, 1, 1, 4])).toBeNull()
    expect(scoreScoff([true, false, true, false, false])).toBe(2)
    expect(scoreScoff([true])).toBeNull()
    expect(scoreAuditC([4, 4, 4])).toBe(12)
    expect(scoreAuditC([5, 0, 0])).toBeNull()
    expect(scoreStopBang(Array(8).fill(true))).toBe(8)
    expect(scoreIpss([5, 5, 5, 5, 5, 5, 5])).toBe(35)
    expect(scoreIpss([5])).toBeNull()
  })
})

describe('stages', () => {
  test('EOSS takes the gravest', () => {
    const none = {
      endOrganDamage: false,
      severeDisability: false,
      establishedComorbidity: false,
      subclinical: false,
    }
    expect(eossStage(none)).toBe(0)
    expect(eossStage({ ...none, subclinical: true })).toBe(1)
    expect(eossStage({ ...none, subclinical: true, establishedComorbidity: true })).toBe(2)
    expect(eossStage({ ...none, establishedComorbidity: true, endOrganDamage: true })).toBe(3)
    expect(eossStage({ ...none, severeDisability: true })).toBe(4)
  })
  test('Norwood and Ludwig say what to expect', () => {
    expect(norwoodNote('I')).toBe('no treatment needed')
    expect(norwoodNote('II')).toBe(norwoodNote('V'))
    expect(norwoodNote('VI')).toContain('surgical')
    expect(ludwigNote('III')).toContain('dermatology')
    expect(ludwigNote('I')).toBe('mild')
    expect(ludwigNote('II')).toBe('moderate')
  })
  test('Princeton', () => {
    const low = {
      riskFactors: 2,
      unstableAngina: false,
      uncontrolledHypertension: false,
      nyha: null,
      infarctionWeeks: null,
      outflowObstruction: false,
      highRiskArrhythmia: false,
      moderateStableAngina: false,
      nonCardiacAtherosclerosis: false,
    }
    expect(princetonRisk(low)).toBe('low')
    expect(princetonRisk({ ...low, riskFactors: 3 })).toBe('intermediate')
    expect(princetonRisk({ ...low, infarctionWeeks: 1.9 })).toBe('high')
    expect(princetonRisk({ ...low, infarctionWeeks: 2 })).toBe('intermediate')
    expect(princetonRisk({ ...low, infarctionWeeks: 8 })).toBe('intermediate')
    expect(princetonRisk({ ...low, infarctionWeeks: 8.1 })).toBe('low')
    expect(princetonRisk({ ...low, nyha: 3 })).toBe('intermediate')
    expect(princetonRisk({ ...low, nyha: 4 })).toBe('high')
    expect(princetonRisk({ ...low, outflowObstruction: true })).toBe('high')
  })
})
