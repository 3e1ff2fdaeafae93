/** An account, so that only the patient reads what the provider writes. */
import { type ReactNode, useState } from 'react'
import { CodeForm, SignInForm, SignUpForm } from '../identity/account-form.tsx'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import { Notice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import styles from './intake.module.css'

const headings = { new: 'Make your account', old: 'Sign in', code: 'Enter your code' } as const

export function AccountScreen(props: {
  patientName: string
  top: ReactNode
  pageTitle: string
  onSignedIn: () => Promise<void>
}) {
  const [mode, setMode] = useState<'new' | 'old' | 'code'>('new')
  const [known, setKnown] = useState<string | undefined>()
  return (
    <PatientPage title={props.pageTitle} top={props.top}>
      <Body>
        <ScreenHeading focusKey={`account ${mode}`}>{headings[mode]}</ScreenHeading>
        <p className={ui.help}>
          {mode === 'new'
            ? 'You come back with it to read what the provider says and to follow your medicine.'
            : mode === 'old'
              ? 'Your answers go to the account you sign in with.'
              : 'Open your authenticator app and type the code it shows.'}
        </p>
        <div className={styles.fields}>
          {mode === 'new' && (
            <SignUpForm
              name={props.patientName}
              onSignedUp={props.onSignedIn}
              onExists={(email) => {
                setKnown(email)
                setMode('old')
              }}
            />
          )}
          {mode === 'old' && known && (
            <Notice tone="info" role="status" title="There is an account with this e-mail">
              Sign in with its password to go on. Your answers are kept.
            </Notice>
          )}
          {mode === 'old' && (
            <SignInForm
              key={known}
              email={known ?? ''}
              submitWords="Sign in and go on"
              onSignedIn={props.onSignedIn}
              onSecondFactor={() => setMode('code')}
            />
          )}
          {mode === 'code' && <CodeForm signingIn submitWords="Go on" onVerified={props.onSignedIn} />}
          {mode !== 'code' && (
            <BigButton look="quiet" onClick={() => setMode(mode === 'new' ? 'old' : 'new')}>
              {mode === 'new' ? 'I have an account: sign in' : 'I am new: make an account'}
            </BigButton>
          )}
        </div>
      </Body>
    </PatientPage>
  )
}
