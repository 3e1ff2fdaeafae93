/** One view per counterparty: what it received, what it said, and how that was taken. */
import { money } from '../card-processor/checkout-page.ts'
import type { IntentStatus } from '../card-processor/objects.ts'
import type { Processor } from '../card-processor/processor.ts'
import type { Deliveries } from '../delivery.ts'
import type { Mail } from '../mailbox/smtp.ts'
import type { PayerExchange } from '../payer/routes.ts'
import { pharmacyById } from '../pharmacy-network/directory.ts'
import type { PharmacyNetwork } from '../pharmacy-network/pharmacy-network.ts'
import type { HeldPrescription, PrescriptionState, ScriptRecord } from '../pharmacy-network/records.ts'
import { prettyXml, readXml } from '../pharmacy-network/xml.ts'
import type { Collection, Store } from '../store.ts'
import { type Html, html } from './html.ts'
import {
  chip,
  code,
  deliveryChip,
  deliveryLines,
  entry,
  extent,
  moment,
  section,
  type Tone,
  tile,
  tiles,
} from './parts.ts'

const shown = 100

export type ViewDeps = {
  store: Store
  deliveries: Deliveries
  network: PharmacyNetwork
  processor: Processor
}

const pharmacyName = (ncpdpId: string) => pharmacyById(ncpdpId)?.name ?? (ncpdpId || 'unknown pharmacy')

const pretty = (xml: string): string => {
  const reading = readXml(new TextEncoder().encode(xml))
  return reading.ok ? prettyXml(reading.root) : xml
}

