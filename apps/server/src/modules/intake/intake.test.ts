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
  const now = questionOf(ed, 'symptoms-now')
  if (!now) throw new Error('the questionnaire has lost its first question')
  const choice = (...codes: string[]) => ({ kind: 'choice' as const, codes })
  it('is told at once, the call to 911 first', () => {
    expect(emergencyOf(now, choice('self-harm'))).toMatchObject({ code: 'self-harm', call: '988' })
    expect(emergencyOf(now, choice('self-harm', 'priapism'))).toMatchObject({ code: 'priapism', call: '911' })
    expect(emergencyOf(now, choice('none'))).toBeNull()
    expect(emergencyOf(now, { kind: 'unknown' })).toBeNull()
  })
  it('stops the intake when it is one for 911, and lets a person be reached when it is one for 988', () => {
    expect(stoppingEmergency(ed, { 'symptoms-now': choice('stroke') })?.code).toBe('stroke')
    expect(stoppingEmergency(ed, { 'symptoms-now': choice('self-harm') })).toBeNull()
    expect(stoppingEmergency(ed, { exercise: choice('at-rest') })?.code).toBe('heart-symptoms')
    expect(stoppingEmergency(ed, {})).toBeNull()
  })
})
