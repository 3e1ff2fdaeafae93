import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Running, secrets, startRunning } from '../../test-support/running-sandbox.ts'
import { answerEligibility } from './eligibility.ts'
import { readInterchange, valueAt } from './x12-reader.ts'

const setting = { now: Date.UTC(2026, 10, 22, 10), unavailable: false, controlNumber: '7' }

type Wish = {
  member: string
  last: string
  born: string
  npi: string
  service: string
  element: string
  terminator: string
  version: string
  isaControl: string
  ieaControl: string
}
const inquiry = (wish: Partial<Wish> = {}): string => {
  const w: Wish = {
    member: 'EVG100000001',
    last: 'SAMPLE',
    born: '19880412',
    npi: '1234567893',
    service: '30',
    element: '*',
    terminator: '~\n',
    version: '005010X279A1',
    isaControl: '000000101',
    ieaControl: '000000101',
    ...wish,
  }
  const body = [
    'BHT*0022*13*REF-1*20261122*1000',
    'HL*1**20*1',
    'NM1*PR*2*EVERGREEN HEALTH*****PI*EVG01',
    'HL*2*1*21*1',
    `NM1*1P*2*COUNTERSIGN CLINIC*****XX*${w.npi}`,
    'HL*3*2*22*0',
    'TRN*1*TRACE-9*9COUNTERSIGN',
    `NM1*IL*1*${w.last}*AVA****MI*${w.member}`,
    `DMG*D8*${w.born}*F`,
    'DTP*291*D8*20261122',
    `EQ*${w.service}`,
  ]
  return [
    `ISA*00*          *00*          *ZZ*COUNTERSIGN    *ZZ*EVERGREEN      *261122*1000*^*00501*${w.isaControl}*0*T*:`,
    `GS*HS*COUNTERSIGN*EVERGREEN*20261122*1000*101*X*${w.version}`,
    `ST*270*0001*${w.version}`,
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*101',
    `IEA*1*${w.ieaControl}`,
  ]
    .map((segment) => segment.replaceAll('*', w.element) + w.terminator)
    .join('')
}
const answer = (text: string, changes = {}) => {
  const result = answerEligibility(text, { ...setting, ...changes })
  if (result.kind === 'unreadable') throw new Error(result.reason)
  const reading = readInterchange(result.x12)
  if (!reading.ok) throw new Error(reading.reason)
  return { ...result, segments: reading.interchange.segments, isa: reading.interchange.isa }
}
const lines = (text: string, changes = {}) =>
  answer(text, changes).segments.map(({ id, elements }) => [id, ...elements].join('*'))

describe('an inquiry is answered', () => {
  test('with deductible, office visit and pharmacy, and whether prior authorization is needed', () => {
    const found = lines(inquiry())
    expect(found).toContain('EB*1*IND*30**EVERGREEN CHOICE PPO')
    expect(found).toContain('EB*C*IND*30***23*1500*****Y')
    expect(found).toContain('EB*C*IND*30***29*425*****Y')
    expect(found).toContain('EB*B*IND*98***27*30****N*Y')
    expect(found).toContain('EB*B*IND*88***27*15****Y*Y')
    expect(found).toContain('EB*A*IND*88*****0.2***Y*Y')
    expect(found.join()).toContain('NEED PRIOR AUTHORIZATION')
  })
  test('to who asked, repeating reference and trace, the envelope counted', () => {
    const { segments, isa } = answer(inquiry())
    const one = (id: string) => segments.find((segment) => segment.id === id)
    expect(isa.slice(4, 8)).toEqual(['ZZ', 'EVERGREEN', 'ZZ', 'COUNTERSIGN'])
    expect(valueAt(one('BHT'), 3)).toBe('REF-1')
    expect(one('TRN')?.elements).toEqual(['2', 'TRACE-9', '9COUNTERSIGN'])
    const st = segments.findIndex(({ id }) => id === 'ST')
    const se = segments.findIndex(({ id }) => id === 'SE')
    expect(valueAt(one('SE'), 1)).toBe(String(se - st + 1))
    expect(valueAt(one('GE'), 2)).toBe(valueAt(one('GS'), 6))
    expect(Number(valueAt(one('IEA'), 2))).toBe(Number(isa[12]))
  })
  test('only about the service asked for', () => {
    const found = lines(inquiry({ service: '88' })).join('\n')
    expect(found).toContain('*IND*88')
    expect(found).not.toContain('*IND*98')
  })
  test('inactive where the coverage ended', () => {
    const found = lines(inquiry({ member: 'EVG100000004', last: 'FICTION', born: '19690703' }))
    expect(found).toContain('EB*6*IND*30**EVERGREEN CHOICE PPO')
  })
  test.each<[string, Partial<Wish>, string]>([
    ['nobody of that id', { member: 'EVG777' }, 'AAA*N**75*C'],
    ['no id', { member: '' }, 'AAA*N**72*C'],
    ['another birth date', { born: '19880413' }, 'AAA*N**71*C'],
    ['an impossible birth date', { born: 'SOON' }, 'AAA*N**58*C'],
    ['another name', { last: 'OTHER' }, 'AAA*N**73*C'],
    ['a provider with a wrong NPI', { npi: '1234567890' }, 'AAA*N**43*C'],
    [
      'a member whose payer is out',
      { member: 'EVG900000042', last: 'OUTAGE', born: '19900101' },
      'AAA*Y**42*R',
    ],
  ])('with a reject: %s', (_name, wish, reject) => {
    const found = lines(inquiry(wish))
    expect(found.filter((line) => line.startsWith('AAA'))).toEqual([reject])
    expect(found.filter((line) => line.startsWith('EB'))).toEqual([])
  })
  test('with AAA 42 at the payer while it is unavailable', () => {
    const found = lines(inquiry(), { unavailable: true })
    expect(found.indexOf('AAA*Y**42*R')).toBe(found.findIndex((line) => line.startsWith('NM1*PR')) + 1)
  })
})

