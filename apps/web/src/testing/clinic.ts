export const now = Date.parse('2026-03-17T15:46:00.000Z')
const minute = 60_000
export const at = (minutes: number) => new Date(now + minutes * minute).toISOString()
export const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`
