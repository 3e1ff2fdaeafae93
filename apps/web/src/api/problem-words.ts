/** What each problem means and what to do about it, in words a person can act on. */
import type { ApiProblem, ApiProblemName } from './problem.ts'

export type ProblemWords = { title: string; text: string }

const words: Record<ApiProblemName, ProblemWords> = {
  offline: {
    title: 'You are offline',
    text: 'Nothing was sent. It can be tried again once the connection is back.',
  },
  'no-answer': {
    title: 'No answer from the clinic’s server',
    text: 'We do not know yet if it was recorded. Trying again is safe: nothing is ever done twice.',
  },
  'bad-request': {
    title: 'The request could not be read',
    text: 'Reload the page and try again. Nothing was changed.',
  },
  'validation-failed': {
    title: 'Some fields need another look',
    text: 'Nothing was saved. Correct the fields that are marked.',
  },
  'not-signed-in': {
    title: 'You are signed out',
    text: 'Sign in again to go on. What you typed here stays on this device.',
  },
  'second-factor-required': {
    title: 'One more step to sign in',
    text: 'Set up an authenticator app for your account to go on.',
  },
  'not-permitted': {
    title: 'Your role may not do this',
    text: 'Ask your clinic’s administrator if you need it for your work.',
  },
  'not-found': {
    title: 'There is nothing here',
    text: 'It may have been moved or closed, or the address may be mistyped.',
  },
  'method-not-allowed': {
    title: 'That cannot be done here',
    text: 'Reload the page: it may be older than the server.',
  },
  'stale-version': {
    title: 'Somebody changed this since you opened it',
    text: 'Read what is new, then decide again. Your note is untouched.',
  },
  'idempotency-mismatch': {
    title: 'This was already sent with other content',
    text: 'Reload to see what was recorded before you send again.',
  },
  'consultation-claimed': {
    title: 'Another provider has this case',
    text: 'It is read-only for you until it comes back to the queue.',
  },
  'lease-lost': {
    title: 'Your hold on this case has ended',
    text: 'Nothing was decided. Your note is kept as a draft on this device.',
  },
  'consultation-not-approvable': {
    title: 'This case cannot be approved as it stands',
    text: 'Nothing was sent. The reasons are listed; ask, change the plan, or deny.',
  },
  'transition-not-allowed': {
    title: 'The case has moved on',
    text: 'It is in another state by now. Reload to see it as it is.',
  },
  'undo-window-closed': {
    title: 'The time to undo has passed',
    text: 'The decision stands and has left the building. The order can still be cancelled.',
  },
  'queue-empty': { title: 'No case is waiting for you', text: 'New cases show here at once.' },
  'no-licence': {
    title: 'You hold no active license in the patient’s state',
    text: 'The chart stays closed to you. Take another case, or ask your administrator to check your licenses.',
  },
  'intake-submitted': {
    title: 'This was already sent',
    text: 'Your answers are with the care team. Sign in to see where your visit stands.',
  },
  'intake-incomplete': {
    title: 'Some answers are still missing',
    text: 'Go back to the questions that are marked and answer them.',
  },
  'emergency-stop': {
    title: 'These answers need care in person, now',
    text: 'Call 911 or go to the nearest emergency room. Do not wait for us.',
  },
  'account-exists': {
    title: 'There is an account with this e-mail',
    text: 'Sign in with it to go on. Your answers are kept.',
  },
  'payment-unavailable': {
    title: 'The card page cannot be reached right now',
    text: 'Your visit is saved and nothing was charged. Try the card again in a few minutes.',
  },
  'pharmacy-unknown': {
    title: 'That pharmacy is not in the network',
    text: 'Choose another pharmacy from the list.',
  },
  'signing-code-required': {
    title: 'Enter the six digits of your authenticator',
    text: 'A controlled substance is signed with a second factor. Nothing was signed yet.',
  },
  'signing-code-wrong': {
    title: 'Those six digits are not right',
    text: 'Nothing was signed. Wait for the next six digits and enter those; each is good once.',
  },
  'controlled-not-allowed': {
    title: 'A controlled substance cannot be signed here',
    text: 'Nothing was signed. Choose another treatment, or refer the patient.',
  },
  'body-too-large': {
    title: 'That is too large to send',
    text: 'Nothing was saved. Try a smaller file or a shorter text.',
  },
  'unsupported-media-type': {
    title: 'That kind of file is not accepted',
    text: 'Send a JPEG or PNG photo, or a PDF.',
  },
  'too-many-requests': {
    title: 'Too many tries in a short time',
    text: 'Wait a minute, then try again. Nothing was changed.',
  },
  'invalid-token': {
    title: 'The token was not accepted',
    text: 'The call was refused and nothing was looked at.',
  },
  'missing-prefetch': {
    title: 'The call lacks data',
    text: 'Send what the service says it needs. Nothing was kept.',
  },
  'invalid-signature': {
    title: 'The signature does not match',
    text: 'The message was refused and nothing was changed.',
  },
  unavailable: {
    title: 'The service is busy',
    text: 'Wait a few seconds and try again. Trying again is safe.',
  },
  internal: {
    title: 'Something went wrong on our side',
    text: 'It is on record with the reference below. Trying again is safe.',
  },
}

/** The words for one problem. A detail the server adds (it never carries PHI) comes before ours. */
export function wordsFor(problem: ApiProblem): ProblemWords {
  const { title, text } = words[problem.problem]
  return { title, text: problem.body.detail ? `${problem.body.detail} ${text}` : text }
}

/** The message of the field a JSON pointer names, if the server refused it: `fieldError(p, '/body/email')`. */
export function fieldError(problem: ApiProblem | null, pointer: string): string | undefined {
  return problem?.body.errors?.find((error) => error.pointer === pointer || error.pointer.endsWith(pointer))
    ?.message
}
