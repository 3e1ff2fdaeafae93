/**
 * The token in a session's cookie, if this server signed it: `token.signature`, as the sign-in library writes it.
 * A signed token may be of a session that has ended; only the database knows.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export const COOKIE_PREFIX = 'countersign'

export function sessionTokenReader(options: { secret: string; publicUrl: string }) {
  const secure = options.publicUrl.startsWith('https:') ? '__Secure-' : ''
  const name = `${secure}${COOKIE_PREFIX}.session_token`
  return (cookies: Readonly<Record<string, string | undefined>>): string | null => {
    const value = cookies[name]
    const end = value?.lastIndexOf('.') ?? -1
    if (value === undefined || end < 1) return null
    const token = value.slice(0, end)
    const told = Buffer.from(value.slice(end + 1), 'base64')
    const made = createHmac('sha256', options.secret).update(token).digest()
    return told.length === made.length && timingSafeEqual(told, made) ? token : null
  }
}
