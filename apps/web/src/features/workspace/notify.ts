/** What is heard and shown when something happens, by a provider's own preferences. The choice is pure. */
import type { ClinicEvent, NotifiedEvent, Preferences } from '@countersign/contract'

type Settings = Preferences['notificationSettings']

/**
 * What an event of the stream is to somebody who may want to be told; null for what they are not told of.
 * @param providerId who looks: of prescriptions, only their own concern them.
 */
export function notifiedEvent(
  event: Pick<ClinicEvent, 'type' | 'body'>,
  providerId?: string,
): NotifiedEvent | null {
  if (event.type === 'consultation.queued') return 'arrival'
  if (event.type === 'consultation.answered') return 'answered'
  if (event.type === 'consultation.overdue') return 'overdue'
  if (event.type === 'prescription.failed') return event.body.providerId === providerId ? 'pharmacy' : null
  return event.type === 'message.sent' && event.body.from === 'patient' ? 'message' : null
}

/** Is this moment inside the quiet hours, on the clock of this machine? They may go over midnight. */
export function isQuiet(quiet: Settings['quietHours'], now: Date): boolean {
  if (!quiet.on || quiet.from === quiet.to) return false
  const clock = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
  return quiet.from < quiet.to
    ? clock >= quiet.from && clock < quiet.to
    : clock >= quiet.from || clock < quiet.to
}

/** Over which channels to tell it now. */
export function channelsFor(
  settings: Settings,
  what: NotifiedEvent,
  now: Date,
): { sound: boolean; desktop: boolean } {
  if (isQuiet(settings.quietHours, now)) return { sound: false, desktop: false }
  const wanted = settings.events[what]
  return { sound: settings.sound && wanted.sound, desktop: settings.desktop && wanted.desktop }
}

const words: Record<NotifiedEvent, string> = {
  arrival: 'A new case is waiting',
  answered: 'A patient has answered',
  overdue: 'A case has gone past its deadline',
  message: 'A patient has written',
  pharmacy: 'A prescription did not go through',
}

/** Says that something happened, never who or why: a notification shows on a locked screen too. */
export function notifyDesktop(what: NotifiedEvent): void {
  if (
    !('Notification' in window) ||
    Notification.permission !== 'granted' ||
    document.visibilityState === 'visible'
  )
    return
  new Notification('Countersign', { body: words[what], tag: `countersign-${what}` })
}
