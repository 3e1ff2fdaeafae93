/**
 * The card processor, in our words. Card numbers never pass here: the patient types them on the processor's
 * own page. Every write takes an idempotency key; a write whose outcome is not known says so, and is settled
 * by asking `retrieveAuthorisation`, never by assuming.
 */

/** The processor did nothing: it could not be reached or refused to look at the request now. Safe to try again. */
export type Unavailable = { outcome: 'unavailable' }
/** Something was sent and no usable answer came: it may have happened. Ask before doing anything else. */
export type Unknown = { outcome: 'unknown' }
/** The card's bank or the processor said no. `retryable`: the same card may pass a little later. */
export type Declined = { outcome: 'declined'; code: string; retryable: boolean }

export type CheckoutRequest = {
  idempotencyKey: string
  clinicId: string
  clinicName: string
  paymentId: string
  invoiceNumber: string
  amountCents: number
  /** ISO 4217, lower case. */
  currency: string
  customerEmail: string
  /** Where the browser goes after paying, and after giving up. */
  returnUrl: string
  cancelUrl: string
}

export type Checkout = {
  sessionId: string
  /** The card page; null once the session is no longer open. */
  url: string | null
  state: 'open' | 'complete' | 'expired'
  /** The authorisation made on the page; null until one was tried. */
  paymentIntentId: string | null
}

/** What the processor holds against a card, as of now. */
export type Authorisation = {
  paymentIntentId: string
  /** `requires_method`: no card holds anything; `processing`: the processor has not decided. */
  state: 'requires_method' | 'processing' | 'authorised' | 'captured' | 'released'
  amountCents: number
  currency: string
  capturedCents: number
  refundedCents: number
  /** Until when it can be captured, as the charge itself says; null when the charge does not say. */
  captureBefore: Date | null
  failureCode: string | null
  /** Whose it is, from the metadata we set; null when it carries none of ours. */
  clinicId: string | null
  paymentId: string | null
}

export type CardEvent = {
  /** The processor's own id of the event. */
  id: string
  type: string
  /** The session and authorisation it speaks of, and whose they are. Null when it does not say. */
  sessionId: string | null
  paymentIntentId: string | null
  clinicId: string | null
  paymentId: string | null
}

export type Answered<T> = ({ outcome: 'ok' } & T) | Unavailable | Unknown

export type CardProcessor = {
  /** Opens a card page that authorises and does not capture. */
  createCheckout(request: CheckoutRequest): Promise<Answered<{ checkout: Checkout }>>
  retrieveCheckout(sessionId: string): Promise<Answered<{ checkout: Checkout }>>
  /** Closes an open card page. `ok` also when it was closed already. */
  expireCheckout(sessionId: string): Promise<Answered<object>>
  retrieveAuthorisation(paymentIntentId: string): Promise<Answered<{ authorisation: Authorisation }>>
  /** Takes the whole authorised amount. */
  capture(
    paymentIntentId: string,
    idempotencyKey: string,
  ): Promise<Answered<{ capturedCents: number }> | Declined>
  /** Gives the authorisation back. */
  release(paymentIntentId: string, idempotencyKey: string): Promise<Answered<object>>
  /** Returns captured money, in cents. */
  refund(
    paymentIntentId: string,
    amountCents: number,
    idempotencyKey: string,
  ): Promise<Answered<{ refundedCents: number }> | Declined>
  /** Reads a webhook. Null when the signature does not match these exact bytes or is older than 300 s. */
  verifyWebhook(rawBody: Buffer, signature: string | undefined): CardEvent | null
}
