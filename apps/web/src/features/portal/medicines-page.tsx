/** The patient's medicines: the list, and one with how to take it and when to get help. */
import type { PortalConsultation, PortalPrescription } from '@countersign/contract'
import { IconAlertTriangle, IconChevronRight, IconPill, IconPrinter } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { phoneWords } from '../../ui/format.ts'
import { HomeState } from './home-state.tsx'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { Notice, ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'
import { dayInWords } from './plain-dates.ts'
import styles from './portal.module.css'
import { PortalFrame } from './portal-frame.tsx'
import { RefillCards } from './refill-cards.tsx'
import { TitrationCards } from './titration-cards.tsx'
import { portalHomeQuery, visitQuery } from './use-visit.ts'
import { useVisit, VisitState } from './visit-state.tsx'
import { listInWords, prescriptionWords, providerName } from './visit-words.ts'

export function MedicinesPage() {
  const home = useQuery(portalHomeQuery)
  const visits = useQueries({ queries: (home.data?.consultations ?? []).map((row) => visitQuery(row.id)) })
  const failed = visits.find((visit) => visit.isError && !visit.data)
  const rows = visits.flatMap((visit) =>
    (visit.data?.prescriptions ?? []).map((prescription) => ({
      visitId: visit.data?.id ?? '',
      prescription,
    })),
  )
  return (
    <PortalFrame title="Medicines" place="Medicines">
      <div className={`${styles.narrow} ${ui.stack}`}>
        <ScreenHeading focusKey="medicines">Your medicines</ScreenHeading>
        <HomeState home={home} empty="When a provider says yes, your medicine shows here.">
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
            ) : rows.length === 0 ? (
              <Notice tone="info" title="No medicine yet">
                <p>When a provider says yes, your medicine shows here, with how to take it.</p>
              </Notice>
            ) : (
              rows.map(({ visitId, prescription }) => (
                <Link
                  key={prescription.id}
                  to="/portal/visits/$id/medicines/$prescriptionId"
                  params={{ id: visitId, prescriptionId: prescription.id }}
                  className={ui.linkCard}
                >
                  <IconPill size={24} stroke={1.75} aria-hidden color="var(--cs-accent-text)" />
                  <span>
                    <b className={ui.capital}>{prescription.medicine}</b>
                    <span className={ui.small}>{prescriptionWords(prescription.status)}</span>
                  </span>
                  <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
                </Link>
              ))
            )
          }
        </HomeState>
        <TitrationCards />
        <RefillCards />
      </div>
    </PortalFrame>
  )
}

export function MedicinePage() {
  const { id, prescriptionId } = useParams({ from: '/portal/visits/$id/medicines/$prescriptionId' })
  const visit = useVisit(id)
  const prescription = visit.data?.prescriptions.find((each) => each.id === prescriptionId)
  return (
    <PortalFrame
      title={prescription?.medicine ?? 'Medicine'}
      place="Medicines"
      back={{ to: `/portal/visits/${id}`, label: 'Back to my visit' }}
      {...(prescription
        ? {
            top: (
              <>
                <span style={{ flex: 1 }} />
                <button
                  type="button"
                  className={ui.iconButton}
                  aria-label="Print or save this page"
                  onClick={() => window.print()}
                >
                  <IconPrinter size={22} stroke={1.75} aria-hidden />
                </button>
              </>
            ),
          }
        : {})}
    >
      <div className={`${styles.narrow} ${ui.stack}`}>
        <VisitState visit={visit}>
          {(loaded) =>
            prescription ? (
              <Medicine visit={loaded} prescription={prescription} />
            ) : (
              <>
                <ScreenHeading focusKey="no-medicine">
                  This medicine is no longer part of your visit
                </ScreenHeading>
                <BigLink href={`/portal/visits/${loaded.id}`}>Back to my visit</BigLink>
              </>
            )
          }
        </VisitState>
      </div>
    </PortalFrame>
  )
}

function Medicine({ visit, prescription }: { visit: PortalConsultation; prescription: PortalPrescription }) {
  const { pharmacy } = prescription
  const from = visit.provider === null ? '' : ` From ${providerName(visit.provider)}.`
  const starts = dayInWords(`${prescription.startsOn}T12:00:00`, new Date())
  return (
    <>
      <div>
        <ScreenHeading focusKey={`medicine ${prescription.id}`} className={ui.capital}>
          {prescription.medicine}
        </ScreenHeading>
        <p className={styles.lead}>
          {prescriptionWords(prescription.status).replace(/\.$/, '')}.{from}
        </p>
      </div>
      <div className={styles.direct}>
        <b>{prescription.directions}</b>
      </div>
      <ul className={styles.rows}>
        {[
          { label: 'Start', value: starts },
          {
            label: 'How much you get',
            value: `${prescription.quantity}. ${
              prescription.refills === 0
                ? 'No refills'
                : prescription.refills === 1
                  ? '1 refill'
                  : `${prescription.refills} refills`
            }`,
          },
        ].map((row) => (
          <li key={row.label}>
            <div>
              <p className={styles.term}>{row.label}</p>
              <p>{row.value}</p>
            </div>
          </li>
        ))}
        <li>
          <div>
            <p className={styles.term}>Pharmacy</p>
            <p>
              {pharmacy.name}, {pharmacy.addressLine}, {pharmacy.city}
            </p>
          </div>
          <p>
            <a className={styles.rowLink} href={`tel:${pharmacy.phone}`}>
              <span className="visually-hidden">Call {pharmacy.name}: </span>
              {phoneWords(pharmacy.phone)}
            </a>
          </p>
        </li>
      </ul>
      {prescription.sideEffects.length > 0 && (
        <div>
          <h2>What to expect</h2>
          <p className={ui.small}>{listInWords(prescription.sideEffects)}</p>
        </div>
      )}
      {prescription.getHelpNow.length > 0 && (
        <div className={ui.notice} data-tone="danger">
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          <div>
            <b>Call 911 for</b>
            <ul className={styles.bullets}>
              {prescription.getHelpNow.map((sign) => (
                <li key={sign}>{sign.charAt(0).toUpperCase() + sign.slice(1)}</li>
              ))}
            </ul>
            <div className={ui.noticeActions}>
              <BigLink look="outline" href="tel:911">
                Call 911
              </BigLink>
            </div>
          </div>
        </div>
      )}
      <p className={ui.small}>
        Something feels wrong, or you want to stop?{' '}
        <Link to="/portal/visits/$id/messages" params={{ id: visit.id }} className={ui.link}>
          Write to us
        </Link>{' '}
        first. Keep taking what other doctors gave you as they told you.
      </p>
    </>
  )
}
