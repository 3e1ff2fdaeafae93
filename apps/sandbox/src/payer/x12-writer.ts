/** Writes interchanges with the payer's own separators, the envelope counted and closed. */

export type Envelope = {
  /** Qualifier and id of who receives and who sends, ISA05–ISA08. */
  receiver: { qualifier: string; id: string }
  sender: { qualifier: string; id: string }
  controlNumber: string
  at: number
  usage: string
}
export type Group = {
  /** GS01: HB eligibility benefit, FA acknowledgement. */
  functionalId: string
  version: string
  applicationReceiver: string
  applicationSender: string
}

const clean = (value: string) => value.replace(/[*:~^\r\n]/g, ' ').trim()
/** One segment; trailing empty elements are dropped. */
export const segment = (id: string, ...elements: (string | number)[]): string =>
  [id, ...elements.map((value) => clean(String(value)))].join('*').replace(/\*+$/, '')

export const compactDate = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
export const compactTime = (at: number) => new Date(at).toISOString().slice(11, 16).replace(':', '')

const isaOf = (envelope: Envelope) =>
  [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    envelope.sender.qualifier.padEnd(2),
    clean(envelope.sender.id).padEnd(15).slice(0, 15),
    envelope.receiver.qualifier.padEnd(2),
    clean(envelope.receiver.id).padEnd(15).slice(0, 15),
    compactDate(envelope.at).slice(2),
    compactTime(envelope.at),
    '^',
    '00501',
    envelope.controlNumber.padStart(9, '0').slice(-9),
    '0',
    envelope.usage,
    ':',
  ].join('*')

/** An interchange that holds only a TA1. */
export const writeInterchangeAcknowledgement = (envelope: Envelope, ta1: string): string =>
  `${[isaOf(envelope), ta1, segment('IEA', 0, envelope.controlNumber.padStart(9, '0'))].join('~\n')}~\n`

/** One group with one transaction; `body` holds the segments between ST and SE. */
export const writeInterchange = (
  envelope: Envelope,
  group: Group,
  transaction: { id: string; body: string[] },
): string => {
  const control = '0001'
  const groupControl = String(Number(envelope.controlNumber))
  const segments = [
    isaOf(envelope),
    segment(
      'GS',
      group.functionalId,
      group.applicationSender,
      group.applicationReceiver,
      compactDate(envelope.at),
      compactTime(envelope.at),
      groupControl,
      'X',
      group.version,
    ),
    segment('ST', transaction.id, control, group.version),
    ...transaction.body,
    segment('SE', transaction.body.length + 2, control),
    segment('GE', 1, groupControl),
    segment('IEA', 1, envelope.controlNumber.padStart(9, '0')),
  ]
  return `${segments.join('~\n')}~\n`
}
