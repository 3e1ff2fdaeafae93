/**
 * Answers an eligibility inquiry (005010X279A1 270) as a payer's gateway does: TA1 when the envelope is
 * wrong, 999 when the transaction is, else 271 with benefits or AAA rejects at the level they belong to.
 */
import { isNpi } from '../pharmacy-network/check-digits.ts'
import { type Member, memberById } from './members.ts'
import { type Interchange, readInterchange, type Segment, valueAt } from './x12-reader.ts'
import {
  compactDate,
  compactTime,
  type Envelope,
  segment,
  writeInterchange,
  writeInterchangeAcknowledgement,
} from './x12-writer.ts'

const eligibilityVersion = '005010X279A1'

export type PayerAnswer =
  | { kind: '271' | '999' | 'TA1'; x12: string; summary: string; memberId: string }
  | { kind: 'unreadable'; reason: string }

type Setting = { now: number; unavailable: boolean; controlNumber: string }
type SyntaxFault = {
  segmentId: string
  position: number
  loop: string
  segmentCode: string
  element?: [number, string]
}

const envelopeFor = (interchange: Interchange, setting: Setting): Envelope => ({
  sender: { qualifier: interchange.isa[6] || 'ZZ', id: interchange.isa[7] || 'SANDBOXPAYER' },
  receiver: { qualifier: interchange.isa[4] || 'ZZ', id: interchange.isa[5] || 'UNKNOWN' },
  controlNumber: setting.controlNumber,
  at: setting.now,
  usage: interchange.isa[14] === 'P' ? 'P' : 'T',
})

/** TA105 codes: 001 control numbers differ, 017 version, 018 control number, 021 group count, 023 no IEA, 024 content. */
const envelopeFault = ({ isa, segments }: Interchange): string | undefined => {
  const iea = segments.at(-1)
  if (iea?.id !== 'IEA') return '023'
  if (!/^\d{1,9}$/.test(isa[12] ?? '')) return '018'
  if (Number(valueAt(iea, 2)) !== Number(isa[12])) return '001'
  if (isa[11] !== '00501') return '017'
  const groups = segments.filter(({ id }) => id === 'GS').length
  if (Number(valueAt(iea, 1)) !== groups) return '021'
  return groups === 1 && segments.filter(({ id }) => id === 'ST').length === 1 ? undefined : '024'
}

/** Checks the transaction between ST and SE; the first fault decides, as IK3/IK4 report it. */
const syntaxFault = (segments: Segment[]): SyntaxFault | undefined => {
  const at = (id: string) => segments.findIndex((entry) => entry.id === id)
  const fault = (id: string, loop: string, segmentCode: string, element?: [number, string]): SyntaxFault => ({
    segmentId: id,
    position: Math.max(at(id), 0) + 1,
    loop,
    segmentCode,
    ...(element ? { element } : {}),
  })
  const st = segments[0]
  if (valueAt(st, 1) !== '270') return fault('ST', '', '8', [1, '7'])
  if (segments[1]?.id !== 'BHT') return fault('BHT', '', '3')
  if (valueAt(segments[1], 1) !== '0022') return fault('BHT', '', '8', [1, '7'])
  if (valueAt(segments[1], 2) !== '13') return fault('BHT', '', '8', [2, '7'])
  const levels = segments.filter(({ id }) => id === 'HL').map((hl) => valueAt(hl, 3))
  for (const [level, loop] of [
    ['20', '2000A'],
    ['21', '2000B'],
    ['22', '2000C'],
  ] as const) {
    if (!levels.includes(level)) return fault('HL', loop, '3')
  }
  const names = segments.filter(({ id }) => id === 'NM1').map((nm1) => valueAt(nm1, 1))
  if (!names.includes('PR')) return fault('NM1', '2100A', '3')
  if (!names.some((name) => ['1P', 'FA', '80', 'GP'].includes(name))) return fault('NM1', '2100B', '3')
  if (!names.includes('IL')) return fault('NM1', '2100C', '3')
  if (at('EQ') === -1) return fault('EQ', '2110C', '3')
  return undefined
}

/** AK502 / AK905: 3 and 5 count and control-number faults of the trailers. */
const trailerFault = (segments: Segment[], transaction: Segment[]): string | undefined => {
  const se = transaction.at(-1)
  if (se?.id !== 'SE') return '2'
  if (valueAt(se, 2) !== valueAt(transaction[0], 2)) return '3'
  if (Number(valueAt(se, 1)) !== transaction.length) return '4'
  const ge = segments.find(({ id }) => id === 'GE')
  const gs = segments.find(({ id }) => id === 'GS')
  return Number(valueAt(ge, 2)) === Number(valueAt(gs, 6)) ? undefined : '5'
}

