/** The switches of one counterparty, as a form that also works without script. */
import { type Counterparty, type FaultSettings, faultsSchema } from '../faults.ts'
import { type Html, html } from './html.ts'

type Switch = { name: string; label: string; hint?: string }
type Figure = Switch & { unit: string; max: number; step?: string }

const reach: Switch[] = [
  { name: 'down', label: 'Down', hint: 'Closes every connection; nothing leaves' },
  { name: 'timeoutAfterAccept', label: 'Acts, then never answers' },
]
const callbackSwitches: Switch[] = [
  { name: 'duplicateCallbacks', label: 'Sends everything twice' },
  { name: 'outOfOrder', label: 'Sends out of order' },
]
const switches: Record<Counterparty, Switch[]> = {
  pharmacy: [...reach, ...callbackSwitches],
  card: [...reach, ...callbackSwitches, { name: 'declineCaptures', label: 'Declines captures' }],
  payer: [...reach, { name: 'unavailable', label: 'Payer unavailable', hint: 'Answers AAA 42' }],
  mailbox: [{ name: 'down', label: 'Down', hint: 'Greets with 421' }, reach[1] as Switch],
}
const common: Figure[] = [
  { name: 'slowMs', label: 'Answers after', unit: 'ms', max: 120_000 },
  { name: 'errorRate', label: 'Share that fails', unit: '0–1', max: 1, step: '0.05' },
]
const figures: Record<Counterparty, Figure[]> = {
  pharmacy: [
    ...common,
    { name: 'verifyMs', label: 'Verify after', unit: 'ms', max: 3_600_000 },
    { name: 'fillMs', label: 'Fill after', unit: 'ms', max: 3_600_000 },
  ],
  card: common,
  payer: common,
  mailbox: common,
}

export const faultPanel = (name: Counterparty, settings: FaultSettings): Html => {
  const values = settings[name] as Record<string, unknown>
  return html`<form class="faults" method="post" action="/faults/${name}" data-inline data-auto aria-labelledby="faults-title">
<h2 id="faults-title">Faults</h2>
<fieldset><legend class="hidden">Switches</legend>
${switches[name].map(
  (entry) =>
    html`<label class="switch"><input type="checkbox" role="switch" name="${entry.name}"${values[entry.name] === true ? html` checked` : ''}><span>${entry.label}${entry.hint ? html`<small>${entry.hint}</small>` : ''}</span></label>`,
)}
</fieldset>
<fieldset><legend class="hidden">Figures</legend>
${figures[name].map(
  (entry) =>
    html`<label class="number"><span>${entry.label} <small>${entry.unit}</small></span><input type="number" name="${entry.name}" value="${String(values[entry.name])}" min="0" max="${entry.max}" step="${entry.step ?? '1'}" inputmode="decimal"></label>`,
)}
</fieldset>
<p class="form-foot"><button type="submit">Apply</button><span role="status" class="quiet" data-status></span></p>
</form>`
}

/** Settings after this form was sent: what is not on the form stays, an unticked box is off. */
export const settingsFromForm = (
  name: Counterparty,
  current: FaultSettings,
  form: URLSearchParams,
): unknown => {
  const next: Record<string, unknown> = { ...current[name] }
  for (const { name: key } of switches[name]) next[key] = form.has(key)
  for (const { name: key } of figures[name]) {
    const text = form.get(key)
    if (text !== null && text.trim() !== '') next[key] = Number(text)
  }
  return { ...current, [name]: next }
}

/** True when anything of this counterparty differs from its good behaviour. */
export const hasFaults = (name: Counterparty, settings: FaultSettings): boolean =>
  JSON.stringify(settings[name]) !== JSON.stringify(faultsSchema.parse({})[name])
