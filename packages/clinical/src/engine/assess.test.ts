import { describe, expect, test } from 'vitest'
import { assessed, type BaseName, bases, optionOf, person, today } from '../testing/people.ts'
import type { CaseAssessment, ProposalAssessment } from '../types.ts'
import { assessCase, assessProposal, getRecommendations } from './assess.ts'
import { gateFor } from './proposal.ts'

const verdict = (assessment: CaseAssessment, drugId: string) => optionOf(assessment, drugId).verdict
const flags = (assessment: CaseAssessment) =>
  assessment.redFlags.map((flag) => `${flag.code} ${flag.level} ${flag.route}`)

describe('verdicts and ranks', () => {
  test.each([
    [
      'weightMan',
      [
        'tirzepatide',
        'semaglutide_sc',
        'semaglutide_po',
        'orforglipron',
        'liraglutide',
        'phentermine_topiramate',
        'naltrexone_bupropion',
        'phentermine',
        'orlistat',
      ],
    ],
    ['ed', ['tadalafil', 'sildenafil', 'tadalafil_daily', 'avanafil', 'vardenafil']],
    [
      'hairMan',
      ['finasteride', 'minoxidil_topical', 'minoxidil_oral', 'dutasteride', 'ketoconazole_shampoo'],
    ],
    ['hairWoman', ['minoxidil_topical', 'spironolactone', 'minoxidil_oral', 'ketoconazole_shampoo']],
  ] as const)('%s: the evidence order of §12', (base, order) => {
    const listed = assessed(base).options.filter((option) => option.rank !== null)
    expect(listed.map((option) => option.drugId)).toEqual(order)
    expect(listed.map((option) => option.rank)).toEqual(order.map((_id, index) => index + 1))
    for (const option of listed) expect(option.verdict).toBe('offer')
  })

  test('every drug of the category is listed once, blocked ones last and unranked', () => {
    const { options } = assessed('hairMan')
    expect(new Set(options.map((option) => option.drugId)).size).toBe(6)
    expect(options.at(-1)).toMatchObject({
      drugId: 'spironolactone',
      rank: null,
      confidence: null,
      plan: null,
    })
  })

  test.each([
    [{ conditions: ['sleep apnea'] }, 'tirzepatide', 100],
    [{ conditions: ['T2DM'] }, 'semaglutide_sc', 94],
    [{ conditions: ['stroke in 2015'] }, 'semaglutide_sc', 98],
    [{ conditions: ['migraine'] }, 'phentermine_topiramate', 69],
    [{ answers: { needleAverse: true } }, 'semaglutide_sc', 63],
    [{ answers: { needleAverse: true } }, 'semaglutide_po', 83],
    [{ prior: [{ drug: 'Saxenda', current: false, result: 'failed' }] }, 'liraglutide', 36],
    [{ prior: [{ drug: 'Saxenda', current: false, result: 'good response' }] }, 'liraglutide', 76],
    [
      { prior: [{ drug: 'Saxenda', current: false, result: 'stopped because of nausea' }] },
      'liraglutide',
      46,
    ],
  ])('modifiers: %j gives %s %i', (change, drugId, score) =>
    expect(optionOf(assessed('weightMan', change), drugId).score).toBe(score),
  )

  test('penalties: major −25, moderate −6 up to −18, advised −3', () => {
    expect(optionOf(assessed('weightMan', { patient: { eGFR: 59 } }), 'naltrexone_bupropion').score).toBe(
      56 - 25,
    )
    expect(optionOf(assessed('weightMan', { patient: { eGFR: 29 } }), 'tirzepatide').score).toBe(90 - 6)
    expect(optionOf(assessed('weightMan', { labs: { hba1c: Number.NaN } }), 'tirzepatide').score).toBe(90 - 3)
  })

  test('a major finding is never first while a ready drug without one is listed', () => {
    const assessment = assessed('hairMan', { conditions: ['depression'] })
    expect(assessment.options[0]?.drugId).toBe('minoxidil_topical')
    expect(verdict(assessment, 'finasteride')).toBe('warn')
  })

  test('a major that every first-line drug carries does not push them down (B27)', () => {
    const assessment = assessed('weightMan', { meds: ['Lantus'], conditions: ['T2DM'] })
    expect(assessment.options[0]?.drugId).toBe('tirzepatide')
    expect(verdict(assessment, 'tirzepatide')).toBe('warn')
  })

  test('needs-info ranks below ready', () => {
    const assessment = assessed('weightMan', { answers: { familyHistoryMTC: null } })
    const order = assessment.options.filter((option) => option.rank !== null).map((option) => option.verdict)
    expect(order.lastIndexOf('offer')).toBeLessThan(order.indexOf('needs_info'))
  })

  test('confidence is 0.45 evidence, 0.30 completeness, 0.25 safety, with its caps', () => {
    expect(optionOf(assessed('weightMan'), 'tirzepatide').confidence).toBe(1)
    expect(optionOf(assessed('weightMan'), 'orforglipron').confidence).toBe(0.87)
    expect(optionOf(assessed('hairMan'), 'dutasteride').confidence).toBe(0.78)
    expect(optionOf(assessed('weightMan', { patient: { eGFR: 29 } }), 'tirzepatide').confidence).toBe(0.98)
    expect(
      optionOf(assessed('weightMan', { patient: { eGFR: 59 } }), 'naltrexone_bupropion').confidence,
    ).toBe(0.6)
    expect(optionOf(assessed('weightMan', { answers: { scoff: null } }), 'tirzepatide').confidence).toBe(0.4)
  })
})

