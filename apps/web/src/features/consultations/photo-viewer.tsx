/** One photo as large as the screen, or two side by side that zoom and move together. */
import { Button, Modal, NativeSelect } from '@mantine/core'
import { IconArrowsDiff, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { longDate } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useKeys } from '../workspace/keys.ts'
import styles from './photo-viewer.module.css'
import { type CaseDocument, comparisonOf, sourceOf } from './photos.ts'

const zooms = [1, 1.5, 2, 3, 4]

export function PhotoViewer(props: {
  pictures: CaseDocument[]
  titles: ReadonlyMap<string, string>
  first: { one: CaseDocument; beside: CaseDocument | null }
  onClose: () => void
}) {
  const { pictures } = props
  const [one, setOne] = useState(props.first.one)
  const [beside, setBeside] = useState(props.first.beside)
  const [zoom, setZoom] = useState(0)
  const factor = zooms[zoom] ?? 1
  const after = (from: CaseDocument, by: number) =>
    pictures[(pictures.indexOf(from) + by + pictures.length) % pictures.length] ?? from
  const larger = () => setZoom((now) => Math.min(zooms.length - 1, now + 1))
  const smaller = () => setZoom((now) => Math.max(0, now - 1))
  const toggle = () => {
    if (beside) return setBeside(null)
    const pair = comparisonOf(pictures)
    if (pair) setBeside(pair.before === one ? after(one, 1) : pair.before)
  }
  useKeys(
    {
      escape: props.onClose,
      p: props.onClose,
      c: toggle,
      '+': larger,
      '=': larger,
      '-': smaller,
      j: () => setOne(after(one, 1)),
      k: () => setOne(after(one, -1)),
    },
    { exclusive: true },
  )
  const stages = useRef<(HTMLElement | null)[]>([])
  const follow = (moved: HTMLElement) => {
    for (const stage of stages.current) {
      if (stage === null || stage === moved) continue
      stage.scrollTop = moved.scrollTop
      stage.scrollLeft = moved.scrollLeft
    }
  }
  const shown = beside ? [beside, one] : [one]
  const nameOf = (picture: CaseDocument) =>
    `${props.titles.get(picture.id)}, ${longDate(new Date(picture.createdAt))}`
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="96vw"
      yOffset="3dvh"
      title={beside ? 'Photos side by side' : nameOf(one)}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.tools}>
        <span className={styles.hint}>
          <KeyCap>j</KeyCap> <KeyCap>k</KeyCap> other photo
        </span>
        <i />
        {pictures.length > 1 && (
          <Button
            size="xs"
            variant="default"
            aria-pressed={beside !== null}
            leftSection={<IconArrowsDiff size={15} stroke={1.75} aria-hidden />}
            rightSection={<KeyCap>c</KeyCap>}
            onClick={toggle}
          >
            {beside ? 'One photo' : 'Side by side'}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={smaller}
          disabled={zoom === 0}
          leftSection={<IconZoomOut size={15} stroke={1.75} aria-hidden />}
          rightSection={<KeyCap>-</KeyCap>}
        >
          Smaller
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={larger}
          disabled={zoom === zooms.length - 1}
          leftSection={<IconZoomIn size={15} stroke={1.75} aria-hidden />}
          rightSection={<KeyCap>+</KeyCap>}
        >
          Larger
        </Button>
      </div>
      <div className={styles.stages}>
        {shown.map((picture, place) => (
          <figure key={beside && place === 0 ? 'beside' : 'one'} className={styles.figure}>
            {beside && (
              <NativeSelect
                size="xs"
                aria-label={place === 0 ? 'Photo on the left' : 'Photo on the right'}
                value={picture.id}
                onChange={(event) => {
                  const next = pictures.find((other) => other.id === event.currentTarget.value)
                  if (next) (place === 0 ? setBeside : setOne)(next)
                }}
                data={pictures.map((other) => ({ value: other.id, label: nameOf(other) }))}
              />
            )}
            <section
              ref={(stage) => {
                stages.current[place] = stage
              }}
              className={styles.stage}
              // A photo larger than its stage is moved with the arrow keys.
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to take the focus
              tabIndex={0}
              aria-label={nameOf(picture)}
              onScroll={(event) => follow(event.currentTarget)}
            >
              <img
                src={sourceOf(picture)}
                alt={nameOf(picture)}
                style={{ width: `${factor * 100}%`, height: `${factor * 100}%` }}
              />
            </section>
          </figure>
        ))}
      </div>
    </Modal>
  )
}
