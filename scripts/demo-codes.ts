/**
 * The second factor of the demo people, for a machine without an authenticator app: `npm run demo:codes`.
 * Real staff keep theirs on a phone; these secrets guard nothing but fictional patients.
 */
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { ROOT } from './package-binary.ts'
import { type DemoSignIn, readSignIns } from './stack/seed-once.ts'

/** RFC 6238: a new code each 30 seconds, counted from the Unix epoch; six digits. */
const STEP_SECONDS = 30
const DIGITS = 6
/** RFC 4648, section 6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const decodeBase32 = (text: string): Buffer => {
  const bits = [...text.toUpperCase().replaceAll(/[\s=]/g, '')]
    .map((letter) => {
      const value = BASE32.indexOf(letter)
      if (value === -1) throw new Error('A TOTP secret is written in base32')
      return value.toString(2).padStart(5, '0')
    })
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The code of a base32 secret at a moment (milliseconds since the epoch), HMAC-SHA-1 as every app does it. */
export const totpCode = (secret: string, atMs: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 1000 / STEP_SECONDS)))
  const digest = createHmac('sha1', decodeBase32(secret)).update(counter).digest()
  // RFC 4226, section 5.3: the last four bits say where the number starts; its top bit is dropped.
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** Lines for a terminal: who, and what to type now. */
export const describeCodes = (signIns: readonly DemoSignIn[], nowMs: number): string[] =>
  signIns
    .filter(({ totpSecret }) => totpSecret)
    .map(({ role, email, totpSecret }) => `${totpCode(totpSecret!, nowMs)}  ${email}  (${role})`)

if (import.meta.main) {
  const signIns = readSignIns(process.env.STATE_DIR ?? join(ROOT, '.countersign'))
  if (signIns.length === 0) {
    console.error('There is no demo clinic yet: run "npm start" first')
    process.exit(1)
  }
  const now = Date.now()
  for (const line of describeCodes(signIns, now)) console.log(line)
  console.log(`valid for ${STEP_SECONDS - (Math.floor(now / 1000) % STEP_SECONDS)} more seconds`)
}
