/** One view per counterparty: what it received, what it said, and how that was taken. */
import { money } from '../card-processor/checkout-page.ts'
import type { IntentStatus } from '../card-processor/objects.ts'
import type { Mail } from '../mailbox/smtp.ts'
import type { PayerExchange } from '../payer/routes.ts'
import type { Collection } from '../store.ts'
import { prescriptionLine } from './counter/pharmacy-page.ts'
import { type Html, html } from './html.ts'
import { messageRow } from './message-row.ts'
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
import type { ViewDeps } from './view-deps.ts'

const shown = 100

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
<p class="to-counter"><a href="/pharmacies">All pharmacies and their counters</a></p>
${section(
  'Prescriptions at the counter',
  extent(shown, prescriptions.count()),
  prescriptions.newest(shown).map((held) => prescriptionLine(held)),
  'No prescription has been accepted yet.',
)}
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
