/** The dark line that says the network is not what it should be. It pushes content down and covers nothing. */
import { IconWifiOff } from '@tabler/icons-react'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
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

/** What keeps a decision from being sent: that there is no connection, before anything else. */
export function useObstacle(problem: string | null): string | null {
  return useOnline() ? problem : 'Decisions need a connection.'
}

/** Height the banner takes from the screens below it, which fill the window. */
const bannerHeight = '40px'

export function OfflineBanner() {
  const online = useOnline()
  useEffect(() => {
    if (online) return
    document.documentElement.style.setProperty('--cs-banner', bannerHeight)
    return () => {
      document.documentElement.style.removeProperty('--cs-banner')
    }
  }, [online])
  if (online) return null
  return (
    <Banner
      icon={<IconWifiOff size={18} stroke={1.7} aria-hidden />}
      title="You are offline"
      text="You can read. Nothing is sent for now."
    />
  )
}
