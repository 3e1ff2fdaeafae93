/** The bar of an intake: back, where one is, and whether everything is saved. */
import { IconCheck, IconCloudOff, IconLoader2 } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { BackButton } from '../portal/patient-ui/patient-page.tsx'
import type { SenderState } from './answer-sender.ts'
import styles from './intake.module.css'

const stateWords = { saved: 'Saved', saving: 'Saving', waiting: 'Not saved' } as const

export function IntakeBar(props: {
  onBack: () => void
  words: string | undefined
  /** 0 to 1. */
  share: number
  sending: SenderState
  onRetry: () => void
  intakeId: string
  token: string
  clinicName: string
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const { status } = props.sending
  const Icon = status === 'waiting' ? IconCloudOff : status === 'saving' ? IconLoader2 : IconCheck
  const link = `${window.location.origin}/intake/${props.intakeId}#t=${props.token}`
  /** Some browsers, and pages without https, do not let a page copy: then the link is there to be copied by hand. */
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link)
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }
  return (
    <>
      <header>
        <div className={ui.top}>
          <BackButton onClick={props.onBack} />
          <span className={ui.middle}>{props.words}</span>
          <button
            type="button"
            className={ui.textButton}
            data-tone={status === 'waiting' ? 'ask' : undefined}
            aria-haspopup="dialog"
            onClick={() => dialog.current?.showModal()}
          >
            <Icon size={16} stroke={1.75} aria-hidden />
            {stateWords[status]}
          </button>
        </div>
        <div
          className={ui.progress}
          role="progressbar"
          aria-label="How far you are"
          aria-valuenow={Math.round(props.share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <div style={{ width: `${props.share * 100}%` }} />
        </div>
      </header>
      <p className="visually-hidden" role="status">
        {status === 'saved' ? '' : stateWords[status]}
      </p>
      <dialog ref={dialog} className={styles.dialog} aria-labelledby="intake-saved">
        <h2 id="intake-saved">
          {status === 'waiting' ? 'One answer is not saved yet' : 'Your answers are saved'}
        </h2>
        <p>
          {status === 'waiting'
            ? 'There is no connection to the clinic. The answer is kept on this device and sent when it is back.'
            : `You can close this page and come back in this browser within 14 days. To go on with another device, copy this link. Anyone who has it can read your answers: keep it to yourself.`}
        </p>
        <div className={ui.tight} style={{ marginTop: 16 }}>
          {copied === false && (
            <input
              className={ui.input}
              readOnly
              aria-label="Your link, to copy by hand"
              value={link}
              onFocus={(event) => event.currentTarget.select()}
            />
          )}
          {status === 'waiting' ? (
            <BigButton onClick={props.onRetry}>Try again now</BigButton>
          ) : (
            <BigButton look="outline" onClick={() => void copy()}>
              {copied ? 'Link copied' : 'Copy my link'}
            </BigButton>
          )}
          <BigButton look="quiet" onClick={() => dialog.current?.close()}>
            Close
          </BigButton>
        </div>
      </dialog>
    </>
  )
}
