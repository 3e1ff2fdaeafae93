import { forgetDrafts } from './note-drafts.ts'

/**
 * Ends the session at the server, and then forgets what was written here. False when nothing answered: the
 * session may still be open there, and words that could not be saved are still needed.
 */
export async function endSession(): Promise<boolean> {
  try {
    const response = await fetch('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      credentials: 'same-origin',
    })
    if (response.ok) forgetDrafts()
    return response.ok
  } catch {
    return false
  }
}
