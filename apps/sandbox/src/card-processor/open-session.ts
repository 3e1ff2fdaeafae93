/** Parameters of a new checkout session and what they mean. */
import { z } from 'zod'
import { createSession } from './checkout.ts'
import { CardApiError } from './errors.ts'
import { captureMethod, currency, expand, integer, metadata, text, tolerate } from './form.ts'
import type { Processor } from './processor.ts'

const lineItem = z.strictObject({
  quantity: integer.pipe(z.number().min(1)).default(1),
  price_data: z.strictObject({
    currency,
    unit_amount: integer.pipe(z.number().min(0)),
    product_data: z.strictObject({
      name: z.string().min(1).max(250),
      description: text.optional(),
      ...tolerate('images', 'metadata', 'tax_code'),
    }),
    ...tolerate('tax_behavior'),
  }),
})
export const sessionParams = z.strictObject({
  mode: z.enum(['payment', 'setup']),
  success_url: z.url(),
  cancel_url: z.url().optional(),
  currency: currency.optional(),
  customer: z.string().optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_email: z.string().max(800).optional(),
  client_reference_id: z.string().max(200).optional(),
  expires_at: integer.optional(),
  line_items: z.array(lineItem).max(100).optional(),
  metadata: metadata.optional(),
  branding_settings: z.looseObject({ display_name: z.string().max(100).optional() }).optional(),
  payment_intent_data: z
    .strictObject({
      capture_method: captureMethod.default('automatic_async'),
      description: text.optional(),
      metadata: metadata.optional(),
      receipt_email: text.optional(),
      setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
      statement_descriptor: z.string().max(22).optional(),
      ...tolerate('statement_descriptor_suffix', 'shipping', 'transfer_group'),
    })
    .optional(),
  setup_intent_data: z
    .strictObject({ description: text.optional(), metadata: metadata.optional() })
    .optional(),
  payment_method_types: z.array(z.enum(['card'])).optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  ui_mode: z.enum(['hosted', 'hosted_page']).optional(),
  expand,
  ...tolerate(
    'allow_promotion_codes',
    'allowed_payment_method_types',
    'automatic_tax',
    'billing_address_collection',
    'consent_collection',
    'custom_text',
    'customer_update',
    'integration_identifier',
    'locale',
    'name_collection',
    'payment_method_collection',
    'payment_method_options',
    'phone_number_collection',
    'saved_payment_method_options',
    'wallet_options',
    'adaptive_pricing',
  ),
})

export const openSession = ({
  processor,
  params,
}: {
  processor: Processor
  params: z.output<typeof sessionParams>
}) => {
  const items = params.line_items ?? []
  const needed = params.mode === 'payment' ? 'line_items' : 'currency'
  if (
    (needed === 'line_items' && items.length === 0) ||
    (needed === 'currency' && !params.currency && !params.payment_method_types)
  ) {
    throw new CardApiError(400, {
      code: 'parameter_missing',
      message: `Missing required param: ${needed}.`,
      param: needed,
    })
  }
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw new CardApiError(400, {
      message: 'You may only specify one of these parameters: customer, customer_email.',
    })
  }
  const payment = params.payment_intent_data
  return createSession(processor, {
    mode: params.mode,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    currency: items[0]?.price_data.currency ?? params.currency ?? null,
    customer: params.customer ?? null,
    customerCreation: params.customer_creation ?? null,
    customerEmail: params.customer_email ?? null,
    clientReferenceId: params.client_reference_id ?? null,
    displayName: params.branding_settings?.display_name ?? null,
    expiresAt: params.expires_at ?? null,
    lineItems: items.map(({ quantity, price_data: price }) => ({
      name: price.product_data.name,
      description: price.product_data.description ?? null,
      quantity,
      unitAmount: price.unit_amount,
    })),
    metadata: params.metadata ?? {},
    submitType: params.submit_type ?? null,
    intent: {
      captureMethod: payment?.capture_method ?? 'automatic_async',
      description: payment?.description ?? params.setup_intent_data?.description ?? null,
      metadata: payment?.metadata ?? params.setup_intent_data?.metadata ?? {},
      receiptEmail: payment?.receipt_email ?? null,
      setupFutureUsage: payment?.setup_future_usage ?? null,
      statementDescriptor: payment?.statement_descriptor ?? null,
    },
  })
}
