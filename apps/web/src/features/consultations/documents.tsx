/** Photos and files of the case: a grid, a full view with zoom, and two side by side. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button, Modal } from '@mantine/core'
import { IconArrowsDiff, IconFileText, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useState } from 'react'
import { urlOf } from '../../api/client.ts'
import { moment } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useKeys } from '../workspace/keys.ts'
import styles from './tabs.module.css'

type Document = ConsultationSummary['documents'][number]
const sourceOf = (document: Document) => urlOf('getDocument', { params: { id: document.id } })
const isPicture = (document: Document) => document.contentType.startsWith('image/')

export function Documents({ documents, compact }: { documents: Document[]; compact?: boolean }) {
  const pictures = documents.filter(isPicture)
  const files = documents.filter((document) => !isPicture(document))
  const [open, setOpen] = useState<Document[]>([])
  const [chosen, setChosen] = useState<string[]>([])
  const [comparing, setComparing] = useState(false)
  const first = pictures[0]
  useKeys({ p: () => first && setOpen([first]) }, { enabled: pictures.length > 0 })
  const pick = (document: Document) => {
    if (!comparing) return setOpen([document])
    const next = chosen.includes(document.id)
      ? chosen.filter((id) => id !== document.id)
      : [...chosen, document.id].slice(-2)
    setChosen(next)
    if (next.length === 2) {
      setOpen(next.map((id) => pictures.find((one) => one.id === id)).filter((one) => one !== undefined))
      setComparing(false)
      setChosen([])
    }
  }
  if (documents.length === 0) return compact ? null : <p className={styles.none}>No documents.</p>
  return (
    <div className={styles.stack}>
      {pictures.length > 0 && (
        <section>
          <div className={styles.row}>
            <h2 className={styles.head}>
              Photos <span className="num">{pictures.length}</span>
              {comparing && <span role="status">Choose two to compare</span>}
            </h2>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              leftSection={<IconZoomIn size={15} stroke={1.75} aria-hidden />}
              rightSection={<KeyCap>p</KeyCap>}
              onClick={() => first && setOpen([first])}
            >
              Zoom
            </Button>
            {pictures.length > 1 && (
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                leftSection={<IconArrowsDiff size={15} stroke={1.75} aria-hidden />}
                aria-pressed={comparing}
                onClick={() => setComparing(!comparing)}
              >
                Compare two
              </Button>
            )}
          </div>
          <div className={styles.photos}>
            {pictures.map((document) => (
              <button
                key={document.id}
                type="button"
                className={styles.photo}
                data-chosen={chosen.includes(document.id) ? '' : undefined}
                onClick={() => pick(document)}
              >
                <img src={sourceOf(document)} alt="" loading="lazy" />
                <span>{document.title}</span>
              </button>
            ))}
          </div>
        </section>
      )}
      {files.map((document) => (
        <a
          key={document.id}
          className={styles.file}
          href={sourceOf(document)}
          target="_blank"
          rel="noreferrer"
        >
          <IconFileText size={16} stroke={1.6} aria-hidden />
          <span style={{ flex: 1 }}>{document.title}</span>
          <span>{moment(document.createdAt)}</span>
        </a>
      ))}
      {open.length > 0 && (
        <Viewer documents={open} all={pictures} onChange={setOpen} onClose={() => setOpen([])} />
      )}
    </div>
  )
}

const zooms = [1, 1.5, 2, 3, 4]

function Viewer(props: {
  documents: Document[]
  all: Document[]
  onChange: (documents: Document[]) => void
  onClose: () => void
}) {
  const [zoom, setZoom] = useState(0)
  const single = props.documents.length === 1 ? props.documents[0] : undefined
  const step = (by: number) => {
    if (!single) return
    const index = props.all.findIndex((one) => one.id === single.id)
    const next = props.all[(index + by + props.all.length) % props.all.length]
    if (next) props.onChange([next])
  }
  const larger = () => setZoom((now) => Math.min(zooms.length - 1, now + 1))
  const smaller = () => setZoom((now) => Math.max(0, now - 1))
  useKeys(
    {
      escape: props.onClose,
      '+': larger,
      '=': larger,
      '-': smaller,
      j: () => step(1),
      k: () => step(-1),
      p: props.onClose,
    },
    { exclusive: true },
  )
  const factor = zooms[zoom] ?? 1
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="96vw"
      title={props.documents.map((one) => one.title).join(' and ')}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.row}>
        <span className={styles.none}>
          {props.documents.map((one) => `${one.title}, ${moment(one.createdAt)}`).join('; ')}
        </span>
        <Button
          size="xs"
          variant="default"
          onClick={smaller}
          disabled={zoom === 0}
          leftSection={<IconZoomOut size={15} aria-hidden />}
        >
          Smaller
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={larger}
          disabled={zoom === zooms.length - 1}
          leftSection={<IconZoomIn size={15} aria-hidden />}
        >
          Larger
        </Button>
      </div>
      <div className={styles.viewer}>
        {props.documents.map((document) => (
          <section key={document.id} className={styles.stage} aria-label={document.title}>
            <img
              src={sourceOf(document)}
              alt={document.title}
              style={
                factor === 1
                  ? { maxWidth: '100%', maxHeight: 'calc(100dvh - 140px)' }
                  : { width: `${factor * 100}%` }
              }
            />
          </section>
        ))}
      </div>
    </Modal>
  )
}
