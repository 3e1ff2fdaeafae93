/** Before the first question: what to have at hand, what it costs, and going on where one was. */
import type { Category } from '@countersign/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { money } from '../../ui/format.ts'
import { BigButton, BigLink } from '../portal/patient-ui/buttons.tsx'
import { ProblemNotice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { Skeletons } from '../portal/patient-ui/skeleton.tsx'
import { draftStore } from './draft-store.ts'
import styles from './intake.module.css'
import { statesInWords } from './person.ts'
import { clinicQuery } from './use-intake.ts'

const atHand: Record<Category, readonly string[]> = {
  weight: [
    'Your weight today, and your height',
    'The names of your medicines',
    'A blood pressure reading, if you have one',
  ],
  ed: ['The names of your medicines, heart medicines above all', 'A blood pressure reading, if you have one'],
  hair: ['The names of your medicines', 'A phone with a camera: we ask for photos of your scalp'],
}

export function CategoryStartPage() {
  const { clinicSlug, category } = useParams({ from: '/start/$clinicSlug/$category' })
  const navigate = useNavigate()
  const clinic = useQuery(clinicQuery(clinicSlug))
  const offer = clinic.data?.categories.find((each) => each.category === category)
  const unfinished = offer ? draftStore.current(clinicSlug, offer.category) : null
  const start = useMutation({
    mutationFn: async (wanted: Category) => {
      const started = await api('startIntake', { body: { clinicSlug, category: wanted } })
      draftStore.keepToken(started.id, started.token)
      draftStore.keepCurrent(clinicSlug, wanted, started.id)
      await navigate({ to: '/intake/$id', params: { id: started.id }, search: { step: undefined } })
    },
  })
  return (
    <PatientPage
      title={offer && clinic.data ? `${offer.title} · ${clinic.data.name}` : 'Countersign'}
      top={<BrandBar name={clinic.data?.name ?? 'Countersign'} href={`/start/${clinicSlug}`} />}
    >
      {clinic.isPending ? (
        <Body>
          <Skeletons heights={[68, 48, 96]} />
        </Body>
      ) : clinic.data && offer ? (
        <>
          <Body>
            <ScreenHeading focusKey={`start ${offer.category}`}>{offer.title}</ScreenHeading>
            <p className={ui.help}>{offer.summary}</p>
            <div className={styles.price} style={{ marginTop: 20 }}>
              <b>{money(offer.priceCents, offer.currency)}</b>
              <span className={ui.small}>for the visit, charged only if the provider says yes</span>
            </div>
            <h2 style={{ marginTop: 28 }}>Have at hand</h2>
            <ul className={styles.numbered}>
              {atHand[offer.category].map((text) => (
                <li key={text}>
                  <span aria-hidden>•</span>
                  <span>{text}</span>
                </li>
              ))}
            </ul>
            <div className={ui.why}>
              <b>About {offer.minutes} minutes</b>
              Each answer is saved as you go. “I'm not sure” is always a good answer. We treat adults who live
              in {statesInWords(clinic.data.statesServed)}.
            </div>
            <p className={styles.emergencyLine} style={{ marginTop: 16 }}>
              In danger now? <a href="tel:911">Call 911</a>
            </p>
            {start.isError && (
              <div style={{ marginTop: 20 }}>
                <ProblemNotice error={start.error} saved="No visit was started." />
              </div>
            )}
          </Body>
          <footer className={ui.foot} data-line>
            {unfinished !== null && (
              <BigButton
                onClick={() =>
                  void navigate({
                    to: '/intake/$id',
                    params: { id: unfinished },
                    search: { step: undefined },
                  })
                }
              >
                Go on where you were
              </BigButton>
            )}
            <BigButton
              look={unfinished === null ? 'primary' : 'quiet'}
              busy={start.isPending && 'Starting'}
              onClick={() => start.mutate(offer.category)}
            >
              {unfinished === null ? 'Start' : 'Start over'}
            </BigButton>
          </footer>
        </>
      ) : (
        <Body>
          <ScreenHeading focusKey="no-category">
            {clinic.error && !isProblem(clinic.error, 'not-found')
              ? 'This page could not be loaded'
              : 'The clinic does not offer this'}
          </ScreenHeading>
          {clinic.error && !isProblem(clinic.error, 'not-found') ? (
            <div style={{ marginTop: 20 }}>
              <ProblemNotice
                error={clinic.error}
                actions={
                  <BigButton look="outline" onClick={() => void clinic.refetch()}>
                    Try again
                  </BigButton>
                }
              />
            </div>
          ) : (
            <div className={ui.tight} style={{ marginTop: 24 }}>
              <BigLink href={clinic.data ? `/start/${clinicSlug}` : '/'}>See what it treats</BigLink>
            </div>
          )}
        </Body>
      )}
    </PatientPage>
  )
}
