/** Words kept ready for notes: templates that begin a note, and quick texts put in by their shortcut. */
import type { NoteTemplate, SaveNoteTemplate } from '@countersign/contract'
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { categoryNames } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { categories } from '../worklist/queue-search.ts'
import { Group } from './group.tsx'
import styles from './preferences.module.css'
import { useKeepNoteTemplates, useNoteTemplates } from './use-note-templates.ts'

const empty: SaveNoteTemplate = { kind: 'quick_text', name: '', shortcut: null, category: null, body: '' }
const kinds = { quick_text: 'Quick text', template: 'Template' } as const

export function NoteWords() {
  const kept = useNoteTemplates()
  const { save, drop } = useKeepNoteTemplates('mine')
  const [edited, setEdited] = useState<(SaveNoteTemplate & { id: string }) | null>(null)
  return (
    <Group
      title="Words for notes"
      text="A template begins a note. A quick text is put in by ; and its shortcut, as in ;gi."
    >
      <ul className={styles.words}>
        {kept.map((one) => (
          <li key={one.id}>
            <div>
              <b>{one.name}</b>
              <span>{describe(one)}</span>
            </div>
            {one.owner === 'clinic' ? (
              <span>Clinic’s</span>
            ) : (
              <span className={styles.acts}>
                <Button size="xs" variant="default" onClick={() => setEdited(one)}>
                  Edit<span className="visually-hidden"> {one.name}</span>
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => drop.mutate(one.id)}
                  disabled={drop.isPending}
                >
                  Delete<span className="visually-hidden"> {one.name}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
        {kept.length === 0 && <li>None yet.</li>}
      </ul>
      <ProblemAlert error={drop.error} />
      {edited ? (
        <Editor
          key={edited.id}
          start={edited}
          error={save.error}
          saving={save.isPending}
          onClose={() => {
            save.reset()
            setEdited(null)
          }}
          onSave={(words) => save.mutate({ ...words, id: edited.id }, { onSuccess: () => setEdited(null) })}
        />
      ) : (
        <div>
          <Button variant="default" onClick={() => setEdited({ ...empty, id: crypto.randomUUID() })}>
            Add words
          </Button>
        </div>
      )}
    </Group>
  )
}

const describe = (one: NoteTemplate): string =>
  [
    kinds[one.kind],
    one.shortcut && `;${one.shortcut}`,
    one.category ? categoryNames[one.category] : 'every category',
  ]
    .filter(Boolean)
    .join(', ')

function Editor(props: {
  start: SaveNoteTemplate
  error: unknown
  saving: boolean
  onSave: (words: SaveNoteTemplate) => void
  onClose: () => void
}) {
  const [words, setWords] = useState<SaveNoteTemplate>(() => {
    const { kind, name, shortcut, category, body } = props.start
    return { kind, name, shortcut, category, body }
  })
  const change = (part: Partial<SaveNoteTemplate>) => setWords((before) => ({ ...before, ...part }))
  const complete =
    words.name.trim() !== '' &&
    words.body.trim() !== '' &&
    (words.kind === 'template' || words.shortcut !== null)
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) props.onSave(words)
      }}
    >
      <div className={styles.row}>
        <NativeSelect
          label="Kind"
          value={words.kind}
          onChange={({ currentTarget }) =>
            change({ kind: currentTarget.value === 'template' ? 'template' : 'quick_text' })
          }
          data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label="For"
          value={words.category ?? ''}
          onChange={({ currentTarget }) =>
            change({ category: categories.find((one) => one === currentTarget.value) ?? null })
          }
          data={[
            { value: '', label: 'Every category' },
            ...categories.map((value) => ({ value, label: categoryNames[value] })),
          ]}
        />
      </div>
      <div className={styles.row}>
        <TextInput
          label="Name"
          data-autofocus
          value={words.name}
          maxLength={60}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Shortcut"
          description="Small letters, digits, dashes"
          inputWrapperOrder={['label', 'input', 'description']}
          leftSection=";"
          value={words.shortcut ?? ''}
          maxLength={20}
          onChange={({ currentTarget }) =>
            change({ shortcut: currentTarget.value.toLowerCase().replace(/[^a-z0-9-]/g, '') || null })
          }
        />
      </div>
      <Textarea
        label="Text"
        description="{name} {age} {sex} {drug} {dose} {findings} {plan} stand for what the case says"
        inputWrapperOrder={['label', 'input', 'description']}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={8000}
        value={words.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <ProblemAlert error={props.error} />
      <div className={styles.row}>
        <Button type="submit" disabled={!complete} loading={props.saving}>
          Save
        </Button>
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
