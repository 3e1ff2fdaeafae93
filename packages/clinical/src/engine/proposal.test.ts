import { describe, expect, test } from 'vitest'
import { type BaseName, type Change, person, today } from '../testing/people.ts'
import type { Finding, Proposal, ProposalAssessment } from '../types.ts'
import { assessCase, assessProposal } from './assess.ts'
import { gateFor } from './proposal.ts'

const ask = (base: BaseName, proposal: Proposal, change: Change = {}): ProposalAssessment =>
  assessProposal(person(base, change), proposal, { now: today })
const rx = (assessment: ProposalAssessment) =>
  assessment.findings.filter((finding) => finding.rule.startsWith('RX-'))
const policyFinding = (part: Partial<Finding>) => ({
  ruleVersion: 1,
  source: { key: 'POLICY', section: '8.2', label: 'Platform policy' },
  confidence: 'P',
  overridable: false,
  missing: [],
  facts: [],
  ...part,
})
const sildenafil = { drug: 'sildenafil', doseMg: 50, frequency: 'as needed' }
const phentermine = { drug: 'phentermine', doseMg: 15, frequency: 'once daily' }
const spironolactone = { drug: 'spironolactone', doseMg: 50, frequency: 'once daily' }

describe('what cannot be checked', () => {
  test('a drug the formulary does not know', () => {
    expect(ask('ed', { drug: 'aspirin', doseMg: 81 })).toEqual({
      drug: 'aspirin',
      drugId: null,
      verdict: 'needs_info',
      dose: null,
      doseText: null,
      requiresSync: false,
      missing: [],
      alternatives: ['tadalafil', 'sildenafil', 'vacuum device, psychosexual therapy, in-person urology'],
      findings: [
        policyFinding({
          rule: 'RX-DRUG',
          severity: 'needs_info',
          text: '"aspirin" is no drug of the formulary: it cannot be checked.',
          management: 'Name a drug of the formulary.',
        }),
      ],
    })
  })
  test('a drug of another category', () => {
    expect(ask('hairMan', phentermine)).toEqual({
      drug: 'phentermine',
      drugId: 'phentermine',
      verdict: 'block',
      dose: null,
      doseText: null,
      requiresSync: true,
      missing: [],
      alternatives: [
        'finasteride',
        'topical minoxidil',
        'watchful waiting, camouflage, referral to dermatology',
      ],
      findings: [
        policyFinding({
          rule: 'RX-DRUG',
          severity: 'contraindicated',
          text: 'phentermine is not a drug of the category hair.',
          management: null,
        }),
      ],
    })
    expect(ask('ed', { drug: 'finasteride', doseMg: 1 }).requiresSync).toBe(false)
  })
  test.each([undefined, null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY])('no dose: %s', (doseMg) => {
    const found = ask('ed', {
      ...sildenafil,
      ...(doseMg === undefined ? {} : { doseMg }),
      ...(doseMg === undefined ? { doseMg: null } : {}),
    })
    expect([found.verdict, found.dose, found.doseText]).toEqual(['needs_info', null, null])
    expect(rx(found)).toEqual([
      policyFinding({
        rule: 'RX-DOSE',
        severity: 'needs_info',
        text: 'No dose was given.',
        management: 'Give the dose.',
      }),
    ])
  })
})

describe('the dose', () => {
  test('within the label leaves no finding', () => {
    const found = ask('ed', sildenafil)
    expect([found.verdict, found.dose, found.doseText, rx(found)]).toEqual([
      'clear',
      'ok',
      'Dose and frequency are within the label.',
      [],
    ])
  })
  test.each([
    ['ed', { ...sildenafil, doseMg: 200 }, {}, 'exceeds_max', 'contraindicated', 'block'],
    ['ed', { ...sildenafil, frequency: 'twice daily' }, {}, 'wrong_frequency', 'contraindicated', 'block'],
    [
      'ed',
      { ...sildenafil, doseMg: 50 },
      { meds: ['ritonavir'] },
      'exceeds_adjusted_cap',
      'contraindicated',
      'block',
    ],
    ['ed', { ...sildenafil, doseMg: 50 }, { patient: { age: 70 } }, 'start_too_high', 'major', 'warn'],
    [
      'weightMan',
      { drug: 'Wegovy', doseMg: 1, frequency: 'once weekly' },
      {},
      'skips_titration',
      'major',
      'warn',
    ],
    [
      'weightMan',
      { drug: 'Wegovy', doseMg: 0.5, frequency: 'once weekly' },
      { prior: [{ drug: 'Wegovy', doseMg: 0.25, weeksAtDose: 2, current: true }] },
      'titration_too_fast',
      'major',
      'warn',
    ],
  ] as const)('%s %j %j: %s is %s', (base, proposal, change, dose, severity, verdict) => {
    const found = ask(base, proposal, change as Change)
    expect([found.dose, found.verdict]).toEqual([dose, verdict])
    const [first] = rx(found)
    expect(first).toMatchObject({
      rule: 'RX-DOSE',
      severity,
      text: found.doseText,
      management: `Dose check: ${dose}.`,
      overridable: severity === 'major',
    })
  })
  test('in order, but for something that must be confirmed, asks for it', () => {
    const found = ask(
      'weightMan',
      { drug: 'Wegovy', doseMg: 0.5, frequency: 'once weekly' },
      { prior: [{ drug: 'Wegovy', doseMg: 0.25, current: true }] },
    )
    expect([found.dose, found.verdict, found.missing]).toEqual(['ok', 'needs_info', ['priorTherapy']])
    expect(rx(found)).toMatchObject([
      { rule: 'RX-DOSE', severity: 'needs_info', management: null, missing: ['priorTherapy'] },
    ])
  })
})

