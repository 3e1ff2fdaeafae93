/** On the list of medicines: the steps of a dose that grows, the one of now, and what is asked before the next. */
import type { PortalTitration } from '@countersign/contract'
import { IconChevronRight, IconHelpCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { dayInWords } from './plain-dates.ts'
import styles from './titration-cards.module.css'
import { portalTitrationsQuery } from './use-titrations.ts'

const stateWords: Record<PortalTitration['steps'][number]['state'], string> = {
  done: 'Done',
  now: 'Now',
  next: 'Later',
  stopped: 'Stopped',
}

export function TitrationCards() {
  const titrations = useQuery(portalTitrationsQuery)
  if (titrations.error) return <ProblemNotice error={titrations.error} />
  const shown = titrations.data?.items.filter(({ status }) => status === 'active') ?? []
  return shown.map((one) => <Series key={one.id} series={one} />)
}

function Series({ series }: { series: PortalTitration }) {
  const now = new Date()
  const next = series.steps.find(({ step }) => step === series.checkIn?.step)
  return (
    <section className={ui.tight} aria-label="Your dose steps">
      <h2>Your dose steps</h2>
      {series.checkIn && (
        <Link to="/portal/titrations/$id" params={{ id: series.id }} className={ui.linkCard}>
          <IconHelpCircle size={24} stroke={1.75} aria-hidden color="var(--cs-ask-text)" />
          <span>
            <b>Tell us how it is going</b>
            <span className={ui.small}>
              We need your answers before your next dose{next && `, ${next.medicine}`}.
            </span>
          </span>
          <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
        </Link>
      )}
      <ol className={styles.steps}>
        {series.steps.map((step) => (
          <li
            key={step.step}
            data-state={step.state}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <p>
              <b className={ui.capital}>{step.medicine}</b>
              <span className={styles.state}>{stateWords[step.state]}</span>
            </p>
            <p className={ui.small}>
              {step.state === 'next' && `From ${dayInWords(`${step.startsOn}T12:00:00`, now)}. `}
              {step.text}
            </p>
            {step.state === 'now' && <p>{step.directions}</p>}
          </li>
        ))}
      </ol>
      <p className={ui.small}>
        Want to stop?{' '}
        <Link to="/portal/titrations/$id/stop" params={{ id: series.id }}>
          Stop the next doses
        </Link>
      </p>
    </section>
  )
}
