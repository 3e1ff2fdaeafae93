import { describe, expect, it } from 'vitest'
import { createDraftStore, type KeyValue } from './draft-store.ts'
import { emptyPerson } from './person.ts'

function memory(): KeyValue & { entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

const id = '018f0000-0000-7000-8000-000000000001'
const guidance = {
  code: 'chest-pain',
  title: 'Call 911 now',
  text: 'Do not wait.',
  call: '911' as const,
  stops: true,
}

describe('what the browser keeps of an intake', () => {
  it('keeps only the token beyond the tab', () => {
    const lasting = memory()
    const session = memory()
    const store = createDraftStore(lasting, session)
    store.keepToken(id, 'secret')
    store.keepCurrent('cedar', 'ed', id)
    store.keepUnsent(id, [{ linkId: 'q', answer: { kind: 'boolean', value: true } }])
    store.keepPerson(id, { ...emptyPerson, givenName: 'Walter' })
    expect([...lasting.entries.values()].join()).not.toMatch(/Walter|boolean/)
    expect(store.unsent(id)).toEqual([{ linkId: 'q', answer: { kind: 'boolean', value: true } }])
    expect(store.person(id).givenName).toBe('Walter')
  })

  it('leaves nothing once the intake is sent', () => {
    const lasting = memory()
    const session = memory()
    const store = createDraftStore(lasting, session)
    store.keepToken(id, 'secret')
    store.keepCurrent('cedar', 'ed', id)
    store.keepUnsent(id, [{ linkId: 'q', answer: { kind: 'unknown' } }])
    store.keepPerson(id, emptyPerson)
    store.keepPharmacy(id, { id: '1234567', name: 'Lakeline Pharmacy' })
    store.keepEmergency(id, 'q', guidance)
    store.forget(id, 'cedar', 'ed')
    expect(lasting.entries.size + session.entries.size).toBe(0)
  })

  it('offers to go on only while the token is there', () => {
    const store = createDraftStore(memory(), memory())
    store.keepCurrent('cedar', 'ed', id)
    expect(store.current('cedar', 'ed')).toBeNull()
    store.keepToken(id, 'secret')
    expect(store.current('cedar', 'ed')).toBe(id)
  })

  it('remembers emergency guidance until the answer changes', () => {
    const store = createDraftStore(memory(), memory())
    store.keepEmergency(id, 'q', guidance)
    expect(store.emergencies(id)).toEqual({ q: guidance })
    store.keepEmergency(id, 'q', null)
    expect(store.emergencies(id)).toEqual({})
  })

  it.each(['not json', '{"linkId":1}', '[{"linkId":"q"},7]', 'null'])(
    'ignores spoiled storage: %s',
    (text) => {
      const session = memory()
      for (const name of ['unsent', 'person', 'emergency', 'pharmacy'])
        session.setItem(`intake-${name}:${id}`, text)
      const store = createDraftStore(memory(), session)
      expect(store.unsent(id)).toEqual([])
      expect(store.person(id)).toEqual(emptyPerson)
      expect(store.emergencies(id)).toEqual({})
      expect(store.pharmacy(id)).toBeNull()
    },
  )
})
