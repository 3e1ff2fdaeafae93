/** One order beside the list: what is wrong and what to do, every message with its time, the patient, and the money. */
import type { OrderAction, OrderDetail } from '@countersign/contract'
import { ActionIcon, Button, type ButtonProps } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCopy,
  IconHandStop,
  IconHelpCircle,
  IconMessage,
  IconPhone,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Chip } from '../../ui/chips.tsx'
import { asSentence, moment, phoneWords, sexLetters, stateName } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Delayed, SkeletonLine } from '../../ui/skeletons.tsx'
import { useKeys } from '../workspace/keys.ts'
import { AdjustDialog } from './adjust-dialog.tsx'
import { PatientContext } from './order-context.tsx'
import styles from './order-detail-modal.module.css'
import { CancelDialog, HoldDialog, ReleaseDialog, VerifyDialog, WriteDialog } from './order-dialogs.tsx'
import { DosePanel, MoneyPanel, ReroutePanel, VerificationPanel } from './order-panels.tsx'
import { OrderTimeline } from './order-timeline.tsx'
import { detailFace, holdWords, troubleTitle } from './order-words.ts'
import { orderQuery, useAskNetwork } from './use-orders.ts'

export function OrderDetailModal({ id, onClose }: { id: string; onClose: () => void }) {
  const answer = useQuery(orderQuery(id))
  const detail = answer.data
  const face = detail && detailFace(detail)
  return (
    <aside className={styles.drawer} aria-label="Order">
      <header className={styles.drawerHead}>
        <h2>{detail?.patient.name ?? 'Order'}</h2>
        {detail && face && (
          <>
            <span>
              {detail.patient.age} {sexLetters[detail.patient.sex]},{' '}
              {detail.context ? `${detail.context.city}, ` : ''}
              {stateName(detail.patient.state)}
            </span>
            <span className="num">Invoice {detail.order.invoice.number}</span>
            <i />
            <Chip tone={face.tone}>{face.text}</Chip>
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
          <ProblemAlert error={answer.error} onRetry={() => answer.refetch()} />
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
      {detail && <Detail key={id} detail={detail} />}
    </aside>
  )
}

type Open = 'hold' | 'release' | 'cancel' | 'verify' | 'adjust' | 'write'

function Detail({ detail }: { detail: OrderDetail }) {
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const may = (action: OrderAction) => detail.actions.includes(action)
  const first = detail.patient.name.split(' ')[0]
  useKeys({
    ...(may('write_patient') && { m: () => setOpen('write') }),
    ...(may('adjust') && { e: () => setOpen('adjust') }),
    ...(may('hold') && { h: () => setOpen('hold') }),
    ...(may('release') && { h: () => setOpen('release') }),
  })
  return (
    <>
      <Notices detail={detail} onRelease={() => setOpen('release')} />
      <div className={styles.detail}>
        <div>
          <ReroutePanel detail={detail} />
          <DosePanel detail={detail} onAdjust={() => setOpen('adjust')} />
          <VerificationPanel detail={detail} onVerify={() => setOpen('verify')} />
          <MoneyPanel detail={detail} />
        </div>
        <div>
          <OrderTimeline detail={detail} />
          <PatientContext detail={detail} />
        </div>
      </div>
      <footer className={styles.drawerFoot}>
        <span>Every action here is on the audit log</span>
        {may('cancel') && (
          <Button variant="subtle" color="red" onClick={() => setOpen('cancel')}>
            Cancel order
          </Button>
        )}
        {may('hold') && (
          <Button variant="default" onClick={() => setOpen('hold')} rightSection={<KeyCap>h</KeyCap>}>
            Hold
          </Button>
        )}
        {may('release') && (
          <Button variant="default" onClick={() => setOpen('release')} rightSection={<KeyCap>h</KeyCap>}>
            Let it go on
          </Button>
        )}
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link
              to="/consultations/$id"
              params={{ id: detail.consultationId }}
              search={{ do: undefined }}
              {...props}
            />
          )}
        >
          Open the case
        </Button>
        {may('write_patient') && (
          <Button
            variant="default"
            onClick={() => setOpen('write')}
            leftSection={<IconMessage size={15} stroke={1.75} aria-hidden />}
            rightSection={<KeyCap>m</KeyCap>}
          >
            Message {first}
          </Button>
        )}
      </footer>
      {open === 'hold' && <HoldDialog detail={detail} onClose={close} />}
      {open === 'release' && <ReleaseDialog detail={detail} onClose={close} />}
      {open === 'cancel' && <CancelDialog detail={detail} onClose={close} />}
      {open === 'verify' && <VerifyDialog detail={detail} onClose={close} />}
      {open === 'adjust' && <AdjustDialog detail={detail} onClose={close} />}
      {open === 'write' && <WriteDialog detail={detail} onClose={close} />}
    </>
  )
}

