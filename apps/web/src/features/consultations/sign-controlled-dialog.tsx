/**
 * A controlled substance is signed with a second factor, and with what the signer says: when they saw the patient live,
 * and that they looked into the state's monitoring program.
 */
import type { ConsultationSummary, ControlledSignature } from '@countersign/contract'
import { Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { longDate, stateName } from '../../ui/format.ts'
import { FormDialog } from '../workspace/form-dialog.tsx'
import styles from './dialogs.module.css'
import { doseWords, drugName } from './summary-words.ts'
import type { Prescription } from './use-prescription.ts'

export function SignControlledDialog(props: {
  summary: ConsultationSummary
  prescription: Prescription
  pending: boolean
  error: unknown
  onClose: () => void
  onSign: (signature: ControlledSignature) => void
}) {
  const { summary, prescription, error } = props
  const { draft, plan, pharmacy } = prescription
  const { state } = summary.patient
  const [liveVisitOn, setLiveVisitOn] = useState('')
  const [pdmpChecked, setPdmpChecked] = useState(false)
  const [code, setCode] = useState('')
  const codeField = useRef<HTMLInputElement>(null)
  const signing = useQuery({
    queryKey: ['controlled-signing'],
    queryFn: ({ signal }) => api('getControlledSigning', {}, { signal }),
  })
  const registration = signing.data?.registrations.find((one) => one.state === state)
  useEffect(() => {
    if (!isProblem(error, 'signing-code-wrong')) return
    setCode('')
    codeField.current?.focus()
  }, [error])
  const problem =
    liveVisitOn === ''
      ? 'Say when you saw the patient live.'
      : !pdmpChecked
        ? 'Look into the monitoring program first.'
        : code.length < 6
          ? 'The code is missing.'
          : null
  return (
    <FormDialog
      pending={props.pending}
      error={error}
      onClose={props.onClose}
      title={`Sign for ${summary.patient.name}`}
      act="Sign and approve"
      note={`Can be undone for ${summary.undoSeconds} s.`}
      problem={problem}
      onSubmit={() => props.onSign({ code, liveVisitOn, pdmpChecked: true })}
    >
      {draft && (
        <dl className={styles.signed}>
          <dt>Controlled substance</dt>
          <dd>
            <b>
              {drugName({ drug: draft.drug, plan })} {doseWords(draft.doseMg)}
            </b>
            , {draft.quantity} for {draft.daysSupply} days, {draft.refills} refills
          </dd>
          <dt>Directions</dt>
          <dd>{draft.sig}</dd>
          <dt>Patient</dt>
          <dd>
            {summary.patient.name}, born {longDate(summary.patient.birthDate)}, {stateName(state)}
          </dd>
          <dt>Pharmacy</dt>
          <dd>{pharmacy?.name}</dd>
          <dt>Signed under</dt>
          <dd>
            {registration
              ? `DEA ${registration.number}, ${stateName(state)}, until ${longDate(registration.expiresOn)}`
              : 'Looking up your registration'}
          </dd>
        </dl>
      )}
      <TextInput
        data-autofocus
        type="date"
        label="Seen live by audio and video on"
        value={liveVisitOn}
        onChange={(event) => setLiveVisitOn(event.currentTarget.value)}
      />
      <Checkbox
        label={`I looked into ${stateName(state)}’s prescription monitoring program for this prescription`}
        checked={pdmpChecked}
        onChange={(event) => setPdmpChecked(event.currentTarget.checked)}
      />
      <TextInput
        ref={codeField}
        label="Six digits of your authenticator"
        description="Entering them signs this prescription, as your hand would."
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        classNames={{ input: styles.code }}
        onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
      />
    </FormDialog>
  )
}
