/** A key as it stands inside the button it presses. Hidden on touch screens and by preference. */
import styles from './primitives.module.css'

export function KeyCap({
  children,
  onFill,
  always,
}: {
  children: string
  onFill?: boolean
  always?: boolean
}) {
  return (
    <kbd
      className={styles.key}
      aria-hidden
      data-on-fill={onFill ? '' : undefined}
      data-hint={always ? undefined : ''}
    >
      {children === 'Enter' ? <Return /> : children}
    </kbd>
  )
}

/** The return arrow: the Latin subset of the typeface has no glyph for it. */
function Return() {
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      aria-hidden
    >
      <path
        d="M10 2.5v3a1.5 1.5 0 0 1-1.5 1.5H2.5M4.7 4.7 2.4 7l2.3 2.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
