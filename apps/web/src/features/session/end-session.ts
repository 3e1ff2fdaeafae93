/** Ends the session at the server. False when nothing answered: the session may still be open there. */
export async function endSession(): Promise<boolean> {
  try {
    const response = await fetch('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      credentials: 'same-origin',
    })
    return response.ok
  } catch {
    return false
  }
}
