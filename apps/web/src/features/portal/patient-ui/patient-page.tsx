/** The frame of a patient's screen: a bar on top, one column, and the next step at the foot. */
import { IconArrowLeft } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './patient.module.css'

/** The product's mark. The clinic's name beside it names it for those who cannot see it. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" fill="var(--cs-accent)" />
      <path
        d="M7.5 14.6l3.6 3.6 7-8.4"
        fill="none"
        stroke="var(--cs-on-accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M13.6 18.2l7-8.4"
        fill="none"
        stroke="var(--cs-on-accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
        opacity=".55"
      />
    </svg>
  )
}

export function PatientPage(props: {
  title: string
  top: ReactNode
  children: ReactNode
  className?: string
}) {
  useEffect(() => {
    document.title = props.title
  }, [props.title])
  return (
    <div className={`${styles.page} ${props.className ?? ''}`}>
      {props.top}
      {props.children}
    </div>
  )
}

/** Mark and clinic name, leading home. */
export function BrandBar(props: { name: string; href: string; children?: ReactNode }) {
  return (
    <header className={styles.top}>
      <a className={styles.brand} href={props.href}>
        <Mark />
        {props.name}
      </a>
      <span style={{ flex: 1 }} />
      {props.children}
    </header>
  )
}

export function BackButton(props: { onClick: () => void; label?: string }) {
  return (
    <button
      type="button"
      className={styles.iconButton}
      aria-label={props.label ?? 'Back'}
      onClick={props.onClick}
    >
      <IconArrowLeft size={24} stroke={1.75} aria-hidden />
    </button>
  )
}

export function Body({ children, wide }: { children: ReactNode; wide?: number }) {
  return (
    <main className={styles.body} style={wide ? { maxWidth: wide } : undefined}>
      {children}
    </main>
  )
}

/**
 * The heading of a screen. It takes the focus when the screen changes under the same page (`focusKey`), so
 * that a screen reader starts there; not on the first load, where the browser's own start is right.
 */
export function ScreenHeading(props: {
  children: ReactNode
  focusKey: string
  className?: string
  id?: string
}) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const earlier = lastFocusKey
    lastFocusKey = props.focusKey
    if (earlier === null || earlier === props.focusKey) return
    window.scrollTo(0, 0)
    ref.current?.focus({ preventScroll: true })
  }, [props.focusKey])
  return (
    <h1 ref={ref} tabIndex={-1} className={props.className} id={props.id}>
      {props.children}
    </h1>
  )
}
let lastFocusKey: string | null = null
