/**
 * The authenticator's code at the moment of signing, checked against the secret the sign-in library keeps for the
 * person. Nothing is called outside: it may be asked inside a transaction.
 */
import { timingSafeEqual } from 'node:crypto'
import { createOTP } from '@better-auth/utils/otp'
import { symmetricDecrypt } from 'better-auth/crypto'

/** RFC 6238, as the library and every authenticator app count. */
const STEP_SECONDS = 30
/** A phone's clock may be one step off, either way. */
const STEPS = [0, -1, 1]

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

export const signingCodes = (authSecret: string) => ({
  /**
   * Which 30 seconds since the epoch the code stands for, so that nobody signs twice with it; null when it is wrong.
   * @param kept the secret as the library keeps it, encrypted
   */
  async stepOf(kept: string, code: string, now: Date): Promise<number | null> {
    const otp = createOTP(await symmetricDecrypt({ key: authSecret, data: kept }))
    const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
    for (const off of STEPS) if (same(await otp.hotp(current + off), code)) return current + off
    return null
  },
})
export type SigningCodes = ReturnType<typeof signingCodes>
