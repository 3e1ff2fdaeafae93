/** Each endpoint of the processor: its address, its parameters, and the command behind it. */
import { z } from 'zod'
import { expireSession, lineItemsOf, requireSession } from './checkout.ts'
import { CardApiError, missing } from './errors.ts'
import {
  captureMethod,
  currency,
  expand,
  flag,
  integer,
  metadata,
  readParams,
  text,
  tolerate,
} from './form.ts'
import { list, listParams } from './lists.ts'
import type { PaymentIntent } from './objects.ts'
import { openSession, sessionParams } from './open-session.ts'
import {
  type Attempt,
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
  requireIntent,
} from './payment-intents.ts'
import { attachPaymentMethod, createCustomer, requireCustomer } from './payment-methods.ts'
import type { Cause, Processor } from './processor.ts'
import { createRefund } from './refunds.ts'

export type Call = { processor: Processor; path: Record<string, string>; params: unknown; cause: Cause }
export type Outcome =
  | { ok: true; value: unknown; expand?: string[] | undefined }
  | { ok: false; error: CardApiError }
export type Endpoint = { method: 'GET' | 'POST'; url: string; run(call: Call): Outcome }

const endpoint = <S extends z.ZodType<{ expand?: string[] | undefined }>>(
  method: Endpoint['method'],
  url: string,
  schema: S,
  run: (call: Omit<Call, 'params'> & { params: z.output<S>; id: string }) => unknown,
): Endpoint => ({
  method,
  url,
  run: (call) => {
    const params = readParams(schema, call.params)
    const result = run({ ...call, params, id: call.path.id ?? '' })
    const attempt = result as Attempt<unknown>
    if (typeof result === 'object' && result !== null && 'ok' in result) {
      return attempt.ok ? { ok: true, value: attempt.value, expand: params.expand } : attempt
    }
    return { ok: true, value: result, expand: params.expand }
  },
})

const only = z.strictObject({ expand })
const amount = integer.pipe(z.number().min(50, 'Amount must be at least $0.50 usd').max(99_999_999))

const requireFound = <T>(found: T | undefined, noun: string, id: string): T => {
  if (found === undefined) throw missing(noun, id)
  return found
}

const customerParams = z.strictObject({
  email: z.string().max(512).optional(),
  name: z.string().max(256).optional(),
  phone: z.string().max(20).optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  expand,
  ...tolerate(
    'address',
    'invoice_settings',
    'payment_method',
    'preferred_locales',
    'shipping',
    'tax_exempt',
    'individual_name',
  ),
})

const intentTolerated = tolerate(
  'automatic_payment_methods',
  'confirmation_method',
  'error_on_requires_action',
  'excluded_payment_method_types',
  'mandate_data',
  'payment_method_options',
  'payment_method_types',
  'allowed_payment_method_types',
  'return_url',
  'shipping',
  'statement_descriptor_suffix',
  'transfer_group',
  'use_stripe_sdk',
  'radar_options',
)
const intentParams = z.strictObject({
  amount,
  currency,
  customer: z.string().optional(),
  payment_method: z.string().optional(),
  capture_method: captureMethod.default('automatic_async'),
  confirm: flag.optional(),
  off_session: z.union([flag, z.enum(['one_off', 'recurring']).transform(() => true)]).optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
  statement_descriptor: z.string().max(22).optional(),
  expand,
  ...intentTolerated,
})

const createIntent = (
  call: Omit<Call, 'params'> & { params: z.output<typeof intentParams> },
): Attempt<PaymentIntent> => {
  const { processor, params, cause } = call
  if (params.customer !== undefined) requireCustomer(processor, params.customer, 'customer')
  if (params.off_session && !params.confirm) {
    throw new CardApiError(400, {
      message: 'You can only set off_session when confirm=true.',
      param: 'off_session',
    })
  }
  const created = createPaymentIntent(processor, {
    amount: params.amount,
    currency: params.currency,
    customer: params.customer ?? null,
    captureMethod: params.capture_method,
    description: params.description ?? null,
    metadata: params.metadata ?? {},
    receiptEmail: params.receipt_email ?? null,
    setupFutureUsage: params.setup_future_usage ?? null,
    statementDescriptor: params.statement_descriptor ?? null,
  })
  const intent: PaymentIntent = params.payment_method
    ? { ...created, payment_method: params.payment_method, status: 'requires_confirmation' }
    : created
  processor.intents.put(intent.id, intent)
  if (!params.confirm) return { ok: true, value: intent }
  return confirmPaymentIntent(
    processor,
    intent.id,
    { paymentMethod: params.payment_method ?? null, offSession: params.off_session ?? false },
    cause,
  )
}

