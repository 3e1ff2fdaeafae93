/**
 * Approve, ask and deny on the card, for green cases that are free. Approving here signs what was proposed,
 * behind the same gate as the review; asking and denying open the review with their form.
 */
import { ActionIcon, Button } from '@mantine/core'
import { IconCheck, IconMessageQuestion, IconX } from '@tabler/icons-react'
import { useOnline } from '../../ui/banner.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Tip } from '../../ui/tip.tsx'
import styles from './patient-summary-card.module.css'

export type QuickActions = { approve: () => void; ask: () => void; deny: () => void }

export function QuickActionButtons(
  props: QuickActions & { name: string; selected: boolean; signing: boolean },
) {
  const online = useOnline()
  const stop = (act: () => void) => (event: { stopPropagation: () => void }) => {
    event.stopPropagation()
    act()
  }
  return (
    <div className={styles.actions}>
      <Button
        size="xs"
        variant={props.selected ? 'filled' : 'light'}
        onClick={stop(props.approve)}
        disabled={props.signing || !online}
        leftSection={<IconCheck size={14} stroke={2} aria-hidden />}
        rightSection={props.selected ? <KeyCap onFill>a</KeyCap> : undefined}
      >
        {props.signing ? 'Signing' : 'Approve'}
        <span className="visually-hidden"> {props.name}</span>
      </Button>
      <Tip label="Ask (i)">
        <ActionIcon size={24} w={32} onClick={stop(props.ask)} aria-label={`Ask ${props.name}`}>
          <IconMessageQuestion size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tip>
      <Tip label="Deny (d)">
        <ActionIcon size={24} w={32} onClick={stop(props.deny)} aria-label={`Deny ${props.name}`}>
          <IconX size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tip>
    </div>
  )
}

export function PhoneActions(props: QuickActions & { signing: boolean }) {
  const online = useOnline()
  const stop = (act: () => void) => (event: { stopPropagation: () => void }) => {
    event.stopPropagation()
    act()
  }
  return (
    <div className={styles.phoneActions}>
      <Button
        onClick={stop(props.approve)}
        disabled={props.signing || !online}
        leftSection={<IconCheck size={18} aria-hidden />}
      >
        {props.signing ? 'Signing' : 'Approve'}
      </Button>
      <Button variant="default" onClick={stop(props.ask)}>
        Ask
      </Button>
      <Button variant="default" onClick={stop(props.deny)}>
        Deny
      </Button>
    </div>
  )
}
