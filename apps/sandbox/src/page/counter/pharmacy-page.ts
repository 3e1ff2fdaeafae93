/** One pharmacy: what lies on its counter, what it received, and how it behaves by itself. */
import { conducts, pharmacyBehaviours } from '../../pharmacy-network/behaviours.ts'
import type { Pharmacy } from '../../pharmacy-network/directory.ts'
import type { HeldPrescription } from '../../pharmacy-network/records.ts'
import { type Html, html } from '../html.ts'
import { messageRow, stateChip } from '../message-row.ts'
import { chip, extent, moment, section, tile, tiles } from '../parts.ts'
import type { ViewDeps } from '../view-deps.ts'
import { prescriptionAddress } from './acts.ts'
import { patientName } from './label.ts'

const shown = 100
const openStates = ['accepted', 'verified', 'partially_filled']
const kinds = { retail: 'Retail', mail_order: 'Mail order', compounding: 'Compounding' }

/** A prescription as a line that leads to it. */
export const prescriptionLine = (held: HeldPrescription, cancelWaits = false): Html =>
  html`<a class="entry plain" href="${prescriptionAddress(held)}"><span class="lead"><strong>${held.drug || 'Prescription'}</strong><small>${patientName(held.content)} · order ${held.prescriberOrderNumber}</small></span>
<span class="marks">${cancelWaits ? chip('cancel asked', 'danger') : ''}${held.denyCancel ? chip('will not cancel', 'ask') : ''}${stateChip(held.state)}</span>${moment(held.receivedAt)}</a>`

export const pharmacyCounterView = ({ network, deliveries }: ViewDeps, pharmacy: Pharmacy): Html => {
  const { records } = network
  const { ncpdpId } = pharmacy
  const held = records.prescriptionsOf(ncpdpId, shown)
  const waits = new Set(
    held
      .filter((each) => records.cancelsAbout(each).some(({ state }) => state === 'waiting'))
      .map(({ messageId }) => messageId),
  )
  const isOpen = ({ messageId, state }: HeldPrescription) =>
    waits.has(messageId) || openStates.includes(state)
  const line = (each: HeldPrescription) => prescriptionLine(each, waits.has(each.messageId))
  const toDo = held.filter(isOpen)
  const messages = records.messagesOf(ncpdpId, shown)
  return html`${tiles(
    tile('Prescriptions', records.countPrescriptionsOf(ncpdpId)),
    tile('To do', toDo.length),
    tile('Cancels waiting', waits.size),
    tile('Messages', records.countMessagesOf(ncpdpId)),
  )}
${section('To do', extent(shown, records.countPrescriptionsOf(ncpdpId)), toDo.map(line), 'Nothing waits at this counter.')}
${section('Done', '', held.filter((each) => !isOpen(each)).map(line), 'Nothing has been finished yet.')}
${section(
  'Messages',
  extent(shown, records.countMessagesOf(ncpdpId)),
  messages.map((record) =>
    messageRow(record, deliveries, `order ${record.prescriberOrderNumber ?? 'not named'}`),
  ),
  'No message has arrived here yet.',
)}`
}

export const pharmacyHeading = ({ name, address, kind, ncpdpId, phone }: Pharmacy): Html =>
  html`<div class="heading"><h1>${name}</h1>${chip(kinds[kind])}</div>
<p class="quiet place">${address.line1}, ${address.city}, ${address.state} ${address.postalCode} · ${phone} · NCPDP ${ncpdpId}</p>`

/** Chooses what the pharmacy does by itself; the directory's own word is one of the choices. */
export const behaviourPanel = (pharmacy: Pharmacy, chosen: string | undefined): Html =>
  html`<form class="panel" method="post" action="/pharmacies/${pharmacy.ncpdpId}/behaviour" data-inline data-auto aria-labelledby="behaviour-title">
<h2 id="behaviour-title">What it does by itself</h2>
<label class="field"><span>Behaviour</span><select name="behaviour"><option value=""${chosen === undefined ? html` selected` : ''}>As listed: ${conducts[pharmacy.behaviour].words}</option>${pharmacyBehaviours.map(
    (behaviour) =>
      html`<option value="${behaviour}"${behaviour === chosen ? html` selected` : ''}>${conducts[behaviour].words}</option>`,
  )}</select></label>
<p class="quiet">It holds for prescriptions that come from now on. To play the pharmacist undisturbed, choose “${conducts.by_hand.words}”.</p>
<p class="form-foot"><button type="submit">Apply</button><span role="status" class="quiet" data-status></span></p></form>`
