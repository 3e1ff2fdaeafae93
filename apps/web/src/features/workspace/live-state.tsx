/** Is what is on the screen live? Said in words, and in a banner when it is not. */
import { Button } from '@mantine/core'
import { IconPlugConnectedX, IconRefreshAlert } from '@tabler/icons-react'
import { reconnectNow, type StreamState, useStreamState } from '../../api/events.ts'
import { Banner, useOnline } from '../../ui/banner.tsx'
import { timeWithSeconds } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import styles from './workspace.module.css'

export function LiveIndicator() {
  const stream = useStreamState()
  const online = useOnline()
  return (
    <span className={styles.live} role="status">
      {stream.kind === 'live' && online ? (
        <>
          <span className={styles.dot} aria-hidden />
          Live
        </>
      ) : (
        <>
          <IconPlugConnectedX size={16} stroke={1.6} aria-hidden />
          {stream.kind === 'connecting' && online ? 'Connecting' : 'Paused'}
        </>
      )}
    </span>
  )
}

/** Pushes the list down; the list stays usable. */
export function PausedBanner() {
  const stream = useStreamState()
  if (stream.kind !== 'reconnecting') return null
  return <Reconnecting stream={stream} />
}

function Reconnecting({ stream }: { stream: Extract<StreamState, { kind: 'reconnecting' }> }) {
  useNow(500)
  const seconds = Math.max(0, Math.ceil((stream.retryAt - Date.now()) / 1000))
  return (
    <Banner
      icon={<IconRefreshAlert size={18} stroke={1.7} aria-hidden />}
      title="Live updates paused"
      text={`List as of ${timeWithSeconds(new Date(stream.since))}, ${seconds > 0 ? `retry in ${seconds} s` : 'trying now'}`}
    >
      <Button size="xs" variant="inverse" onClick={reconnectNow}>
        Try now
      </Button>
    </Banner>
  )
}
