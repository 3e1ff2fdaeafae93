/** The newest visit in full, the others in a list, and the way to a new one. */
import type { PortalHome } from '@countersign/contract'
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MedicineQuestions } from './medicine-questions.tsx'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import { ProblemNotice } from './patient-ui/notice.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'
import { dayInWords } from './plain-dates.ts'
import styles from './portal.module.css'
import { PortalFrame } from './portal-frame.tsx'
import { portalHomeQuery } from './use-visit.ts'
import { useVisit, VisitState } from './visit-state.tsx'
import { VisitView } from './visit-view.tsx'
import { visitNames, visitToShow } from './visit-words.ts'

type Row = PortalHome['consultations'][number]

const todoWords = { card: 'We need your card', answer: 'A question waits for you', none: '' } as const

export function PortalHomePage() {
  const home = useQuery(portalHomeQuery)
  const shown = visitToShow(home.data?.consultations ?? [])
  return (
    <PortalFrame title="My visits" place="Home">
      {home.data ? (
        shown ? (
          <>
            <MedicineQuestions />
            <ShownVisit id={shown.id} />
            <Others rows={home.data.consultations.filter((row) => row.id !== shown.id)} />
          </>
        ) : (
          <div className={styles.narrow}>
            <ScreenHeading focusKey="no-visits">You have no visit yet</ScreenHeading>
            <p className={styles.lead}>
              Start one any time. It takes a few minutes, and a provider reads it.
            </p>
            <div className={ui.tight} style={{ marginTop: 20 }}>
              <BigLink href="/">Start a visit</BigLink>
            </div>
          </div>
        )
      ) : home.isPending ? (
        <Skeletons heights={[64, 48, 260, 74]} />
      ) : (
        <div className={styles.narrow}>
          <ScreenHeading focusKey="home-failed">Your visits could not be loaded</ScreenHeading>
          <div style={{ marginTop: 16 }}>
            <ProblemNotice
              error={home.error}
              saved="They go on as before."
              actions={
                <BigButton look="outline" onClick={() => void home.refetch()}>
                  Try again
                </BigButton>
              }
            />
          </div>
        </div>
      )}
    </PortalFrame>
  )
}

function ShownVisit({ id }: { id: string }) {
  const visit = useVisit(id)
  return <VisitState visit={visit}>{(loaded) => <VisitView visit={loaded} />}</VisitState>
}

function Others({ rows }: { rows: readonly Row[] }) {
  const now = new Date()
  return (
    <section className={`${styles.narrow} ${ui.tight}`} aria-label="Other visits">
      {rows.length > 0 && <h2>Your other visits</h2>}
      {rows.map((row) => (
        <Link key={row.id} to="/portal/visits/$id" params={{ id: row.id }} className={ui.linkCard}>
          <span>
            <b>{visitNames[row.category]}</b>
            <span className={ui.small}>
              {row.todo === 'none' ? row.headline : todoWords[row.todo]}. {dayInWords(row.submittedAt, now)}
            </span>
          </span>
          <IconChevronRight size={20} stroke={1.75} aria-hidden color="var(--cs-text-3)" />
        </Link>
      ))}
      <p className={ui.small}>
        Need something else? <a href="/">Start another visit</a>
      </p>
    </section>
  )
}
