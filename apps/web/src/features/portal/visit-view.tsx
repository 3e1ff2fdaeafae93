/** One visit: the headline, what the patient must do, the timeline, and the ways onward. */
import type { PortalConsultation } from '@countersign/contract'
import { IconBuildingStore, IconChevronRight, IconMessage, IconPill, IconReceipt2 } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../../api/client.ts'
import { money } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { Notice, ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import styles from './portal.module.css'
import { Timeline } from './timeline.tsx'
import { billWords, prescriptionWords, providerName } from './visit-words.ts'

function Card(props: { to: string; icon: ReactNode; title: string; text: ReactNode }) {
  return (
    <Link to={props.to} className={ui.linkCard}>
      {props.icon}
      <span>
        <b className={ui.capital}>{props.title}</b>
        <span className={ui.small}>{props.text}</span>
      </span>
      <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
    </Link>
  )
}

function CardNeeded({ visit }: { visit: PortalConsultation }) {
  const open = useMutation({
    mutationFn: () => api('openCheckout', { params: { id: visit.id } }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  return (
    <Notice
      tone="ask"
      title="We need your card to go on"
      actions={
        <BigButton
          busy={(open.isPending || open.isSuccess) && 'Opening the card page'}
          onClick={() => open.mutate()}
        >
          Enter my card
        </BigButton>
      }
    >
      <p>
        {visit.invoice
          ? `We hold ${money(visit.invoice.amountCents, visit.invoice.currency)} and charge it only if the provider says yes.`
          : 'We charge it only if the provider says yes.'}
      </p>
      {open.isError && (
        <div style={{ marginTop: 10 }}>
          <ProblemNotice error={open.error} />
        </div>
      )}
    </Notice>
  )
}

export function VisitView({ visit, arrived }: { visit: PortalConsultation; arrived?: ReactNode }) {
  const now = new Date(useNow(60_000))
  const by = visit.provider === null ? 'Your provider' : providerName(visit.provider)
  const at = `/portal/visits/${visit.id}`
  const open = visit.request?.status === 'open' ? visit.request : null
  const note = visit.providerMessage !== null && (
    <div className={styles.wrote} id="note">
      <b>{by} wrote</b>
      <p>{visit.providerMessage}</p>
    </div>
  )
  // A refusal, or the way to other care, is read before the list of steps.
  const noteFirst = ['denied', 'escalated', 'cancelled'].includes(visit.status)
  const grey = { size: 24, stroke: 1.75, 'aria-hidden': true, color: 'var(--cs-text-2)' } as const
  return (
    <div className={styles.columns}>
      <div>
        <div>
          <ScreenHeading focusKey={`visit ${visit.id}`}>{visit.headline}</ScreenHeading>
          <p className={styles.lead}>{visit.next}</p>
          <p className="visually-hidden" role="status">
            {visit.headline}
          </p>
        </div>
        {arrived}
        {visit.todo === 'card' && <CardNeeded visit={visit} />}
        {visit.todo === 'answer' && (
          <Notice
            tone="ask"
            title={
              open === null || open.questions.length === 1
                ? `${by} has a question for you`
                : `${by} has ${open.questions.length} questions for you`
            }
            actions={<BigLink href={`${at}/questions`}>Answer now</BigLink>}
          >
            <p>You keep your place in line.</p>
          </Notice>
        )}
        {noteFirst && note}
        <Timeline steps={visit.steps} now={now} />
        {!noteFirst && note}
      </div>
      <div>
        {visit.prescriptions.map((prescription) => (
          <Card
            key={prescription.id}
            to={`${at}/medicines/${prescription.id}`}
            icon={<IconPill size={24} stroke={1.75} aria-hidden color="var(--cs-accent-text)" />}
            title={prescription.medicine}
            text={`How to take it, what to expect. ${prescriptionWords(prescription.status)}`}
          />
        ))}
        <Card
          to={`${at}/messages`}
          icon={<IconMessage {...grey} />}
          title="Ask us anything"
          text={
            visit.messages.length === 0
              ? 'We answer within a day'
              : visit.messages.length === 1
                ? '1 message'
                : `${visit.messages.length} messages`
          }
        />
        {visit.pharmacy &&
          (visit.pharmacyChangeable ? (
            <Card
              to={`${at}/pharmacy`}
              icon={<IconBuildingStore {...grey} />}
              title={visit.pharmacy.name}
              text={`${visit.pharmacy.city}, ${visit.pharmacy.state}. You can still change it`}
            />
          ) : (
            <div className={ui.linkCard} style={{ cursor: 'default' }}>
              <IconBuildingStore {...grey} />
              <span>
                <b>{visit.pharmacy.name}</b>
                <span className={ui.small}>
                  {visit.pharmacy.addressLine}, {visit.pharmacy.city}, {visit.pharmacy.state}
                </span>
              </span>
            </div>
          ))}
        {visit.invoice && (
          <Card
            to={`${at}/bill`}
            icon={<IconReceipt2 {...grey} />}
            title={`${money(visit.invoice.amountCents, visit.invoice.currency)} for the visit`}
            text={billWords(visit.invoice.status, visit.invoice.payment).text}
          />
        )}
        <p className={ui.smaller}>
          Feeling very unwell? <a href="tel:911">Call 911</a>. Do not wait for us.
        </p>
      </div>
    </div>
  )
}
