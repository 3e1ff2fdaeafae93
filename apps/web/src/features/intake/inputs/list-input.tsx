/** Medicines, allergies and conditions: found as one types or in one's own words, each with its detail. */
import type { Answer } from '@countersign/contract'
import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { api } from '../../../api/client.ts'
import ui from '../../portal/patient-ui/patient.module.css'
import { answered, type Draft, type InputProps, nothing } from './draft.ts'
import styles from './inputs.module.css'
import { type Suggestion, TypeAhead, type TypeAheadBox } from './type-ahead.tsx'

export type ListKind = 'medications' | 'allergies' | 'conditions'
type Item = { name: string; detail: string; code?: string }

const kinds = {
  medications: {
    placeholder: 'Type a medicine',
    detail: 'How much, how often? If you know.',
    search: (q: string, signal: AbortSignal): Promise<Suggestion[]> =>
      api('searchMedications', { body: { q } }, { signal }).then((found) =>
        found.items.map((each) => ({ value: each.name, detail: each.detail })),
      ),
  },
  allergies: {
    placeholder: 'Type a medicine, food, or other',
    detail: 'What happens when you have it?',
    search: (q: string, signal: AbortSignal): Promise<Suggestion[]> =>
      api('searchAllergens', { body: { q } }, { signal }).then((found) =>
        found.items.map((each) => ({ value: each.name, detail: '' })),
      ),
  },
  conditions: {
    placeholder: 'Type a health problem',
    detail: null,
    search: (q: string, signal: AbortSignal): Promise<Suggestion[]> =>
      api('searchConditions', { body: { q } }, { signal }).then((found) =>
        found.items.map((each) => ({ value: each.text, detail: '', code: each.code })),
      ),
  },
} as const

/** An empty list is no answer: "none" is said with its own button. */
function draftOf(kind: ListKind, items: readonly Item[]): Draft {
  if (items.length === 0) return nothing
  const detailed = (detail: string) => (detail.trim() === '' ? undefined : detail.trim())
  switch (kind) {
    case 'medications':
      return answered({
        kind,
        none: false,
        items: items.map(({ name, detail }) => ({ name, dose: detailed(detail) })),
      })
    case 'allergies':
      return answered({
        kind,
        none: false,
        items: items.map(({ name, detail }) => ({ substance: name, reaction: detailed(detail) })),
      })
    case 'conditions':
      return answered({ kind, none: false, items: items.map(({ name, code }) => ({ text: name, code })) })
  }
}

export const noneOf = (kind: ListKind): Answer => ({ kind, none: true, items: [] })

function itemsOf(saved: Extract<Answer, { kind: ListKind }> | null): Item[] {
  switch (saved?.kind) {
    case 'medications':
      return saved.items.map(({ name, dose }) => ({ name, detail: dose ?? '' }))
    case 'allergies':
      return saved.items.map(({ substance, reaction }) => ({ name: substance, detail: reaction ?? '' }))
    case 'conditions':
      return saved.items.map(({ text, code }) => ({ name: text, detail: '', ...(code ? { code } : {}) }))
    default:
      return []
  }
}

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

export function ListInput(props: InputProps<ListKind> & { kind: ListKind }) {
  const kind = kinds[props.kind]
  const [items, setItems] = useState(() => itemsOf(props.saved))
  const box = useRef<TypeAheadBox>(null)
  const publish = (next: readonly Item[], words: string) => {
    const draft = draftOf(props.kind, next)
    const take = () => box.current?.take()
    props.onDraft(words === '' ? draft : { ...draft, typed: { words, take } })
  }
  const change = (next: Item[]) => {
    setItems(next)
    publish(next, box.current?.words() ?? '')
  }
  return (
    <div className={ui.tight}>
      {items.map((item, index) => (
        <div key={item.name} className={styles.picked}>
          <div>
            <span className={styles.pickedName}>{item.name}</span>
            {kind.detail !== null && (
              <label>
                {kind.detail}
                <input
                  value={item.detail}
                  maxLength={200}
                  autoComplete="off"
                  aria-label={`${item.name}: ${kind.detail}`}
                  onChange={(event) => {
                    const detail = event.currentTarget.value
                    change(items.map((each, i) => (i === index ? { ...each, detail } : each)))
                  }}
                />
              </label>
            )}
          </div>
          <button
            type="button"
            className={ui.iconButton}
            aria-label={`Remove ${item.name}`}
            onClick={() => change(items.filter((_, i) => i !== index))}
          >
            <IconX size={20} stroke={1.75} aria-hidden />
          </button>
        </div>
      ))}
      <TypeAhead
        name={props.kind}
        placeholder={items.length === 0 ? kind.placeholder : 'Add another'}
        labelledBy={props.labelledBy}
        describedBy={props.describedBy}
        invalid={props.invalid}
        search={kind.search}
        box={box}
        onText={(text) => publish(items, text)}
        onAdd={({ value, code }) => {
          const next = items.some((each) => sameName(each.name, value))
            ? items
            : [...items, { name: value, detail: '', ...(code ? { code } : {}) }]
          setItems(next)
          publish(next, '')
        }}
      />
    </div>
  )
}
