/** A forgotten password: a link by mail. The answer never tells whether there is such an account. */
import { type FormEvent, useState } from 'react'
import { BigButton, BigLink } from '../portal/patient-ui/buttons.tsx'
import { TextField } from '../portal/patient-ui/fields.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { RefusalNotice } from './account-form.tsx'
import { requestPasswordReset } from './auth-client.ts'
import type { Refusal } from './auth-words.ts'
import styles from './identity.module.css'
import { looksLikeEmail } from './looks-like-email.ts'

export function ForgotPasswordPage() {
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const [error, setError] = useState<string | undefined>()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    const fits = looksLikeEmail(email.trim())
    setError(fits ? undefined : 'Enter your e-mail, like name@example.com.')
    setRefusal(null)
    if (!fits) return
    setBusy(true)
    const result = await requestPasswordReset(email.trim())
    setBusy(false)
    if (result.ok) setSent(true)
    else setRefusal(result.refusal)
  }
  return (
    <PatientPage title="Forgot your password · Countersign" top={<BrandBar name="Countersign" href="/" />}>
      <Body wide={448}>
        {sent ? (
          <>
            <ScreenHeading focusKey="forgot-sent">Look in your mail</ScreenHeading>
            <p className={ui.help}>
              If there is an account for {email.trim()}, a link is on its way. It works for one hour. Nothing
              there? Look in the spam folder, or check the address.
            </p>
            <div className={`${ui.tight} ${styles.after}`}>
              <BigButton look="outline" onClick={() => setSent(false)}>
                Use another address
              </BigButton>
              <BigLink look="quiet" href="/sign-in">
                Back to sign in
              </BigLink>
            </div>
          </>
        ) : (
          <>
            <ScreenHeading focusKey="forgot">Forgot your password?</ScreenHeading>
            <p className={ui.help}>We send you a link to choose a new one.</p>
            <form
              className={`${ui.stack} ${styles.after}`}
              noValidate
              onSubmit={(event) => void submit(event)}
            >
              <TextField
                label="E-mail"
                type="email"
                autoComplete="username"
                maxLength={254}
                value={email}
                error={error}
                onValue={setEmail}
              />
              <RefusalNotice refusal={refusal} />
              <BigButton type="submit" busy={busy && 'Sending'}>
                Send the link
              </BigButton>
              <BigLink look="quiet" href="/sign-in">
                Back to sign in
              </BigLink>
            </form>
          </>
        )}
      </Body>
    </PatientPage>
  )
}
