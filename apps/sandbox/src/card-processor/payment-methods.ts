/** Customers and the cards they left. */
import { type AcceptedCard, bankOf, testPaymentMethods } from './cards.ts'
import { CardApiError, missing } from './errors.ts'
import type { Customer, Metadata, PaymentMethod } from './objects.ts'
import { newId, type Processor } from './processor.ts'

export type CustomerDetails = {
  email?: string | null
  name?: string | null
  phone?: string | null
  description?: string | null
  metadata?: Metadata
}

export const createCustomer = (processor: Processor, details: CustomerDetails): Customer => {
  const customer: Customer = {
    id: newId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: processor.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: details.description ?? null,
    discount: null,
    email: details.email ?? null,
    invoice_prefix: newId('', 8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: details.metadata ?? {},
    name: details.name ?? null,
    phone: details.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
  processor.customers.put(customer.id, customer)
  return customer
}

export const requireCustomer = (processor: Processor, id: string, param?: string): Customer => {
  const customer = processor.customers.get(id)
  if (!customer) throw missing('customer', id, param)
  return customer
}

/** Stores a card in the vault and answers the payment method that stands for it. */
export const storeCard = (
  processor: Processor,
  card: AcceptedCard,
  customer: string | null,
  email: string | null,
): PaymentMethod => {
  const { bank } = card
  const method: PaymentMethod = {
    id: newId('pm_'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: { city: null, country: 'US', line1: null, line2: null, postal_code: card.zip, state: null },
      email,
      name: card.name,
      phone: null,
    },
    card: {
      brand: bank.brand,
      checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
      country: 'US',
      display_brand: bank.brand,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: `fp${card.number.slice(-4)}${card.number.length}${bank.brand}`,
      funding: 'credit',
      last4: bank.last4,
      networks: { available: [bank.brand], preferred: null },
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: processor.seconds(),
    customer,
    livemode: false,
    metadata: {},
    type: 'card',
  }
  processor.methods.put(method.id, method)
  processor.vault.put(method.id, { number: card.number })
  return method
}

/** Resolves a payment method id, making a card out of the processor's ready-made test names. */
export const resolvePaymentMethod = (
  processor: Processor,
  id: string,
  customer: string | null,
): PaymentMethod => {
  const testNumber = Object.hasOwn(testPaymentMethods, id) ? testPaymentMethods[id] : undefined
  if (testNumber !== undefined) {
    const expYear = new Date(processor.now()).getUTCFullYear() + 1
    const bank = bankOf(testNumber)
    const card = { number: testNumber, bank, expMonth: 12, expYear, name: 'Test Card', zip: '94107' }
    return storeCard(processor, card, customer, null)
  }
  const method = processor.methods.get(id)
  if (!method) throw missing('PaymentMethod', id, 'payment_method')
  if (method.customer !== null && customer === null) {
    throw new CardApiError(400, {
      message: `The PaymentMethod ${id} belongs to a Customer. Please provide the customer parameter.`,
      param: 'payment_method',
    })
  }
  if (method.customer !== null && method.customer !== customer) {
    throw new CardApiError(400, {
      code: 'resource_missing',
      message: `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      param: 'payment_method',
    })
  }
  return method
}

export const attachPaymentMethod = (processor: Processor, id: string, customer: string): PaymentMethod => {
  const method = resolvePaymentMethod(processor, id, customer)
  const attached = { ...method, customer }
  processor.methods.put(attached.id, attached)
  return attached
}
