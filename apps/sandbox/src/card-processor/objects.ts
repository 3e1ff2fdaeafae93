/** The processor's resources, in Stripe's shapes (API 2026-10-28), amounts in the currency's smallest unit. */

export type Metadata = Record<string, string>
export type Customer = {
  id: string
  object: 'customer'
  address: unknown
  balance: number
  created: number
  currency: string | null
  default_source: null
  delinquent: boolean
  description: string | null
  discount: null
  email: string | null
  invoice_prefix: string
  invoice_settings: {
    custom_fields: null
    default_payment_method: string | null
    footer: null
    rendering_options: null
  }
  livemode: false
  metadata: Metadata
  name: string | null
  phone: string | null
  preferred_locales: string[]
  shipping: null
  tax_exempt: 'none'
  test_clock: null
}

export type CardSummary = {
  brand: string
  country: string
  exp_month: number
  exp_year: number
  fingerprint: string
  funding: string
  last4: string
}
export type PaymentMethod = {
  id: string
  object: 'payment_method'
  allow_redisplay: 'unspecified'
  billing_details: {
    address: { city: null; country: string; line1: null; line2: null; postal_code: string; state: null }
    email: string | null
    name: string | null
    phone: null
  }
  card: CardSummary & {
    checks: { address_line1_check: null; address_postal_code_check: string; cvc_check: string }
    display_brand: string
    networks: { available: string[]; preferred: null }
    three_d_secure_usage: { supported: boolean }
    wallet: null
  }
  created: number
  customer: string | null
  livemode: false
  metadata: Metadata
  type: 'card'
}

export type PaymentError = {
  type: 'card_error'
  code: string
  decline_code: string
  message: string
  charge: string | null
  payment_method: PaymentMethod | null
}
export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled'
export type PaymentIntent = {
  id: string
  object: 'payment_intent'
  amount: number
  amount_capturable: number
  amount_received: number
  automatic_payment_methods: null
  canceled_at: number | null
  cancellation_reason: string | null
  capture_method: 'automatic' | 'automatic_async' | 'manual'
  client_secret: string
  confirmation_method: 'automatic'
  created: number
  currency: string
  customer: string | null
  description: string | null
  last_payment_error: PaymentError | null
  latest_charge: string | null
  livemode: false
  metadata: Metadata
  next_action: null
  payment_method: string | null
  payment_method_options: { card: { request_three_d_secure: 'automatic' } }
  payment_method_types: string[]
  processing: null
  receipt_email: string | null
  setup_future_usage: string | null
  shipping: null
  statement_descriptor: string | null
  statement_descriptor_suffix: string | null
  status: IntentStatus
  transfer_group: null
}

export type Charge = {
  id: string
  object: 'charge'
  amount: number
  amount_captured: number
  amount_refunded: number
  balance_transaction: string | null
  billing_details: PaymentMethod['billing_details']
  calculated_statement_descriptor: string
  captured: boolean
  created: number
  currency: string
  customer: string | null
  description: string | null
  disputed: boolean
  failure_code: string | null
  failure_message: string | null
  fraud_details: Record<string, never>
  livemode: false
  metadata: Metadata
  outcome: {
    network_status: string
    reason: string | null
    risk_level: string
    seller_message: string
    type: string
  }
  paid: boolean
  payment_intent: string
  payment_method: string
  payment_method_details: {
    type: 'card'
    card: CardSummary & {
      amount_authorized: number
      authorization_code: string | null
      /** Seconds since the epoch; present while the authorisation awaits capture. */
      capture_before?: number
      network: string
    }
  }
  receipt_email: string | null
  refunded: boolean
  shipping: null
  statement_descriptor: string | null
  status: 'succeeded' | 'failed'
}

export type Refund = {
  id: string
  object: 'refund'
  amount: number
  balance_transaction: string
  charge: string
  created: number
  currency: string
  destination_details: { card: { type: 'refund' }; type: 'card' }
  metadata: Metadata
  payment_intent: string
  reason: string | null
  receipt_number: null
  status: 'succeeded'
}

export type SetupIntent = {
  id: string
  object: 'setup_intent'
  cancellation_reason: null
  client_secret: string
  created: number
  customer: string | null
  description: string | null
  last_setup_error: PaymentError | null
  latest_attempt: null
  livemode: false
  mandate: null
  metadata: Metadata
  next_action: null
  payment_method: string | null
  payment_method_types: string[]
  status: 'requires_payment_method' | 'succeeded' | 'canceled'
  usage: 'off_session'
}

export type LineItem = { name: string; description: string | null; quantity: number; unitAmount: number }
export type CheckoutSession = {
  id: string
  object: 'checkout.session'
  amount_subtotal: number | null
  amount_total: number | null
  automatic_tax: { enabled: boolean; liability: null; provider: null; status: null }
  billing_address_collection: null
  branding_settings: { display_name: string }
  cancel_url: string | null
  client_reference_id: string | null
  client_secret: null
  created: number
  currency: string | null
  customer: string | null
  customer_creation: 'always' | 'if_required' | null
  customer_details: { email: string | null; name: string | null; phone: null; address: unknown } | null
  customer_email: string | null
  expires_at: number
  livemode: false
  metadata: Metadata
  mode: 'payment' | 'setup'
  payment_intent: string | null
  payment_method_collection: 'if_required' | 'always'
  payment_method_types: string[]
  payment_status: 'no_payment_required' | 'paid' | 'unpaid'
  setup_intent: string | null
  status: 'open' | 'complete' | 'expired'
  submit_type: string | null
  success_url: string
  total_details: { amount_discount: 0; amount_shipping: 0; amount_tax: 0 } | null
  ui_mode: 'hosted_page'
  url: string | null
}

/** Kept beside a session, never shown by the API. */
export type SessionPrivate = {
  lineItems: LineItem[]
  intent: {
    captureMethod: PaymentIntent['capture_method']
    description: string | null
    metadata: Metadata
    receiptEmail: string | null
    setupFutureUsage: string | null
    statementDescriptor: string | null
  }
}

export type CardEvent = {
  id: string
  object: 'event'
  api_version: string
  created: number
  data: { object: Record<string, unknown> }
  livemode: false
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null }
  type: string
}

/** One line of the processor's own books. */
export type LedgerEntry = {
  kind: 'authorised' | 'declined' | 'captured' | 'capture_declined' | 'released' | 'refunded'
  paymentIntent: string
  amount: number
  currency: string
  at: string
  idempotencyKey: string | null
  metadata: Metadata
}