const acknowledgement = (
  gs: Segment | undefined,
  st: Segment | undefined,
  faults: string[],
  code: string,
) => [
  segment('AK1', valueAt(gs, 1), valueAt(gs, 6), valueAt(gs, 8)),
  segment('AK2', valueAt(st, 1), valueAt(st, 2), valueAt(st, 3) || valueAt(gs, 8)),
  ...faults,
  segment('IK5', 'R', code),
  segment('AK9', 'R', 1, 1, 0),
]

type Inquiry = {
  reference: string
  payer: { name: string; id: string }
  provider: { name: Segment | undefined; npi: string }
  subscriber: { name: Segment | undefined; memberId: string; last: string; first: string; born: string }
  trace: Segment | undefined
  serviceTypes: string[]
}

const readInquiry = (segments: Segment[], repetition: string): Inquiry => {
  const named = (...codes: string[]) =>
    segments.find(({ id, elements }) => id === 'NM1' && codes.includes(elements[0] ?? ''))
  const payer = named('PR')
  const provider = named('1P', 'FA', '80', 'GP')
  const subscriber = named('IL')
  const born = segments.find(({ id, position }) => id === 'DMG' && position > (subscriber?.position ?? 0))
  const asked = segments.filter(({ id }) => id === 'EQ').flatMap((eq) => valueAt(eq, 1).split(repetition))
  return {
    reference: valueAt(segments[1], 3),
    payer: { name: valueAt(payer, 3) || 'EVERGREEN HEALTH', id: valueAt(payer, 9) || 'EVG01' },
    provider: { name: provider, npi: valueAt(provider, 9) },
    subscriber: {
      name: subscriber,
      memberId: valueAt(subscriber, 9),
      last: valueAt(subscriber, 3).toUpperCase(),
      first: valueAt(subscriber, 4).toUpperCase(),
      born: valueAt(born, 2),
    },
    trace: segments.find(({ id }) => id === 'TRN'),
    serviceTypes: asked.filter(Boolean),
  }
}

const dollars = (cents: number) => (cents / 100).toFixed(2).replace(/\.?0+$/, '')
/** EB segment, elements named as in the guide: coverage, level, service type, period, amount, percent, authorisation. */
const benefit = (line: {
  code: string
  service: string
  plan?: string
  period?: string
  amountCents?: number
  percent?: number
  authorization?: 'Y' | 'N'
  network?: 'Y' | 'N'
}) =>
  segment(
    'EB',
    line.code,
    'IND',
    line.service,
    '',
    line.plan ?? '',
    line.period ?? '',
    line.amountCents === undefined ? '' : dollars(line.amountCents),
    line.percent ?? '',
    '',
    '',
    line.authorization ?? '',
    line.network ?? '',
  )

/** Service types: 30 whole plan, 88 pharmacy, 98 professional office visit; periods: 23 year, 27 visit, 29 remaining. */
const benefitsOf = ({ plan }: Member, asked: string[]): string[] => {
  const wants = (service: string) => asked.length === 0 || asked.includes('30') || asked.includes(service)
  const lines = [benefit({ code: '1', service: '30', plan: plan.name })]
  lines.push(
    benefit({ code: 'C', service: '30', period: '23', amountCents: plan.deductibleCents, network: 'Y' }),
  )
  lines.push(
    benefit({ code: 'C', service: '30', period: '29', amountCents: plan.deductibleLeftCents, network: 'Y' }),
  )
  for (const [service, terms] of [
    ['98', plan.officeVisit],
    ['88', plan.pharmacy],
  ] as const) {
    if (!wants(service)) continue
    const common = {
      service,
      authorization: terms.priorAuthorization ? ('Y' as const) : ('N' as const),
      network: 'Y' as const,
    }
    lines.push(benefit({ code: '1', ...common }))
    lines.push(benefit({ code: 'B', period: '27', amountCents: terms.copayCents, ...common }))
    if (terms.coinsurance !== undefined)
      lines.push(benefit({ code: 'A', percent: terms.coinsurance, ...common }))
    if (service === '88' && plan.pharmacyNote) lines.push(segment('MSG', plan.pharmacyNote))
  }
  return lines
}

/** AAA03 code of a subscriber the payer will not speak about: 72, 75, 71, 73 and 58 of the guide. */
const subscriberReject = ({ subscriber }: Inquiry): string | undefined => {
  if (subscriber.memberId === '') return '72'
  const member = memberById(subscriber.memberId)
  if (!member) return '75'
  if (subscriber.born !== '' && !/^\d{8}$/.test(subscriber.born)) return '58'
  if (subscriber.born !== '' && subscriber.born !== member.born) return '71'
  return subscriber.last !== '' && subscriber.last !== member.lastName ? '73' : undefined
}

