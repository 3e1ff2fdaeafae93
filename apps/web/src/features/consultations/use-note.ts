/**
 * The draft note: saved a moment after typing rests, each save naming the version it follows. Until the server
 * has it, it is kept on this device, so that no lost lease, network or tab takes it along.
 */
import type { ConsultationSummary } from '@countersign/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { noteTemplate } from './note-words.ts'

const restMs = 800
const keyOf = (id: string) => `countersign.note.${id}`

export type NoteState = {
  body: string
  setBody: (body: string) => void
  /** `template`: prefilled and untouched. `device`: only here, the server does not have it. */
  state: 'template' | 'saved' | 'saving' | 'device'
  savedAt: string | null
  /** After a decision the note lives in the decision. */
  forget: () => void
}

function readDraft(id: string): string | null {
  try {
    return localStorage.getItem(keyOf(id))
  } catch {
    return null
  }
}
function writeDraft(id: string, body: string | null): void {
  try {
    if (body === null) localStorage.removeItem(keyOf(id))
    else localStorage.setItem(keyOf(id), body)
  } catch {
    // A browser without storage still has the text on the screen and the autosave.
  }
}

export function useNote(summary: ConsultationSummary, mine: boolean): NoteState {
  const id = summary.consultation.id
  const [body, setText] = useState(() => readDraft(id) ?? (summary.note.body || noteTemplate(summary)))
  const [state, setState] = useState<NoteState['state']>(() =>
    readDraft(id) !== null ? 'device' : summary.note.body === '' ? 'template' : 'saved',
  )
  const [savedAt, setSavedAt] = useState(summary.note.savedAt)
  const version = useRef(summary.note.version)
  const latest = useRef(body)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

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
        writeDraft(id, null)
        setState('saved')
      }
    } catch {
      setState('device')
    }
  }, [id])

  const setBody = useCallback(
    (next: string) => {
      latest.current = next
      setText(next)
      setState('device')
      writeDraft(id, next)
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = setTimeout(save, restMs)
    },
    [id, save],
  )

  // What was only on this device is saved once the case is ours again and there is a network.
  useEffect(() => {
    if (!mine) return
    const retry = () => {
      if (readDraft(id) !== null) save()
    }
    retry()
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [mine, id, save])
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
    writeDraft(id, null)
  }, [id])
  return { body, setBody, state, savedAt, forget }
}
