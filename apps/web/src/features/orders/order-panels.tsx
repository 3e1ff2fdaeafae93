/** Beside the timeline: where it could go instead, what exactly was written, whether it was compared, and the money. */
import type { OrderDetail, PharmacyView } from '@countersign/contract'
import { Button, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useOnline } from '../../ui/banner.tsx'
import { Chip } from '../../ui/chips.tsx'
import { count, moment, money, phoneWords, timeOfDay } from '../../ui/format.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { SkeletonLine } from '../../ui/skeletons.tsx'
import { PharmacyPicker } from '../pharmacies/pharmacy-picker.tsx'
import { milesWords, pharmacyPlace } from '../pharmacies/pharmacy-words.ts'
import styles from './order-panels.module.css'
import { invoiceWords, paymentWords, prescriptionWords } from './order-words.ts'
import { routesQuery, useOrderWork } from './use-orders.ts'

export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.panel}>
      <h3>
        {title}
        {aside}
      </h3>
      {children}
    </section>
  )
}

/** How many of the best are offered at once; the others are looked for. */
const OFFERED = 3

export function ReroutePanel({ detail }: { detail: OrderDetail }) {
  const trouble = detail.troubles.find(({ actions }) => actions.includes('reroute'))
  const rx = detail.prescriptions.find(({ id }) => id === trouble?.prescriptionId)
  if (!trouble || !rx) return null
  return <Reroute key={rx.id} detail={detail} rx={rx} why={trouble.text} />
}

function Reroute(props: { detail: OrderDetail; rx: OrderDetail['prescriptions'][number]; why: string }) {
  const { detail, rx, why } = props
  const routes = useQuery(routesQuery(detail.order.id))
  const online = useOnline()
  const [other, setOther] = useState<PharmacyView | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const reroute = useOrderWork('rerouteOrder', detail)
  const possible = (routes.data?.items ?? []).filter(
    ({ excluded, pharmacy }) => excluded === null && pharmacy.ncpdpId !== rx.pharmacy.ncpdpId,
  )
  const offered = possible.slice(0, OFFERED)
  const picked =
    other ?? (offered.find(({ pharmacy }) => pharmacy.ncpdpId === chosen) ?? offered[0])?.pharmacy ?? null
  const send = (pharmacyId: string) =>
    reroute.mutate({ prescriptionId: rx.id, pharmacyId, text: `${rx.pharmacy.name}: ${why}`.slice(0, 500) })
  return (
    <Panel title="Reroute">
      {routes.isPending && <SkeletonLine width="70%" />}
      <ProblemAlert error={routes.error} onRetry={() => routes.refetch()} />
      {routes.isSuccess && offered.length === 0 && <p>The clinic’s rules know of no other pharmacy.</p>}
      <Radio.Group
        aria-label="Send it to"
        value={other === null ? (picked?.ncpdpId ?? '') : ''}
        onChange={(id) => {
          setOther(null)
          setChosen(id)
        }}
      >
        {offered.map(({ pharmacy, reasons }) => (
          <Radio.Card key={pharmacy.ncpdpId} value={pharmacy.ncpdpId} className={styles.route}>
            <Radio.Indicator size="xs" />
            <span>
              <b>{pharmacy.name}</b>
              {pharmacy.kind === 'retail' && pharmacy.distanceMiles !== null
                ? `${milesWords(pharmacy.distanceMiles)}, ${pharmacy.city}`
                : pharmacyPlace(pharmacy)}
            </span>
            <small>{reasons.find((one) => !/away\.$/.test(one.text))?.text ?? 'Stock unknown'}</small>
          </Radio.Card>
        ))}
      </Radio.Group>
      <PharmacyPicker
        className={styles.otherPharmacy}
        label="Or another"
        none={{ title: 'Look for one', text: 'By name, city or ZIP code' }}
        value={other}
        orderId={detail.order.id}
        patientState={detail.patient.state}
        readOnly={false}
        onChoose={setOther}
      />
      <ProblemAlert error={reroute.error} />
      <Button
        fullWidth
        disabled={picked === null || !online}
        loading={reroute.isPending}
        onClick={() => picked && send(picked.ncpdpId)}
      >
        {picked === null ? 'Choose a pharmacy' : `Reroute to ${picked.name}`}
      </Button>
      {detail.actions.includes('resend') && (
        <Button
          fullWidth
          variant="default"
          mt={6}
          disabled={reroute.isPending || !online}
          onClick={() => send(rx.pharmacy.ncpdpId)}
        >
          Send again to {rx.pharmacy.name}
        </Button>
      )}
    </Panel>
  )
}

