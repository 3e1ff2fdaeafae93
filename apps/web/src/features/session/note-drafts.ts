/**
 * Words of a note that the server does not have yet, kept on this device so that no lost hold, network or tab
 * takes them along. They belong to who wrote them, and go when anybody signs out here.
 */
const PREFIX = 'countersign.note.'
const keyOf = (userId: string, consultationId: string) => `${PREFIX}${userId}.${consultationId}`

/** A browser without storage still has the text on the screen and the autosave. */
function guarded<T>(act: (storage: Storage) => T, otherwise: T): T {
  try {
    return act(window.localStorage)
  } catch {
    return otherwise
  }
}

export function readDraft(userId: string, consultationId: string): string | null {
  return guarded((storage) => storage.getItem(keyOf(userId, consultationId)), null)
}

/** `null` once the server has the words. */
export function writeDraft(userId: string, consultationId: string, body: string | null): void {
  const key = keyOf(userId, consultationId)
  guarded((storage) => (body === null ? storage.removeItem(key) : storage.setItem(key, body)), undefined)
}

export function forgetDrafts(): void {
  guarded((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key)
  }, undefined)
}
