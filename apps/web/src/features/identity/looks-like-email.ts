/** A mistyped address is caught here; whether it exists, only a mail can tell. */
export const looksLikeEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