describe('red flags', () => {
  test('a swollen leg holds phentermine before it is started, every drug once it is taken (PHE-16)', () => {
    const answers = { symptomsNow: 'swollen legs' }
    const before = assessed('weightMan', { answers })
    expect(flags(before)).toEqual(['PHE-16 P2 synchronous'])
    expect(verdict(before, 'orlistat')).toBe('offer')
    const during = assessed('weightMan', { answers, meds: ['phentermine 37.5 mg'] })
    expect(flags(during)).toEqual(['PHE-16 P1 synchronous'])
    expect(verdict(during, 'orlistat')).toBe('hold')
  })

  test('P0 and P1 hold every drug, P2 those of the rule, G-05 none', () => {
    for (const option of assessed('hairMan', { patient: { systolic: 185 } }).options)
      expect(['hold', 'block']).toContain(option.verdict)
    const psa = assessed('hairMan', { labs: { psa: 5 } })
    expect(verdict(psa, 'finasteride')).toBe('hold')
    expect(verdict(psa, 'minoxidil_topical')).toBe('offer')
    const controlled = assessed('weightMan')
    expect(optionOf(controlled, 'phentermine')).toMatchObject({ verdict: 'offer', requiresSync: true })
    expect(controlled.redFlags).toEqual([])
  })

  test.each([
    ['ed', { answers: { symptomsNow: 'chest pain right now' } }, 'G-04 P0 emergency', 'urgent'],
    ['ed', { answers: { phq9Item9: 1 } }, 'RF-SUICIDE P1 synchronous', 'urgent'],
    ['hairMan', { answers: { notes: 'I have a plan to kill myself' } }, 'G-04 P0 emergency', 'urgent'],
    ['ed', { patient: { systolic: 180 } }, 'RF-BP P1 synchronous', 'urgent'],
    [
      'ed',
      { patient: { systolic: 180 }, answers: { symptomsNow: 'chest pain now' } },
      'RF-BP P0 emergency',
      'urgent',
    ],
    ['ed', { patient: { diastolic: 49 } }, 'RF-HYPOTENSION P1 synchronous', 'urgent'],
    ['ed', { meds: ['Imdur'] }, 'ED-01 P2 synchronous', 'high'],
    ['ed', { meds: ['Imdur', 'Viagra'] }, 'RF-NITRATE P1 synchronous', 'urgent'],
    ['ed', { patient: { age: 17 } }, 'G-01 P2 in_person', 'high'],
    ['ed', { conditions: [{ text: 'stroke', monthsAgo: 3 }] }, 'ED-09 P2 synchronous', 'high'],
    ['ed', { conditions: ['NAION'] }, 'ED-18 P2 in_person', 'high'],
    ['weightMan', { conditions: ['anorexia nervosa'] }, 'INC-26 P2 synchronous', 'high'],
    ['weightMan', { conditions: ['type 1 diabetes'] }, 'INC-14 P2 synchronous', 'high'],
    ['hairWoman', { answers: { virilisation: 'deepening voice' } }, 'HR-46 P2 synchronous', 'high'],
    ['hairMan', { conditions: ['alopecia areata'] }, 'HR-45 P2 in_person', 'high'],
    ['hairWoman', { labs: { potassium: 5.6 } }, 'RF-K P1 synchronous', 'urgent'],
  ] as const)('%s %j: %s', (base, change, flag, priority) => {
    const assessment = assessed(base as BaseName, change as Parameters<typeof assessed>[1])
    expect(flags(assessment)).toContain(flag)
    expect(assessment.priority).toBe(priority)
  })

  test('normal cases are normal, a controlled request is high', () => {
    for (const base of Object.keys(bases) as BaseName[]) expect(assessed(base).priority).toBe('normal')
    const request = { proposed: { drug: 'phentermine', doseMg: 15, frequency: 'once daily' } }
    expect(assessed('weightMan', request)).toMatchObject({ level: 'P2', priority: 'high' })
  })

  test('running out within 3 days raises a routine case by one', () => {
    const on = (lastFillDaysAgo: number) =>
      assessed('hairMan', {
        prior: [{ drug: 'finasteride', doseMg: 1, weeksAtDose: 20, current: true }],
        fills: [{ drug: 'finasteride', lastFillDaysAgo, daysSupply: 90 }],
        proposed: { drug: 'finasteride', doseMg: 1, frequency: 'once daily' },
      }).level
    expect(on(80)).toBe('P4')
    expect(on(87)).toBe('P3')
  })
})

