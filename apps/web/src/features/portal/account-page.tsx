/** Who is signed in, and how to leave. */
import { useQuery } from '@tanstack/react-query'
import { meQuery, useSignOut } from '../session/use-me.ts'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'
import { phoneInWords } from './plain-dates.ts'
import styles from './portal.module.css'
import { PortalFrame } from './portal-frame.tsx'

export function AccountPage() {
  const me = useQuery(meQuery).data
  const signOut = useSignOut()
  return (
    <PortalFrame title="Account" place="Account">
      <div className={`${styles.narrow} ${ui.stack}`}>
        <ScreenHeading focusKey="account-page">Your account</ScreenHeading>
        {me ? (
          <>
            <dl className={styles.rows}>
              <div>
                <div>
                  <dt>Name</dt>
                  <dd>{me.user.name}</dd>
                </div>
              </div>
              <div>
                <div>
                  <dt>E-mail</dt>
                  <dd>{me.user.email}</dd>
                </div>
              </div>
              <div>
                <div>
                  <dt>Code at sign-in</dt>
                  <dd>{me.user.twoFactorEnabled ? 'On: an authenticator app' : 'Off'}</dd>
                </div>
                {!me.user.twoFactorEnabled && (
                  <dd>
                    <a className={styles.rowLink} href="/set-up-two-factor">
                      Turn on
                    </a>
                  </dd>
                )}
              </div>
              <div>
                <div>
                  <dt>{me.clinic.name}</dt>
                  <dd>Name or address changed? Call us.</dd>
                </div>
                <dd>
                  <a className={styles.rowLink} href={`tel:${me.clinic.phone}`}>
                    {phoneInWords(me.clinic.phone)}
                  </a>
                </dd>
              </div>
            </dl>
            <div className={ui.tight}>
              <BigLink look="outline" href="/">
                Start another visit
              </BigLink>
              <BigButton look="quiet" onClick={() => void signOut()}>
                Sign out
              </BigButton>
            </div>
          </>
        ) : (
          <Skeletons heights={[220, 48]} />
        )}
      </div>
    </PortalFrame>
  )
}
