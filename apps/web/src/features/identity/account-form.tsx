/** E-mail and password, for a new account or an existing one; and the code of the second factor. */
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import { TextField } from '../portal/patient-ui/fields.tsx'
import { Notice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { signIn, signUp, verifyBackupCode, verifyCode } from './auth-client.ts'
import type { Refusal } from './auth-words.ts'
import { looksLikeEmail } from './looks-like-email.ts'

export const SHORTEST_PASSWORD = 12

export function RefusalNotice({ refusal }: { refusal: Refusal | null }) {
  if (refusal === null) return null
  return (
    <Notice tone="danger" role="alert" title={refusal.title}>
      {refusal.text}
    </Notice>
  )
}

export function PasswordField(props: {
  label: string
  hint?: string
  value: string
  error?: string | undefined
  fresh: boolean
  onValue: (value: string) => void
}) {
  const [shown, setShown] = useState(false)
  return (
    <div className={ui.field}>
      <TextField
        label={props.label}
        hint={props.hint}
        type={shown ? 'text' : 'password'}
        name="password"
        autoComplete={props.fresh ? 'new-password' : 'current-password'}
        maxLength={128}
        value={props.value}
        error={props.error}
        onValue={props.onValue}
      />
      <div>
        <button type="button" className={ui.textButton} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide password' : 'Show password'}
        </button>
      </div>
    </div>
  )
}

/** Puts the focus on the first field that was refused. */
function useFocusOnError(errors: Record<string, string | undefined>) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (Object.values(errors).some(Boolean))
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  return form
}

export function SignInForm(props: {
  email?: string
  submitWords?: string
  onSignedIn: () => Promise<void> | void
  /** The password was right; the code is next. */
  onSecondFactor: () => void
}) {
  const [email, setEmail] = useState(props.email ?? '')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<Record<string, string | undefined>>({})
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useFocusOnError(errors)
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    setRefusal(null)
    const next = {
      email: looksLikeEmail(email.trim()) ? undefined : 'Enter your e-mail, like name@example.com.',
      password: password === '' ? 'Enter your password.' : undefined,
    }
    setErrors(next)
    if (next.email || next.password) return
    setBusy(true)
    const result = await signIn(email.trim(), password)
    if (!result.ok) setRefusal(result.refusal)
    else if (result.value.secondFactor) props.onSecondFactor()
    else await props.onSignedIn()
    setBusy(false)
  }
  return (
    <form ref={form} className={ui.stack} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        maxLength={254}
        value={email}
        error={errors.email}
        onValue={setEmail}
      />
      <PasswordField
        label="Password"
        fresh={false}
        value={password}
        error={errors.password}
        onValue={setPassword}
      />
      <RefusalNotice refusal={refusal} />
      <BigButton type="submit" busy={busy && 'Signing in'}>
        {props.submitWords ?? 'Sign in'}
      </BigButton>
    </form>
  )
}

export function SignUpForm(props: {
  name: string
  onSignedUp: () => Promise<void> | void
  onExists: (email: string) => void
}) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<Record<string, string | undefined>>({})
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useFocusOnError(errors)
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    setRefusal(null)
    const next = {
      email: looksLikeEmail(email.trim()) ? undefined : 'Enter your e-mail, like name@example.com.',
      password:
        password.length < SHORTEST_PASSWORD ? `Use at least ${SHORTEST_PASSWORD} characters.` : undefined,
    }
    setErrors(next)
    if (next.email || next.password) return
    setBusy(true)
    const result = await signUp(props.name, email.trim(), password)
    if (result.ok) await props.onSignedUp()
    else if (result.refusal.code === 'USER_ALREADY_EXISTS') props.onExists(email.trim())
    else setRefusal(result.refusal)
    setBusy(false)
  }
  return (
    <form ref={form} className={ui.stack} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label="E-mail"
        hint="We write here when there is news. Never about your health."
        type="email"
        name="email"
        autoComplete="username"
        maxLength={254}
        value={email}
        error={errors.email}
        onValue={setEmail}
      />
      <PasswordField
        label="Make a password"
        hint={`At least ${SHORTEST_PASSWORD} characters. A few words in a row are fine.`}
        fresh
        value={password}
        error={errors.password}
        onValue={setPassword}
      />
      <RefusalNotice refusal={refusal} />
      <BigButton type="submit" busy={busy && 'Making your account'}>
        Make my account
      </BigButton>
    </form>
  )
}

/** The code from the authenticator app, or a backup code when the phone is lost. */
export function CodeForm(props: {
  submitWords: string
  /** Whether a backup code may be used and the browser remembered: at sign-in, not at set-up. */
  signingIn: boolean
  onVerified: () => Promise<void> | void
}) {
  const [code, setCode] = useState('')
  const [backup, setBackup] = useState(false)
  const [trust, setTrust] = useState(false)
  const [error, setError] = useState<string | undefined>()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    setRefusal(null)
    const typed = code.replace(/\s/g, '')
    const fits = backup ? typed.length >= 8 : /^\d{6}$/.test(typed)
    setError(fits ? undefined : backup ? 'Enter a backup code as it was shown.' : 'Enter the 6 digits.')
    if (!fits) return
    setBusy(true)
    const result = backup ? await verifyBackupCode(typed) : await verifyCode(typed, trust)
    if (result.ok) await props.onVerified()
    else setRefusal(result.refusal)
    setBusy(false)
  }
  return (
    <form className={ui.stack} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={backup ? 'Backup code' : '6-digit code'}
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        maxLength={backup ? 24 : 7}
        value={code}
        error={error}
        onValue={setCode}
      />
      {props.signingIn && !backup && (
        <label className={ui.choice}>
          <input type="checkbox" checked={trust} onChange={() => setTrust(!trust)} />
          <span className={ui.choiceText}>
            Trust this browser<small>Only on your own device: it will not ask for a code for 30 days.</small>
          </span>
        </label>
      )}
      <RefusalNotice refusal={refusal} />
      <BigButton type="submit" busy={busy && 'Checking'}>
        {props.submitWords}
      </BigButton>
      {props.signingIn && (
        <BigButton
          look="quiet"
          onClick={() => {
            setBackup(!backup)
            setCode('')
            setError(undefined)
          }}
        >
          {backup ? 'Use the app instead' : 'I lost my phone: use a backup code'}
        </BigButton>
      )}
    </form>
  )
}