describe('missing data', () => {
  test('every code of a bare case', () => {
    expect(assessCase({ category: 'ed', patient: {} }, { now: today }).missing).toEqual([
      'age',
      'sexAtBirth',
      'bloodPressure',
      'medicationList',
      'allergyList',
      'nitrateUse',
      'recreationalNitrites',
      'recentCardiacEvent',
      'exerciseTolerance',
      'eGFR',
      'liverStatus',
      'hba1c',
      'testosterone',
      'shimScore',
      'symptomDuration',
    ])
  })

  test('a blood pressure over 6 months old is missing', () => {
    expect(assessed('ed', { answers: { bpMonthsAgo: 7 } }).missing).toContain('bloodPressure')
    expect(assessed('ed', { answers: { bpMonthsAgo: 6 } }).missing).toEqual([])
  })

  test('potassium is required from 45, with hypertension, diabetes, CKD or a potassium-raising drug', () => {
    const required = (change: Parameters<typeof assessed>[1]) => {
      const base = person('hairWoman', change)
      const input = { ...base, patient: { ...base.patient, labs: { alt: 20 } } }
      return optionOf(assessCase(input, { now: today }), 'spironolactone').missing
    }
    expect(required({})).toEqual([])
    expect(required({ patient: { age: 45 } })).toEqual(['potassium'])
    expect(required({ conditions: ['hypertension'] })).toEqual(['potassium'])
    expect(required({ meds: ['naproxen'] })).toEqual(['potassium'])
  })

  test.each(['weightMan', 'ed', 'hairMan'] as const)(
    '%s: kidney function helps everybody and is required only where a stage is unknown',
    (base) => {
      const required = (conditions: readonly string[]) =>
        assessed(base, { patient: { eGFR: null }, conditions })
          .unanswered.filter((question) => question.required)
          .map((question) => question.code)
      expect(assessed(base, { patient: { eGFR: null } }).missing).toContain('eGFR')
      expect(required([])).not.toContain('eGFR')
      expect(required(['chronic kidney disease'])).toContain('eGFR')
      expect(required(['CKD stage 2'])).not.toContain('eGFR')
    },
  )

  test('PHQ-2 of 3 asks for item 9', () => {
    const answers = { phq2: 3, phq9Item9: null }
    expect(assessed('hairMan', { answers }).missing).toContain('suicidalityScreen')
    expect(assessed('hairMan', { answers: { ...answers, phq2: 2 } }).missing).toEqual([])
  })

  test('women without childbearing potential are not asked about pregnancy', () => {
    const gone = { pregnant: null, breastfeeding: null } as const
    const untested = { pregnancyTest: null }
    expect(assessed('weightWoman', { patient: gone, answers: untested }).missing).toContain('pregnancyStatus')
    const later = { patient: { ...gone, age: 56 }, answers: { ...untested, periods: 'none for 3 years' } }
    expect(assessed('weightWoman', later).missing).not.toContain('pregnancyStatus')
    const cervixOnly = { patient: gone, answers: untested, conditions: [{ code: 'Z90.712' }] }
    expect(assessed('weightWoman', cervixOnly).missing).toContain('pregnancyStatus')
    const hysterectomy = { patient: gone, answers: untested, conditions: [{ code: 'Z90.710' }] }
    expect(assessed('weightWoman', hysterectomy).missing).not.toContain('pregnancyStatus')
  })

  test('what would change names the drugs that wait', () => {
    const change = assessed('weightMan', { answers: { opioidUse: null } }).whatWouldChange
    expect(change).toEqual([{ code: 'opioidUse', text: expect.stringContaining('naltrexone/bupropion') }])
  })
})

