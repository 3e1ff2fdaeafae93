/** The forms a person at the counter acts with; each also works without script. */
import { alternativeTo } from '../../pharmacy-network/alternatives.ts'
import { changeCodes } from '../../pharmacy-network/pharmacist.ts'
import type { CancelAsked, HeldPrescription } from '../../pharmacy-network/records.ts'
import { type Html, html } from '../html.ts'

export const prescriptionAddress = ({ ncpdpId, messageId }: { ncpdpId: string; messageId: string }): string =>
  `/pharmacies/${ncpdpId}/prescriptions/${encodeURIComponent(messageId)}`

const form = (
  held: HeldPrescription,
  act: string,
  fields: Html | '',
  button: string,
  primary = false,
): Html =>
  html`<form method="post" action="${prescriptionAddress(held)}/${act}" class="act">${fields}<button type="submit"${primary ? html` class="primary"` : ''}>${button}</button></form>`

const words = (name: string, label: string, hint = ''): Html =>
  html`<label class="field"><span>${label}</span><input name="${name}" maxlength="200"${hint ? html` placeholder="${hint}"` : ''}></label>`

/** An act that needs words first: folded away until it is wanted. */
const folded = (key: string, title: string, inside: Html): Html =>
  html`<details class="fold" data-key="act:${key}"><summary>${title}</summary>${inside}</details>`

/** RxChangeRequest/MessageRequestSubCode: what is to be confirmed of the prescriber. */
const subCodes: [string, string][] = [
  ['A', 'state licence'],
  ['B', 'DEA licence in the state'],
  ['C', 'DEA registration for the class'],
  ['D', 'state controlled substance registration'],
  ['E', 'the same, for the class'],
  ['F', 'NADEAN number'],
  ['G', 'individual NPI'],
  ['H', 'enrolment with the plan'],
  ['I', 'prescriptive authority'],
  ['J', 'REMS enrolment'],
  ['K', 'lock-in prescriber'],
  ['L', 'supervising prescriber'],
  ['M', 'certificate to prescribe'],
]

const changeForm = (held: HeldPrescription): Html =>
  form(
    held,
    'change-request',
    html`<label class="field"><span>What is asked</span><select name="code">${Object.entries(changeCodes).map(
      ([code, { words: meaning }]) =>
        html`<option value="${code}"${code === 'T' ? html` selected` : ''}>${code}: ${meaning}</option>`,
    )}</select></label>
<label class="field"><span>Drug proposed <small>for G and T</small></span><input name="drug" maxlength="105" placeholder="${alternativeTo(held.drug) ?? held.drug}"></label>
<label class="field"><span>To be confirmed <small>for U</small></span><select name="subCode"><option value="">Not asked</option>${subCodes.map(([code, meaning]) => html`<option value="${code}">${code}: ${meaning}</option>`)}</select></label>
${words('reason', 'Reason')}`,
    'Ask the prescriber',
  )

const open = ['accepted', 'verified', 'partially_filled', 'not_filled']

/** What may be done with it now, the usual first. */
export const actPanel = (held: HeldPrescription): Html => {
  const canFill = open.includes(held.state)
  const left = held.state === 'partially_filled' ? 'Fill the rest' : `Fill ${held.quantity}`
  return html`<section class="panel" aria-labelledby="acts-title"><h2 id="acts-title">At the counter</h2>
${canFill ? '' : html`<p class="quiet">This prescription is ${held.state.replaceAll('_', ' ')}; there is nothing left to dispense.</p>`}
<div class="row">${held.state === 'accepted' ? form(held, 'verify', '', 'Verify') : ''}${canFill ? form(held, 'fill', '', left, true) : ''}</div>
${
  canFill
    ? html`${folded('partial', 'Fill in part', form(held, 'partial-fill', html`<label class="field"><span>Quantity handed out <small>of ${held.quantity}</small></span><input name="quantity" inputmode="decimal" required pattern="[0-9]{1,10}([.][0-9]{1,4})?"></label>${words('note', 'Note', 'The rest is on order')}`, 'Fill in part'))}
${folded('not', 'Do not fill', form(held, 'not-filled', words('note', 'Reason', 'Out of stock'), 'Report as not filled'))}
${folded('transfer', 'Transfer to another pharmacy', form(held, 'transfer', words('note', 'Where to'), 'Transfer'))}`
    : ''
}
${folded('change', 'Ask for a change', changeForm(held))}
${folded('renewal', 'Ask for a renewal', form(held, 'renewal-request', html`<label class="field"><span>Refills asked for</span><input name="refills" type="number" min="0" max="99" value="3"></label>`, 'Ask the prescriber'))}
${folded('error', 'Report an error', form(held, 'error', words('reason', 'What went wrong', 'Pharmacy cannot fill this prescription'), 'Send Error 900'))}
${folded('cancel', 'When the clinic asks to cancel', held.denyCancel ? form(held, 'allow-cancel', html`<p class="quiet">A cancel will be refused.</p>`, 'Cancel when asked') : form(held, 'deny-cancel', html`<p class="quiet">A cancel is answered as the prescription stands.</p>`, 'Refuse when asked'))}
</section>`
}

/** A cancel that waits for a person; it stays open and keeps what is typed while the page refreshes. */
export const cancelPanel = (
  held: HeldPrescription,
  cancel: CancelAsked,
  obstacle: string | undefined,
): Html =>
  html`<details class="cancel" open data-key="cancel:${cancel.messageId}"><summary>The clinic asks to cancel this prescription</summary>
<div class="row">${obstacle ? html`<p class="quiet">It cannot be granted: ${obstacle.toLowerCase()}.</p>` : form(held, 'allow-cancel', '', 'Cancel the prescription', true)}
${form(held, 'deny-cancel', words('reason', 'Reason', 'Already on its way to the patient'), 'Refuse')}</div></details>`
