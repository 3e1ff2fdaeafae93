import { describe, expect, test } from 'vitest'
import { NO, UNKNOWN, YES } from '../logic/tri.ts'
import { numeric, phqItem, tellingWords, yesNo } from './answers.ts'
import { readAlcohol, readExerciseTolerance, readHairPattern, readOnset, readPhoto } from './lifestyle.ts'
import { readContraception, readPeriods, readPregnancyPlans } from './reproductive.ts'
import { bodyMassIndex, creatinineClearance, estimateEgfr } from './vitals.ts'

describe('yes and no in the forms people write them', () => {
  test.each([
    true,
    'yes',
    'Yes.',
    'Y',
    'TRUE',
    1,
    'yes, nitroglycerin spray',
    'sometimes',
    'no, but I carry nitroglycerin just in case',
    'never, except poppers at parties',
    ['poppers'],
  ])('%j is yes', (answer) => expect(yesNo(answer).tri).toBe(YES))

  test.each([
    false,
    'no',
    'No',
    'N',
    'none',
    'never',
    'denies',
    'no history of this',
    'not currently',
    0,
    [],
    'nope',
    'nobody',
    'no one in the family',
    'not that I know of',
    'no, I do not know of any',
  ])('%j is no', (answer) => expect(yesNo(answer).tri).toBe(NO))

  test.each([
    'unknown',
    'not sure',
    'unsure',
    "I don't know",
    'maybe',
    'n/a',
    '?',
    'Not sure, I think not',
    'adopted, not known',
    'I am not sure',
    'I’m not sure',
    "I can't remember",
    'I have no idea',
    'never been tested',
    'not checked',
    'no, not sure',
    "no, I don't remember",
  ])('%j is unknown and said to be', (answer) =>
    expect(yesNo(answer)).toMatchObject({ tri: UNKNOWN, unsure: true }),
  )

  test.each([
    ['not sure', null],
    ['I am not sure.', null],
    ['not sure, chest pain since yesterday', 'chest pain since yesterday'],
    ['I don’t know the name but it is for my heart', 'it is for my heart'],
    ['maybe a small stroke', 'maybe a small stroke'],
    ['no', 'no'],
    ['a stroke', 'a stroke'],
  ])('"%s" tells %j', (answer, told) => expect(tellingWords(answer)).toBe(told))

  test.each([null, undefined, '', '   '])('%j is not answered', (answer) =>
    expect(yesNo(answer)).toMatchObject({ tri: UNKNOWN, unsure: false }),
  )

  test('numbers in text', () => {
    expect(numeric('3')).toBe(3)
    expect(numeric('5.2 mmol/L')).toBe(5.2)
    expect(numeric('>60')).toBe(60)
    expect(numeric('none')).toBeNull()
    expect(numeric(Number.NaN)).toBeNull()
  })

  test('PHQ-9 item 9 in words', () => {
    expect(phqItem('Not at all')).toBe(0)
    expect(phqItem('several days')).toBe(1)
    expect(phqItem('more than half the days')).toBe(2)
    expect(phqItem('nearly every day')).toBe(3)
    expect(phqItem(9)).toBeNull()
  })
})

describe('contraception', () => {
  test.each([
    ['IUD', 'long_acting'],
    ['Nexplanon', 'long_acting'],
    ['tubes tied', 'long_acting'],
    ['partner had a vasectomy', 'long_acting'],
    ['birth control pill', 'hormonal'],
    ['the pill', 'hormonal'],
    ['patch', 'hormonal'],
    ['NuvaRing', 'hormonal'],
    ['Depo shot', 'hormonal'],
    ['pill and condoms', 'hormonal_with_barrier'],
    ['condoms and diaphragm', 'two_barriers'],
    ['condoms', 'single_barrier'],
    ['withdrawal', 'unreliable'],
    ['none', 'none'],
    ['no', 'none'],
    ['stopped the pill in May', 'none'],
    ['none, partner had a vasectomy', 'long_acting'],
    ['abstinent', 'no_exposure'],
    ['same-sex partner', 'no_exposure'],
    ['not sure', 'unknown'],
    [null, 'unknown'],
  ])('%j is %s', (text, kind) => expect(readContraception(text)).toBe(kind))

  test.each([
    ['trying now', 'now'],
    ['yes, within 2 months', 'now'],
    ['in 3 months', 'later'],
    ['next year', 'later'],
    ['none', 'none'],
    ['not planning', 'none'],
    ['unsure', 'unknown'],
  ])('plans "%s" are %s', (text, plans) => expect(readPregnancyPlans(text)).toBe(plans))

  test.each([
    ['none for 12 months', 'menopausal'],
    ['none for 11 months', 'present'],
    ['stopped 2 years ago', 'menopausal'],
    ['last period 3 weeks ago', 'present'],
    ['irregular', 'irregular'],
    ['regular', 'present'],
    ['perimenopausal', 'present'],
    ['postmenopausal', 'menopausal'],
  ])('periods "%s" are %s', (text, state) => expect(readPeriods(text).state).toBe(state))
})

