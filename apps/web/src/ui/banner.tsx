/** The dark line that says the network is not what it should be. It pushes content down and covers nothing. */
import { IconWifiOff } from '@tabler/icons-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import styles from './states.module.css'

export function Banner(props: { icon: ReactNode; title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.banner} role="status">
      {props.icon}
      <div>
        {props.title}
        <small>{props.text}</small>
      </div>
      {props.children && <div className={styles.end}>{props.children}</div>}
    </div>
  )
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange)
  window.addEventListener('offline', onChange)
  return () => {
    window.removeEventListener('online', onChange)
    window.removeEventListener('offline', onChange)
  }
}

/** Does the browser believe it has a network? */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}

export function OfflineBanner() {
  if (useOnline()) return null
  return (
    <Banner
      icon={<IconWifiOff size={18} stroke={1.7} aria-hidden />}
      title="You are offline"
      text="You can read. Nothing is sent for now."
    />
  )
}