describe('the supply', () => {
  const supply = (base: BaseName, proposal: Proposal, change: Change = {}) =>
    rx(ask(base, proposal, change)).filter((finding) => finding.rule === 'RX-SUPPLY')
  test('is at most what the drug allows', () => {
    expect(supply('weightMan', { ...phentermine, daysSupply: 30 })).toEqual([])
    expect(supply('weightMan', { ...phentermine, daysSupply: null })).toEqual([])
    expect(supply('weightMan', phentermine)).toEqual([])
    expect(supply('weightMan', { ...phentermine, daysSupply: 31 })).toEqual([
      policyFinding({
        rule: 'RX-SUPPLY',
        severity: 'major',
        overridable: true,
        text: "31 days' supply is more than the most allowed, 30 days.",
        management: 'Write at most 30 days.',
      }),
    ])
  })
  test('a controlled drug is written without refills', () => {
    expect(supply('weightMan', { ...phentermine, refills: 0 })).toEqual([])
    expect(supply('weightMan', { ...phentermine, refills: 1 })).toEqual([
      policyFinding({
        rule: 'RX-SUPPLY',
        severity: 'major',
        overridable: true,
        text: 'A controlled substance is written without refills here.',
        management: 'Set refills to 0.',
      }),
    ])
    expect(supply('ed', { ...sildenafil, refills: 3 })).toEqual([])
  })
  test('spironolactone goes to 90 days once it is taken', () => {
    const asked = { ...spironolactone, daysSupply: 90 }
    const before = supply('hairWoman', asked)
    expect(before.length).toBe(1)
    const taken = { prior: [{ drug: 'spironolactone', doseMg: 50, weeksAtDose: 8, current: true }] }
    expect(supply('hairWoman', asked, taken)).toEqual([])
    expect(supply('hairWoman', { ...asked, daysSupply: 91 }, taken).length).toBe(1)
    const filled = { fills: [{ drug: 'spironolactone', lastFillDaysAgo: 29, daysSupply: 30 }] }
    expect(supply('hairWoman', asked, filled)).toEqual([])
    const other = { fills: [{ drug: 'minoxidil topical', lastFillDaysAgo: 29, daysSupply: 30 }] }
    expect(supply('hairWoman', asked, other).length).toBe(1)
  })
})

describe('the disintegrating tablet (B32)', () => {
  const odt = (drug: string, change: Change) =>
    rx(ask('ed', { drug, doseMg: 5, frequency: 'as needed' }, change)).some(
      (finding) => finding.rule === 'RX-ODT',
    )
  test.each(['Staxyn', 'vardenafil ODT', 'vardenafil orally disintegrating'])('%s', (drug) => {
    expect(odt(drug, {})).toBe(false)
    expect(odt(drug, { meds: ['diltiazem'] })).toBe(true)
    expect(odt(drug, { meds: ['clarithromycin'] })).toBe(true)
    expect(odt(drug, { conditions: ['cirrhosis, Child-Pugh B'] })).toBe(true)
    expect(odt(drug, { conditions: ['cirrhosis, Child-Pugh C'] })).toBe(true)
    expect(odt(drug, { conditions: ['cirrhosis, Child-Pugh A'] })).toBe(false)
  })
  test('the film-coated tablet may be adjusted; the words of another drug do not matter', () => {
    expect(odt('vardenafil', { meds: ['diltiazem'] })).toBe(false)
    expect(odt('tadalafil odt', { meds: ['diltiazem'] })).toBe(false)
  })
  test('is forbidden in full words', () => {
    const found = ask('ed', { drug: 'Staxyn', doseMg: 5, frequency: 'as needed' }, { meds: ['diltiazem'] })
    expect(rx(found)[0]).toEqual(
      policyFinding({
        rule: 'RX-ODT',
        severity: 'contraindicated',
        text: 'The orally disintegrating tablet is not for use with a CYP3A4 inhibitor or in Child-Pugh B or C.',
        management: 'Use the film-coated tablet at the adjusted dose.',
      }),
    )
    expect(found.verdict).toBe('block')
  })
})

