/** Every message with its time and outcome, prescription by prescription, then what concerns the whole order. */
import type { OrderDetail } from '@countersign/contract'
import {
  IconCheck,
  IconCreditCard,
  IconHelpCircle,
  IconMail,
  IconPackage,
  IconPencil,
  IconSend,
  IconX,
} from '@tabler/icons-react'
import { count, longDate, shortDate, timeWithSeconds } from '../../ui/format.ts'
import styles from './order-timeline.module.css'
import { timelineGroups } from './order-words.ts'

type Entry = OrderDetail['timeline'][number]

const kindIcons = {
  decision: IconPencil,
  message_out: IconSend,
  message_in: IconCheck,
  payment: IconCreditCard,
  notification: IconMail,
  order: IconPackage,
} as const

export function OrderTimeline({ detail }: { detail: OrderDetail }) {
  const { prescriptions, order } = timelineGroups(detail)
  const many = prescriptions.length > 1
  return (
    <section>
      <h3 className={styles.head}>
        Timeline <span>every message, newest first</span>
      </h3>
      {prescriptions.map(({ rx, entries }) => (
        <div key={rx.id} className={styles.group}>
          <p>
            {many && <b>{rx.step > 1 ? `Step ${rx.step}` : rx.replacesId ? 'Replacement' : 'First'}, </b>}
            {rx.drugDescription}, {rx.quantity} for {count(rx.daysSupply, 'day')}
          </p>
          {entries.length === 0 ? (
            <p className={styles.quiet}>
              {rx.startsOn ? `To be sent on ${shortDate(rx.startsOn)}, after its check-in.` : 'Not sent yet.'}
            </p>
          ) : (
            <Entries entries={entries} />
          )}
        </div>
      ))}
      <div className={styles.group}>
        {prescriptions.length > 0 && <p>The order</p>}
        {order.length === 0 ? (
          <p className={styles.quiet}>Nothing has happened yet.</p>
        ) : (
          <Entries entries={order} />
        )}
      </div>
    </section>
  )
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  const today = new Date().toDateString()
  return (
    <ol className={styles.events}>
      {entries.map((entry) => {
        const Icon =
          entry.outcome === 'trouble'
            ? IconX
            : entry.outcome === 'unknown'
              ? IconHelpCircle
              : kindIcons[entry.kind]
        return (
          <li key={`${entry.at}${entry.text}${entry.detail ?? ''}`} data-outcome={entry.outcome}>
            <span className={styles.eventIcon}>
              <Icon size={13} stroke={2} aria-hidden />
            </span>
            <div>
              <b>
                {entry.text}
                {entry.outcome === 'trouble' && <span className="visually-hidden">, trouble</span>}
              </b>
              {entry.detail && <small>{entry.detail}</small>}
              {entry.outcome === 'unknown' && <small data-ask>Outcome not known yet</small>}
            </div>
            <time dateTime={entry.at} title={longDate(entry.at)}>
              {new Date(entry.at).toDateString() === today ? '' : `${shortDate(entry.at)}, `}
              {timeWithSeconds(entry.at)}
            </time>
          </li>
        )
      })}
    </ol>
  )
}
