/** What lies over the workspace: the key sheet or the command palette, one at a time. */
import { useSyncExternalStore } from 'react'

type Overlay = 'keys' | 'palette' | null
let open: Overlay = null
const listeners = new Set<() => void>()

export function show(overlay: Overlay): void {
  open = overlay
  for (const listener of listeners) listener()
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => open,
  )
}