describe('exercise, alcohol, hair', () => {
  test.each([
    ['can climb two flights without symptoms', null, 'good'],
    ['runs 5 km', null, 'good'],
    ['chest tightness on one flight', null, 'symptomatic'],
    ['short of breath after one flight', null, 'symptomatic'],
    ['chest pain at rest', null, 'symptoms_at_rest'],
    ['limited by knee arthritis', null, 'limited'],
    ['never tried', null, 'limited'],
    [null, true, 'good'],
    [null, false, 'symptomatic'],
    ['knee arthritis', false, 'limited'],
    [null, null, 'unknown'],
    ['not sure', null, 'unknown'],
    ['no symptoms', null, 'good'],
    ['poor', null, 'symptomatic'],
    [true, null, 'good'],
    [false, null, 'symptomatic'],
    ['able to climb 2 flights without getting short of breath', null, 'good'],
    ['cannot climb 2 flights without chest tightness', null, 'symptomatic'],
    ["doesn't walk a mile without getting winded", null, 'symptomatic'],
    ['less than one flight', null, 'symptomatic'],
    ['only 1 flight', null, 'symptomatic'],
    ['plays tennis', null, 'good'],
  ])('exercise %j, stairs %j: %s', (text, stairs, expected) =>
    expect(readExerciseTolerance(text, stairs)).toBe(expected),
  )

  test.each([
    ['none', NO, NO],
    ['2 drinks a week', YES, NO],
    ['15 drinks a week', YES, YES],
    ['14 drinks per week', YES, NO],
    ['5 beers a day', YES, YES],
    ['4 beers a day', YES, NO],
    ['heavy', YES, YES],
    ['not a heavy drinker, socially', YES, NO],
    ['yes', YES, UNKNOWN],
  ])('alcohol "%s"', (text, any, heavy) =>
    expect(readAlcohol(text, null, null)).toMatchObject({ any, heavy }),
  )

  test('alcohol by score and abrupt stop', () => {
    expect(readAlcohol(null, 8, null).heavy).toBe(YES)
    expect(readAlcohol(null, 7, null).heavy).toBe(NO)
    expect(readAlcohol(null, null, null).any).toBe(UNKNOWN)
    expect(readAlcohol('quit drinking 2 days ago, shakes', null, null).stoppingAbruptly).toBe(YES)
  })

  test.each([
    ['Norwood 3 vertex', 'III', null],
    ['norwood-hamilton stage VI', 'VI', null],
    ['Ludwig II', null, 'II'],
    ['4', 'IV', null],
    ['receding hairline', null, null],
  ])('pattern "%s"', (text, norwood, ludwig) =>
    expect(readHairPattern(text)).toMatchObject({ known: true, norwood, ludwig }),
  )

  test.each([
    ['bald spot at the vertex', { patchy: false, sudden: false, scalp: false }],
    ['a bald spot behind the ear', { patchy: true }],
    ['losing clumps suddenly', { sudden: true }],
    ['not sudden, receding', { sudden: false }],
    ['eyebrows and body hair too', { scalp: true }],
    ['scarring at the front', { scalp: true }],
    ['no scarring, thin crown', { scalp: false }],
  ])('pattern "%s" told with more', (text, expected) => expect(readHairPattern(text)).toMatchObject(expected))

  test.each([
    ['yes', YES],
    ['4 photos uploaded', YES],
    ['missing', NO],
    ['declined', UNKNOWN],
    ['will send later', NO],
    [null, UNKNOWN],
  ])('photo %j', (value, expected) => expect(readPhoto(value)).toBe(expected))

  test('onset', () => {
    expect(readOnset('sudden, handfuls', null).sudden).toBe(YES)
    expect(readOnset('gradual over years', null).sudden).toBe(NO)
    expect(readOnset('over 8 weeks', null).sudden).toBe(YES)
    expect(readOnset(null, 24).sudden).toBe(NO)
    expect(readOnset(null, 1).sudden).toBe(UNKNOWN)
    expect(readOnset('round patches', null).patchy).toBe(true)
  })
})

describe('computed measures', () => {
  test('BMI is rounded half up to one decimal', () => {
    expect(bodyMassIndex(175, 82.5)).toBe(26.9)
    expect(bodyMassIndex(175, 82.6)).toBe(27)
    expect(bodyMassIndex(200, 107.8)).toBe(27)
    expect(bodyMassIndex(200, 107.79)).toBe(26.9)
  })
  test('kidney estimates agree with published examples', () => {
    expect(estimateEgfr(1, 50, 'male')).toBe(92)
    expect(estimateEgfr(1, 50, 'female')).toBe(69)
    expect(creatinineClearance(1, 60, 'male', 72, 175)).toBe(80)
    expect(creatinineClearance(1, 60, 'female', 72, null)).toBe(68)
  })
})
