/**
 * Where to go after signing in: only an address of this app. A link made elsewhere must not send somebody,
 * freshly signed in, to another site (open redirect, CWE-601).
 */
export function safeNext(next: string | undefined): string | null {
  if (next === undefined || !next.startsWith('/') || /^\/[/\\]/.test(next) || hasControlCharacter(next))
    return null
  const url = new URL(next, 'https://here.invalid')
  if (url.origin !== 'https://here.invalid') return null
  if (['/sign-in', '/two-factor'].includes(url.pathname)) return null
  return url.pathname + url.search
}

/** Browsers drop tabs and line breaks inside an address, which can turn "/\t/x" into "//x". */
const hasControlCharacter = (text: string) => [...text].some((character) => character < ' ')
