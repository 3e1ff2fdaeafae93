/** On the start page: a check-in that waits for an answer, before a refill or a next dose. */
import { IconChevronRight, IconHelpCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ui from './patient-ui/patient.module.css'
import styles from './portal.module.css'
import { portalRefillsQuery } from './use-refills.ts'
import { portalTitrationsQuery } from './use-titrations.ts'

export function MedicineQuestions() {
  const refills = useQuery(portalRefillsQuery)
  const titrations = useQuery(portalTitrationsQuery)
  const waits =
    (refills.data?.requests.some(({ ask }) => ask !== null) ?? false) ||
    (titrations.data?.items.some(({ checkIn }) => checkIn !== null) ?? false)
  if (!waits) return null
  return (
    <section className={`${styles.narrow} ${ui.tight}`} aria-label="Questions about your medicine">
      <Link to="/portal/medicines" className={ui.linkCard}>
        <IconHelpCircle size={24} stroke={1.75} aria-hidden color="var(--cs-ask-text)" />
        <span>
          <b>How is your medicine going?</b>
          <span className={ui.small}>We need a few answers before we send more.</span>
        </span>
        <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
      </Link>
    </section>
  )
}
