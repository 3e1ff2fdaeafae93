/** Read once more before it judges anybody: what differs, what it would have changed, why, and from when. */
import type { ProtocolPolicy, ProtocolPreview, ProtocolView } from '@countersign/contract'
import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { fieldError } from '../../api/problem-words.ts'
import { count, shortDate } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { type DraftChange, verdictName } from './protocol-draft.ts'
import styles from './protocols.module.css'
import { useSaveProtocol } from './use-protocol.ts'

const LEAST_REASON = 15

export function SaveProtocolDialog(props: {
  view: ProtocolView
  draft: ProtocolPolicy
  changes: readonly DraftChange[]
  onClose: () => void
  onSaved: () => void
}) {
  const { view, draft, changes, onClose, onSaved } = props
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState('')
  const [error, setError] = useState<string | null>(null)
  const save = useSaveProtocol()
  const preview = useQuery({
    queryKey: ['protocol', 'preview', draft],
    queryFn: ({ signal }) => api('previewProtocol', { body: { policy: draft } }, { signal }),
    gcTime: 0,
  })
  const problem = problemOf(save.error)
  function submit(event: FormEvent): void {
    event.preventDefault()
    const short = reason.trim().length < LEAST_REASON
    setError(short ? `Say why in at least ${LEAST_REASON} characters` : null)
    if (short || save.isPending) return
    save.mutate(
      {
        after: view.newestVersion,
        policy: draft,
        reason: reason.trim(),
        ...(from !== '' && { effectiveFrom: new Date(from).toISOString() }),
      },
      { onSuccess: onSaved },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      withCloseButton={false}
      title={`Save version ${view.newestVersion + 1}`}
    >
      <form noValidate onSubmit={submit} className={styles.dialog}>
        <section aria-label="What differs">
          <ul className={styles.diff}>
            {changes.map(({ key, what, from: before, to }) => (
              <li key={key}>
                <b>{what}</b>
                <span>
                  <del>{before}</del> <ins>{to}</ins>
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="would">
          <h3 id="would">What this would have changed</h3>
          {preview.isPending && <p role="status">Running the latest cases again…</p>}
          <ProblemAlert error={preview.error} />
          {preview.data && <Preview preview={preview.data} />}
        </section>
        <Textarea
          label="Why"
          description="Kept with the version, for everybody who reads its history. No patient’s name here."
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          error={error ?? fieldError(problem, '/reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="From"
          description="Empty: at once. Cases that wait keep their grading; the live check and the gate follow the new version."
          type="datetime-local"
          value={from}
          error={fieldError(problem, '/effectiveFrom')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        {save.isError && <ProblemAlert error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Go on editing
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save version {view.newestVersion + 1}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function Preview({ preview }: { preview: ProtocolPreview }) {
  const { cases, since, casesChanged, firstChoiceChanged, verdicts } = preview
  if (cases === 0 || since === null)
    return <p>No case has been assessed here yet: there is nothing to compare with.</p>
  const looked = `the latest ${count(cases, 'case')}, since ${shortDate(since)}`
  if (casesChanged === 0)
    return (
      <p role="status">
        Nothing in {looked}: every medicine’s verdict stays. How grave a finding is shown may still differ.
      </p>
    )
  return (
    <>
      <p role="status">
        <b>{casesChanged}</b> of {looked}.{' '}
        {firstChoiceChanged === 0
          ? 'The first choice stays in all of them.'
          : `The first choice would be another in ${firstChoiceChanged}.`}
      </p>
      <table className={styles.preview}>
        <thead>
          <tr>
            <th scope="col">Medicine</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
            <th scope="col">Cases</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map((line) => (
            <tr key={`${line.drug} ${line.from} ${line.to}`}>
              <td>{line.drug}</td>
              <td>{verdictName(line.from)}</td>
              <td>{verdictName(line.to)}</td>
              <td className="num">{line.cases}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
