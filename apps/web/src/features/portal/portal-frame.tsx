/** Around every screen of the portal: the clinic's name, the five places, and the live stream. */
import { IconArrowLeft, IconHome, IconMessage, IconPill, IconReceipt2, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useStreamState } from '../../api/events.ts'
import { meQuery } from '../session/use-me.ts'
import ui from './patient-ui/patient.module.css'
import { Mark, PatientPage } from './patient-ui/patient-page.tsx'
import styles from './portal.module.css'
import { portalHomeQuery, usePortalLive } from './use-visit.ts'

const places = [
  { to: '/portal', label: 'Home', Icon: IconHome },
  { to: '/portal/messages', label: 'Messages', Icon: IconMessage },
  { to: '/portal/medicines', label: 'Medicines', Icon: IconPill },
  { to: '/portal/bills', label: 'Bills', Icon: IconReceipt2 },
  { to: '/portal/account', label: 'Account', Icon: IconUser },
] as const

export type Place = (typeof places)[number]['label']

/** After this long without the stream the page says that it may be behind. */
const LATE_MS = 10_000

function LateNotice() {
  const state = useStreamState()
  const broken = state.kind === 'reconnecting'
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!broken) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [broken])
  if (!late) return null
  return (
    <p className={styles.late} role="status">
      We are reconnecting. What you see may be a little behind.
    </p>
  )
}

export function PortalFrame(props: {
  title: string
  place: Place
  /** A screen below another one: the bar goes back there instead of showing the clinic. */
  back?: { to: string; label: string }
  top?: ReactNode
  children: ReactNode
}) {
  usePortalLive()
  const router = useRouter()
  const me = useQuery(meQuery).data
  const home = useQuery(portalHomeQuery).data
  const toAnswer = home?.consultations.filter((each) => each.todo === 'answer').length ?? 0
  const clinicName = me?.clinic.name ?? ''
  const links = (className: string | undefined) =>
    places.map(({ to, label, Icon }) => (
      <Link
        key={to}
        to={to}
        className={className}
        aria-current={props.place === label ? 'page' : undefined}
        activeOptions={{ exact: true }}
      >
        <span className={styles.tabIcon}>
          <Icon size={22} stroke={1.75} aria-hidden />
          {label === 'Messages' && toAnswer > 0 && <em>{toAnswer}</em>}
        </span>
        {label}
        {label === 'Messages' && toAnswer > 0 && (
          <span className="visually-hidden">, a question waits for you</span>
        )}
      </Link>
    ))
  return (
    <PatientPage
      title={`${props.title} · ${clinicName || 'Countersign'}`}
      className={styles.portal}
      top={
        <>
          <header className={styles.head}>
            <div className={props.back ? styles.wideOnly : undefined}>
              <Link to="/portal" className={ui.brand}>
                <Mark />
                {clinicName}
              </Link>
            </div>
            {props.back && (
              <div className={styles.narrowOnly}>
                <button
                  type="button"
                  className={ui.iconButton}
                  aria-label={props.back.label}
                  onClick={() => void router.navigate({ href: props.back?.to ?? '/portal' })}
                >
                  <IconArrowLeft size={24} stroke={1.75} aria-hidden />
                </button>
                {props.top}
              </div>
            )}
            <nav className={styles.wideNav} aria-label="Main">
              {links(styles.wideTab)}
            </nav>
          </header>
          <LateNotice />
        </>
      }
    >
      <main className={styles.main}>
        {props.back && (
          <button
            type="button"
            className={`${ui.textButton} ${styles.wideBack}`}
            onClick={() => void router.navigate({ href: props.back?.to ?? '/portal' })}
          >
            <IconArrowLeft size={18} stroke={1.75} aria-hidden />
            {props.back.label}
          </button>
        )}
        {props.children}
      </main>
      <nav className={styles.tabs} aria-label="Main">
        {links(styles.tab)}
      </nav>
    </PatientPage>
  )
}
