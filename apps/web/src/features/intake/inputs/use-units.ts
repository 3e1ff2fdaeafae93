/** Pounds or kilograms: the patient's own choice, kept in this browser. */
import { useSyncExternalStore } from 'react'
import type { UnitSystem } from '../units.ts'

const KEY = 'units'
const listeners = new Set<() => void>()
let chosen: UnitSystem | null = null

function read(): UnitSystem {
  if (chosen === null) {
    try {
      chosen = window.localStorage.getItem(KEY) === 'metric' ? 'metric' : 'us'
    } catch {
      chosen = 'us'
    }
  }
  return chosen
}

function choose(system: UnitSystem): void {
  chosen = system
  try {
    window.localStorage.setItem(KEY, system)
  } catch {
    // A browser that keeps nothing still lets this page use the choice.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useUnits(): [UnitSystem, (system: UnitSystem) => void] {
  return [useSyncExternalStore(subscribe, read), choose]
}
