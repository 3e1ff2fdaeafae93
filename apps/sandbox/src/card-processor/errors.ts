/** Stripe's error object, thrown by commands and rendered in one place. */

export type CardErrorType = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error'
export type CardErrorBody = {
  type?: CardErrorType
  message: string
  code?: string
  decline_code?: string
  param?: string
  charge?: string
  payment_intent?: unknown
  payment_method?: unknown
}

export class CardApiError extends Error {
  readonly status: number
  readonly body: CardErrorBody

  constructor(status: number, body: CardErrorBody) {
    super(body.message)
    this.status = status
    this.body = { type: 'invalid_request_error', ...body }
  }
}

/** 404 or 400 for an id that names nothing: Stripe uses 404 in the path and 400 in a parameter. */
export const missing = (noun: string, id: string, param?: string) =>
  new CardApiError(param === undefined ? 404 : 400, {
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param: param ?? 'id',
  })
