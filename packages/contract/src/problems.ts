/**
 * Every problem the product can answer with, as RFC 9457 `application/problem+json`.
 * `type` on the wire is `urn:countersign:problem:<name>`; the web switches over the name.
 * Titles and details never carry PHI.
 */
import { z } from 'zod'

export const problems = {
  'bad-request': { status: 400, title: 'The request could not be read' },
  'validation-failed': { status: 422, title: 'Some fields need another look' },
  'not-signed-in': { status: 401, title: 'Sign in to go on' },
  'second-factor-required': { status: 403, title: 'Set up an authenticator app to go on' },
  'not-permitted': { status: 403, title: 'Your role may not do this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'That cannot be done here' },
  'stale-version': { status: 409, title: 'Somebody changed this since you opened it' },
  'idempotency-mismatch': { status: 409, title: 'This key was used for another request' },
  'consultation-claimed': { status: 409, title: 'Another provider has this case' },
  'lease-lost': { status: 409, title: 'Your hold on this case has ended' },
  'consultation-not-approvable': { status: 409, title: 'This case cannot be approved as it stands' },
  'transition-not-allowed': { status: 409, title: 'That cannot follow from the present state' },
  'undo-window-closed': { status: 409, title: 'The time to undo has passed' },
  'queue-empty': { status: 404, title: 'No case is waiting for you' },
  'no-licence': { status: 403, title: 'You hold no active license in the patient’s state' },
  'intake-submitted': { status: 409, title: 'This intake was already sent' },
  'intake-incomplete': { status: 422, title: 'Some answers are still missing' },
  'emergency-stop': { status: 409, title: 'These answers need care in person, now' },
  'account-exists': { status: 409, title: 'There is an account with this e-mail: sign in first' },
  'payment-unavailable': { status: 502, title: 'The card page cannot be reached right now' },
  'pharmacy-unknown': { status: 422, title: 'That pharmacy is not in the network' },
  'signing-code-required': { status: 403, title: 'Enter the six digits of your authenticator to sign' },
  'signing-code-wrong': { status: 403, title: 'Those six digits are not right' },
  'controlled-not-allowed': { status: 403, title: 'A controlled substance cannot be signed here' },
  'body-too-large': { status: 413, title: 'That is too large to accept' },
  'unsupported-media-type': { status: 415, title: 'That kind of content is not accepted here' },
  'too-many-requests': { status: 429, title: 'Too many requests; wait a moment' },
  'invalid-token': { status: 401, title: 'The bearer token was not accepted' },
  'missing-prefetch': { status: 412, title: 'The request lacks data this service cannot do without' },
  'invalid-signature': { status: 401, title: 'The signature does not match' },
  unavailable: { status: 503, title: 'The service is busy; try again' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemName = keyof typeof problems

/** One field that did not pass, addressed by JSON pointer. */
export const FieldError = z.object({ pointer: z.string(), message: z.string() })
export type FieldError = z.infer<typeof FieldError>

/** The body of every error answer. */
export const ProblemBody = z.object({
  type: z.string().startsWith('urn:countersign:problem:'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(FieldError).optional(),
  reasons: z.array(z.object({ rule: z.string().optional(), text: z.string() })).optional(),
  currentVersion: z.int().optional(),
})
export type ProblemBody = z.infer<typeof ProblemBody>

/** The name behind a problem's `type`, or `internal` when it is none of ours. */
export function problemNameOf(type: string): ProblemName {
  const name = type.replace('urn:countersign:problem:', '')
  return name in problems ? (name as ProblemName) : 'internal'
}
