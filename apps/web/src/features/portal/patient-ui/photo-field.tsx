/** Photos: taken or chosen, made smaller here, sent at once, shown, and removable. */
import { IconCamera, IconPhoto, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { problemOf } from '../../../api/problem.ts'
import { wordsFor } from '../../../api/problem-words.ts'
import { BigButton } from './buttons.tsx'
import { FieldError } from './fields.tsx'
import styles from './photo.module.css'
import { preparePhoto, UnreadablePhoto } from './photo.ts'
import { type PhotoTarget, uploadPhoto } from './upload-photo.ts'

type Sending = { key: string; url: string; share: number; photo: Blob | null; problem: string | null }

function wordsOf(error: unknown): string {
  if (error instanceof UnreadablePhoto)
    return 'We could not read this photo. Take it again here, or choose a JPEG or PNG.'
  const problem = problemOf(error)
  if (problem === null) return 'This photo was not sent. Please try again.'
  const words = wordsFor(problem)
  return `${words.title}. ${words.text}`
}

export function PhotoField(props: {
  documentIds: readonly string[]
  onChange: (documentIds: string[]) => void
  target: PhotoTarget
  /** The picture of a photo sent earlier, as an object URL. */
  loadPreview: (documentId: string) => Promise<string | null>
  max: number
}) {
  const [sending, setSending] = useState<Sending[]>([])
  const ids = useRef(props.documentIds)
  ids.current = props.documentIds
  const aborts = useRef(new Map<string, AbortController>())
  const camera = useRef<HTMLInputElement>(null)
  const library = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const running = aborts.current
    return () => {
      for (const abort of running.values()) abort.abort()
    }
  }, [])

  const patch = (key: string, change: Partial<Sending>) =>
    setSending((list) => list.map((each) => (each.key === key ? { ...each, ...change } : each)))
  const drop = (key: string) => {
    aborts.current.get(key)?.abort()
    aborts.current.delete(key)
    setSending((list) => list.filter((each) => each.key !== key))
  }

  async function send(key: string, photo: Blob): Promise<void> {
    const abort = new AbortController()
    aborts.current.set(key, abort)
    patch(key, { problem: null, share: 0, photo })
    try {
      const sent = await uploadPhoto(props.target, photo, (share) => patch(key, { share }), abort.signal)
      drop(key)
      props.onChange([...ids.current, sent.id])
    } catch (error) {
      if (!abort.signal.aborted) patch(key, { problem: wordsOf(error) })
    }
  }

  async function take(files: FileList | null): Promise<void> {
    const room = props.max - ids.current.length - sending.length
    for (const file of [...(files ?? [])].slice(0, room)) {
      const key = crypto.randomUUID()
      const entry = { key, url: URL.createObjectURL(file), share: 0, photo: null, problem: null }
      setSending((list) => [...list, entry])
      try {
        await send(key, await preparePhoto(file))
      } catch (error) {
        patch(key, { problem: wordsOf(error) })
      }
    }
  }

  const total = props.documentIds.length + sending.length
  return (
    <div className={styles.photos}>
      {total > 0 && (
        <ul className={styles.grid}>
          {props.documentIds.map((id, index) => (
            <li key={id}>
              <SentPhoto id={id} load={props.loadPreview} label={`Photo ${index + 1}`} />
              <button
                type="button"
                className={styles.remove}
                aria-label={`Remove photo ${index + 1}`}
                onClick={() => props.onChange(props.documentIds.filter((each) => each !== id))}
              >
                <IconX size={20} stroke={1.75} aria-hidden />
              </button>
            </li>
          ))}
          {sending.map((each) => (
            <li key={each.key}>
              <img src={each.url} alt="" />
              {each.problem === null ? (
                <div
                  className={styles.share}
                  role="progressbar"
                  aria-label="Sending photo"
                  aria-valuenow={Math.round(each.share * 100)}
                >
                  <div style={{ width: `${Math.max(6, each.share * 100)}%` }} />
                </div>
              ) : (
                <span className={styles.failed}>Not sent</span>
              )}
              <button
                type="button"
                className={styles.remove}
                aria-label="Remove this photo"
                onClick={() => drop(each.key)}
              >
                <IconX size={20} stroke={1.75} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {sending
        .filter((each) => each.problem !== null)
        .map((each) => (
          <div key={each.key} role="alert" className={styles.problem}>
            <FieldError>{each.problem}</FieldError>
            {each.photo !== null && (
              <BigButton look="outline" onClick={() => each.photo && void send(each.key, each.photo)}>
                Try this photo again
              </BigButton>
            )}
          </div>
        ))}
      {total < props.max && (
        <div className={styles.take}>
          <BigButton look="outline" onClick={() => camera.current?.click()}>
            <IconCamera size={22} stroke={1.75} aria-hidden />
            {total === 0 ? 'Take a photo' : 'Take another photo'}
          </BigButton>
          <BigButton look="outline" onClick={() => library.current?.click()}>
            <IconPhoto size={22} stroke={1.75} aria-hidden />
            Choose from this device
          </BigButton>
        </div>
      )}
      {[
        { ref: camera, capture: 'environment' as const, label: 'Take a photo' },
        { ref: library, capture: undefined, label: 'Choose photos' },
      ].map((input) => (
        <input
          key={input.label}
          ref={input.ref}
          type="file"
          accept="image/*"
          capture={input.capture}
          multiple={input.capture === undefined}
          aria-label={input.label}
          hidden
          onChange={(event) => {
            const field = event.currentTarget
            void take(field.files).finally(() => {
              field.value = ''
            })
          }}
        />
      ))}
    </div>
  )
}

function SentPhoto(props: { id: string; label: string; load: (id: string) => Promise<string | null> }) {
  const [url, setUrl] = useState<string | null>(null)
  const load = useRef(props.load)
  useEffect(() => {
    let current = true
    let made: string | null = null
    void load.current(props.id).then((loaded) => {
      made = loaded
      if (current) setUrl(loaded)
      else if (loaded?.startsWith('blob:')) URL.revokeObjectURL(loaded)
    })
    return () => {
      current = false
      if (made?.startsWith('blob:')) URL.revokeObjectURL(made)
    }
  }, [props.id])
  return url === null ? (
    <span className={styles.waiting}>{props.label}</span>
  ) : (
    <img src={url} alt={props.label} />
  )
}
