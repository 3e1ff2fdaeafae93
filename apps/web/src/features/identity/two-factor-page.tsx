/** The second step of signing in. */
import { useSearch } from '@tanstack/react-router'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { CodeForm } from './account-form.tsx'
import { useGoOn } from './sign-in-page.tsx'

export function TwoFactorPage() {
  const { next } = useSearch({ from: '/two-factor' })
  const goOn = useGoOn(next)
  return (
    <PatientPage title="Enter your code · Countersign" top={<BrandBar name="Countersign" href="/" />}>
      <Body wide={448}>
        <ScreenHeading focusKey="two-factor">Enter your code</ScreenHeading>
        <p className={ui.help}>Open your authenticator app and type the code it shows for Countersign.</p>
        <div style={{ marginTop: 24 }}>
          <CodeForm signingIn submitWords="Sign in" onVerified={goOn} />
        </div>
        <p className={ui.smaller} style={{ marginTop: 16 }}>
          Not you? <a href="/sign-in">Sign in as someone else</a>.
        </p>
      </Body>
    </PatientPage>
  )
}
