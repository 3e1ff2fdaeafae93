/**
 * Keys for those who live here. Letters act only while nobody is typing, never repeat while held, and the
 * innermost screen wins: a dialog takes all keys until it closes.
 */
import { useEffect, useRef } from 'react'

/** `j`, `enter`, `mod+k`, or a sequence `g q`. */
export type KeyMap = Record<string, (event: KeyboardEvent) => void>
type Scope = { keys: () => KeyMap; exclusive: boolean }

/** How long the second key of a sequence may take. */
const sequenceMs = 1_200
const scopes: Scope[] = []
/** Those there were when the key went down: a dialog that Escape has closed by now still had the key. */
let atPress: readonly Scope[] = []
let prefix: { key: string; at: number } | null = null

/** Is this where text is entered? Keys belong to the text then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range', 'file'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** Does the focused thing need this key itself, as a button needs Enter? */
function ownsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (key === 'enter' || key === ' ')
    return target.closest('button, a, summary, [role="button"], [role="tab"]') !== null
  return target.closest('[role="listbox"], [role="menu"]') !== null
}

/** The name of a key press as maps write it. */
export function nameOfKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null {
  if (event.altKey) return null
  if (event.ctrlKey || event.metaKey) return `mod+${event.key.toLowerCase()}`
  return event.key.toLowerCase()
}

function onKeyDown(event: KeyboardEvent): void {
  const name = nameOfKey(event)
  if (name === null || event.defaultPrevented || event.isComposing) return
  const command = name.startsWith('mod+')
  if (!command && event.repeat && name !== 'j' && name !== 'k') return
  if (!command && isTyping(event.target)) {
    if (name !== 'escape') return
    // Escape leaves the field and no more, unless a dialog is open: that it closes.
    if (!atPress.some((scope) => scope.exclusive)) {
      if (event.target instanceof HTMLElement) event.target.blur()
      return
    }
  }
  if (!command && ownsKey(event.target, name)) return

  const now = event.timeStamp
  const sequence = prefix !== null && now - prefix.at < sequenceMs ? `${prefix.key} ${name}` : null
  prefix = null
  for (const scope of atPress.toReversed()) {
    const keys = scope.keys()
    const run = (sequence !== null ? keys[sequence] : undefined) ?? keys[name]
    if (run) {
      event.preventDefault()
      run(event)
      return
    }
    if (Object.keys(keys).some((key) => key.startsWith(`${name} `))) {
      prefix = { key: name, at: now }
      return
    }
    if (scope.exclusive) return
  }
}

const rememberScopes = () => {
  atPress = [...scopes]
}

/** Adds keys while the component is on the screen. `exclusive` shuts out those below it. */
export function useKeys(keys: KeyMap, options: { exclusive?: boolean; enabled?: boolean } = {}): void {
  const latest = useRef(keys)
  latest.current = keys
  const { exclusive = false, enabled = true } = options
  useEffect(() => {
    if (!enabled) return
    const scope: Scope = { keys: () => latest.current, exclusive }
    if (scopes.length === 0) {
      window.addEventListener('keydown', rememberScopes, { capture: true })
      window.addEventListener('keydown', onKeyDown)
    }
    scopes.push(scope)
    return () => {
      scopes.splice(scopes.indexOf(scope), 1)
      if (scopes.length > 0) return
      window.removeEventListener('keydown', rememberScopes, { capture: true })
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [exclusive, enabled])
}