describe('the verdict', () => {
  const verdict = (change: Change, proposal: Proposal = sildenafil) => ask('ed', proposal, change).verdict
  test('goes block, hold, needs_info, warn, clear', () => {
    expect(verdict({ meds: ['Imdur'], answers: { phq9Item9: 1 } })).toBe('block')
    expect(verdict({ answers: { phq9Item9: 1, nitrateUse: null } })).toBe('hold')
    expect(
      verdict({ meds: ['tamsulosin'], answers: { nitrateUse: null } }, { ...sildenafil, doseMg: 25 }),
    ).toBe('needs_info')
    expect(verdict({ meds: ['tamsulosin'] }, { ...sildenafil, doseMg: 25 })).toBe('warn')
    expect(verdict({ meds: ['lisinopril'] })).toBe('clear')
  })
  test('an early refill is one of its findings', () => {
    const found = ask('ed', sildenafil, {
      fills: [{ drug: 'sildenafil', lastFillDaysAgo: 14, daysSupply: 20 }],
    })
    expect([found.verdict, found.findings.map((finding) => finding.rule)]).toEqual(['warn', ['RX-REFILL']])
  })
  test('alternatives: not the drug itself, two at most, nothing that is out', () => {
    expect(ask('ed', { drug: 'tadalafil', doseMg: 10, frequency: 'as needed' }).alternatives).toEqual([
      'sildenafil',
      'tadalafil daily',
      'vacuum device, psychosexual therapy, in-person urology',
    ])
    expect(ask('weightMan', phentermine, { answers: { phq9Item9: 1 } }).alternatives).toEqual([
      'diet, activity and behavioural programme; bariatric assessment',
    ])
  })
})

describe('the gate', () => {
  const plain = ask('ed', sildenafil)
  const finding = (severity: Finding['severity'], overridable = false): Finding =>
    ({ ...policyFinding({ rule: 'X', severity, overridable }), text: '', management: null }) as Finding
  const gate = (part: Partial<ProposalAssessment>) => gateFor({ ...plain, ...part }, [])
  test('opens for a clear proposal and for warnings', () => {
    expect(gateFor(plain, [])).toEqual({
      allowed: true,
      overridable: [],
      blocking: [],
      redFlags: [],
      missing: [],
    })
    const warned = finding('major', true)
    expect(gate({ verdict: 'warn', findings: [warned, finding('minor')] })).toEqual({
      allowed: true,
      overridable: [warned],
      blocking: [],
      redFlags: [],
      missing: [],
    })
  })
  test('closes for each reason alone', () => {
    const blocking = finding('contraindicated')
    expect(gate({ findings: [blocking] })).toMatchObject({ allowed: false, blocking: [blocking] })
    expect(gate({ missing: ['age'] })).toMatchObject({ allowed: false, missing: ['age'] })
    expect(gate({ findings: [finding('needs_info')] }).allowed).toBe(false)
    expect(gate({ verdict: 'hold' }).allowed).toBe(false)
    expect(gate({ verdict: 'block' }).allowed).toBe(false)
    const { redFlags } = assessCase(person('ed', { meds: ['Imdur'] }), { now: today })
    expect(gateFor(plain, redFlags)).toMatchObject({ allowed: false, redFlags })
  })
})

describe('a quantity beside the dose and the days (§8.3)', () => {
  const finasteride = { drug: 'finasteride', doseMg: 1, frequency: 'once daily', daysSupply: 30 }
  const quantities = (proposal: Proposal, base: BaseName = 'hairMan') =>
    rx(ask(base, proposal)).filter((finding) => finding.rule === 'RX-QUANTITY')
  test('more than the days can use is told, with the most', () => {
    expect(quantities({ ...finasteride, quantity: 31 })).toEqual([
      policyFinding({
        rule: 'RX-QUANTITY',
        severity: 'major',
        text: 'A quantity of 31 is more than 30 days of this dose: at most 30.',
        management: 'Correct the quantity, the days or the dose.',
        source: { key: 'POLICY', section: '8.3', label: 'Platform policy' },
        overridable: true,
      }),
    ])
  })
  test.each([
    ['exactly enough', { ...finasteride, quantity: 30 }],
    ['fewer', { ...finasteride, quantity: 10 }],
    ['no quantity', { ...finasteride, quantity: null }],
    ['no days', { ...finasteride, quantity: 90, daysSupply: null }],
    ['no number', { ...finasteride, quantity: Number.NaN }],
    [
      'a solution, counted in mL or bottles',
      { drug: 'topical minoxidil', doseMg: 50, quantity: 90, daysSupply: 30 },
    ],
  ])('nothing is said of %s', (_name, proposal) => {
    expect(quantities(proposal)).toEqual([])
  })
  test('as needed is at most once a day', () => {
    const order = { ...sildenafil, daysSupply: 10 }
    expect(quantities({ ...order, productRxcui: '312950', quantity: 10 }, 'ed')).toEqual([])
    expect(quantities({ ...order, productRxcui: '312950', quantity: 11 }, 'ed')).toHaveLength(1)
  })
  test('without a product the smallest strength counts', () => {
    expect(quantities({ ...sildenafil, daysSupply: 10, quantity: 20 }, 'ed')).toEqual([])
  })
})
