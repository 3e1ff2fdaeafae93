/** Where the medicine comes from, if the provider says yes. It may still be changed until it is sent. */
import { type ReactNode, useState } from 'react'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { PharmacyPicker } from '../portal/patient-ui/pharmacy-picker.tsx'
import styles from './intake.module.css'

export function PharmacyScreen(props: {
  state: string
  chosen: string | null
  top: ReactNode
  pageTitle: string
  onChoose: (ncpdpId: string, name: string) => void
  onContinue: () => void
}) {
  const [error, setError] = useState<string | undefined>()
  return (
    <PatientPage title={props.pageTitle} top={props.top}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (props.chosen === null) setError('Choose a pharmacy to go on.')
          else props.onContinue()
        }}
      >
        <Body>
          <ScreenHeading focusKey="pharmacy">Where should your medicine come from?</ScreenHeading>
          <p className={ui.help}>
            We send the prescription there only if a provider says yes. You can change it until then.
          </p>
          <div className={styles.fields}>
            <PharmacyPicker
              state={props.state === '' ? null : props.state}
              chosen={props.chosen}
              error={error}
              onChoose={(ncpdpId, name) => {
                setError(undefined)
                props.onChoose(ncpdpId, name)
              }}
            />
          </div>
        </Body>
        <footer className={ui.foot} data-line>
          <BigButton type="submit">Continue</BigButton>
        </footer>
      </form>
    </PatientPage>
  )
}
