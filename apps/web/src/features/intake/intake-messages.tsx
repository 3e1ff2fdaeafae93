/** An intake that cannot be gone on with here: why, and what to do. */
import type { ReactNode } from 'react'
import { BigLink } from '../portal/patient-ui/buttons.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, BrandBar, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'

export function MessageScreen(props: { title: string; children: ReactNode }) {
  return (
    <PatientPage title={props.title} top={<BrandBar name="Countersign" href="/" />}>
      <Body>
        <ScreenHeading focusKey={props.title}>{props.title}</ScreenHeading>
        <div style={{ marginTop: 16 }}>{props.children}</div>
      </Body>
    </PatientPage>
  )
}

export function ElsewhereScreen() {
  return (
    <MessageScreen title="This visit is not open in this browser">
      <p className={ui.help}>
        To protect you, a visit opens only in the browser it was started in, or with the link you copied
        there.
      </p>
      <div className={ui.tight} style={{ marginTop: 24 }}>
        <BigLink href="/">Start a visit</BigLink>
        <BigLink look="quiet" href="/sign-in">
          I sent my answers already: sign in
        </BigLink>
      </div>
    </MessageScreen>
  )
}

export function SentScreen({ consultationId }: { consultationId: string | null }) {
  return (
    <MessageScreen title="You sent this visit already">
      <p className={ui.help}>Sign in to see where it stands and what comes next.</p>
      <div className={ui.tight} style={{ marginTop: 24 }}>
        <BigLink href={consultationId === null ? '/portal' : `/portal/visits/${consultationId}`}>
          See my visit
        </BigLink>
      </div>
    </MessageScreen>
  )
}
