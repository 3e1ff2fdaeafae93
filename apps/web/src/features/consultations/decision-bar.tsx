/** The acts that end a review, always in the same places: Approve last on the right, the undo slot on the left. */
import { Button } from '@mantine/core'
import { IconArrowUpRight, IconCheck, IconCircleCheck, IconHelpCircle, IconLock } from '@tabler/icons-react'
import { KeyCap } from '../../ui/key-cap.tsx'
import styles from './decision-bar.module.css'
import type { Gate } from './gate.ts'
import { UndoSlot } from './undo-slot.tsx'
import { useUndoable } from './undo-store.ts'

export type DecisionBarProps = {
  gate: Gate
  /** What signing would send: "After a 10 s undo: prescription to …" */
  consequence: string
  signing: boolean
  /** A red flag stands and nothing is left to ask: escalating is the safe next step. */
  escalateFirst: boolean
  askCount: number
  asking: boolean
  askReady: boolean
  askProblem: string | null
  /** Nothing can be prescribed: a denial is where other ways are offered. */
  nothingToOffer: boolean
  sending: boolean
  /** A decision is under way or its answer is not known: no other can be made. */
  held: boolean
  /** Said while it may be signed although something stands open. */
  caution: string | null
  online: boolean
  /** When the hold runs out if no beat reaches the server, as a time of day. */
  holdEnds: string | null
  onApprove: () => void
  onAsk: () => void
  /** Closes the questions; absent where asking is the only way on. */
  cancelAsk?: () => void
  onDeny: () => void
  onEscalate: () => void
  onRelease: () => void
}

export function DecisionBar(props: DecisionBarProps) {
  const { gate } = props
  const undoing = useUndoable().length > 0
  const closed = !gate.open || !props.online
  const off = props.held || !props.online
  const reason = props.online
    ? gate.text
    : `Decisions need a connection.${props.holdEnds ? ` Your hold ends at ${props.holdEnds}; back before then, it is still yours.` : ''}`
  const askFirst = props.asking || (closed && props.askCount > 0)
  return (
    <section className={styles.bar} aria-label="Decision">
      {undoing ? (
        <UndoSlot />
      ) : (
        <p
          className={styles.say}
          data-tone={closed && gate.absolute ? 'danger' : closed ? 'wait' : props.caution ? 'ask' : undefined}
          data-ready={closed || props.asking ? undefined : ''}
        >
          {(props.asking && props.askProblem !== null) || (!closed && props.caution !== null) ? (
            <IconHelpCircle size={19} stroke={1.75} aria-hidden />
          ) : closed ? (
            <IconLock size={18} stroke={1.75} aria-hidden />
          ) : (
            <IconCircleCheck size={19} stroke={1.75} aria-hidden />
          )}
          <span>
            {props.asking && props.askProblem !== null ? (
              props.askProblem
            ) : closed ? (
              reason
            ) : (
              <>
                <b>{props.caution ?? 'Ready to sign.'}</b> {props.consequence}
              </>
            )}
          </span>
        </p>
      )}
      <span id="approve-reason" className="visually-hidden">
        {closed ? reason : props.consequence}
      </span>
      <div className={styles.acts} data-ask-first={askFirst ? '' : undefined}>
        <Button
          size="lg"
          variant="subtle"
          color="gray"
          aria-disabled={off}
          onClick={props.onRelease}
          rightSection={<KeyCap>r</KeyCap>}
          className={styles.second}
        >
          Release
        </Button>
        <Button
          size="lg"
          variant={props.escalateFirst && !off ? 'filled' : 'default'}
          aria-disabled={off}
          onClick={props.onEscalate}
          leftSection={<IconArrowUpRight size={16} stroke={1.9} aria-hidden />}
          className={styles.second}
        >
          Escalate
        </Button>
        {props.asking && props.cancelAsk ? (
          <Button size="lg" variant="default" onClick={props.cancelAsk}>
            Not now
          </Button>
        ) : (
          <Button
            size="lg"
            variant="default"
            aria-disabled={off}
            onClick={props.onDeny}
            rightSection={<KeyCap>d</KeyCap>}
          >
            {props.nothingToOffer ? (
              <>
                Deny<span className={styles.more}>, offer alternatives</span>
              </>
            ) : (
              'Deny'
            )}
          </Button>
        )}
        <Button
          size="lg"
          variant={askFirst && !off ? 'filled' : 'default'}
          onClick={props.onAsk}
          loading={props.sending}
          aria-disabled={off || (props.asking && !props.askReady)}
          rightSection={<KeyCap onFill={askFirst && !off}>i</KeyCap>}
        >
          {props.askCount > 0 && askFirst
            ? `Ask ${props.askCount === 1 ? '1 question' : `${props.askCount} questions`}`
            : 'Ask'}
        </Button>
        <Button
          size="lg"
          className={styles.approve}
          variant={closed ? 'light' : askFirst ? 'default' : 'filled'}
          color={closed ? 'gray' : undefined}
          aria-disabled={closed || props.signing}
          aria-describedby="approve-reason"
          onClick={props.onApprove}
          leftSection={
            closed ? (
              <IconLock size={16} stroke={1.9} aria-hidden />
            ) : (
              <IconCheck size={17} stroke={2} aria-hidden />
            )
          }
          rightSection={closed ? undefined : <KeyCap onFill={!askFirst}>a</KeyCap>}
          data-closed={closed ? '' : undefined}
        >
          {props.signing ? 'Signing' : 'Approve'}
        </Button>
      </div>
    </section>
  )
}