export function DosePanel({ detail, onAdjust }: { detail: OrderDetail; onAdjust: () => void }) {
  const { prescriptions, actions } = detail
  const rx =
    prescriptions.find(({ status }) => status !== 'draft' && status !== 'rerouted') ?? prescriptions[0]
  if (!rx)
    return (
      <Panel title="Prescription">
        <p>None was signed.</p>
      </Panel>
    )
  return (
    <Panel
      title="Prescription"
      aside={
        <Chip
          tone={
            rx.status === 'rejected'
              ? 'danger'
              : rx.status === 'filled' || rx.status === 'verified'
                ? 'done'
                : rx.status === 'transmission_unknown'
                  ? 'ask'
                  : 'line'
          }
        >
          {prescriptionWords[rx.status]}
        </Chip>
      }
    >
      <p>
        <b>{rx.drugDescription}</b>
        {rx.sig}
      </p>
      <dl>
        <div>
          <dt>Amount</dt>
          <dd>
            {rx.quantity}, {count(rx.daysSupply, 'day')},{' '}
            {rx.refills === 0 ? 'no refills' : count(rx.refills, 'refill')}
          </dd>
        </div>
        {rx.dispensedQuantity !== null && (
          <div>
            <dt>Handed out</dt>
            <dd className="num">{rx.dispensedQuantity}</dd>
          </div>
        )}
        <div>
          <dt>Pharmacy</dt>
          <dd>
            {rx.pharmacy.name}, {rx.pharmacy.city}
            <br />
            <a href={`tel:${rx.pharmacy.phone}`}>{phoneWords(rx.pharmacy.phone)}</a>
          </dd>
        </div>
        <div>
          <dt>Signed</dt>
          <dd>{moment(rx.signedAt)}</dd>
        </div>
      </dl>
      {actions.includes('adjust') && (
        <>
          <p className={styles.fine}>
            The same dose goes out under the signature of {timeOfDay(rx.signedAt)}. Another is checked and
            signed again.
          </p>
          <Button fullWidth variant="default" onClick={onAdjust}>
            Change the dose
          </Button>
        </>
      )}
    </Panel>
  )
}

export function VerificationPanel({ detail, onVerify }: { detail: OrderDetail; onVerify: () => void }) {
  const { verification, prescriptions, actions } = detail
  const rx = prescriptions.find(({ id }) => id === verification?.prescriptionId)
  const current = prescriptions.find(({ status }) => status !== 'draft' && status !== 'cancelled')
  if (!current) return null
  const stands = verification !== null && rx?.id === current.id
  return (
    <Panel
      title="Medication"
      aside={<Chip tone={stands ? 'done' : 'neutral'}>{stands ? 'Compared' : 'Not compared'}</Chip>}
    >
      <dl>
        <div>
          <dt>Strength</dt>
          <dd>{current.strength}</dd>
        </div>
        <div>
          <dt>Form</dt>
          <dd>{current.form}</dd>
        </div>
        <div>
          <dt>RxCUI</dt>
          <dd className="num">{current.rxcui ?? 'none stated'}</dd>
        </div>
        <div>
          <dt>NDC</dt>
          <dd className="num">{current.ndc ?? 'any of this product'}</dd>
        </div>
      </dl>
      {verification !== null && (
        <p className={styles.fine}>
          {stands ? 'Compared' : 'An earlier prescription was compared'} by {verification.by},{' '}
          {moment(verification.at)}.{verification.note && ` ${verification.note}`}
        </p>
      )}
      {actions.includes('verify') && (
        <Button fullWidth variant="default" onClick={onVerify}>
          {stands ? 'Compare again' : 'Compare with what is meant'}
        </Button>
      )}
    </Panel>
  )
}

export function MoneyPanel({ detail }: { detail: OrderDetail }) {
  const { invoice, payment } = detail.order
  return (
    <Panel
      title="Money"
      aside={
        <Chip
          tone={invoice.status === 'paid' ? 'done' : invoice.status === 'payment_failed' ? 'danger' : 'line'}
        >
          {invoiceWords[invoice.status]}
        </Chip>
      }
    >
      <dl>
        <div>
          <dt>Invoice {invoice.number}</dt>
          <dd className="num">{money(invoice.amountCents, invoice.currency)}</dd>
        </div>
        <div>
          <dt>Card</dt>
          <dd>{payment ? paymentWords[payment.status] : 'No card yet'}</dd>
        </div>
        {payment?.failureCode && (
          <div>
            <dt>Refused with</dt>
            <dd>{payment.failureCode.replaceAll('_', ' ')}</dd>
          </div>
        )}
      </dl>
    </Panel>
  )
}
