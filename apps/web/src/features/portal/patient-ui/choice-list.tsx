/** Radio or checkbox cards on native inputs. Number keys choose; letters and Enter stay the browser's. */
import { type ReactNode, useEffect, useId } from 'react'
import styles from './patient.module.css'

export type Choice = { value: string; label: ReactNode; detail?: ReactNode; end?: ReactNode }

/** Whether a key press belongs to a text field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'button', 'submit'].includes(target.type)
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  )
}

export function ChoiceList(props: {
  choices: readonly Choice[]
  chosen: readonly string[]
  several: boolean
  onChoose: (value: string) => void
  label?: string
  labelledBy?: string
  describedBy?: string | undefined
  invalid?: boolean
  /** Number keys choose: only one list on a screen should ask for them. */
  numberKeys?: boolean
}) {
  const name = useId()
  const { choices, onChoose, numberKeys } = props
  useEffect(() => {
    if (!numberKeys) return
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return
      const choice = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined
      if (choice === undefined) return
      event.preventDefault()
      onChoose(choice.value)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [choices, onChoose, numberKeys])
  return (
    <fieldset
      className={styles.choices}
      role={props.several ? undefined : 'radiogroup'}
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      data-invalid={props.invalid || undefined}
    >
      {choices.map((choice, index) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type={props.several ? 'checkbox' : 'radio'}
            name={name}
            value={choice.value}
            checked={props.chosen.includes(choice.value)}
            onChange={() => onChoose(choice.value)}
          />
          <span className={styles.choiceText}>
            {choice.label}
            {choice.detail && <small>{choice.detail}</small>}
          </span>
          {choice.end && <span className={styles.choiceEnd}>{choice.end}</span>}
          {numberKeys && index < 9 && <kbd aria-hidden>{index + 1}</kbd>}
        </label>
      ))}
    </fieldset>
  )
}
