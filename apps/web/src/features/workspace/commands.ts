/** What can be run from where one is: each screen offers its own acts to the palette while it is open. */
import { useEffect, useRef, useSyncExternalStore } from 'react'

export type Command = {
  id: string
  label: string
  /** The key that does the same. */
  key?: string
  run: () => void
}

type Offer = { title: string; list: () => readonly Command[] }
let offers: readonly Offer[] = []
const listeners = new Set<() => void>()

function set(next: readonly Offer[]): void {
  offers = next
  for (const listener of listeners) listener()
}

/** Offers commands under a title while the component is on the screen. */
export function useCommands(title: string, commands: readonly Command[]): void {
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    const offer: Offer = { title, list: () => latest.current }
    set([...offers, offer])
    return () => set(offers.filter((one) => one !== offer))
  }, [title])
}

/** What the open screens offer, the innermost first. */
export function useOfferedCommands(): readonly { title: string; commands: readonly Command[] }[] {
  const now = useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => offers,
  )
  return now.toReversed().map(({ title, list }) => ({ title, commands: list() }))
}
