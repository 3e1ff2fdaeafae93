/** What the sign-in library refuses, in words a person can act on. Pure. */

export type AuthError = { code?: string | undefined; status: number; message?: string | undefined }
export type Refusal = { code: string; title: string; text: string }

const known: Readonly<Record<string, { title: string; text: string }>> = {
  INVALID_EMAIL_OR_PASSWORD: {
    title: 'The e-mail or the password is not right',
    text: 'Check both and try again. Passwords tell capital and small letters apart.',
  },
  INVALID_PASSWORD: { title: 'The password is not right', text: 'Type the password you sign in with.' },
  INVALID_EMAIL: {
    title: 'This does not look like an e-mail address',
    text: 'Check it, like name@example.com.',
  },
  USER_ALREADY_EXISTS: {
    title: 'There is an account with this e-mail',
    text: 'Sign in with its password to go on. Your answers are kept.',
  },
  PASSWORD_TOO_SHORT: {
    title: 'The password is too short',
    text: 'Use at least 12 characters. A few words are fine.',
  },
  PASSWORD_TOO_LONG: { title: 'The password is too long', text: 'Use at most 128 characters.' },
  PASSWORD_COMPROMISED: {
    title: 'This password is known from a leak',
    text: 'Choose another one. A few words in a row are easy to keep in mind.',
  },
  INVALID_CODE: {
    title: 'That code is not right',
    text: 'Codes change every 30 seconds: wait for the next one and try again.',
  },
  INVALID_BACKUP_CODE: {
    title: 'That backup code is not right',
    text: 'Each code works once. Try another one.',
  },
  INVALID_TWO_FACTOR_COOKIE: {
    title: 'This took too long',
    text: 'Sign in with your password again; then there is time for the code.',
  },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: {
    title: 'Too many wrong codes',
    text: 'Sign in with your password again to start over.',
  },
  INVALID_TOKEN: {
    title: 'This link no longer works',
    text: 'It was used, or it is older than an hour. Ask for a new one.',
  },
  EMAIL_NOT_VERIFIED: {
    title: 'Your e-mail is not confirmed yet',
    text: 'Open the message we sent you and press the link in it.',
  },
}

export function authWords(error: AuthError | null, online: boolean): Refusal {
  const code = (error?.code ?? '').replace(/_USE_ANOTHER_EMAIL$/, '')
  const words = known[code]
  if (words) return { code, ...words }
  const status = error?.status ?? 0
  if (status === 429)
    return {
      code: 'TOO_MANY_REQUESTS',
      title: 'Too many tries in a short time',
      text: 'Wait a minute, then try again.',
    }
  if (status === 0)
    return online
      ? {
          code: 'NO_ANSWER',
          title: 'No answer from the clinic’s server',
          text: 'Nothing was changed. Try again in a moment.',
        }
      : { code: 'OFFLINE', title: 'You are offline', text: 'Try again once the connection is back.' }
  if (status >= 500)
    return {
      code: 'SERVER',
      title: 'Something went wrong on our side',
      text: 'Nothing was changed. Try again in a moment.',
    }
  return {
    code: code || 'REFUSED',
    title: 'That did not work',
    text: 'Check what you typed and try again.',
  }
}