describe('what is wrong is acknowledged as such', () => {
  test.each<[string, string, string]>([
    ['control numbers differ', inquiry({ ieaControl: '000000102' }), 'TA1*000000101*261122*1000*R*001'],
    ['no trailer', inquiry().replace(/IEA.*/, ''), 'TA1*000000101*261122*1000*R*023'],
    [
      'another version of the envelope',
      inquiry().replace('*00501*', '*00401*'),
      'TA1*000000101*261122*1000*R*017',
    ],
    ['a wrong group count', inquiry().replace('IEA*1*', 'IEA*2*'), 'TA1*000000101*261122*1000*R*021'],
  ])('TA1: %s', (_name, text, ta1) => {
    expect(lines(text)[1]).toBe(ta1)
  })
  test.each<[string, string, string[]]>([
    ['another transaction', inquiry().replace('ST*270', 'ST*837'), ['IK3*ST*1**8', 'IK4*1**7', 'IK5*R*5']],
    [
      'no beginning',
      inquiry()
        .replace(/BHT.*\n/, '')
        .replace('SE*13', 'SE*12'),
      ['IK3*BHT*1**3', 'IK5*R*5'],
    ],
    ['no subscriber level', inquiry().replace('HL*3*2*22*0', 'HL*3*2*23*0'), ['IK3*HL*3*2000C*3', 'IK5*R*5']],
    [
      'no question',
      inquiry()
        .replace(/EQ.*\n/, '')
        .replace('SE*13', 'SE*12'),
      ['IK3*EQ*1*2110C*3', 'IK5*R*5'],
    ],
    ['a wrong segment count', inquiry().replace('SE*13', 'SE*99'), ['IK5*R*4']],
    ['another guide', inquiry({ version: '005010X999' }), ['IK5*R*5']],
  ])('999: %s', (_name, text, expected) => {
    const found = lines(text)
    expect(found.filter((line) => line.startsWith('IK'))).toEqual(expected)
    expect(found).toContain('AK9*R*1*1*0')
  })
  test.each([
    ['nothing', ''],
    ['prose', 'Is Ava covered?'],
    ['half an ISA', 'ISA*00*   *00'],
  ])('refused: %s', (_name, text) => {
    expect(answerEligibility(text, setting).kind).toBe('unreadable')
  })
  test('any text gets some answer', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 900 }), fc.string({ maxLength: 4 }), (prefix, at, splice) => {
        const text = inquiry()
        answerEligibility(prefix, setting)
        expect(answerEligibility(text.slice(0, at) + splice + text.slice(at + 2), setting).kind).toBeDefined()
      }),
    )
  })
})

describe('interchanges are read however they are written', () => {
  const usual = answer(inquiry()).summary
  test.each<[string, string]>([
    ['other separators', inquiry({ element: '|', terminator: "'" }).replace('|:', '|>')],
    ['no line breaks', inquiry({ terminator: '~' })],
    ['carriage returns', inquiry({ terminator: '~\r\n' })],
    ['line feeds as terminator', inquiry({ terminator: '\n' })],
    ['carriage return and line feed as terminator', inquiry({ terminator: '\r\n' })],
    ['a byte-order mark and blank lines', `\uFEFF\n\n${inquiry()}`],
    [
      'unpadded ISA elements',
      inquiry()
        .replace('ISA*00*          *00*          *', 'ISA*00**00**')
        .replace('COUNTERSIGN    ', 'COUNTERSIGN'),
    ],
    ['overlong ISA padding', inquiry().replace('*COUNTERSIGN    *', '*COUNTERSIGN          *')],
  ])('%s', (_name, text) => {
    expect(answer(text).summary).toBe(usual)
  })
})

describe('over HTTP', () => {
  let running: Running
  beforeEach(async () => {
    running = await startRunning()
  })
  afterEach(() => running.close())
  const basic = `Basic ${Buffer.from(`clinic:${secrets.pharmacyNetworkSecret}`).toString('base64')}`
  const post = (body: string, authorization = basic) =>
    fetch(`${running.url()}/payer/x12`, {
      method: 'POST',
      headers: { 'content-type': 'application/edi-x12', authorization },
      body,
    })

  test('bearer and basic open the door, nothing else does', async () => {
    expect((await post(inquiry())).status).toBe(200)
    expect((await post(inquiry(), `Bearer ${secrets.pharmacyNetworkSecret}`)).status).toBe(200)
    expect((await post(inquiry(), 'Bearer wrong')).status).toBe(401)
    expect((await post(inquiry(), '')).status).toBe(401)
  })
  test('what is not X12 is 400 and kept with the rest', async () => {
    expect((await post('hello')).status).toBe(400)
    await post(inquiry())
    expect((await running.state()).payer).toEqual({ exchanges: { unreadable: 1, '271': 1 } })
  })
  test('unavailable is switched on and off', async () => {
    await running.faults({ payer: { unavailable: true } })
    expect(await (await post(inquiry())).text()).toContain('AAA*Y**42*R')
    await running.faults({})
    expect(await (await post(inquiry())).text()).not.toContain('AAA')
  })
})
