import type { Answer } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { emergencyOf, stoppingEmergency } from './emergencies.ts'
import { ageOn, checkPerson, type IntakeStatus, mayFollow, refuseBirthDate, transitions } from './intake.ts'
import { currentVersion, questionnaireOf, questionOf } from './questionnaires.ts'

describe('an intake', () => {
  const statuses = Object.keys(transitions) as IntakeStatus[]
  it.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))('%s → %s', (from, to) => {
    expect(mayFollow(from, to)).toBe(from === 'started' && to !== 'started')
  })
})

describe('age', () => {
  it.each([
    ['2008-11-22', 18],
    ['2008-11-23', 17],
    ['2008-02-29', 18],
    ['1926-11-22', 100],
  ])('of somebody born on %s is %d', (birthDate, age) => expect(ageOn(birthDate, '2026-11-22')).toBe(age))
  it('is 18 on the birthday and not the day before', () => {
    expect(refuseBirthDate('2008-11-22', '2026-11-22')).toBeNull()
    expect(refuseBirthDate('2008-11-23', '2026-11-22')).toMatch(/18 or older/)
  })
  it('is not that of somebody unborn or of 130 years', () => {
    expect(refuseBirthDate('2027-01-01', '2026-11-22')).toMatch(/year/)
    expect(refuseBirthDate('1896-01-01', '2026-11-22')).toMatch(/year/)
  })
})

describe('the person who submits', () => {
  const person = {
    givenName: 'Ada',
    familyName: 'Example',
    birthDate: '1984-05-06',
    sex: 'female' as const,
    phone: '+15125550123',
    address: { line: '1 Test Street', city: 'Austin', state: 'TX', postalCode: '78701' },
  }
  const asked = { birthDate: '1984-05-06', sex: 'female' }
  const pointers = (...args: Parameters<typeof checkPerson>) =>
    checkPerson(...args).map(({ pointer }) => pointer)
  it('is who the questions were put to, in a state with a licence', () => {
    expect(checkPerson(person, asked, ['TX'], '2026-11-22')).toEqual([])
  })
  it('is refused field by field otherwise', () => {
    expect(pointers(person, { birthDate: null, sex: null }, ['CO'], '2026-11-22')).toEqual([
      '/person/birthDate',
      '/person/sex',
      '/person/address/state',
    ])
  })
})

describe('an emergency', () => {
  const ed = questionnaireOf('ed', currentVersion('ed'))
  const question = (linkId: string) => {
    const item = questionOf(ed, linkId)
    if (!item) throw new Error(`the questionnaire has lost ${linkId}`)
    return item
  }
  const at = new Date('2026-11-22T15:00:00Z')
  const told = (linkId: string, answer: Answer) => emergencyOf('ed', question(linkId), answer, at)
  const choice = (...codes: string[]) => ({ kind: 'choice' as const, codes })

  it('is told at once, the call to 911 first', () => {
    expect(told('symptoms-now', choice('self-harm'))).toMatchObject({ code: 'self-harm', call: '988' })
    expect(told('symptoms-now', choice('self-harm', 'priapism'))).toMatchObject({
      code: 'priapism',
      call: '911',
      stops: true,
    })
    expect(told('symptoms-now', choice('none'))).toBeNull()
    expect(told('symptoms-now', { kind: 'unknown' })).toBeNull()
  })

  it.each<[string, string | null, '911' | '988' | null]>([
    ['I have chest pain right now', 'written', '911'],
    ['my face is drooping and my arm is weak', 'written', '911'],
    ['trouble breathing now', 'written', '911'],
    ['I want to kill myself', 'self-harm-thoughts', '988'],
    ['I feel suicidal and have chest pain right now', 'written', '911'],
    ['I had chest pain two years ago, all clear', null, null],
    ['My mother died of a stroke', null, null],
    ['I am dying to feel young again', null, null],
  ])('is read in a patient’s own words: %s', (value, code, call) => {
    const guidance = told('reason', { kind: 'text', value })
    expect(guidance?.code ?? null).toBe(code)
    expect(guidance?.call ?? null).toBe(call)
    // A sentence can be misread: it never keeps a patient from going on.
    expect(guidance?.stops ?? false).toBe(false)
  })

  it.each([
    [180, 100, 'reading-bp-high'],
    [150, 120, 'reading-bp-high'],
    [179, 119, null],
    [89, 60, 'reading-bp-low'],
    [95, 49, 'reading-bp-low'],
    [90, 50, null],
  ])('is read in a blood pressure of %d/%d', (systolic, diastolic, code) => {
    expect(told('blood-pressure', { kind: 'blood-pressure', systolic, diastolic })?.code ?? null).toBe(code)
  })

  it('is read in a heart rate', () => {
    const hair = questionnaireOf('hair', currentVersion('hair'))
    const item = questionOf(hair, 'heart-rate')
    if (!item) throw new Error('the questionnaire has lost its heart rate')
    const code = (value: number) => emergencyOf('hair', item, { kind: 'number', value }, at)?.code
    expect([code(120), code(121)]).toEqual([undefined, 'reading-heart-rate'])
  })

  it('is read in a list of conditions', () => {
    const items = (text: string) => [{ text }]
    expect(told('conditions', { kind: 'conditions', none: false, items: items('chest pain') })?.call).toBe(
      '911',
    )
    expect(told('conditions', { kind: 'conditions', none: false, items: items('asthma') })).toBeNull()
  })

  it('stops the intake when a chosen answer is one for 911, and lets a person be reached otherwise', () => {
    expect(stoppingEmergency(ed, { 'symptoms-now': choice('stroke') })?.code).toBe('stroke')
    expect(stoppingEmergency(ed, { 'symptoms-now': choice('self-harm') })).toBeNull()
    expect(stoppingEmergency(ed, { exercise: choice('at-rest') })?.code).toBe('heart-symptoms')
    expect(stoppingEmergency(ed, { reason: { kind: 'text', value: 'chest pain right now' } })).toBeNull()
    expect(stoppingEmergency(ed, {})).toBeNull()
  })
})
