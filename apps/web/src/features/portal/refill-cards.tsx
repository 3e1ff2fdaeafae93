/** On the list of medicines: what may be had again, what was asked for, and what is asked of the patient. */
import type { PortalRefills } from '@countersign/contract'
import { IconChevronRight, IconHelpCircle, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { money } from '../../ui/format.ts'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { dayInWords } from './plain-dates.ts'
import { portalRefillsQuery } from './use-refills.ts'

const statusWords: Record<PortalRefills['requests'][number]['status'], string> = {
  requested: 'A provider will read it',
  approved: 'Said yes',
  approved_with_changes: 'Said yes, with a change',
  replaced: 'Changed to another medicine',
  denied: 'Not now',
  cancelled: 'Closed',
}

export function RefillCards() {
  const refills = useQuery(portalRefillsQuery)
  const now = new Date()
  if (refills.error) return <ProblemNotice error={refills.error} />
  const open = refills.data?.requests.filter((one) => one.status === 'requested') ?? []
  const refillable = refills.data?.refillable ?? []
  if (open.length === 0 && refillable.length === 0) return null
  return (
    <section className={ui.tight} aria-label="Refills">
      <h2>Refills</h2>
      {open.map((one) =>
        one.ask ? (
          <Link key={one.id} to="/portal/refills/$id" params={{ id: one.id }} className={ui.linkCard}>
            <IconHelpCircle size={24} stroke={1.75} aria-hidden color="var(--cs-ask-text)" />
            <span>
              <b className={ui.capital}>{one.medicine}</b>
              <span className={ui.small}>We have a few questions before your refill.</span>
            </span>
            <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
          </Link>
        ) : (
          <Link
            key={one.id}
            to="/portal/visits/$id"
            params={{ id: one.consultationId }}
            className={ui.linkCard}
          >
            <IconRefresh size={24} stroke={1.75} aria-hidden color="var(--cs-accent-text)" />
            <span>
              <b className={ui.capital}>{one.medicine}</b>
              <span className={ui.small}>
                {one.needsCard ? 'We need your card first' : statusWords[one.status]}. Asked{' '}
                {dayInWords(one.requestedAt, now)}.
              </span>
            </span>
            <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
          </Link>
        ),
      )}
      {refillable
        .filter((one) => one.open)
        .map((one) => (
          <Link
            key={one.prescriptionId}
            to="/portal/refills/new/$prescriptionId"
            params={{ prescriptionId: one.prescriptionId }}
            className={ui.linkCard}
          >
            <IconRefresh size={24} stroke={1.75} aria-hidden color="var(--cs-accent-text)" />
            <span>
              <b>
                Ask for a refill<span className="visually-hidden"> of {one.medicine}</span>
              </b>
              <span className={ui.small}>
                {one.medicine}.{' '}
                {one.priceCents === 0 ? 'No charge from us.' : `${money(one.priceCents, 'usd')}.`}
              </span>
            </span>
            <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
          </Link>
        ))}
      {refillable
        .filter((one) => !one.open && !open.some((asked) => asked.medicine === one.medicine))
        .map((one) => (
          <p key={one.prescriptionId} className={ui.small}>
            {one.medicine}: {one.reason} You can ask from {dayInWords(`${one.from}T12:00:00`, now)}.
          </p>
        ))}
    </section>
  )
}