const messageRow = (record: ScriptRecord, deliveries: Deliveries): Html => {
  const incoming = record.direction === 'in'
  const accepted = record.status?.startsWith('0') === true
  const rows = incoming ? [] : deliveries.of(record.messageId)
  return entry(
    `${record.direction}:${record.messageId}:${record.at}`,
    html`<span class="way ${incoming ? 'in' : 'out'}">${incoming ? 'received' : 'sent'}</span>
<span class="lead"><strong>${record.type}</strong><small>${pharmacyName(record.ncpdpId)}${incoming && !accepted && record.description ? `: ${record.description}` : ''}</small></span>
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
const pharmacistActs = [
  ['verify', 'Verify'],
  ['fill', 'Fill'],
  ['partial-fill', 'Fill in part'],
  ['not-filled', 'Not filled'],
  ['renewal-request', 'Ask for renewal'],
  ['change-request', 'Ask for change'],
] as const

const prescriptionRow = (held: HeldPrescription): Html =>
  entry(
    `rx:${held.messageId}`,
    html`<span class="lead"><strong>${held.drug || 'Prescription'}</strong><small>${pharmacyName(held.ncpdpId)} · order ${held.prescriberOrderNumber}</small></span>
<span class="marks">${held.denyCancel ? chip('will not cancel', 'ask') : ''}${chip(held.state.replaceAll('_', ' '), stateTone[held.state])}</span>${moment(held.receivedAt)}`,
    html`<p class="quiet">Play the pharmacist:</p><div class="acts">${[
      ...pharmacistActs,
      held.denyCancel
        ? (['allow-cancel', 'Cancel when asked'] as const)
        : (['deny-cancel', 'Refuse to cancel'] as const),
    ].map(
      ([act, label]) =>
        html`<form method="post" action="/arrivals/prescriptions/${held.messageId}/${act}" data-inline><button type="submit">${label}</button></form>`,
    )}</div>`,
  )

export const pharmacyView = ({ network, deliveries }: ViewDeps): Html => {
  const { messages: records, prescriptions, dispensings } = network.records
  const received = network.receipts.counts()
  const counts = deliveries.counts()['pharmacy-network']
  return html`${tiles(
    tile('Prescriptions', received.orderNumbers, `${received.taken} received`),
    tile('Dispensed', dispensings.count()),
    tile('Answers delivered', counts?.delivered ?? 0),
    tile('Waiting for the clinic', counts?.pending ?? 0),
  )}
${section('Prescriptions at the counter', extent(shown, prescriptions.count()), prescriptions.newest(shown).map(prescriptionRow), 'No prescription has been accepted yet.')}
${section(
  'Messages',
  extent(shown, records.count()),
  records.newest(shown).map((record) => messageRow(record, deliveries)),
  'No SCRIPT message has arrived yet. They come in at POST /pharmacy-network/script.',
)}`
}

const intentTone: Record<IntentStatus, Tone> = {
  requires_payment_method: 'danger',
  requires_confirmation: 'neutral',
  requires_capture: 'ask',
  succeeded: 'done',
  canceled: 'neutral',
}
const ledgerWord = {
  authorised: 'authorised',
  declined: 'declined',
  captured: 'captured',
  capture_declined: 'capture declined',
  released: 'released',
  refunded: 'refunded',
}

export const cardView = ({ processor, deliveries }: ViewDeps): Html => {
  const ledger = processor.ledger.all()
  const sum = (kind: string) =>
    ledger.filter((line) => line.kind === kind).reduce((total, line) => total + line.amount, 0)
  const open = processor.sessions.newest(shown).filter(({ status }) => status === 'open')
  const counts = deliveries.counts()['card-processor']
  return html`${tiles(
    tile('Captured', money(sum('captured'))),
    tile('Refunded', money(sum('refunded'))),
    tile('Payments', processor.intents.count()),
    tile('Webhooks waiting', counts?.pending ?? 0, `${counts?.delivered ?? 0} delivered`),
  )}
${
  open.length > 0
    ? section(
        'Open card pages',
        '',
        open.map(
          (session) =>
            html`<div class="entry plain"><span class="lead"><a href="/checkout/${session.id}"><strong>${session.mode === 'setup' ? 'Save a card' : money(session.amount_total ?? 0, session.currency ?? 'usd')}</strong></a><small>${session.branding_settings.display_name}</small></span>${moment(new Date(session.created * 1000).toISOString())}</div>`,
        ),
        '',
      )
    : ''
}
${section(
  'Payments',
  extent(shown, processor.intents.count()),
  processor.intents.newest(shown).map((intent) =>
    entry(
      intent.id,
      html`<span class="lead"><strong class="figure">${money(intent.amount, intent.currency)}</strong><small>${intent.id}</small></span>
<span class="marks">${chip(intent.status.replaceAll('_', ' '), intentTone[intent.status])}</span>${moment(new Date(intent.created * 1000).toISOString())}`,
      html`<ul class="deliveries">${ledger
        .filter((line) => line.paymentIntent === intent.id)
        .map(
          (line) =>
            html`<li>${ledgerWord[line.kind]} ${money(line.amount, line.currency)} at ${moment(line.at)}</li>`,
        )}</ul>
${code('Payment intent', JSON.stringify(intent, null, 2))}
${intent.latest_charge ? code('Charge', JSON.stringify(processor.charges.get(intent.latest_charge), null, 2)) : ''}`,
    ),
  ),
  'No payment yet. The clinic opens a card page, and what is paid there appears here.',
)}
${section(
  'Events',
  extent(shown, processor.events.count()),
  processor.events.newest(shown).map((event) => {
    const rows = deliveries.of(event.id)
    return entry(
      event.id,
      html`<span class="lead"><strong>${event.type}</strong><small>${event.id}</small></span>
<span class="marks">${rows.length > 0 ? deliveryChip(rows) : chip('not subscribed')}</span>${moment(new Date(event.created * 1000).toISOString())}`,
      html`${deliveryLines(rows)}${code('Event', JSON.stringify(event, null, 2))}`,
    )
  }),
  'Nothing has happened yet.',
)}`
}

const exchangeTone: Record<string, Tone> = {
  '271': 'done',
  '999': 'danger',
  TA1: 'danger',
  unreadable: 'danger',
}

export const payerView = ({ store }: ViewDeps): Html => {
  const exchanges: Collection<PayerExchange> = store.collection('payer_exchange')
  const all = exchanges.all()
  return html`${tiles(
    tile('Inquiries', all.length),
    tile('Answered with benefits', all.filter(({ summary }) => summary.startsWith('active')).length),
    tile('Rejected (AAA)', all.filter(({ summary }) => summary.startsWith('AAA')).length),
    tile('Not understood', all.filter(({ kind }) => kind !== '271').length),
  )}
${section(
  'Exchanges',
  extent(shown, all.length),
  exchanges.newest(shown).map((exchange) =>
    entry(
      `payer:${exchange.id}:${exchange.at}`,
      html`<span class="lead"><strong>${exchange.memberId || 'No member'}</strong><small>${exchange.summary}</small></span>
<span class="marks">${chip(exchange.kind, exchange.summary.startsWith('AAA') ? 'ask' : (exchangeTone[exchange.kind] ?? 'neutral'))}</span>${moment(exchange.at)}`,
      html`${code('What came', exchange.request)}${exchange.response ? code('The answer', exchange.response) : ''}`,
    ),
  ),
  'No inquiry yet. They come in at POST /payer/x12.',
)}`
}

export const mailboxView = ({ store }: ViewDeps): Html => {
  const mails: Collection<Mail> = store.collection('mail')
  const all = mails.all()
  return html`${tiles(
    tile('Mails', all.length),
    tile('Recipients', new Set(all.flatMap(({ to }) => to)).size),
  )}
${section(
  'Inbox',
  extent(shown, all.length),
  mails.newest(shown).map((mail) =>
    entry(
      mail.id,
      html`<span class="lead"><strong>${mail.subject || 'No subject'}</strong><small>to ${mail.to.join(', ')}</small></span>${moment(mail.receivedAt)}`,
      html`<p class="quiet">From ${mail.from}</p>
${mail.text ? code('Text', mail.text) : ''}
${mail.html ? html`<figure class="code"><figcaption>HTML</figcaption><iframe src="/mailbox/messages/${mail.id}/html" title="HTML of ${mail.subject}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></figure>` : ''}`,
    ),
  ),
  'No mail yet.',
)}`
}
