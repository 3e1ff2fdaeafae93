/** What happened, what happens now, and what comes next. */
import type { PortalStep } from '@countersign/contract'
import {
  IconBuildingStore,
  IconCheck,
  IconClock,
  IconCreditCard,
  IconMessage,
  IconStethoscope,
  IconX,
} from '@tabler/icons-react'
import { momentInWords } from './plain-dates.ts'
import styles from './portal.module.css'

const stateWords = { done: 'Done', now: 'Now', next: 'Later', stopped: 'Stopped' } as const

/** The picture of the present step follows from what it is about. */
function nowIcon(key: string) {
  if (/pharm|fill|prescription|sent/.test(key)) return IconBuildingStore
  if (/card|pay|charge/.test(key)) return IconCreditCard
  if (/answer|question|info|message/.test(key)) return IconMessage
  if (/review|provider|decid/.test(key)) return IconStethoscope
  return IconClock
}

export function Timeline({ steps, now }: { steps: readonly PortalStep[]; now: Date }) {
  return (
    <ol className={styles.timeline} aria-label="Your visit step by step">
      {steps.map((step) => {
        const Icon = step.state === 'done' ? IconCheck : step.state === 'stopped' ? IconX : nowIcon(step.key)
        return (
          <li key={step.key} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
            <span className={styles.dot}>
              {step.state !== 'next' && <Icon size={16} stroke={1.75} aria-hidden />}
            </span>
            <div>
              <b>
                <span className="visually-hidden">{stateWords[step.state]}: </span>
                {step.title}
              </b>
              {(step.at !== null || step.text !== '') && (
                <p>
                  {[step.at === null ? '' : momentInWords(step.at, now), step.text]
                    .filter((part) => part !== '')
                    .join('. ')}
                </p>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
