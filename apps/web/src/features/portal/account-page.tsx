/** Who is signed in, and how to leave. */
import { useQuery } from '@tanstack/react-query'
import { phoneWords } from '../../ui/format.ts'
import { meQuery, useSignOut } from '../session/use-me.ts'
import { BigButton, BigLink } from './patient-ui/buttons.tsx'
import ui from './patient-ui/patient.module.css'
import { ScreenHeading } from './patient-ui/patient-page.tsx'
import { Skeletons } from './patient-ui/skeleton.tsx'
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
            <ul className={styles.rows}>
              <li>
                <div>
                  <p className={styles.term}>Name</p>
                  <p>{me.user.name}</p>
                </div>
              </li>
              <li>
                <div>
                  <p className={styles.term}>E-mail</p>
                  <p>{me.user.email}</p>
                </div>
              </li>
              <li>
                <div>
                  <p className={styles.term}>Code at sign-in</p>
                  <p>{me.user.twoFactorEnabled ? 'On: an authenticator app' : 'Off'}</p>
                </div>
                {!me.user.twoFactorEnabled && (
                  <p>
                    <a className={styles.rowLink} href="/set-up-two-factor">
                      Turn on
                    </a>
                  </p>
                )}
              </li>
              <li>
                <div>
                  <p className={styles.term}>{me.clinic.name}</p>
                  <p>Name or address changed? Call us.</p>
                </div>
                <p>
                  <a className={styles.rowLink} href={`tel:${me.clinic.phone}`}>
                    {phoneWords(me.clinic.phone)}
                  </a>
                </p>
              </li>
            </ul>
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
