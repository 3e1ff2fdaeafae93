/** One message as a row that opens, and what state a prescription is in: the same on every page. */
import type { Deliveries } from '../delivery.ts'
import { pharmacyById } from '../pharmacy-network/directory.ts'
import type { PrescriptionState, ScriptRecord } from '../pharmacy-network/records.ts'
import { prettyXml, readXml } from '../pharmacy-network/xml.ts'
import { type Html, html } from './html.ts'
import { chip, code, deliveryChip, deliveryLines, entry, moment, type Tone } from './parts.ts'

const pharmacyName = (ncpdpId: string) => pharmacyById(ncpdpId)?.name ?? (ncpdpId || 'unknown pharmacy')

const pretty = (xml: string): string => {
  const reading = readXml(new TextEncoder().encode(xml))
  return reading.ok ? prettyXml(reading.root) : xml
}

/** What each kind of message is about, for a reader who does not know the standard's names. */
const meanings: Record<string, string> = {
  NewRx: 'A new prescription',
  CancelRx: 'The clinic asks to cancel',
  CancelRxResponse: 'The answer to a cancel',
  RxFill: 'What became of it at the counter',
  Verify: 'The pharmacy has it',
  RxChangeRequest: 'The pharmacy asks for a change',
  RxChangeResponse: 'The prescriber’s answer about a change',
  RxRenewalRequest: 'The pharmacy asks for a renewal',
  RxRenewalResponse: 'The prescriber’s answer about a renewal',
  Error: 'Something went wrong',
}
export const meaningOf = ({ type }: ScriptRecord): string => meanings[type] ?? ''

/** `about` stands under the name of the message: the pharmacy, unless the page says that already. */
export const messageRow = (
  record: ScriptRecord,
  deliveries: Deliveries,
  about = pharmacyName(record.ncpdpId),
): Html => {
  const incoming = record.direction === 'in'
  const accepted = record.status?.startsWith('0') === true
  const rows = incoming ? [] : deliveries.of(record.messageId)
  return entry(
    `${record.direction}:${record.messageId}:${record.at}`,
    html`<span class="way ${incoming ? 'in' : 'out'}">${incoming ? 'received' : 'sent'}</span>
<span class="lead"><strong>${record.type}</strong><small>${about}${incoming && !accepted && record.description ? `: ${record.description}` : ''}</small></span>
<span class="marks">${record.repeats > 0 ? chip(`again ×${record.repeats}`, 'ask') : ''}${
      incoming
        ? chip(accepted ? `Status ${record.status}` : `Error ${record.status}`, accepted ? 'done' : 'danger')
        : deliveryChip(rows)
    }</span>${moment(record.at)}`,
    html`${record.description ? html`<p><strong>${record.description}</strong></p>` : ''}
${(record.faults?.length ?? 0) > 1 ? html`<ul>${record.faults?.map((fault) => html`<li>${fault}</li>`)}</ul>` : ''}
${deliveryLines(rows)}
${code(incoming ? 'What came' : 'What was sent', pretty(record.xml))}
${record.replyXml ? code('The answer', pretty(record.replyXml)) : ''}`,
  )
}

const stateTone: Record<PrescriptionState, Tone> = {
  accepted: 'neutral',
  verified: 'accent',
  filled: 'done',
  partially_filled: 'ask',
  not_filled: 'danger',
  transferred: 'ask',
  cancelled: 'neutral',
}

export const stateChip = (state: PrescriptionState): Html =>
  chip(state.replaceAll('_', ' '), stateTone[state])