/** AAA01 is N where the request itself is wrong, Y where it is right and cannot be answered now. */
const answerBody = (inquiry: Inquiry, setting: Setting): { body: string[]; summary: string } => {
  const { payer, provider, subscriber, trace } = inquiry
  const member = memberById(subscriber.memberId)
  const unavailable = setting.unavailable || member?.status === 'unavailable'
  const body = [
    segment('BHT', '0022', '11', inquiry.reference, compactDate(setting.now), compactTime(setting.now)),
    segment('HL', 1, '', '20', unavailable ? 0 : 1),
  ]
  const payerName = segment('NM1', 'PR', '2', payer.name, '', '', '', '', 'PI', payer.id)
  if (unavailable)
    return { body: [...body, payerName, segment('AAA', 'Y', '', '42', 'R')], summary: 'AAA 42' }
  const npiOk = isNpi(provider.npi)
  body.push(payerName, segment('HL', 2, 1, '21', npiOk ? 1 : 0))
  body.push(segment('NM1', ...(provider.name?.elements ?? [])))
  if (!npiOk) return { body: [...body, segment('AAA', 'N', '', '43', 'C')], summary: 'AAA 43' }

  body.push(segment('HL', 3, 2, '22', 0))
  if (trace) body.push(segment('TRN', '2', valueAt(trace, 2), valueAt(trace, 3)))
  const reject = subscriberReject(inquiry)
  if (reject !== undefined || !member) {
    const code = reject ?? '75'
    body.push(segment('NM1', ...(subscriber.name?.elements ?? [])), segment('AAA', 'N', '', code, 'C'))
    return { body, summary: `AAA ${code}` }
  }
  body.push(
    segment('NM1', 'IL', '1', member.lastName, member.firstName, '', '', '', 'MI', member.memberId),
    segment('N3', member.address.line1),
    segment('N4', member.address.city, member.address.state, member.address.postalCode),
    segment('DMG', 'D8', member.born, member.gender),
    segment('DTP', '346', 'D8', `${compactDate(setting.now).slice(0, 4)}0101`),
  )
  if (member.status === 'inactive') {
    return {
      body: [...body, benefit({ code: '6', service: '30', plan: member.plan.name })],
      summary: 'inactive',
    }
  }
  return {
    body: [...body, ...benefitsOf(member, inquiry.serviceTypes)],
    summary: `active, ${member.plan.name}`,
  }
}

/** Reads one posted interchange and composes what the payer sends back. */
export const answerEligibility = (text: string, setting: Setting): PayerAnswer => {
  const reading = readInterchange(text)
  if (!reading.ok) return { kind: 'unreadable', reason: reading.reason }
  const { interchange } = reading
  const { isa, segments } = interchange
  const envelope = envelopeFor(interchange, setting)
  const fault = envelopeFault(interchange)
  if (fault !== undefined) {
    const ta1 = segment('TA1', (isa[12] ?? '').padStart(9, '0'), isa[8] ?? '', isa[9] ?? '', 'R', fault)
    return {
      kind: 'TA1',
      x12: writeInterchangeAcknowledgement(envelope, ta1),
      summary: `TA1 ${fault}`,
      memberId: '',
    }
  }
  const gs = segments.find(({ id }) => id === 'GS')
  const first = segments.findIndex(({ id }) => id === 'ST')
  const last = segments.findIndex(({ id }) => id === 'SE')
  const transaction = segments.slice(first, last === -1 ? undefined : last + 1)
  const parties = {
    applicationSender: valueAt(gs, 3) || 'SANDBOXPAYER',
    applicationReceiver: valueAt(gs, 2) || 'UNKNOWN',
  }
  const reject = (faults: string[], code: string, summary: string): PayerAnswer => ({
    kind: '999',
    x12: writeInterchange(
      envelope,
      { functionalId: 'FA', version: '005010X231A1', ...parties },
      { id: '999', body: acknowledgement(gs, transaction[0], faults, code) },
    ),
    summary: `999 ${summary}`,
    memberId: '',
  })

  const trailer = trailerFault(segments, transaction)
  if (trailer !== undefined) return reject([], trailer, `trailer ${trailer}`)
  if (valueAt(gs, 1) !== 'HS' || valueAt(gs, 8) !== eligibilityVersion)
    return reject([], '5', 'not 005010X279A1')
  const syntax = syntaxFault(transaction)
  if (syntax) {
    const faults = [segment('IK3', syntax.segmentId, syntax.position, syntax.loop, syntax.segmentCode)]
    if (syntax.element) faults.push(segment('IK4', syntax.element[0], '', syntax.element[1]))
    return reject(faults, '5', `${syntax.loop} ${syntax.segmentId} ${syntax.segmentCode}`.trim())
  }
  const inquiry = readInquiry(transaction, interchange.separators.repetition)
  const { body, summary } = answerBody(inquiry, setting)
  return {
    kind: '271',
    x12: writeInterchange(
      envelope,
      { functionalId: 'HB', version: eligibilityVersion, ...parties },
      { id: '271', body },
    ),
    summary,
    memberId: inquiry.subscriber.memberId,
  }
}
