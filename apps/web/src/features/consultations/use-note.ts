/**
 * The draft note: saved a moment after typing rests, each save naming the version it follows. Until the server
 * has it, it is kept on this device, so that no lost lease, network or tab takes it along.
 */
import type { ConsultationSummary } from '@countersign/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { readDraft, writeDraft } from '../session/note-drafts.ts'
import { useMe } from '../session/use-me.ts'
import { noteTemplate } from './note-words.ts'

const restMs = 800
export type NoteState = {
  body: string
  setBody: (body: string) => void
  /** `template`: prefilled and untouched. `device`: only here, the server does not have it. */
  state: 'template' | 'saved' | 'saving' | 'device'
  savedAt: string | null
  /** After a decision the note lives in the decision. */
  forget: () => void
}

export function useNote(summary: ConsultationSummary, mine: boolean): NoteState {
  const id = summary.consultation.id
  const author = useMe()?.user.id ?? ''
  const [body, setText] = useState(
    () => readDraft(author, id) ?? (summary.note.body || noteTemplate(summary)),
  )
  const [state, setState] = useState<NoteState['state']>(() =>
    readDraft(author, id) !== null ? 'device' : summary.note.body === '' ? 'template' : 'saved',
  )
  const [savedAt, setSavedAt] = useState(summary.note.savedAt)
  const version = useRef(summary.note.version)
  const latest = useRef(body)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  // Words nobody has touched follow the case: they must not tell a figure it had before.
  const standing = noteTemplate(summary)
  useEffect(() => {
    if (state !== 'template') return
    latest.current = standing
    setText(standing)
  }, [state, standing])

  const save = useCallback(async () => {
    timer.current = null
    const sent = latest.current
    setState('saving')
    const put = () => api('saveNote', { params: { id }, body: { body: sent, version: version.current } })
    try {
      const saved = await put().catch((error: unknown) => {
        // Another tab of this provider saved: the newest text wins, on top of that version.
        if (!isProblem(error, 'stale-version') || error.body.currentVersion === undefined) throw error
        version.current = error.body.currentVersion
        return put()
      })
      version.current = saved.version
      setSavedAt(saved.savedAt)
      if (latest.current === sent) {
        writeDraft(author, id, null)
        setState('saved')
      }
    } catch {
      setState('device')
    }
  }, [author, id])

  const setBody = useCallback(
    (next: string) => {
      latest.current = next
      setText(next)
      setState('device')
      writeDraft(author, id, next)
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = setTimeout(save, restMs)
    },
    [author, id, save],
  )

  // What was only on this device is saved once the case is ours again and there is a network.
  useEffect(() => {
    if (!mine) return
    const retry = () => {
      if (readDraft(author, id) !== null) save()
    }
    retry()
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [mine, author, id, save])
  useEffect(
    () => () => {
      if (timer.current !== null) {
        clearTimeout(timer.current)
        save()
      }
    },
    [save],
  )

  const forget = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    writeDraft(author, id, null)
  }, [author, id])
  return { body, setBody, state, savedAt, forget }
}
