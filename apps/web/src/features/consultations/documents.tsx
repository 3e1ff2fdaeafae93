/** Photos and files of the case and photos of earlier visits: a grid, a full view with zoom, then beside now. */
import type { ConsultationSummary } from '@countersign/contract'
import { Button } from '@mantine/core'
import { IconArrowsDiff, IconFileText, IconZoomIn } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { moment, roughDate } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useKeys } from '../workspace/keys.ts'
import { type CaseDocument, comparisonOf, isPicture, sourceOf, titlesOf } from './photos.ts'
import styles from './tabs.module.css'

const PhotoViewer = lazy(() => import('./photo-viewer.tsx').then((m) => ({ default: m.PhotoViewer })))

export function Documents(props: {
  documents: ConsultationSummary['documents']
  /** In the packet: only the photos of this visit, and the way to compare them. */
  compact?: boolean
}) {
  const { documents, compact } = props
  const pictures = documents.filter(isPicture)
  const files = documents.filter((document) => !isPicture(document) && !document.earlier)
  const now = pictures.filter((picture) => !picture.earlier)
  const earlier = pictures.filter((picture) => picture.earlier)
  const titles = titlesOf(pictures)
  const [open, setOpen] = useState<{ one: CaseDocument; beside: CaseDocument | null } | null>(null)
  const first = now[0] ?? earlier[0]
  const compare = comparisonOf(pictures)
  const zoom = () => first && setOpen({ one: first, beside: null })
  useKeys(
    { p: zoom, c: () => compare && setOpen({ one: compare.now, beside: compare.before }) },
    { enabled: first !== undefined },
  )
  if (documents.length === 0) return compact ? null : <p className={styles.none}>No documents.</p>
  return (
    <div className={styles.stack}>
      {first && (
        <section>
          <div className={styles.row}>
            <h2 className={styles.head}>
              Photos <span className="num">{now.length}</span>
              {now[0] && <span>{moment(now[0].createdAt)}</span>}
            </h2>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              leftSection={<IconZoomIn size={15} stroke={1.75} aria-hidden />}
              rightSection={<KeyCap>p</KeyCap>}
              onClick={zoom}
            >
              Zoom
            </Button>
            {compare && (
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                leftSection={<IconArrowsDiff size={15} stroke={1.75} aria-hidden />}
                rightSection={<KeyCap>c</KeyCap>}
                onClick={() => setOpen({ one: compare.now, beside: compare.before })}
              >
                {compare.before.earlier
                  ? `Compare with ${roughDate(compare.before.createdAt, new Date())}`
                  : 'Compare two'}
              </Button>
            )}
          </div>
          <Grid pictures={now} titles={titles} onOpen={(one) => setOpen({ one, beside: null })} />
        </section>
      )}
      {!compact && earlier.length > 0 && (
        <section>
          <h2 className={styles.head}>
            Of earlier visits <span className="num">{earlier.length}</span>
          </h2>
          <Grid
            pictures={earlier}
            titles={titles}
            onOpen={(one) => setOpen(now[0] ? { one: now[0], beside: one } : { one, beside: null })}
          />
        </section>
      )}
      {!compact &&
        files.map((document) => (
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
      {open && (
        <Suspense fallback={null}>
          <PhotoViewer pictures={pictures} titles={titles} first={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  )
}

function Grid(props: {
  pictures: CaseDocument[]
  titles: ReadonlyMap<string, string>
  onOpen: (picture: CaseDocument) => void
}) {
  return (
    <div className={styles.photos}>
      {props.pictures.map((picture) => (
        <button key={picture.id} type="button" className={styles.photo} onClick={() => props.onOpen(picture)}>
          <img src={sourceOf(picture)} alt="" loading="lazy" />
          <span>
            {props.titles.get(picture.id)}
            {picture.earlier && <small>{roughDate(picture.createdAt, new Date())}</small>}
          </span>
        </button>
      ))}
    </div>
  )
}