describe('contradictions', () => {
  test('the dangerous reading is used and the disagreement shown', () => {
    const assessment = assessed('ed', { meds: ['Imdur'] })
    expect(assessment.contradictions).toEqual([
      {
        fact: 'nitrateUse',
        intakeSays: 'no',
        recordSays: expect.stringContaining('isosorbide mononitrate'),
        rule: 'G-08',
      },
    ])
    expect(verdict(assessment, 'sildenafil')).toBe('block')
  })
  test.each([
    ['weightMan', { meds: ['oxycodone'] }, 'opioidUse'],
    ['weightMan', { conditions: ['epilepsy'] }, 'seizureHistory'],
    ['weightMan', { conditions: ['history of pancreatitis'] }, 'pancreatitisHistory'],
    ['weightWoman', { answers: { pregnancyTest: 'positive' } }, 'pregnancyStatus'],
    ['weightWoman', { conditions: [{ code: 'Z33.1' }] }, 'pregnancyStatus'],
    ['ed', { conditions: [{ text: 'heart attack', monthsAgo: 2 }] }, 'recentCardiacEvent'],
    ['ed', { answers: { exerciseTolerance: 'chest pain on stairs' } }, 'exerciseTolerance'],
  ] as const)('%s %j: %s', (base, change, fact) => {
    const found = assessed(base as BaseName, change as Parameters<typeof assessed>[1]).contradictions
    expect(found.map((item) => item.fact)).toContain(fact)
  })
  test.each([
    ['ed', { meds: ['Imdur'] }, 'Nitrates in any form'],
    ['weightMan', { meds: ['phenelzine'] }, 'MAO inhibitor or linezolid in the last 14 days'],
    ['weightMan', { conditions: ['epilepsy'] }, 'Seizures'],
    ['weightWoman', { answers: { pregnancyTest: 'positive' } }, 'Pregnant'],
  ] as const)('%s %j: a denial that is contradicted is not told as clear: %s', (base, change, label) => {
    const clear = (item: Parameters<typeof assessed>[1]) =>
      assessed(base as BaseName, item).askedAndClear.map((one) => one.label)
    expect(clear({})).toContain(label)
    expect(clear(change as Parameters<typeof assessed>[1])).not.toContain(label)
  })
})

describe('duplicates', () => {
  test.each([
    ['ed', { meds: ['Viagra'] }, true],
    ['ed', { meds: ['Revatio'], proposed: { drug: 'sildenafil', doseMg: 50, frequency: 'as needed' } }, true],
    [
      'ed',
      { meds: ['Viagra 50 mg'], proposed: { drug: 'sildenafil', doseMg: 100, frequency: 'as needed' } },
      false,
    ],
    [
      'weightMan',
      { meds: ['Ozempic'], proposed: { drug: 'Wegovy', doseMg: 0.25, frequency: 'once weekly' } },
      true,
    ],
    [
      'weightMan',
      { meds: ['Ozempic'], proposed: { drug: 'Contrave', doseMg: 8, frequency: 'once daily' } },
      false,
    ],
    ['weightMan', { prior: [{ drug: 'Wegovy', doseMg: 1, weeksAtDose: 4, current: true }] }, false],
    [
      'hairMan',
      { meds: ['Proscar'], proposed: { drug: 'finasteride', doseMg: 1, frequency: 'once daily' } },
      true,
    ],
    [
      'hairMan',
      {
        meds: ['finasteride 1 mg'],
        proposed: { drug: 'topical minoxidil', doseMg: 50, frequency: 'twice daily' },
      },
      false,
    ],
    [
      'hairMan',
      { meds: ['Rogaine'], proposed: { drug: 'oral minoxidil', doseMg: 2.5, frequency: 'once daily' } },
      true,
    ],
    ['weightMan', {}, false],
  ] as const)('%s %j: %s', (base, change, expected) =>
    expect(assessed(base as BaseName, change as Parameters<typeof assessed>[1]).duplicate).toBe(expected),
  )
})

