/** Small words in boxes: what a case is, what is wrong with it, where a statement comes from. */
import { IconAlertOctagon, IconCheck, IconHelpCircle, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './primitives.module.css'

export type Tone = 'danger' | 'ask' | 'done' | 'accent' | 'neutral' | 'line'

const toneIcons: Partial<Record<Tone, TablerIcon>> = {
  danger: IconAlertOctagon,
  ask: IconHelpCircle,
  done: IconCheck,
}

/** Colour never stands alone: red, amber and green bring their icon unless another is given. */
export function Chip({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: TablerIcon
  children: ReactNode
}) {
  const Icon = icon ?? toneIcons[tone]
  return (
    <span className={styles.chip} data-tone={tone}>
      {Icon && <Icon size={13} stroke={2} aria-hidden />}
      {children}
    </span>
  )
}

/** A plain word about the case: its category, the kind of visit. */
export function Tag({ soft, children }: { soft?: boolean; children: ReactNode }) {
  return (
    <span className={styles.tag} data-soft={soft ? '' : undefined}>
      {children}
    </span>
  )
}

/** Where a statement comes from: a label section, a guideline, a rule and its version. */
export function SourceChip({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <span className={styles.source} title={title}>
      {children}
    </span>
  )
}

/** A finding's source, short, with its whole name behind it. */
export function SourceOf({ source }: { source: { key: string; section: string | null; label: string } }) {
  return (
    <SourceChip title={source.label}>
      {source.section ? `${source.key} ${source.section}` : source.key}
    </SourceChip>
  )
}
