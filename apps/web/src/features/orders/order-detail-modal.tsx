/** One order beside the list: every message with its time and outcome, what was prescribed, where, and the money. */
import type { OrderDetail } from '@countersign/contract'
import { ActionIcon, Button } from '@mantine/core'
import {
  IconCheck,
  IconCopy,
  IconCreditCard,
  IconHelpCircle,
  IconInfoCircle,
  IconMail,
  IconPackage,
  IconPencil,
  IconSend,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Chip } from '../../ui/chips.tsx'
import { categoryNames, count, longDate, money, phoneWords, timeWithSeconds } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { holdWords, invoiceWords, orderStatusWords, paymentWords, prescriptionWords } from './order-words.ts'
import styles from './orders.module.css'
import { orderQuery } from './use-orders.ts'

export function OrderDetailModal({ id, onClose }: { id: string; onClose: () => void }) {
  const answer = useQuery(orderQuery(id))
  const detail = answer.data
  return (
    <aside className={styles.drawer} aria-label="Order">
      <header className={styles.drawerHead}>
        <h2>{detail?.patient.name ?? 'Order'}</h2>
        {detail && (
          <>
            <span>
              {detail.patient.state}, {categoryNames[detail.category]}
            </span>
            <span>Invoice {detail.order.invoice.number}</span>
            <i />
            <StatusChip detail={detail} />
            <ActionIcon
              aria-label="Copy the address of this order"
              onClick={() => navigator.clipboard.writeText(window.location.href)}
            >
              <IconCopy size={17} stroke={1.6} aria-hidden />
            </ActionIcon>
          </>
        )}
        <ActionIcon aria-label="Close" onClick={onClose} ml={detail ? 0 : 'auto'}>
          <IconX size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </header>
      {answer.error !== null && (
        <div className={styles.problem}>
          <ProblemAlert error={answer.error}>
            <Button size="xs" variant="default" onClick={() => answer.refetch()}>
              Try again
            </Button>
          </ProblemAlert>
        </div>
      )}
      {answer.isPending && (
        <Delayed>
          <div className={styles.loading}>
            {[80, 60, 70, 50, 65].map((width) => (
              <SkeletonLine key={width} width={`${width}%`} />
            ))}
          </div>
        </Delayed>
      )}
      {detail && <Detail detail={detail} />}
    </aside>
  )
}

function StatusChip({ detail }: { detail: OrderDetail }) {
  const { order } = detail
  const last = order.prescriptions.at(-1)
  if (last?.status === 'rejected') return <Chip tone="danger">{prescriptionWords.rejected}</Chip>
  if (last?.status === 'transmission_unknown')
    return <Chip tone="ask">{prescriptionWords.transmission_unknown}</Chip>
  if (order.holdReason) return <Chip tone="ask">{holdWords[order.holdReason]}</Chip>
  const done = order.status === 'filled' || order.status === 'completed' || order.status === 'shipped'
  return <Chip tone={done ? 'done' : 'line'}>{orderStatusWords[order.status]}</Chip>
}

const kindIcons = {
  decision: IconPencil,
  message_out: IconSend,
  message_in: IconCheck,
  payment: IconCreditCard,
  notification: IconMail,
  order: IconPackage,
} as const

function Detail({ detail }: { detail: OrderDetail }) {
  const { order, timeline } = detail
  const trouble = order.prescriptions.filter((one) => one.rejectText !== null).at(-1)
  return (
    <>
      {trouble && (
        <div className={styles.trouble} role="alert">
          <b>{trouble.pharmacy.name} cannot fill it</b>
          {trouble.rejectText}
        </div>
      )}
      <div className={styles.detail}>
        <div>
          <section>
            <h3 className={styles.head}>
              Timeline <span>every message, newest first</span>
            </h3>
            {timeline.length === 0 && <p className={styles.quiet}>Nothing has happened yet.</p>}
            <ol className={styles.events}>
              {timeline.toReversed().map((entry) => {
                const Icon =
                  entry.outcome === 'trouble'
                    ? IconX
                    : entry.outcome === 'unknown'
                      ? IconHelpCircle
                      : kindIcons[entry.kind]
                return (
                  <li key={`${entry.at}${entry.text}`} data-outcome={entry.outcome}>
                    <span className={styles.eventIcon}>
                      <Icon size={13} stroke={2} aria-hidden />
                    </span>
                    <b>
                      {entry.text}
                      {entry.outcome === 'trouble' && <span className="visually-hidden">, trouble</span>}
                      {entry.outcome === 'unknown' && <small>Outcome not known yet</small>}
                    </b>
                    <time dateTime={entry.at} title={longDate(entry.at)}>
                      {new Date(entry.at).toDateString() === new Date().toDateString()
                        ? ''
                        : `${longDate(entry.at).split(',')[0]}, `}
                      {timeWithSeconds(entry.at)}
                    </time>
                  </li>
                )
              })}
            </ol>
          </section>
        </div>
        <div>
          {order.prescriptions.toReversed().map((one) => (
            <section key={one.id} className={styles.panel}>
              <h3>
                Prescription
                <Chip
                  tone={
                    one.status === 'rejected'
                      ? 'danger'
                      : one.status === 'filled' || one.status === 'verified'
                        ? 'done'
                        : one.status === 'transmission_unknown'
                          ? 'ask'
                          : 'line'
                  }
                >
                  {prescriptionWords[one.status]}
                </Chip>
              </h3>
              <p>
                <b>{one.drugDescription}</b>
                {one.sig}
              </p>
              <dl>
                <div>
                  <dt>Amount</dt>
                  <dd>
                    {one.quantity}, {count(one.daysSupply, 'day')},{' '}
                    {one.refills === 0 ? 'no refills' : count(one.refills, 'refill')}
                  </dd>
                </div>
                <div>
                  <dt>Pharmacy</dt>
                  <dd>
                    {one.pharmacy.name}, {one.pharmacy.city}
                    <br />
                    <a href={`tel:${one.pharmacy.phone}`}>{phoneWords(one.pharmacy.phone)}</a>
                  </dd>
                </div>
                <div>
                  <dt>Signed</dt>
                  <dd>{timeWithSeconds(one.signedAt)}</dd>
                </div>
              </dl>
            </section>
          ))}
          {order.prescriptions.length === 0 && (
            <section className={styles.panel}>
              <h3>Prescription</h3>
              <p>None was signed.</p>
            </section>
          )}
          <section className={styles.panel}>
            <h3>
              Money
              <Chip
                tone={
                  order.invoice.status === 'paid'
                    ? 'done'
                    : order.invoice.status === 'payment_failed'
                      ? 'danger'
                      : 'line'
                }
              >
                {invoiceWords[order.invoice.status]}
              </Chip>
            </h3>
            <dl>
              <div>
                <dt>Invoice {order.invoice.number}</dt>
                <dd className="num">{money(order.invoice.amountCents, order.invoice.currency)}</dd>
              </div>
              <div>
                <dt>Card</dt>
                <dd>{order.payment ? paymentWords[order.payment.status] : 'No card yet'}</dd>
              </div>
              {order.payment?.failureCode && (
                <div>
                  <dt>Refused with</dt>
                  <dd>{order.payment.failureCode.replaceAll('_', ' ')}</dd>
                </div>
              )}
            </dl>
          </section>
        </div>
      </div>
      <footer className={styles.drawerFoot}>
        <IconInfoCircle size={15} stroke={1.6} aria-hidden />
        <span>Reading this is on the audit log</span>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/consultations/$id" params={{ id: detail.consultationId }} {...props} />
          )}
        >
          Open the case
        </Button>
      </footer>
    </>
  )
}