export const endpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/customers', customerParams, ({ processor, params }) =>
    createCustomer(processor, params),
  ),
  endpoint('GET', '/v1/customers/:id', only, ({ processor, id }) => requireCustomer(processor, id)),
  endpoint('POST', '/v1/customers/:id', customerParams, ({ processor, id, params }) => {
    const customer = requireCustomer(processor, id)
    const changed = {
      ...customer,
      email: params.email ?? customer.email,
      name: params.name ?? customer.name,
      phone: params.phone ?? customer.phone,
      description: params.description ?? customer.description,
      metadata: { ...customer.metadata, ...params.metadata },
    }
    processor.customers.put(id, changed)
    return changed
  }),
  endpoint(
    'GET',
    '/v1/customers/:id/payment_methods',
    listParams.extend(tolerate('allow_redisplay')),
    ({ processor, id, params }) => {
      requireCustomer(processor, id)
      const { type: _, ...page } = params
      return list(`/v1/customers/${id}/payment_methods`, processor.methods.all(), { ...page, customer: id })
    },
  ),
  endpoint('GET', '/v1/payment_methods/:id', only, ({ processor, id }) =>
    requireFound(processor.methods.get(id), 'PaymentMethod', id),
  ),
  endpoint(
    'POST',
    '/v1/payment_methods/:id/attach',
    z.strictObject({ customer: z.string(), expand }),
    ({ processor, id, params }) => {
      requireCustomer(processor, params.customer, 'customer')
      return attachPaymentMethod(processor, id, params.customer)
    },
  ),
  endpoint('POST', '/v1/checkout/sessions', sessionParams, openSession),
  endpoint('GET', '/v1/checkout/sessions', listParams, ({ processor, params }) =>
    list('/v1/checkout/sessions', processor.sessions.all(), params),
  ),
  endpoint('GET', '/v1/checkout/sessions/:id', only, ({ processor, id, params }) => {
    const session = requireSession(processor, id)
    if (!params.expand?.some((path) => path.startsWith('line_items'))) return session
    const url = `/v1/checkout/sessions/${id}/line_items`
    return {
      ...session,
      line_items: { object: 'list', data: lineItemsOf(processor, session), has_more: false, url },
    }
  }),
  endpoint('GET', '/v1/checkout/sessions/:id/line_items', listParams, ({ processor, id }) => ({
    object: 'list',
    data: lineItemsOf(processor, requireSession(processor, id)),
    has_more: false,
    url: `/v1/checkout/sessions/${id}/line_items`,
  })),
  endpoint('POST', '/v1/checkout/sessions/:id/expire', only, ({ processor, id, cause }) =>
    expireSession(processor, id, cause),
  ),
  endpoint('POST', '/v1/payment_intents', intentParams, createIntent),
  endpoint('GET', '/v1/payment_intents', listParams, ({ processor, params }) =>
    list('/v1/payment_intents', processor.intents.all(), params),
  ),
  endpoint(
    'GET',
    '/v1/payment_intents/:id',
    z.strictObject({ client_secret: z.string().optional(), expand }),
    ({ processor, id }) => requireIntent(processor, id),
  ),
  endpoint(
    'POST',
    '/v1/payment_intents/:id/confirm',
    z.strictObject({
      payment_method: z.string().optional(),
      off_session: z.union([flag, z.enum(['one_off', 'recurring']).transform(() => true)]).optional(),
      expand,
      ...intentTolerated,
      ...tolerate('receipt_email', 'setup_future_usage'),
    }),
    ({ processor, id, params, cause }) =>
      confirmPaymentIntent(
        processor,
        id,
        { paymentMethod: params.payment_method ?? null, offSession: params.off_session ?? false },
        cause,
      ),
  ),
  endpoint(
    'POST',
    '/v1/payment_intents/:id/capture',
    z.strictObject({
      amount_to_capture: integer.optional(),
      metadata: metadata.optional(),
      expand,
      ...tolerate('final_capture', 'statement_descriptor', 'statement_descriptor_suffix'),
    }),
    ({ processor, id, params, cause }) =>
      capturePaymentIntent(processor, id, params.amount_to_capture, cause),
  ),
  endpoint(
    'POST',
    '/v1/payment_intents/:id/cancel',
    z.strictObject({
      cancellation_reason: z
        .enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'])
        .optional(),
      expand,
    }),
    ({ processor, id, params, cause }) =>
      cancelPaymentIntent(processor, id, params.cancellation_reason ?? null, cause),
  ),
  endpoint(
    'POST',
    '/v1/refunds',
    z.strictObject({
      payment_intent: z.string().optional(),
      charge: z.string().optional(),
      amount: integer.optional(),
      reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
      metadata: metadata.optional(),
      expand,
    }),
    ({ processor, params, cause }) =>
      createRefund(
        processor,
        {
          paymentIntent: params.payment_intent,
          charge: params.charge,
          amount: params.amount,
          reason: params.reason ?? null,
          metadata: params.metadata ?? {},
        },
        cause,
      ),
  ),
  endpoint('GET', '/v1/refunds', listParams, ({ processor, params }) =>
    list('/v1/refunds', processor.refunds.all(), params),
  ),
  endpoint('GET', '/v1/refunds/:id', only, ({ processor, id }) =>
    requireFound(processor.refunds.get(id), 'refund', id),
  ),
  endpoint('GET', '/v1/charges', listParams, ({ processor, params }) =>
    list('/v1/charges', processor.charges.all(), params),
  ),
  endpoint('GET', '/v1/charges/:id', only, ({ processor, id }) =>
    requireFound(processor.charges.get(id), 'charge', id),
  ),
  endpoint(
    'GET',
    '/v1/setup_intents/:id',
    z.strictObject({ client_secret: z.string().optional(), expand }),
    ({ processor, id }) => requireFound(processor.setups.get(id), 'setupintent', id),
  ),
  endpoint('GET', '/v1/events', listParams, ({ processor, params }) =>
    list('/v1/events', processor.events.all(), params),
  ),
  endpoint('GET', '/v1/events/:id', only, ({ processor, id }) =>
    requireFound(processor.events.get(id), 'event', id),
  ),
]
