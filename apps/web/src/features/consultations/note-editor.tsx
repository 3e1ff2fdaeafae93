/** The note: prefilled, autosaved, with templates and quick text behind `;`. Signed by the decision. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { KeyCap } from '../../ui/key-cap.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useNoteTemplates } from '../preferences/use-note-templates.ts'
import styles from './note.module.css'
import { matching, quickTextsFor, type ReadyText, shortcutAt, templatesFor } from './note-templates.ts'
import { templateName } from './note-words.ts'
import type { NoteState } from './use-note.ts'

const owners = { case: 'from the case', clinic: 'clinic', mine: 'mine' }

export function NoteEditor({ summary, note }: { summary: ConsultationSummary; note: NoteState }) {
  const kept = useNoteTemplates()
  const quick = useQuickText(summary, note)
  const templates = useMemo(() => templatesFor(summary, kept), [summary, kept])
  const [started, setStarted] = useState<string | null>(null)
  /** Over words nobody has touched, a template takes their place; after written ones it goes. */
  const start = (template: ReadyText) => {
    const untouched = note.state === 'template' || started === note.body || note.body.trim() === ''
    const body = untouched ? template.text : `${note.body.trimEnd()}\n\n${template.text}`
    note.setBody(body)
    setStarted(body)
    quick.field.current?.focus()
  }
  return (
    <section className={styles.note} aria-label="Note">
      <div className={styles.head}>
        <label htmlFor="note-field">Note</label>
        <Menu position="top-start" shadow="md" width={300} returnFocus={false}>
          <Menu.Target>
            <button type="button" className={styles.template}>
              <span className="visually-hidden">Template: </span>
              {note.state === 'template' ? templateName(summary) : 'Templates'}
              <IconChevronDown size={12} stroke={1.75} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {templates.map((one) => (
              <Menu.Item key={one.id} onClick={() => start(one)}>
                <b className={styles.quickLabel}>
                  {one.label}
                  {one.from !== 'case' && <small>{owners[one.from]}</small>}
                </b>
                <span className={styles.quickText}>{one.text}</span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <i />
        <span role="status">
          {note.state === 'saving' && 'Saving'}
          {note.state === 'device' && 'On this device'}
          {note.state === 'template' && 'Draft'}
          {note.state === 'saved' && note.savedAt && (
            <>
              Saved <RelativeTime at={note.savedAt} />
            </>
          )}
        </span>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          rightSection={<KeyCap>;</KeyCap>}
          onClick={quick.ask}
          aria-expanded={quick.offered.length > 0}
          aria-controls={quick.listId}
        >
          Quick text
        </Button>
      </div>
      <QuickTextList quick={quick} />
      <textarea
        ref={quick.field}
        id="note-field"
        className={styles.field}
        value={note.body}
        maxLength={20_000}
        aria-keyshortcuts="o"
        aria-autocomplete="list"
        aria-controls={quick.offered.length > 0 ? quick.listId : undefined}
        aria-activedescendant={quick.active ? `${quick.listId}-${quick.active.id}` : undefined}
        onChange={(event) => {
          note.setBody(event.currentTarget.value)
          quick.follow()
        }}
        onSelect={quick.follow}
        onBlur={quick.close}
        onKeyDown={(event) => {
          if (quick.onKeyDown(event)) return
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    </section>
  )
}

type QuickText = ReturnType<typeof useQuickText>

/** The list that follows what is typed after a semicolon. */
function useQuickText(summary: ConsultationSummary, note: NoteState) {
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const kept = useNoteTemplates()
  const texts = useMemo(() => quickTextsFor(summary, kept), [summary, kept])
  const [open, setOpen] = useState<{ from: number; typed: string } | null>(null)
  const [at, setAt] = useState(0)
  /** Where Escape closed the list: it opens again at another place. */
  const dismissed = useRef<number | null>(null)
  const offered = open ? matching(texts, open.typed) : []
  const active = offered[Math.min(at, offered.length - 1)]

  const close = () => setOpen(null)
  const follow = () => {
    const box = field.current
    const found =
      box && box.selectionStart === box.selectionEnd ? shortcutAt(box.value, box.selectionStart) : null
    if (found === null) dismissed.current = null
    else if (found.from === dismissed.current) return
    if (found?.typed !== open?.typed || found?.from !== open?.from) setAt(0)
    setOpen(found)
  }
  const write = (from: number, to: number, text: string) => {
    const body = `${note.body.slice(0, from)}${text}${note.body.slice(to)}`
    note.setBody(body)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(from + text.length, from + text.length)
      follow()
    })
  }
  const choose = (text: ReadyText) => {
    if (!open) return
    setOpen(null)
    write(open.from, open.from + 1 + open.typed.length, text.text)
  }
  const move = (by: number) => setAt((now) => (now + by + offered.length) % Math.max(1, offered.length))

  return {
    field,
    listId,
    offered,
    active,
    close,
    follow,
    choose,
    /** The button: types the semicolon for those who do not know it. */
    ask: () => {
      const caret = field.current?.selectionStart ?? note.body.length
      const before = note.body.slice(0, caret)
      dismissed.current = null
      write(caret, caret, before === '' || /\s$/.test(before) ? ';' : ' ;')
    },
    /** True when the key belonged to the list. */
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (open === null || active === undefined) return false
      const { key } = event
      // A space after a whole shortcut is enough; elsewhere it is a space.
      const whole = key === ' ' && active.shortcut === open.typed && open.typed !== ''
      if (key === 'ArrowDown') move(1)
      else if (key === 'ArrowUp') move(-1)
      else if (key === 'Enter' || key === 'Tab' || whole) choose(active)
      else if (key === 'Escape') {
        dismissed.current = open.from
        close()
      } else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}

function QuickTextList({ quick }: { quick: QuickText }) {
  if (quick.offered.length === 0) return null
  return (
    <div className={styles.quick} role="listbox" id={quick.listId} aria-label="Quick text">
      {quick.offered.map((one) => (
        // The note keeps the focus: the list is moved by its keys.
        <div
          key={one.id}
          id={`${quick.listId}-${one.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={one === quick.active}
          className={styles.quickItem}
          ref={one === quick.active ? (item) => item?.scrollIntoView({ block: 'nearest' }) : undefined}
          onPointerDown={(event) => {
            event.preventDefault()
            quick.choose(one)
          }}
        >
          <b className={styles.quickLabel}>
            {one.label}
            <small>{one.shortcut ? `;${one.shortcut}` : owners[one.from]}</small>
          </b>
          <span className={styles.quickText}>{one.text}</span>
        </div>
      ))}
    </div>
  )
}
