/** An authenticator app in three steps: password, the code to scan, the backup codes. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { encode } from 'uqr'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import { TextField } from '../portal/patient-ui/fields.tsx'
import { Notice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { Skeletons } from '../portal/patient-ui/skeleton.tsx'
import { meQuery, useSignOut } from '../session/use-me.ts'
import { CodeForm } from './account-form.tsx'
import { enableTwoFactor } from './auth-client.ts'
import type { Refusal } from './auth-words.ts'
import styles from './identity.module.css'
import { manualKey } from './manual-key.ts'
import { useGoOn } from './sign-in-page.tsx'

type SetUp = { totpURI: string; backupCodes: string[] }

/** A QR code as one SVG path, dark on white in both colour schemes: cameras expect it so. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const path = data.flatMap((line, y) => line.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code for your authenticator app. The key below does the same."
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

export function SetUpTwoFactorPage() {
  const me = useQuery(meQuery)
  const signOut = useSignOut()
  const goOn = useGoOn(undefined)
  const [setUp, setSetUp] = useState<SetUp | null>(null)
  const [verified, setVerified] = useState(false)
  const step = verified ? 'codes' : setUp === null ? 'password' : 'scan'
  return (
    <PatientPage
      title="Set up an authenticator · Countersign"
      top={
        <BrandBar name={me.data?.clinic.name ?? 'Countersign'} href="/">
          <button type="button" className={ui.textButton} onClick={() => void signOut()}>
            Sign out
          </button>
        </BrandBar>
      }
    >
      <Body wide={480}>
        {me.isPending ? (
          <Skeletons heights={[34, 24, 52, 52]} />
        ) : me.data?.user.twoFactorEnabled && step === 'password' ? (
          <>
            <ScreenHeading focusKey="two-factor-done">Your authenticator is set up</ScreenHeading>
            <p className={ui.help}>Each sign-in asks for a code of your app.</p>
            <div className={styles.after}>
              <BigButton onClick={() => void goOn()}>Go on</BigButton>
            </div>
          </>
        ) : step === 'password' ? (
          <PasswordStep onSetUp={setSetUp} />
        ) : step === 'scan' && setUp ? (
          <>
            <ScreenHeading focusKey="two-factor-scan">Scan this with your app</ScreenHeading>
            <p className={ui.help}>
              Any authenticator app does: open it, add an account, and point the camera here.
            </p>
            <div className={styles.scan}>
              <QrCode text={setUp.totpURI} />
              <p className={ui.small}>
                Can't scan? Type this key into the app:
                <code className={styles.key}>{manualKey(setUp.totpURI)}</code>
              </p>
            </div>
            <h2 className={styles.heading}>Then type the code it shows</h2>
            <CodeForm signingIn={false} submitWords="Check the code" onVerified={() => setVerified(true)} />
          </>
        ) : (
          setUp && <BackupCodes codes={setUp.backupCodes} onDone={goOn} />
        )}
      </Body>
    </PatientPage>
  )
}

function PasswordStep({ onSetUp }: { onSetUp: (setUp: SetUp) => void }) {
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [error, setError] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    setError(password === '' ? 'Enter your password.' : undefined)
    if (password === '') return
    setBusy(true)
    const result = await enableTwoFactor(password)
    setBusy(false)
    if (!result.ok) return setRefusal(result.refusal)
    if ('totpURI' in result.value && 'backupCodes' in result.value) onSetUp(result.value)
  }
  return (
    <>
      <ScreenHeading focusKey="two-factor-password">Set up an authenticator app</ScreenHeading>
      <p className={ui.help}>
        A code from your phone, besides your password, keeps charts closed to everyone else. It takes a
        minute.
      </p>
      <form className={`${ui.stack} ${styles.after}`} noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label="Your password, once more"
          type="password"
          autoComplete="current-password"
          value={password}
          error={error}
          onValue={setPassword}
        />
        {refusal && (
          <Notice tone="danger" role="alert" title={refusal.title}>
            {refusal.text}
          </Notice>
        )}
        <BigButton type="submit" busy={busy && 'Preparing'}>
          Continue
        </BigButton>
      </form>
    </>
  )
}

function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => Promise<void> }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }
  return (
    <>
      <ScreenHeading focusKey="two-factor-codes">Keep these backup codes</ScreenHeading>
      <p className={ui.help}>
        If you lose your phone, each of them signs you in once. We show them only now: put them where you keep
        passwords.
      </p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={ui.tight}>
        <BigButton look="outline" onClick={() => void copy()}>
          {copied === null
            ? 'Copy the codes'
            : copied
              ? 'Copied'
              : 'Your browser cannot copy: write them down'}
        </BigButton>
        <BigButton onClick={() => void onDone()}>I have kept them</BigButton>
      </div>
    </>
  )
}
