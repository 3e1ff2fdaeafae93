/** One prescription at the counter: what it says, what was said about it, and what can be done with it. */
import type { HeldPrescription } from '../../pharmacy-network/records.ts'
import { type Html, html } from '../html.ts'
import { meaningOf, messageRow, stateChip } from '../message-row.ts'
import { section } from '../parts.ts'
import type { ViewDeps } from '../view-deps.ts'
import { cancelPanel } from './acts.ts'
import { labelOf } from './label.ts'

const shown = 100

const labelCard = (held: HeldPrescription): Html => {
  const label = labelOf(held.content)
  const lines: [string, string][] = [
    ['Patient', [label.patient, label.born && `born ${label.born}`].filter(Boolean).join(', ')],
    ['Address', label.address],
    ['Quantity', label.quantity],
    ['Days supply', label.daysSupply],
    ['Refills', label.refills],
    ['Substitution', label.substitution],
    ['Diagnosis', label.diagnosis],
    ['Written', label.written],
    ['Prescriber', label.prescriber],
    ['Note', label.note],
    ['Numbers', `Rx ${held.rxReferenceNumber}, order ${held.prescriberOrderNumber}`],
  ]
  return html`<section class="label-card" aria-label="What it says"><p class="sig">${label.directions}</p>
<dl>${lines.filter(([, text]) => text !== '').map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl></section>`
}

export const prescriptionView = ({ network, deliveries }: ViewDeps, held: HeldPrescription): Html => {
  const waiting = network.records.cancelsAbout(held).find(({ state }) => state === 'waiting')
  const conversation = network.records.conversationAbout(held, shown)
  return html`<div class="heading"><h1>${held.drug || 'Prescription'}</h1>${stateChip(held.state)}</div>
${waiting ? cancelPanel(held, waiting, network.counter.obstacleTo(held)) : ''}
${labelCard(held)}
${section(
  'What was said',
  '',
  conversation.map((record) => messageRow(record, deliveries, meaningOf(record))),
  'Nothing yet.',
)}`
}
