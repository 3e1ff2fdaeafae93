/** The hosted card page: server-rendered, no script, works on a phone and from the keyboard. */
import { type Html, html, htmlDocument } from '../page/html.ts'
import type { CardEntry, CardField } from './cards.ts'
import type { CheckoutSession, LineItem } from './objects.ts'

export type CheckoutView = {
  session: CheckoutSession
  items: readonly LineItem[]
  manualCapture: boolean
  entry: Partial<CardEntry>
  faults: Partial<Record<CardField, string>>
  decline: string | undefined
}

export const money = (cents: number, currency = 'usd'): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() }).format(cents / 100)

type FieldSpec = {
  name: CardField
  label: string
  autocomplete: string
  inputmode: string
  placeholder: string
}
const fields: FieldSpec[] = [
  {
    name: 'number',
    label: 'Card number',
    autocomplete: 'cc-number',
    inputmode: 'numeric',
    placeholder: '1234 1234 1234 1234',
  },
  {
    name: 'expiry',
    label: 'Expiry date',
    autocomplete: 'cc-exp',
    inputmode: 'numeric',
    placeholder: 'MM / YY',
  },
  { name: 'cvc', label: 'Security code', autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: 'CVC' },
  {
    name: 'name',
    label: 'Name on card',
    autocomplete: 'cc-name',
    inputmode: 'text',
    placeholder: 'As printed on the card',
  },
  { name: 'zip', label: 'ZIP code', autocomplete: 'postal-code', inputmode: 'numeric', placeholder: '98101' },
]

const field = (spec: FieldSpec, view: CheckoutView, first: boolean): Html => {
  const fault = view.faults[spec.name]
  // A security code is never written back into the page.
  const value = spec.name === 'cvc' ? '' : (view.entry[spec.name] ?? '')
  return html`<div class="field field-${spec.name}">
<label for="${spec.name}">${spec.label}</label>
<input id="${spec.name}" name="${spec.name}" value="${value}" autocomplete="${spec.autocomplete}" inputmode="${spec.inputmode}"
 placeholder="${spec.placeholder}" required maxlength="100"${first ? html` autofocus` : ''}${fault ? html` aria-invalid="true" aria-describedby="${spec.name}-fault"` : ''}>
${fault ? html`<p class="fault" id="${spec.name}-fault">${fault}</p>` : ''}
</div>`
}

const testCards = html`<details class="test-cards">
<summary>Test cards</summary>
<p>This is a sandbox: no real card works and no money moves. Use any future date, any code, any name and ZIP.</p>
<table>
<thead><tr><th scope="col">Number</th><th scope="col">What happens</th></tr></thead>
<tbody>
<tr><td><code>4242 4242 4242 4242</code></td><td>Works</td></tr>
<tr><td><code>4000 0000 0000 0002</code></td><td>Declined</td></tr>
<tr><td><code>4000 0000 0000 9995</code></td><td>Declined: insufficient funds</td></tr>
<tr><td><code>4000 0000 0000 0341</code></td><td>Works now, fails when the money is taken</td></tr>
</tbody>
</table>
</details>`

const buttonText = ({ session, manualCapture }: CheckoutView): string => {
  if (session.mode === 'setup') return 'Save card'
  const total = money(session.amount_total ?? 0, session.currency ?? 'usd')
  return manualCapture ? `Authorize ${total}` : `Pay ${total}`
}

const summary = (view: CheckoutView): Html => {
  const { session, items } = view
  const currency = session.currency ?? 'usd'
  const lead =
    session.mode === 'setup'
      ? html`<h1>Save a card</h1><p class="quiet">Kept on file; nothing is charged now.</p>`
      : html`<h1 class="amount">${money(session.amount_total ?? 0, currency)}</h1>
<p class="quiet">${view.manualCapture ? 'Held on your card now. Charged only after your provider approves.' : 'Charged to your card today.'}</p>`
  return html`<section class="summary" aria-label="What you pay for">
<p class="clinic">${session.branding_settings.display_name}</p>
${lead}
${
  items.length > 0
    ? html`<ul class="items">${items.map(
        (item) =>
          html`<li><span>${item.name}${item.quantity > 1 ? ` × ${item.quantity}` : ''}${item.description ? html`<small>${item.description}</small>` : ''}</span><span class="figure">${money(item.quantity * item.unitAmount, currency)}</span></li>`,
      )}</ul>`
    : ''
}
${testCards}
</section>`
}

const faultSummary = (view: CheckoutView): Html | '' => {
  const faults = Object.values(view.faults)
  if (view.decline) {
    return html`<div class="alert" role="alert" tabindex="-1"><strong>${view.decline}</strong> Nothing was charged. Try another card.</div>`
  }
  return faults.length > 0
    ? html`<div class="alert" role="alert" tabindex="-1"><strong>Check ${faults.length === 1 ? 'one field' : `${faults.length} fields`} below.</strong></div>`
    : ''
}

export const checkoutPage = (view: CheckoutView): string => {
  const { session } = view
  const firstFault = fields.find(({ name }) => view.faults[name] !== undefined)?.name ?? 'number'
  return htmlDocument({
    title: `${session.mode === 'setup' ? 'Save a card' : 'Payment'} · ${session.branding_settings.display_name}`,
    styles: ['checkout.css'],
    bodyClass: 'checkout',
    body: html`<main class="checkout-layout">
${summary(view)}
<section class="card-form" aria-label="Card details">
<p class="test-mark">Test mode</p>
${faultSummary(view)}
<form method="post" action="/checkout/${session.id}/pay" novalidate>
${fields.map((spec) => field(spec, view, spec.name === firstFault))}
<button class="primary" type="submit">${buttonText(view)}</button>
</form>
${session.cancel_url ? html`<p class="back"><a href="${session.cancel_url}">Go back without paying</a></p>` : ''}
<p class="quiet small">Card details stay with the card processor. The clinic never sees your card number.</p>
</section>
</main>`,
  })
}

/** Shown instead of the form when there is nothing to pay any more. */
export const closedPage = (
  title: string,
  words: string,
  link: { href: string; text: string } | undefined,
): string =>
  htmlDocument({
    title,
    styles: ['checkout.css'],
    bodyClass: 'checkout',
    body: html`<main class="notice"><h1>${title}</h1><p>${words}</p>${link ? html`<p><a class="primary" href="${link.href}">${link.text}</a></p>` : ''}</main>`,
  })
