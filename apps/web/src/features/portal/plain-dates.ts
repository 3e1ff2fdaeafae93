/** Dates as a patient reads them: "Today, 8:41 am", "Yesterday, 3:05 pm", "March 17, 9:38 am". */

const localDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
const DAY_MS = 86_400_000

export function timeInWords(instant: string | Date): string {
  return new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' })
    .format(new Date(instant))
    .replace(/\s?([AP])M$/, (_all, half: string) => ` ${half.toLowerCase()}m`)
}

/** Days are counted in the reader's own time zone. */
export function dayInWords(instant: string | Date, now: Date): string {
  const date = new Date(instant)
  const days = Math.round((localDay(now) - localDay(date)) / DAY_MS)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days === -1) return 'Tomorrow'
  return new Intl.DateTimeFormat('en-US', {
    month: 'long',
    day: 'numeric',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(date)
}

export const momentInWords = (instant: string | Date, now: Date): string =>
  `${dayInWords(instant, now)}, ${timeInWords(instant)}`
