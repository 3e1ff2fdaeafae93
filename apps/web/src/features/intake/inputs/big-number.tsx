/** A figure in large type, and the choice of its unit. */
import { useId } from 'react'
import ui from '../../portal/patient-ui/patient.module.css'
import type { UnitSystem } from '../units.ts'
import styles from './inputs.module.css'

export function Units(props: {
  us: string
  metric: string
  value: UnitSystem
  onChange: (value: UnitSystem) => void
}) {
  const name = useId()
  return (
    <div className={styles.segments} role="radiogroup" aria-label="Unit">
      {(['us', 'metric'] as const).map((system) => (
        <label key={system}>
          <input
            type="radio"
            name={name}
            checked={props.value === system}
            onChange={() => props.onChange(system)}
          />
          {props[system]}
        </label>
      ))}
    </div>
  )
}

export function BigNumber(props: {
  value: string
  onValue: (value: string) => void
  label: string
  unit?: string
  describedBy?: string | undefined
  invalid?: boolean
  decimal?: boolean
  maxLength?: number
  /** Words above the box, where the unit does not say which figure is meant. */
  above?: string
}) {
  const box = (
    <label className={styles.big} data-invalid={props.invalid || undefined}>
      <input
        value={props.value}
        onChange={(event) => props.onValue(event.currentTarget.value)}
        inputMode={props.decimal ? 'decimal' : 'numeric'}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        autoComplete="off"
        maxLength={props.maxLength ?? 6}
        size={4}
        placeholder="0"
      />
      {props.unit && <span aria-hidden>{props.unit}</span>}
    </label>
  )
  if (props.above === undefined) return box
  return (
    <div className={styles.under}>
      <span className={ui.label} aria-hidden>
        {props.above}
      </span>
      {box}
    </div>
  )
}
