/** What the clinic treats, what it costs, and how it goes. */
import type { Category } from '@countersign/contract'
import { IconArrowRight, IconClock, IconCreditCard } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { isProblem } from '../../api/problem.ts'
import { money, phoneWords } from '../../ui/format.ts'
import { BigButton, BigLink } from '../portal/patient-ui/buttons.tsx'
import { ProblemNotice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { Skeletons } from '../portal/patient-ui/skeleton.tsx'
import { homeOf, meQuery } from '../session/use-me.ts'
import { draftStore } from './draft-store.ts'
import styles from './intake.module.css'
import { statesInWords } from './person.ts'
import { clinicQuery, DEFAULT_CLINIC } from './use-intake.ts'

const how = [
  ['Answer questions', 'On your phone, in a few minutes. You can stop and go on later.'],
  [
    'A licensed provider decides',
    'A person reads every answer. They may ask you something before they decide.',
  ],
  ['Your pharmacy fills it', 'You pay for the visit only if the provider says yes.'],
] as const

export function ClinicLandingPage() {
  const { clinicSlug } = useParams({ strict: false })
  const slug = clinicSlug ?? DEFAULT_CLINIC
  const clinic = useQuery(clinicQuery(slug))
  const me = useQuery(meQuery).data
  const unfinished = (category: Category) => draftStore.current(slug, category) !== null
  return (
    <PatientPage
      title={clinic.data?.name ?? 'Countersign'}
      top={
        <BrandBar name={clinic.data?.name ?? 'Countersign'} href="/">
          <a className={ui.textButton} style={{ textDecoration: 'none' }} href={me ? homeOf(me) : '/sign-in'}>
            {me ? (me.role === 'patient' ? 'My visits' : 'My workspace') : 'Sign in'}
          </a>
        </BrandBar>
      }
    >
      <Body wide={1040}>
        {clinic.isPending ? (
          <Skeletons heights={[96, 54, 190]} />
        ) : clinic.data ? (
          <>
            <div className={styles.hero}>
              <ScreenHeading focusKey="landing">
                Care from a licensed provider, without the waiting room
              </ScreenHeading>
              <p className={styles.lead}>
                Choose what you need help with. {clinic.data.name} treats adults who live in{' '}
                {statesInWords(clinic.data.statesServed)}.
              </p>
            </div>
            <ul className={styles.categories}>
              {clinic.data.categories.map((offer) => (
                <li key={offer.category}>
                  <a className={styles.category} href={`/start/${slug}/${offer.category}`}>
                    <h2>{offer.title}</h2>
                    <p>{offer.summary}</p>
                    <div className={styles.facts}>
                      <span>
                        <IconClock size={18} stroke={1.75} aria-hidden />
                        About {offer.minutes} min
                      </span>
                      <span>
                        <IconCreditCard size={18} stroke={1.75} aria-hidden />
                        {money(offer.priceCents, offer.currency)}
                      </span>
                    </div>
                    <span className={styles.go}>
                      {unfinished(offer.category) ? 'Go on where you were' : 'Start'}
                      <IconArrowRight size={20} stroke={1.75} aria-hidden />
                    </span>
                  </a>
                </li>
              ))}
            </ul>
            <ol className={styles.plain}>
              {how.map(([title, text], index) => (
                <li key={title}>
                  <span aria-hidden>{index + 1}</span>
                  <span>
                    <b>{title}</b>
                    {text}
                  </span>
                </li>
              ))}
            </ol>
            <p className={styles.emergencyLine}>
              This is not for emergencies. If you are in danger now, <a href="tel:911">call 911</a>.
              Questions? Call{' '}
              <a className={ui.link} href={`tel:${clinic.data.phone}`}>
                {phoneWords(clinic.data.phone)}
              </a>
              .
            </p>
          </>
        ) : isProblem(clinic.error, 'not-found') ? (
          <>
            <ScreenHeading focusKey="no-clinic">We know no clinic by this name</ScreenHeading>
            <p className={ui.help}>Check the link you were given, or look at the clinic's own page.</p>
            <div className={ui.tight} style={{ marginTop: 24 }}>
              <BigLink href="/">Go to the start page</BigLink>
            </div>
          </>
        ) : (
          <>
            <ScreenHeading focusKey="landing-failed">This page could not be loaded</ScreenHeading>
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
          </>
        )}
      </Body>
    </PatientPage>
  )
}
