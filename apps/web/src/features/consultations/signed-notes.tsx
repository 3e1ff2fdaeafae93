/** What was signed, which nothing changes, and a field to add to it. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { moment } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import styles from './note.module.css'
import { consultationKey } from './use-consultation.ts'

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
