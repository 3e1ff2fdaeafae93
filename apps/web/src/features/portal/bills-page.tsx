/** What was held, charged and given back. */
import type { PortalConsultation } from '@countersign/contract'
import { IconChevronRight } from '@tabler/icons-react'
import { useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { money } from '../../ui/format.ts'
import { HomeState } from './home-state.tsx'
import { BigButton } from './patient-ui/buttons.tsx'
import { Notice, ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'
import { dayInWords } from './plain-dates.ts'
import styles from './portal.module.css'
import { PortalFrame } from './portal-frame.tsx'
import { portalHomeQuery, visitQuery } from './use-visit.ts'
import { useVisit, VisitState } from './visit-state.tsx'
import { billWords, visitNames } from './visit-words.ts'

export function BillsPage() {
  const home = useQuery(portalHomeQuery)
  const visits = useQueries({ queries: (home.data?.consultations ?? []).map((row) => visitQuery(row.id)) })
  const failed = visits.find((visit) => visit.isError && !visit.data)
  const now = new Date()
  return (
    <PortalFrame title="Bills" place="Bills">
      <div className={`${styles.narrow} ${ui.stack}`}>
        <ScreenHeading focusKey="bills">Your bills</ScreenHeading>
        <HomeState home={home} empty="You pay for a visit only if the provider says yes.">
          {() =>
            failed ? (
              <ProblemNotice
                error={failed.error}
                actions={
                  <BigButton look="outline" onClick={() => void failed.refetch()}>
                    Try again
                  </BigButton>
                }
              />
            ) : visits.some((visit) => visit.isPending) ? (
              <Skeletons heights={[74, 74]} />
            ) : (
              visits.flatMap(({ data }) =>
                data?.invoice
                  ? [
                      <Link
                        key={data.id}
                        to="/portal/visits/$id/bill"
                        params={{ id: data.id }}
                        className={ui.linkCard}
                      >
                        <span>
                          <b>{money(data.invoice.amountCents, data.invoice.currency)}</b>
                          <span className={ui.small}>
                            {visitNames[data.category]}, {dayInWords(data.submittedAt, now)}.{' '}
                            {billWords(data.invoice.status, data.invoice.payment).text}
                          </span>
                        </span>
                        <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
                      </Link>,
                    ]
                  : [],
              )
            )
          }
        </HomeState>
      </div>
    </PortalFrame>
  )
}

export function BillPage() {
  const { id } = useParams({ from: '/portal/visits/$id/bill' })
  const visit = useVisit(id)
  return (
    <PortalFrame title="Bill" place="Bills" back={{ to: `/portal/visits/${id}`, label: 'Back to my visit' }}>
      <div className={`${styles.narrow} ${ui.stack}`}>
        <VisitState visit={visit}>
          {(loaded) =>
            loaded.invoice ? (
              <Bill visit={loaded} invoice={loaded.invoice} />
            ) : (
              <>
                <ScreenHeading focusKey="no-bill">There is no bill for this visit</ScreenHeading>
                <p className={styles.lead}>Nothing was charged.</p>
              </>
            )
          }
        </VisitState>
      </div>
    </PortalFrame>
  )
}

function Bill(props: { visit: PortalConsultation; invoice: NonNullable<PortalConsultation['invoice']> }) {
  const { visit, invoice } = props
  const words = billWords(invoice.status, invoice.payment)
  const open = useMutation({
    mutationFn: () => api('openCheckout', { params: { id: visit.id } }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const pays = visit.todo === 'card' || invoice.status === 'payment_failed' || invoice.status === 'open'
  const amount = money(invoice.amountCents, invoice.currency)
  return (
    <>
      <ScreenHeading focusKey={`bill ${invoice.number}`}>{amount} for your visit</ScreenHeading>
      <Notice
        tone={words.tone}
        title={words.text}
        actions={
          pays && (
            <BigButton
              busy={(open.isPending || open.isSuccess) && 'Opening the card page'}
              onClick={() => open.mutate()}
            >
              {visit.todo === 'card' ? 'Enter my card' : 'Pay with a card'}
            </BigButton>
          )
        }
      >
        {open.isError && <ProblemNotice error={open.error} />}
      </Notice>
      <ul className={styles.rows}>
        {[
          { label: 'Bill number', value: invoice.number },
          {
            label: 'For',
            value: `${visitNames[visit.category]}, ${dayInWords(visit.submittedAt, new Date())}`,
          },
          { label: 'Amount', value: amount },
        ].map((row) => (
          <li key={row.label}>
            <div>
              <p className={styles.term}>{row.label}</p>
              <p className={row.label === 'Amount' ? styles.amount : undefined}>{row.value}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className={ui.small}>The pharmacy charges for the medicine itself. Ask there about your copay.</p>
      <BigButton look="outline" onClick={() => window.print()}>
        Print or save {words.tone === 'done' ? 'this receipt' : 'this page'}
      </BigButton>
    </>
  )
}