describe('proposal and gate', () => {
  const propose = (
    base: BaseName,
    drug: string,
    doseMg: number,
    frequency: string,
    change = {},
  ): ProposalAssessment => assessProposal(person(base, change), { drug, doseMg, frequency }, { now: today })

  test('a clear proposal may be signed', () => {
    const proposal = propose('ed', 'sildenafil', 50, 'as needed')
    expect(proposal).toMatchObject({ verdict: 'clear', dose: 'ok', findings: [] })
    expect(gateFor(proposal, []).allowed).toBe(true)
  })
  test('a moderate finding may be overridden', () => {
    const gate = gateFor(propose('ed', 'sildenafil', 25, 'as needed', { meds: ['tamsulosin'] }), [])
    expect(gate.allowed).toBe(true)
    expect(gate.overridable.map((finding) => finding.rule)).toEqual(['ED-20'])
  })
  test('a contraindication, a red flag, a missing fact and an overdose may not', () => {
    expect(gateFor(propose('ed', 'sildenafil', 50, 'as needed', { meds: ['Imdur'] }), []).allowed).toBe(false)
    expect(
      gateFor(propose('ed', 'sildenafil', 50, 'as needed', { answers: { nitrateUse: null } }), []),
    ).toMatchObject({
      allowed: false,
      missing: ['nitrateUse'],
    })
    expect(gateFor(propose('ed', 'sildenafil', 200, 'as needed'), []).allowed).toBe(false)
    const held = { patient: { systolic: 185 } }
    const flagged = assessed('hairMan', held)
    expect(gateFor(propose('hairMan', 'finasteride', 1, 'once daily', held), flagged.redFlags).allowed).toBe(
      false,
    )
    expect(gateFor(propose('ed', 'sildenafil', 50, 'as needed'), flagged.redFlags).allowed).toBe(false)
  })
  test('an unknown drug, another category and no dose are never clear', () => {
    expect(propose('ed', 'aspirin', 81, 'once daily')).toMatchObject({ drugId: null, verdict: 'needs_info' })
    expect(propose('ed', 'finasteride', 1, 'once daily').verdict).toBe('block')
    expect(assessProposal(person('ed'), { drug: 'sildenafil' }, { now: today })).toMatchObject({
      verdict: 'needs_info',
      dose: null,
    })
  })
  test('alternatives are the next two drugs nothing forbids, then what is not a drug', () => {
    expect(
      propose('hairMan', 'finasteride', 1, 'once daily', { conditions: ['depression'] }).alternatives,
    ).toEqual(['topical minoxidil', 'oral minoxidil', expect.stringContaining('dermatology')])
    expect(propose('ed', 'sildenafil', 50, 'as needed', { meds: ['Imdur'] }).alternatives).toEqual([
      expect.stringContaining('vacuum device'),
    ])
  })
  test('the disintegrating tablet is not for adjusted doses', () => {
    const rulesOf = (drug: string) =>
      propose('ed', drug, 10, 'as needed', { meds: ['diltiazem'] }).findings.map((finding) => finding.rule)
    expect(rulesOf('Staxyn')).toContain('RX-ODT')
    expect(rulesOf('vardenafil')).not.toContain('RX-ODT')
  })
  test('supply limits', () => {
    const rulesOf = (drug: string, daysSupply: number, refills: number) =>
      assessProposal(
        person('weightMan'),
        { drug, doseMg: 15, frequency: 'once daily', daysSupply, refills },
        { now: today },
      ).findings.map((finding) => finding.rule)
    expect(rulesOf('phentermine', 31, 0)).toContain('RX-SUPPLY')
    expect(rulesOf('phentermine', 30, 1)).toContain('RX-SUPPLY')
    expect(rulesOf('phentermine', 30, 0)).not.toContain('RX-SUPPLY')
  })
})

describe('policy', () => {
  test('a platform row can be tuned, a label row cannot', () => {
    const change = { patient: { systolic: 145 } }
    expect(
      optionOf(assessed('weightMan', change, { rules: { 'PHE-02': 'off' } }), 'phentermine').verdict,
    ).toBe('offer')
    const opioid = { meds: ['oxycodone'] }
    expect(
      optionOf(assessed('weightMan', opioid, { rules: { 'CON-04': 'off' } }), 'naltrexone_bupropion').verdict,
    ).toBe('block')
    expect(
      optionOf(assessed('weightMan', change, { rules: { 'PHE-02': 'minor' } }), 'phentermine').verdict,
    ).toBe('offer')
  })
  test('a clinic may leave a drug out', () => {
    const option = optionOf(assessed('weightMan', {}, { excludedDrugs: ['phentermine'] }), 'phentermine')
    expect(option).toMatchObject({ verdict: 'block', rank: null })
  })
  test('controlled substances close when the flexibility ends', () => {
    const later = assessCase(person('weightMan'), { now: '2027-01-01' })
    expect(optionOf(later, 'phentermine').verdict).toBe('block')
    expect(optionOf(assessCase(person('weightMan'), { now: '2026-12-31' }), 'phentermine').verdict).toBe(
      'offer',
    )
  })
})

test('getRecommendations is the same answer under the name of the plan', () => {
  const input = person('ed')
  expect(getRecommendations(input, 'ed', { now: today }).options).toEqual(
    assessCase(input, { now: today }).options,
  )
})

test('a now that is no date is refused', () => {
  expect(() => assessCase(person('ed'), { now: 'yesterday' })).toThrow(RangeError)
})
