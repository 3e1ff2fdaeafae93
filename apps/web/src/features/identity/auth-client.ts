/** Signing up, in and on, through the sign-in library; every outcome as a value, every refusal in words. */
import { createAuthClient } from 'better-auth/client'
import { twoFactorClient } from 'better-auth/client/plugins'
import { type AuthError, authWords, type Refusal } from './auth-words.ts'

const client = createAuthClient({ plugins: [twoFactorClient()] })

type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

/** The library answers `{ data, error }`, and throws when nothing answers at all. */
async function outcome<T>(
  work: () => Promise<{ data: T | null; error: AuthError | null }>,
): Promise<Outcome<T>> {
  try {
    const { data, error } = await work()
    if (error === null && data !== null) return { ok: true, value: data }
    return { ok: false, refusal: authWords(error, navigator.onLine) }
  } catch {
    return { ok: false, refusal: authWords({ status: 0 }, navigator.onLine) }
  }
}

/** `secondFactor`: the password was right and a code is still to come. */
export async function signIn(email: string, password: string): Promise<Outcome<{ secondFactor: boolean }>> {
  const result = await outcome(() => client.signIn.email({ email, password }))
  if (!result.ok) return result
  return { ok: true, value: { secondFactor: 'twoFactorRedirect' in result.value } }
}

export const signUp = (name: string, email: string, password: string) =>
  outcome(() => client.signUp.email({ name, email, password }))

/** A code of the authenticator app; `trustDevice` spares this browser the code for a while. */
export const verifyCode = (code: string, trustDevice: boolean) =>
  outcome(() => client.twoFactor.verifyTotp({ code, trustDevice }))

/** One of the codes kept for a lost phone; each works once. */
export const verifyBackupCode = (code: string) => outcome(() => client.twoFactor.verifyBackupCode({ code }))

/** Starts set-up: `totpURI` for the authenticator app. It counts once the first code was verified. */
export const enableTwoFactor = (password: string) => outcome(() => client.twoFactor.enable({ password }))

/** Who is signed in here, or null. @throws when nothing answers */
export async function currentAccount(): Promise<{ name: string; email: string } | null> {
  const { data, error } = await client.getSession()
  if (error) throw new Error('The session could not be read')
  return data === null ? null : { name: data.user.name, email: data.user.email }
}

/** Sends a link to choose a new password, if there is such an account; says the same if there is none. */
export const requestPasswordReset = (email: string) =>
  outcome(() => client.requestPasswordReset({ email, redirectTo: '/reset-password' }))

/** `token` comes with the link. Every other session ends. */
export const resetPassword = (token: string, newPassword: string) =>
  outcome(() => client.resetPassword({ token, newPassword }))
