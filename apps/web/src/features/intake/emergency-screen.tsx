/** What to do now, before anything else: the call is the first thing on the screen. */
import type { Category, EmergencyGuidance } from '@countersign/contract'
import { IconAlertTriangle, IconPhone } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { BigButton, BigLink } from '../portal/patient-ui/buttons.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import styles from './emergency.module.css'

/**
 * Phosphodiesterase-5 inhibitors and nitrates given in the ambulance may together lower the blood pressure
 * dangerously (FDA labels of sildenafil and tadalafil, section 5 and 7): whoever takes an ED pill must say so.
 */
const edWarning: ReactNode = (
  <>
    Take no ED pills. If you took one in the last 3 days, <b>tell the 911 team</b> before they give you any
    medicine.
  </>
)

const isReading = ({ code }: EmergencyGuidance): boolean => code.startsWith('reading-')

function headingOf(guidance: EmergencyGuidance): string {
  if (guidance.call === '988') return 'You are not alone'
  return isReading(guidance) ? 'If you feel well' : 'While you wait'
}

function stepsOf(guidance: EmergencyGuidance, category: Category): ReactNode[] {
  if (isReading(guidance))
    return [
      'Sit down and rest for 5 minutes.',
      'Measure again. If you typed a wrong number, change your answer.',
      ...(category === 'ed' ? ['Take no ED pills until a doctor has looked at this.'] : []),
      'If it is still so, see a doctor today, even if you feel well.',
    ]
  if (guidance.call === '988')
    return [
      'You can also text 988. It is free and open day and night.',
      'If you might act on these thoughts now, call 911 or go to an emergency room.',
      'Stay with someone you trust if you can.',
    ]
  return [
    'Stop and sit down. Unlock your door if you can.',
    ...(category === 'ed' ? [edWarning] : []),
    'Do not drive yourself.',
  ]
}

export function EmergencyScreen(props: {
  guidance: EmergencyGuidance
  category: Category
  clinicName: string
  onChangeAnswer: () => void
  /** Offered where care may go on beside the call. */
  onGoOn?: () => void
}) {
  const { guidance } = props
  const steps = stepsOf(guidance, props.category)
  return (
    <PatientPage title={`${guidance.title} · ${props.clinicName}`} top={<div className={styles.edge} />}>
      <Body>
        <span className={styles.sign}>
          <IconAlertTriangle size={36} stroke={1.75} aria-hidden />
        </span>
        <ScreenHeading focusKey={`emergency ${guidance.code}`} className={styles.title}>
          {guidance.title}
        </ScreenHeading>
        <p className={styles.lead}>{guidance.text}</p>
        <div className={styles.call}>
          <BigLink look="danger" href={`tel:${guidance.call}`}>
            <IconPhone size={24} stroke={1.75} aria-hidden />
            Call {guidance.call}
          </BigLink>
        </div>
        <h2 className={styles.while}>{headingOf(guidance)}</h2>
        <ol className={styles.steps}>
          {steps.map((step, index) => (
            // The list never changes while it is shown.
            <li key={String(index)}>
              <span aria-hidden>{index + 1}.</span>
              <span>{step}</span>
            </li>
          ))}
        </ol>
      </Body>
      <footer className={ui.foot}>
        <p className={`${ui.small} ${ui.centered}`}>Your answers are saved. You can come back.</p>
        {props.onGoOn && (
          <BigButton look="outline" onClick={props.onGoOn}>
            {guidance.call === '988' ? 'I am safe now. Go on' : 'I am not in danger now. Go on'}
          </BigButton>
        )}
        <BigButton look="outline" onClick={props.onChangeAnswer}>
          Change my answer
        </BigButton>
      </footer>
    </PatientPage>
  )
}
