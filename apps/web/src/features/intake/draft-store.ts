/**
 * What the browser keeps of an unfinished intake. The token (which opens the intake) stays until it is sent;
 * answers not yet saved, and who the patient is, last only as long as the tab.
 */
import type { Answer, Category, EmergencyGuidance } from '@countersign/contract'
import { emptyPerson, type PersonDraft } from './person.ts'

export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const tokenKey = (id: string) => `intake-token:${id}`
const currentKey = (clinicSlug: string, category: Category) => `intake-current:${clinicSlug}:${category}`
const unsentKey = (id: string) => `intake-unsent:${id}`
const personKey = (id: string) => `intake-person:${id}`
const pharmacyKey = (id: string) => `intake-pharmacy:${id}`
const emergencyKey = (id: string) => `intake-emergency:${id}`

/** A browser may refuse storage (private mode, full): the intake then works for as long as the page is open. */
function guarded(area: () => Storage): KeyValue {
  const memory = new Map<string, string>()
  const attempt = <T>(work: (storage: Storage) => T, fallback: () => T): T => {
    try {
      return work(area())
    } catch {
      return fallback()
    }
  }
  return {
    getItem: (key) =>
      memory.get(key) ??
      attempt(
        (storage) => storage.getItem(key),
        () => null,
      ),
    setItem: (key, value) =>
      attempt(
        (storage) => storage.setItem(key, value),
        () => void memory.set(key, value),
      ),
    removeItem: (key) => {
      memory.delete(key)
      attempt(
        (storage) => storage.removeItem(key),
        () => undefined,
      )
    },
  }
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type ChosenPharmacy = { id: string; name: string }
export type Unsent = { linkId: string; answer: Answer }

const isUnsent = (value: unknown): value is Unsent =>
  typeof value === 'object' &&
  value !== null &&
  'linkId' in value &&
  typeof value.linkId === 'string' &&
  'answer' in value &&
  typeof value.answer === 'object' &&
  value.answer !== null &&
  'kind' in value.answer

const isGuidance = (value: unknown): value is EmergencyGuidance =>
  typeof value === 'object' &&
  value !== null &&
  ['code', 'title', 'text'].every((key) => typeof Reflect.get(value, key) === 'string') &&
  ['911', '988'].includes(Reflect.get(value, 'call')) &&
  typeof Reflect.get(value, 'stops') === 'boolean'

export function createDraftStore(lasting: KeyValue, session: KeyValue) {
  return {
    token: (id: string): string | null => lasting.getItem(tokenKey(id)),
    keepToken: (id: string, token: string) => lasting.setItem(tokenKey(id), token),

    /** The unfinished intake of this browser for a category, to offer "go on where you were". */
    current: (clinicSlug: string, category: Category): string | null => {
      const id = lasting.getItem(currentKey(clinicSlug, category))
      return id !== null && lasting.getItem(tokenKey(id)) !== null ? id : null
    },
    keepCurrent: (clinicSlug: string, category: Category, id: string) =>
      lasting.setItem(currentKey(clinicSlug, category), id),

    /** Answers the server does not have yet, oldest first. It checks them again when they arrive. */
    unsent: (id: string): Unsent[] => {
      const value = parsed(session.getItem(unsentKey(id)))
      return Array.isArray(value) ? value.filter(isUnsent) : []
    },
    keepUnsent: (id: string, unsent: readonly Unsent[]) => {
      if (unsent.length === 0) session.removeItem(unsentKey(id))
      else session.setItem(unsentKey(id), JSON.stringify(unsent))
    },

    person: (id: string): PersonDraft => {
      const value = parsed(session.getItem(personKey(id)))
      if (typeof value !== 'object' || value === null) return emptyPerson
      const strings = Object.entries(value).filter(
        ([key, each]) => key in emptyPerson && typeof each === 'string',
      )
      return { ...emptyPerson, ...Object.fromEntries(strings) }
    },
    keepPerson: (id: string, person: PersonDraft) => session.setItem(personKey(id), JSON.stringify(person)),

    pharmacy: (id: string): ChosenPharmacy | null => {
      const value = parsed(session.getItem(pharmacyKey(id)))
      if (typeof value !== 'object' || value === null || !('id' in value) || !('name' in value)) return null
      return typeof value.id === 'string' && typeof value.name === 'string'
        ? { id: value.id, name: value.name }
        : null
    },
    keepPharmacy: (id: string, pharmacy: ChosenPharmacy) =>
      session.setItem(pharmacyKey(id), JSON.stringify(pharmacy)),

    /** Emergency guidance that came with an answer, by question, until the answer changes. */
    emergencies: (id: string): Record<string, EmergencyGuidance> => {
      const value = parsed(session.getItem(emergencyKey(id)))
      if (typeof value !== 'object' || value === null) return {}
      return Object.fromEntries(Object.entries(value).filter(([, each]) => isGuidance(each)))
    },
    keepEmergency(id: string, linkId: string, guidance: EmergencyGuidance | null) {
      const { [linkId]: _replaced, ...others } = this.emergencies(id)
      const next = guidance === null ? others : { ...others, [linkId]: guidance }
      session.setItem(emergencyKey(id), JSON.stringify(next))
    },

    /** Nothing of a sent intake stays in this browser. */
    forget: (id: string, clinicSlug: string, category: Category) => {
      lasting.removeItem(tokenKey(id))
      if (lasting.getItem(currentKey(clinicSlug, category)) === id)
        lasting.removeItem(currentKey(clinicSlug, category))
      for (const key of [unsentKey(id), personKey(id), pharmacyKey(id), emergencyKey(id)])
        session.removeItem(key)
    },
  }
}

export type DraftStore = ReturnType<typeof createDraftStore>

export const draftStore: DraftStore = createDraftStore(
  guarded(() => window.localStorage),
  guarded(() => window.sessionStorage),
)
