/** The price, what happens next, and the one press that sends everything. */
import type { ClinicPublic, IntakeView, Person, SubmittedIntake } from '@countersign/contract'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { money } from '../../ui/format.ts'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import { ProblemNotice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import styles from './intake.module.css'

export function SendScreen(props: {
  view: IntakeView
  token: string
  clinic: ClinicPublic
  person: Person
  pharmacy: { id: string; name: string | null }
  top: ReactNode
  pageTitle: string
  onSent: (sent: SubmittedIntake) => void
  onEmergency: (text: string) => void
  onStep: (key: 'review' | 'about' | 'pharmacy') => void
}) {
  const offer = props.clinic.categories.find((each) => each.category === props.view.category)
  const send = useMutation({
    mutationFn: () =>
      api(
        'submitIntake',
        {
          params: { id: props.view.id },
          body: { person: props.person, pharmacyId: props.pharmacy.id, payment: 'self_pay' },
        },
        { headers: { 'x-intake-token': props.token } },
      ),
    onSuccess: props.onSent,
    onError: (error) => {
      if (isProblem(error, 'emergency-stop'))
        props.onEmergency(
          error.body.detail ?? 'Call 911 or go to the nearest emergency room. Do not wait for us.',
        )
    },
  })
  const fix = isProblem(send.error, 'intake-incomplete')
    ? ({ key: 'review', words: 'See what is missing' } as const)
    : isProblem(send.error, 'pharmacy-unknown')
      ? ({ key: 'pharmacy', words: 'Choose another pharmacy' } as const)
      : isProblem(send.error, 'validation-failed')
        ? ({ key: 'about', words: 'Check what I typed' } as const)
        : null
  const { person } = props
  const rows = [
    { key: 'review', label: 'Your visit', value: offer?.title ?? '', change: 'Change my answers' },
    {
      key: 'about',
      label: 'You',
      value: `${person.givenName} ${person.familyName}, ${person.address.line}, ${person.address.city}, ${person.address.state} ${person.address.postalCode}`,
      change: 'Change my details',
    },
    {
      key: 'pharmacy',
      label: 'Pharmacy',
      value: props.pharmacy.name ?? `Number ${props.pharmacy.id}`,
      change: 'Change the pharmacy',
    },
  ] as const
  return (
    <PatientPage title={props.pageTitle} top={props.top}>
      <Body>
        <ScreenHeading focusKey="send">Ready to send</ScreenHeading>
        <ul className={styles.answers} style={{ marginTop: 16 }}>
          {rows.map((row) => (
            <li key={row.key}>
              <div>
                <p className={styles.term}>{row.label}</p>
                <p>{row.value}</p>
              </div>
              <button
                type="button"
                className={styles.change}
                aria-label={row.change}
                onClick={() => props.onStep(row.key)}
              >
                Change
              </button>
            </li>
          ))}
        </ul>
        {offer && (
          <div className={styles.price} style={{ marginTop: 24 }}>
            <b>{money(offer.priceCents, offer.currency)}</b>
            <span className={ui.small}>for the visit. The pharmacy charges for the medicine.</span>
          </div>
        )}
        <h2 style={{ marginTop: 24 }}>What happens next</h2>
        <ol className={styles.numbered}>
          {[
            'You enter your card on a secure page. We hold the amount and charge it only if the provider says yes.',
            'A licensed provider reads your answers, most often the same day. They may ask you a question.',
            'If they say yes, the pharmacy gets your prescription. If they say no, the hold on your card ends.',
          ].map((text, index) => (
            <li key={text}>
              <span aria-hidden>{index + 1}.</span>
              <span>{text}</span>
            </li>
          ))}
        </ol>
        <div style={{ marginTop: 20 }}>
          <ProblemNotice
            error={send.error}
            saved="Your answers are saved."
            actions={
              fix && (
                <BigButton look="outline" onClick={() => props.onStep(fix.key)}>
                  {fix.words}
                </BigButton>
              )
            }
          />
        </div>
      </Body>
      <footer className={ui.foot} data-line>
        <BigButton busy={(send.isPending || send.isSuccess) && 'Sending'} onClick={() => send.mutate()}>
          {send.isError ? 'Try to send again' : 'Send and go to the card page'}
        </BigButton>
      </footer>
    </PatientPage>
  )
}
