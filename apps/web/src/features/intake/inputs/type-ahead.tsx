/**
 * A search box that offers names as one types and always takes the words as typed (WAI-ARIA combobox with a
 * list box). A list that cannot be fetched stops nobody: typing still adds.
 */
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import ui from '../../portal/patient-ui/patient.module.css'
import styles from './inputs.module.css'

export type Suggestion = { value: string; detail: string; code?: string }

/** What stands in the box, and adding it as it was typed. */
export type TypeAheadBox = { words: () => string; take: () => void }

const PAUSE_MS = 180

function useDelayed(text: string): string {
  const [delayed, setDelayed] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setDelayed(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return delayed
}

function Marked({ text, part }: { text: string; part: string }) {
  const at = text.toLowerCase().indexOf(part.toLowerCase())
  if (at < 0 || part === '') return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + part.length)}</mark>
      {text.slice(at + part.length)}
    </>
  )
}

export function TypeAhead(props: {
  /** Names the list for the cache: `medications`. */
  name: string
  placeholder: string
  labelledBy: string
  describedBy: string | undefined
  invalid: boolean
  search: (text: string, signal: AbortSignal) => Promise<Suggestion[]>
  onAdd: (suggestion: Suggestion) => void
  /** Text not yet added, so that it is not lost when the patient goes on. */
  onText: (text: string) => void
  box: Ref<TypeAheadBox>
}) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const [text, setTextState] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const typed = text.trim()
  const wanted = useDelayed(typed)
  const found = useQuery({
    queryKey: ['terminology', props.name, wanted.toLowerCase()],
    queryFn: ({ signal }) => props.search(wanted, signal),
    enabled: wanted.length >= 2,
    staleTime: 300_000,
    retry: false,
  })
  const settled = wanted === typed && !found.isFetching
  const suggestions = typed.length >= 2 && wanted.length >= 2 ? (found.data ?? []).slice(0, 6) : []
  const exact = suggestions.some((each) => each.value.toLowerCase() === typed.toLowerCase())
  const options: Suggestion[] =
    typed === '' ? [] : exact ? suggestions : [...suggestions, { value: typed, detail: '' }]
  const shown = open && options.length > 0

  const setText = (next: string) => {
    setTextState(next)
    props.onText(next.trim())
  }
  const add = (suggestion: Suggestion) => {
    setTextState('')
    props.onAdd(suggestion)
    setActive(0)
    setOpen(false)
    box.current?.focus()
  }
  const frame = useRef<HTMLDivElement>(null)
  const length = shown ? options.length : 0
  // On a small screen the keyboard and the buttons at the foot would lie over the list.
  useEffect(() => {
    if (length > 0 && window.matchMedia('(max-width: 767px)').matches)
      frame.current?.scrollIntoView({ block: 'start' })
  }, [length])
  useEffect(() => {
    if (shown) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [shown, active, id])
  useImperativeHandle(props.box, () => ({
    words: () => typed,
    take: () => {
      if (typed !== '') add({ value: typed, detail: '' })
    },
  }))
  return (
    <div className={styles.search} ref={frame}>
      <div className={styles.searchBox} data-invalid={props.invalid || undefined}>
        <IconSearch size={20} stroke={1.75} aria-hidden />
        <input
          ref={box}
          role="combobox"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown ? `${id}-${active}` : undefined}
          aria-labelledby={props.labelledBy}
          aria-describedby={props.describedBy}
          aria-invalid={props.invalid || undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="done"
          maxLength={200}
          placeholder={props.placeholder}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
            setOpen(true)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              if (options.length === 0) return
              event.preventDefault()
              setOpen(true)
              const step = event.key === 'ArrowDown' ? 1 : -1
              setActive(open ? (active + step + options.length) % options.length : 0)
            } else if (event.key === 'Enter' && typed !== '') {
              // Here Enter adds; it goes on to the next question only from an empty box.
              event.preventDefault()
              event.stopPropagation()
              // While the list is still that of an earlier word, only the words as typed are meant.
              add((settled && shown ? options[active] : undefined) ?? { value: typed, detail: '' })
            } else if (event.key === 'Escape' && shown) {
              event.preventDefault()
              setOpen(false)
            }
          }}
        />
        {text !== '' && (
          <button
            type="button"
            className={ui.iconButton}
            aria-label="Clear the search"
            onClick={() => {
              setText('')
              box.current?.focus()
            }}
          >
            <IconX size={20} stroke={1.75} aria-hidden />
          </button>
        )}
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label="Suggestions"
        className={styles.options}
        hidden={!shown}
      >
        {shown &&
          options.map((option, index) => {
            const asTyped = index >= suggestions.length
            return (
              <button
                type="button"
                key={asTyped ? 'as typed' : option.value}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={asTyped ? styles.asTyped : undefined}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => add(option)}
              >
                {asTyped ? (
                  <>
                    <IconPlus size={20} stroke={1.75} aria-hidden />
                    <span>Add “{option.value}” as I typed it</span>
                  </>
                ) : (
                  <>
                    <Marked text={option.value} part={typed} />
                    {option.detail && <small>{option.detail}</small>}
                  </>
                )}
              </button>
            )
          })}
      </div>
      <p className="visually-hidden" aria-live="polite">
        {shown && settled ? `${suggestions.length} suggestions` : ''}
      </p>
    </div>
  )
}
