/** The note: prefilled, autosaved, with quick text behind `;`. Signed by the decision, changed only by addendum after. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button, Menu, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { moment } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './note.module.css'
import { quickTexts, templateName } from './note-words.ts'
import { consultationKey } from './use-consultation.ts'
import type { NoteState } from './use-note.ts'

export function NoteEditor(props: { summary: ConsultationSummary; note: NoteState }) {
  const { note, summary } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const [quick, setQuick] = useState(false)
  const insert = (text: string) => {
    const box = field.current
    const at = box?.selectionStart ?? note.body.length
    const before = note.body.slice(0, at)
    const space = before === '' || /\s$/.test(before) ? '' : ' '
    note.setBody(`${before}${space}${text}${note.body.slice(box?.selectionEnd ?? at)}`)
    setQuick(false)
    requestAnimationFrame(() => {
      box?.focus()
      const end = at + space.length + text.length
      box?.setSelectionRange(end, end)
    })
  }
  return (
    <section className={styles.note} aria-label="Note">
      <div className={styles.head}>
        <label htmlFor="note-field">Note</label>
        {note.state === 'template' && <span>{templateName(summary)}</span>}
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
        <Menu
          opened={quick}
          onChange={setQuick}
          position="top-end"
          width={340}
          shadow="none"
          returnFocus={false}
        >
          <Menu.Target>
            <Button size="xs" variant="subtle" color="gray" rightSection={<KeyCap>;</KeyCap>}>
              Quick text
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {quickTexts(summary).map((one) => (
              <Menu.Item key={one.label} onClick={() => insert(one.text)}>
                <b className={styles.quickLabel}>{one.label}</b>
                <span className={styles.quickText}>{one.text}</span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <textarea
        ref={field}
        id="note-field"
        className={styles.field}
        value={note.body}
        maxLength={20_000}
        aria-keyshortcuts="o"
        onChange={(event) => note.setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          // A semicolon at a word's start asks for quick text; inside a sentence it is a semicolon.
          const before = note.body.slice(0, event.currentTarget.selectionStart)
          if (event.key === ';' && (before === '' || /\s$/.test(before))) {
            event.preventDefault()
            setQuick(true)
          }
        }}
      />
    </section>
  )
}

/** Notes that were signed, and a field to add to them. */
export function SignedNotes({ summary, mayAdd }: { summary: ConsultationSummary; mayAdd: boolean }) {
  const client = useQueryClient()
  const id = summary.consultation.id
  const [body, setBody] = useState('')
  const add = useMutation({
    mutationFn: (text: string) => api('addAddendum', { params: { id }, body: { body: text } }),
    onSuccess: () => {
      setBody('')
      return client.invalidateQueries({ queryKey: consultationKey(id) })
    },
  })
  if (summary.signedNotes.length === 0) return null
  return (
    <section className={styles.signed}>
      <h2>Signed notes</h2>
      {summary.signedNotes.map((note) => (
        <article key={note.id}>
          <span>
            {note.kind === 'addendum' ? 'Addendum, ' : ''}
            {note.by}, {moment(note.signedAt)}
          </span>
          <p>{note.body}</p>
        </article>
      ))}
      {mayAdd && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (body.trim() !== '' && !add.isPending) add.mutate(body.trim())
          }}
        >
          <Textarea
            size="sm"
            label="Add to the signed note"
            value={body}
            autosize
            minRows={2}
            maxRows={8}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <ProblemAlert error={add.error} />
          <Button
            mt={8}
            type="submit"
            variant="default"
            loading={add.isPending}
            disabled={body.trim() === ''}
          >
            Sign addendum
          </Button>
        </form>
      )}
    </section>
  )
}