const reviewActs = {
  change_request: 'Answer the pharmacy',
  titration_step: 'Review the step',
  renewal: 'Review the renewal',
} as const

/** Why the order is here, first; nothing while all is well. */
function Notices({ detail, onRelease }: { detail: OrderDetail; onRelease: () => void }) {
  const { troubles, order, review, holdText, holdBy } = detail
  // What the pharmacy's refusal holds is told by the refusal.
  const held = order.holdReason !== null && (order.holdReason !== 'pharmacy' || holdBy !== null)
  if (troubles.length === 0 && review === null && !held) return null
  return (
    <div className={styles.notices}>
      {troubles.map((trouble) => (
        <Trouble key={`${trouble.kind}${trouble.prescriptionId ?? ''}`} detail={detail} trouble={trouble} />
      ))}
      {held && order.holdReason !== null && (
        <Notice
          icon={<IconHandStop size={19} stroke={1.75} aria-hidden />}
          title={holdWords[order.holdReason]}
        >
          {holdBy ? `${holdBy}: ` : ''}
          {holdText}
          {detail.actions.includes('release') && (
            <div className={styles.noticeActs}>
              <Act onClick={onRelease} icon={<IconPlayerPlay size={14} stroke={1.75} aria-hidden />}>
                Let it go on
              </Act>
            </div>
          )}
        </Notice>
      )}
      {review && (
        <Notice icon={<IconHelpCircle size={19} stroke={1.75} aria-hidden />} title={review.text}>
          Waits for a signature since {moment(review.since)}.
          <div className={styles.noticeActs}>
            <Button
              size="xs"
              variant="default"
              renderRoot={(props) => <ReviewLink review={review} {...props} />}
            >
              {reviewActs[review.kind]}
            </Button>
          </div>
        </Notice>
      )}
    </div>
  )
}

function ReviewLink({
  review,
  ...props
}: { review: NonNullable<OrderDetail['review']> } & Record<string, unknown>) {
  const params = { id: review.subjectId }
  if (review.kind === 'change_request') return <Link to="/refills/questions/$id" params={params} {...props} />
  if (review.kind === 'titration_step')
    return <Link to="/refills/titrations/$id" params={params} {...props} />
  return <Link to="/consultations/$id" params={params} search={{ do: undefined }} {...props} />
}

const tones = {
  unknown: 'ask',
  stalled: 'ask',
  overdue: 'ask',
  pharmacy_hold: 'ask',
  refund_due: 'ask',
  payment_failed: 'ask',
} as const

function Trouble({ detail, trouble }: { detail: OrderDetail; trouble: OrderDetail['troubles'][number] }) {
  const ask = useAskNetwork(detail)
  const said = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (ask.isSuccess) said.current?.focus()
  }, [ask.isSuccess])
  const rx = detail.prescriptions.find(({ id }) => id === trouble.prescriptionId)
  const pharmacy = rx?.pharmacy ?? detail.order.pharmacy
  const tone = trouble.kind in tones ? 'ask' : 'danger'
  const Icon = tone === 'ask' ? IconHelpCircle : IconAlertTriangle
  return (
    <Notice
      tone={tone}
      icon={<Icon size={19} stroke={1.75} aria-hidden />}
      title={troubleTitle(trouble.kind, pharmacy?.name ?? null)}
    >
      {asSentence(trouble.text)} <small>Since {moment(trouble.since)}</small>
      <div className={styles.noticeActs}>
        {rx && trouble.actions.includes('ask_network') && (
          <Act loading={ask.isPending} onClick={() => ask.mutate(rx.id)}>
            Ask the network now
          </Act>
        )}
        {pharmacy && trouble.actions.includes('call_pharmacy') && (
          <Button
            size="xs"
            variant="default"
            component="a"
            href={`tel:${pharmacy.phone}`}
            leftSection={<IconPhone size={14} stroke={1.75} aria-hidden />}
          >
            Call {phoneWords(pharmacy.phone)}
          </Button>
        )}
      </div>
      {ask.data && (
        <p ref={said} tabIndex={-1} role="status">
          {ask.data.text}
        </p>
      )}
      <ProblemAlert error={ask.error} />
    </Notice>
  )
}

function Notice(props: { tone?: 'danger' | 'ask'; icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className={styles.notice} data-tone={props.tone}>
      {props.icon}
      <div>
        <b>{props.title}</b>
        {props.children}
      </div>
    </div>
  )
}

const Act = ({ icon, ...props }: ButtonProps & { icon?: ReactNode; onClick: () => void }) => (
  <Button size="xs" variant="default" leftSection={icon} {...props} />
)
