/** Choosing a new password from the link in the mail. */
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { BigButton, BigLink } from '../portal/patient-ui/buttons.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { PasswordField, RefusalNotice, SHORTEST_PASSWORD } from './account-form.tsx'
import { resetPassword } from './auth-client.ts'
import { authWords, type Refusal } from './auth-words.ts'
import styles from './identity.module.css'

export function ResetPasswordPage() {
  const { token } = useSearch({ from: '/reset-password' })
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const [error, setError] = useState<string | undefined>()
  const [refusal, setRefusal] = useState<Refusal | null>(
    token === undefined ? authWords({ code: 'INVALID_TOKEN', status: 400 }, true) : null,
  )
  const [busy, setBusy] = useState(false)
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy || token === undefined) return
    const short = password.length < SHORTEST_PASSWORD
    setError(short ? `Use at least ${SHORTEST_PASSWORD} characters.` : undefined)
    setRefusal(null)
    if (short) return
    setBusy(true)
    const result = await resetPassword(token, password)
    setBusy(false)
    if (result.ok) setDone(true)
    else setRefusal(result.refusal)
  }
  const stale = refusal?.code === 'INVALID_TOKEN'
  return (
    <PatientPage title="New password · Countersign" top={<BrandBar name="Countersign" href="/" />}>
      <Body wide={448}>
        {done ? (
          <>
            <ScreenHeading focusKey="reset-done">Your password is changed</ScreenHeading>
            <p className={ui.help}>You were signed out everywhere else.</p>
            <div className={`${ui.tight} ${styles.after}`}>
              <BigLink href="/sign-in">Sign in</BigLink>
            </div>
          </>
        ) : (
          <>
            <ScreenHeading focusKey="reset">Choose a new password</ScreenHeading>
            <form
              className={`${ui.stack} ${styles.after}`}
              noValidate
              onSubmit={(event) => void submit(event)}
            >
              {!stale && (
                <PasswordField
                  label="New password"
                  hint={`At least ${SHORTEST_PASSWORD} characters. A few words in a row are fine.`}
                  fresh
                  value={password}
                  error={error}
                  onValue={setPassword}
                />
              )}
              <RefusalNotice refusal={refusal} />
              {stale ? (
                <BigLink href="/forgot-password">Ask for a new link</BigLink>
              ) : (
                <BigButton type="submit" busy={busy && 'Saving'}>
                  Save my new password
                </BigButton>
              )}
            </form>
          </>
        )}
      </Body>
    </PatientPage>
  )
}
